#include "app/cli/commandline.h"
#include "app/cli/output.h"

#include <QTest>

using namespace peregrine;
using namespace peregrine::cli;

using Name = CommandLine::Name;

class TestCommandLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void commands_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<int>("name");
        const auto row = [](const char *words, Name name) {
            QTest::newRow(words) << QString::fromLatin1(words) << static_cast<int>(name);
        };
        row("", Name::Help);
        row("--help", Name::Help);
        row("help run", Name::Help);
        row("subscribe --help", Name::Help);
        row("--version", Name::Version);
        row("run fal-ai/flux/dev", Name::Run);
        row("subscribe fal-ai/flux/dev", Name::Subscribe);
        row("submit fal-ai/flux/dev", Name::Submit);
        row("code fal-ai/flux/dev --language python --call stream", Name::Code);
        row("status fal-ai/flux/dev r-1", Name::Status);
        row("result fal-ai/flux/dev r-1", Name::Result);
        row("cancel fal-ai/flux/dev r-1", Name::Cancel);
        row("upload a.png b.png", Name::Upload);
        row("models", Name::Models);
        row("models flux dev", Name::Models);
        row("schema fal-ai/flux/dev", Name::Schema);
        row("library list", Name::LibraryList);
        row("library list fox rating:>=3 --limit 3", Name::LibraryList);
        row("library find type:video -- -is:rejected", Name::LibraryFind);
        row("library show 0123", Name::LibraryShow);
        row("presets list --model fal-ai/flux/dev", Name::PresetsList);
        row("presets show Soft", Name::PresetsShow);
        row("presets export Soft soft.peregrine-preset", Name::PresetsExport);
        row("presets import a b", Name::PresetsImport);
        row("presets delete Soft", Name::PresetsDelete);
        row("run fal-ai/flux/dev --preset Soft --wildcards", Name::Run);
        row("serve", Name::Serve);
        row("stream fal-ai/flux/dev", Name::Stream);
        row("status fal-ai/flux/dev r-1 --follow", Name::Status);
        row("realtime local/sketch --max-buffering 2 --throttle 100", Name::Realtime);
        row("account", Name::Account);
        row("completion fish", Name::Completion);
        row("manual", Name::Manual);
        row("key set", Name::KeySet);
        row("key set --no-test --profile work", Name::KeySet);
        row("key test", Name::KeyTest);
        row("key forget", Name::KeyForget);
        row("webhook listen --port 7000 --host a.example.org --host b.example.org",
            Name::WebhookListen);
        row("webhook verify delivery.http --at 1767322800", Name::WebhookVerify);
    }

    void commands()
    {
        QFETCH(QString, words);
        QFETCH(int, name);
        const auto line = parseCommandLine(words.split(u' ', Qt::SkipEmptyParts));
        QVERIFY(line.hasValue());
        QCOMPARE(static_cast<int>(line->name), name);
    }

    void options()
    {
        const auto line = parseCommandLine({QStringLiteral("--server"),
                                            QStringLiteral("http://127.0.0.1:1"),
                                            QStringLiteral("submit"),
                                            QStringLiteral("fal-ai/flux/dev"),
                                            QStringLiteral("-i"),
                                            QStringLiteral("prompt=a=b"),
                                            QStringLiteral("-i"),
                                            QStringLiteral("seed:=7"),
                                            QStringLiteral("--input"),
                                            QStringLiteral("-"),
                                            QStringLiteral("--output"),
                                            QStringLiteral("o"),
                                            QStringLiteral("--webhook"),
                                            QStringLiteral("https://example.org/h?a=1"),
                                            QStringLiteral("--priority"),
                                            QStringLiteral("low"),
                                            QStringLiteral("--start-timeout"),
                                            QStringLiteral("1.5"),
                                            QStringLiteral("--logs"),
                                            QStringLiteral("--json"),
                                            QStringLiteral("-q"),
                                            QStringLiteral("--data-dir"),
                                            QStringLiteral("d")});
        QVERIFY(line.hasValue());
        QCOMPARE(line->server, QStringLiteral("http://127.0.0.1:1"));
        QCOMPARE(line->endpoint.toString(), QStringLiteral("fal-ai/flux/dev"));
        QCOMPARE(line->inputs,
                 QStringList({QStringLiteral("prompt=a=b"), QStringLiteral("seed:=7")}));
        QCOMPARE(line->inputFile, QStringLiteral("-"));
        QCOMPARE(line->outputFolder, QStringLiteral("o"));
        QCOMPARE(line->submit.webhook, QUrl(QStringLiteral("https://example.org/h?a=1")));
        QCOMPARE(line->submit.priority, SubmitOptions::Priority::Low);
        QCOMPARE(line->submit.startTimeout, std::optional(1.5));
        QVERIFY(line->logs && line->json && line->quiet);
        QCOMPARE(line->dataDir, QStringLiteral("d"));
        // A submit prints no logs and saves nothing; saying so is better than silence.
        QCOMPARE(line->notes.size(), 2);

        const auto models =
            parseCommandLine({QStringLiteral("models"), QStringLiteral("a"), QStringLiteral("b"),
                              QStringLiteral("--category"), QStringLiteral("text-to-image")});
        QVERIFY(models.hasValue());
        QCOMPARE(models->query.words, QStringLiteral("a b"));
        QCOMPARE(models->query.category, QStringLiteral("text-to-image"));
    }

    void badUsage_data()
    {
        QTest::addColumn<QStringList>("words");
        const auto row = [](const char *name, const char *words) {
            QTest::newRow(name) << QString::fromLatin1(words).split(u' ');
        };
        row("no such command", "draw a/b");
        row("no such option", "run a/b --fast");
        row("option without its value", "run a/b --server");
        row("no endpoint", "run");
        row("two endpoints", "run a/b c/d");
        row("endpoint of one part", "run flux");
        row("endpoint with a parent", "run fal-ai/../flux");
        row("endpoint with a query", "run fal-ai/flux?x=1");
        row("no request", "status a/b");
        row("request with a slash", "status a/b c/d");
        row("request is a parent", "status a/b ..");
        row("nothing to upload", "upload");
        row("library without a word", "library");
        row("library with another word", "library burn");
        row("serve with a word", "serve now");
        row("priority", "submit a/b --priority high");
        row("a language nobody writes", "code a/b --language cobol");
        row("start timeout of one", "submit a/b --start-timeout 1");
        row("start timeout is no number", "submit a/b --start-timeout soon");
        row("start timeout is nan", "submit a/b --start-timeout nan");
        row("start timeout without end", "submit a/b --start-timeout inf");
        row("webhook is no address", "submit a/b --webhook nowhere");
        row("webhook is a file", "submit a/b --webhook file:///etc/passwd");
        row("webhook without a host", "submit a/b --webhook http:");
        row("port too large", "serve --port 70000");
        row("port is negative", "serve --port -1");
        row("option of another command", "models --port 1");
        row("tag without a value", "run a/b --tag x");
        row("header without a value", "run a/b --header x");
        row("expires", "upload a --expires soon");
        row("mode", "subscribe a/b --mode guessing");
        row("timeout", "subscribe a/b --timeout -1");
        row("another shell", "completion tcsh");
        row("too much buffering", "realtime a/b --max-buffering 61");
        row("limit of none", "library list --limit 0");
        row("find nothing", "library find");
        row("show nothing", "library show");
        row("show two", "library show a b");
        row("presets alone", "presets");
        row("preset without a name", "presets show");
        row("presets of no model", "presets list --model nothing");
        QTest::newRow("empty request")
            << QStringList{QStringLiteral("status"), QStringLiteral("a/b"), QString()};
        QTest::newRow("empty command") << QStringList{QString()};
        QTest::newRow("huge endpoint")
            << QStringList{QStringLiteral("run"), QString(1'000'000, u'a')};
        QTest::newRow("huge request")
            << QStringList{QStringLiteral("status"), QStringLiteral("a/b"), QString(100'000, u'r')};
        QTest::newRow("endpoint with a line break")
            << QStringList{QStringLiteral("run"), QStringLiteral("fal-ai/fl\nux")};
    }

    void badUsage()
    {
        QFETCH(QStringList, words);
        const auto line = parseCommandLine(words);
        QVERIFY(!line.hasValue());
        QVERIFY(!line.error().message.isEmpty());
        QVERIFY2(line.error().message.size() < 1000, "the message repeats a huge argument");
        QCOMPARE(exitStatusOf(line.error()), static_cast<int>(ExitUsage));
    }

    void exitStatuses()
    {
        const auto statusOf = [](Error::Kind kind, int httpStatus = 0) {
            Error error;
            error.kind = kind;
            error.httpStatus = httpStatus;
            return exitStatusOf(error);
        };
        QCOMPARE(statusOf(Error::Kind::Validation), 2);
        QCOMPARE(statusOf(Error::Kind::Validation, 422), 1);
        QCOMPARE(statusOf(Error::Kind::Server, 500), 1);
        QCOMPARE(statusOf(Error::Kind::NotFound, 404), 1);
        QCOMPARE(statusOf(Error::Kind::Unauthorized, 401), 3);
        QCOMPARE(statusOf(Error::Kind::Forbidden, 403), 3);
        QCOMPARE(statusOf(Error::Kind::Network), 4);
        QCOMPARE(statusOf(Error::Kind::Canceled), 5);
        QCOMPARE(statusOf(Error::Kind::Timeout), 5);
    }

    void helpNamesEverything()
    {
        const QString help = helpText();
        for (const char *word :
             {"run",        "subscribe",  "submit",          "status",       "result",   "cancel",
              "upload",     "models",     "schema",          "library list", "serve",    "--server",
              "--data-dir", "--json",     "--quiet",         "--logs",       "--output", "--input",
              "--webhook",  "--priority", "--start-timeout", "--category",   "--limit",  "--port",
              "FAL_KEY",    "presets",    "--preset",        "--wildcards"})
            QVERIFY2(help.contains(QLatin1String(word)), word);
    }
};

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_commandline.moc"
