#include "core/library/sqljobrepository.h"
#include "core/library/store.h"
#include "core/settings/folders.h"
#include "tests/cli/cliprocess.h"
#include "tests/support/await.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace peregrine;
using namespace peregrine::test;

namespace {

QString textAt(const QJsonObject &object, const char *name)
{
    return object.value(QLatin1String(name)).toString();
}

} // namespace

/// peregrine-cli library list, find and show, on a library that the test wrote.
class TestCliLibrary : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void empty()
    {
        QTemporaryDir folder;
        const CliProcess cli(folder.path());
        const CliResult json =
            cli.run({QStringLiteral("library"), QStringLiteral("list"), QStringLiteral("--json")});
        QCOMPARE(json.status, 0);
        QCOMPARE(json.out, QByteArray("[]\n"));
        const CliResult text = cli.run({QStringLiteral("library"), QStringLiteral("list")});
        QCOMPARE(text.status, 0);
        QVERIFY(text.out.isEmpty());
        QVERIFY(!QFile::exists(folder.filePath(QStringLiteral("data/library.sqlite"))));
    }

    void results()
    {
        QTemporaryDir folder;
        const Folders folders = Folders::resolve(folder.filePath(QStringLiteral("data")));
        {
            Store store(folders.database(), folders.results());
            QVERIFY(await(store.open()).hasValue());
            SqlJobRepository jobs(store);
            for (int i = 0; i < 3; ++i) {
                Job job;
                job.id = JobId(makeIdText());
                job.endpoint = *EndpointId::parse(QStringLiteral("local/paint"));
                job.state = JobState::Done;
                job.input = {{QStringLiteral("prompt"), QStringLiteral("a fox %1").arg(i)}};
                job.createdAt = QDateTime(QDate(2026, 1, 1 + i), QTime(12, 0), Qt::UTC);
                Asset asset;
                asset.id = AssetId(makeIdText());
                asset.job = job.id;
                asset.kind = MediaKind::Image;
                asset.mimeType = QStringLiteral("image/png");
                asset.path = folders.results() + QStringLiteral("/%1.png").arg(i);
                asset.createdAt = job.createdAt;
                asset.endpoint = job.endpoint.toString();
                QVERIFY(await(jobs.saveResult(job, {asset})).hasValue());
            }
        }
        const CliProcess cli(folder.path());
        const CliResult json =
            cli.run({QStringLiteral("library"), QStringLiteral("list"), QStringLiteral("--limit"),
                     QStringLiteral("2"), QStringLiteral("--json")});
        QCOMPARE(json.status, 0);
        const QJsonArray list = QJsonDocument::fromJson(json.out).array();
        QCOMPARE(list.size(), 2);
        QCOMPARE(textAt(list.first().toObject(), "endpoint"), QStringLiteral("local/paint"));
        QVERIFY(textAt(list.first().toObject(), "file").endsWith(QLatin1String("/2.png")));
        const CliResult text = cli.run({QStringLiteral("library"), QStringLiteral("list")});
        QCOMPARE(text.out.count('\n'), 3);

        // Searched as in the window.
        const CliResult found = cli.run(
            {QStringLiteral("library"), QStringLiteral("find"), QStringLiteral("fox"),
             QStringLiteral("from:2026-01-02"), QStringLiteral("sort:oldest"),
             QStringLiteral("--json"), QStringLiteral("--"), QStringLiteral("-prompt:\"fox 2\"")});
        QCOMPARE(found.status, 0);
        const QJsonArray one = QJsonDocument::fromJson(found.out).array();
        QCOMPARE(one.size(), 1);
        QVERIFY(textAt(one.first().toObject(), "file").endsWith(QLatin1String("/1.png")));
        const CliResult misspelt = cli.run({QStringLiteral("library"), QStringLiteral("find"),
                                            QStringLiteral("raiting:5"), QStringLiteral("--json")});
        QCOMPARE(misspelt.status, 2);
        QVERIFY(textAt(misspelt.event(QStringLiteral("error")), "message")
                    .contains(QStringLiteral("raiting")));

        const QString id = textAt(one.first().toObject(), "id");
        const CliResult shown = cli.run(
            {QStringLiteral("library"), QStringLiteral("show"), id, QStringLiteral("--json")});
        QCOMPARE(shown.status, 0);
        const QJsonObject whole = QJsonDocument::fromJson(shown.out).object();
        QCOMPARE(textAt(whole, "title"), QStringLiteral("a fox 1"));
        QVERIFY(whole.value(QStringLiteral("made_from")).isArray());
        const CliResult several =
            cli.run({QStringLiteral("library"), QStringLiteral("show"), id.left(4)});
        QCOMPARE(several.status, 1);
        const CliResult nothing =
            cli.run({QStringLiteral("library"), QStringLiteral("show"), QStringLiteral("nothing")});
        QCOMPARE(nothing.status, 1);
    }

    void damaged()
    {
        QTemporaryDir folder;
        const Folders folders = Folders::resolve(folder.filePath(QStringLiteral("data")));
        QVERIFY(QDir().mkpath(QFileInfo(folders.database()).path()));
        const QByteArray bytes(5000, 'x');
        QFile file(folders.database());
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
        file.close();
        const CliResult result =
            CliProcess(folder.path())
                .run({QStringLiteral("library"), QStringLiteral("list"), QStringLiteral("--json")});
        QCOMPARE(result.status, 1);
        QCOMPARE(textAt(result.event(QStringLiteral("error")), "kind"), QStringLiteral("storage"));
        // Nothing was overwritten.
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), bytes);
    }
};

QTEST_GUILESS_MAIN(TestCliLibrary)
#include "tst_clilibrary.moc"
