#include "tests/cli/cliprocess.h"

#include <QDir>
#include <QFile>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace peregrine;
using namespace peregrine::test;

namespace {

const QString key = QStringLiteral("id-5f2c91ab:secret-91ab77d0");

QJsonObject documentIn(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object()
                                          : QJsonObject();
}

QString textAt(const QJsonObject &object, const char *name)
{
    return object.value(QLatin1String(name)).toString();
}

} // namespace

/// Every command of the real program: against `peregrine-cli serve` as a child, by its base URL,
/// and with --server local, where it finds that child by itself.
class TestCli : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();

    void helpAndVersion();
    void serveTwice();
    void subscribe();
    void subscribeForPeople();
    void quiet();
    void runWithJsonInput();
    void savesResults();
    void submitStatusResult();
    void inputFromFiles();
    void uploads();
    void models();
    void schema();
    void cancelsWhatRuns();
    void interruptedSubscribe();
    void rejectedInput();
    void localWithoutAServer();

private:
    /// A run at the child's base URL.
    CliResult at(QStringList arguments, const QByteArray &input = {}) const;

    QTemporaryDir m_folder;
    std::unique_ptr<CliProcess> m_cli;
    std::unique_ptr<QProcess> m_server;
    QString m_base;
};

void TestCli::initTestCase()
{
    m_cli = std::make_unique<CliProcess>(m_folder.path());
    m_cli->setVariable(QStringLiteral("FAL_KEY"), key);
    m_server =
        m_cli->start({QStringLiteral("serve"), QStringLiteral("--port"), QStringLiteral("0")});
    QVERIFY(QTest::qWaitFor([this] { return m_server->canReadLine(); }, 30'000));
    m_base = QString::fromUtf8(m_server->readLine()).trimmed();
    QVERIFY2(m_base.startsWith(QLatin1String("http://127.0.0.1:")), qPrintable(m_base));
}

void TestCli::cleanupTestCase()
{
    CliProcess::interrupt(*m_server);
    const CliResult result = CliProcess::resultOf(*m_server);
    QCOMPARE(result.status, 0);
    QVERIFY(result.out.isEmpty());
    QVERIFY(!result.err.contains(key.toUtf8()));
}

CliResult TestCli::at(QStringList arguments, const QByteArray &input) const
{
    arguments << QStringLiteral("--server") << m_base;
    const CliResult result = m_cli->run(arguments, input);
    if (result.out.contains("secret-91ab77d0") || result.err.contains("secret-91ab77d0"))
        QTest::qFail("the key is in the output", __FILE__, __LINE__);
    return result;
}

void TestCli::helpAndVersion()
{
    const CliResult help = m_cli->run({QStringLiteral("--help")});
    QCOMPARE(help.status, 0);
    QVERIFY(help.out.contains("subscribe"));
    QVERIFY(help.err.isEmpty());
    const CliResult version = m_cli->run({QStringLiteral("--version")});
    QCOMPARE(version.status, 0);
    QVERIFY(version.out.startsWith("peregrine-cli "));
}

void TestCli::serveTwice()
{
    const CliResult second = m_cli->run({QStringLiteral("serve")});
    QCOMPARE(second.status, 4);
    QVERIFY(second.out.isEmpty());
    QVERIFY2(second.err.contains(m_base.toUtf8()), second.err.constData());
}

void TestCli::subscribe()
{
    const CliResult result =
        at({QStringLiteral("subscribe"), QStringLiteral("local/paint"), QStringLiteral("-i"),
            QStringLiteral("prompt=a fox"), QStringLiteral("-i"), QStringLiteral("seed=7"),
            QStringLiteral("-i"), QStringLiteral("image_size=96x64"), QStringLiteral("--logs"),
            QStringLiteral("--json")});
    QCOMPARE(result.status, 0);
    const QStringList names = result.eventNames();
    QCOMPARE(names.first(), QStringLiteral("queued"));
    QCOMPARE(names.last(), QStringLiteral("completed"));
    QVERIFY(names.contains(QStringLiteral("log")));
    QCOMPARE(names.count(QStringLiteral("completed")), 1);
    QCOMPARE(textAt(result.event(QStringLiteral("queued")), "endpoint"),
             QStringLiteral("local/paint"));
    const QJsonObject log = result.event(QStringLiteral("log"));
    QVERIFY(!textAt(log, "message").isEmpty() && !textAt(log, "level").isEmpty());
    const QJsonObject completed = result.event(QStringLiteral("completed"));
    QCOMPARE(textAt(completed, "request_id"),
             textAt(result.event(QStringLiteral("queued")), "request_id"));
    const QJsonObject output = completed.value(QStringLiteral("output")).toObject();
    QCOMPARE(output.value(QStringLiteral("seed")).toInteger(), 7);
    const QJsonObject image = output.value(QStringLiteral("images")).toArray().first().toObject();
    QCOMPARE(image.value(QStringLiteral("width")).toInt(), 96);
    QCOMPARE(image.value(QStringLiteral("height")).toInt(), 64);
    QVERIFY(result.err.contains("Request "));
}

void TestCli::subscribeForPeople()
{
    const CliResult result = at({QStringLiteral("subscribe"), QStringLiteral("local/paint"),
                                 QStringLiteral("-i"), QStringLiteral("prompt=a fox"),
                                 QStringLiteral("-i"), QStringLiteral("image_size=64x64")});
    QCOMPARE(result.status, 0);
    // The result and nothing else is on standard output.
    QVERIFY(QJsonDocument::fromJson(result.out).isObject());
    QVERIFY(result.out.count('\n') > 1);
    QVERIFY(result.err.contains("Request "));
    // Where it stands is shown in place, on terminals only.
    QVERIFY(!result.err.contains("COMPLETED"));
}

void TestCli::quiet()
{
    const CliResult result =
        at({QStringLiteral("run"), QStringLiteral("local/paint"), QStringLiteral("-i"),
            QStringLiteral("prompt=a fox"), QStringLiteral("-i"),
            QStringLiteral("image_size=64x64"), QStringLiteral("--quiet")});
    QCOMPARE(result.status, 0);
    QVERIFY2(result.err.isEmpty(), result.err.constData());
    QVERIFY(!result.out.isEmpty());
    const CliResult refused =
        at({QStringLiteral("run"), QStringLiteral("local/paint"), QStringLiteral("--quiet")});
    QCOMPARE(refused.status, 1);
    QVERIFY2(!refused.err.isEmpty(), "--quiet keeps quiet about news, not about errors");
}

void TestCli::runWithJsonInput()
{
    const CliResult result =
        at({QStringLiteral("run"), QStringLiteral("local/paint"), QStringLiteral("--input"),
            QStringLiteral("-"), QStringLiteral("-i"), QStringLiteral("image_size.width:=80"),
            QStringLiteral("--json")},
           R"({"prompt":"a fox","seed":3,"image_size":{"width":64,"height":64}})");
    QCOMPARE(result.status, 0);
    const QJsonObject output =
        result.event(QStringLiteral("completed")).value(QStringLiteral("output")).toObject();
    QCOMPARE(output.value(QStringLiteral("seed")).toInteger(), 3);
    QCOMPARE(output.value(QStringLiteral("images"))
                 .toArray()
                 .first()
                 .toObject()
                 .value(QStringLiteral("width"))
                 .toInt(),
             80);
}

void TestCli::savesResults()
{
    const QString folder = m_folder.filePath(QStringLiteral("out/pictures"));
    const CliResult result = at({QStringLiteral("subscribe"), QStringLiteral("local/paint"),
                                 QStringLiteral("-i"), QStringLiteral("prompt=../../a fox"),
                                 QStringLiteral("-i"), QStringLiteral("num_images=2"),
                                 QStringLiteral("-i"), QStringLiteral("image_size=64x64"),
                                 QStringLiteral("--output"), folder, QStringLiteral("--json")});
    QCOMPARE(result.status, 0);
    const QJsonArray files =
        result.event(QStringLiteral("completed")).value(QStringLiteral("files")).toArray();
    QCOMPARE(files.size(), 2);
    for (const QJsonValue &file : files) {
        QVERIFY(QFileInfo(file.toString()).absolutePath() == QDir(folder).absolutePath());
        QCOMPARE(QImage(file.toString()).size(), QSize(64, 64));
    }
    const QStringList receipts =
        QDir(folder).entryList({QStringLiteral("*.receipt.json")}, QDir::Files);
    QCOMPARE(receipts.size(), 1);
    const QJsonObject receipt = documentIn(folder + u'/' + receipts.first());
    QCOMPARE(textAt(receipt, "endpoint"), QStringLiteral("local/paint"));
    QCOMPARE(textAt(receipt.value(QStringLiteral("input")).toObject(), "prompt"),
             QStringLiteral("../../a fox"));
    QCOMPARE(receipt.value(QStringLiteral("files")).toArray().size(), 2);

    // For people the paths are the result, one a line.
    const CliResult again =
        at({QStringLiteral("run"), QStringLiteral("local/speak"), QStringLiteral("-i"),
            QStringLiteral("text=hello"), QStringLiteral("--output"), folder});
    QCOMPARE(again.status, 0);
    const QString path = QString::fromUtf8(again.out).trimmed();
    QVERIFY2(path.endsWith(QLatin1String(".wav")) && QFile::exists(path), qPrintable(path));
}

void TestCli::submitStatusResult()
{
    const CliResult submitted = at({QStringLiteral("submit"), QStringLiteral("local/paint"),
                                    QStringLiteral("-i"), QStringLiteral("prompt=a fox"),
                                    QStringLiteral("-i"), QStringLiteral("image_size=64x64"),
                                    QStringLiteral("--priority"), QStringLiteral("low")});
    QCOMPARE(submitted.status, 0);
    const QString id = QString::fromUtf8(submitted.out).trimmed();
    QVERIFY(!id.isEmpty() && !id.contains(u'\n'));

    QJsonObject status;
    QVERIFY(QTest::qWaitFor(
        [&] {
            const CliResult asked = at({QStringLiteral("status"), QStringLiteral("local/paint"), id,
                                        QStringLiteral("--logs"), QStringLiteral("--json")});
            status = asked.lines().value(0);
            return textAt(status, "status") == QLatin1String("COMPLETED");
        },
        30'000));
    QCOMPARE(textAt(status, "request_id"), id);
    QVERIFY(status.value(QStringLiteral("inference_time")).isDouble());
    QVERIFY(!status.value(QStringLiteral("logs")).toArray().isEmpty());

    const CliResult result =
        at({QStringLiteral("result"), QStringLiteral("local/paint"), id, QStringLiteral("--json")});
    QCOMPARE(result.status, 0);
    QCOMPARE(result.lines().size(), 1);
    QVERIFY(result.lines().first().contains(QStringLiteral("images")));

    const CliResult late =
        at({QStringLiteral("cancel"), QStringLiteral("local/paint"), id, QStringLiteral("--json")});
    QCOMPARE(late.status, 1);
    QCOMPARE(textAt(late.lines().value(0), "outcome"), QStringLiteral("already_completed"));

    const CliResult unknown = at({QStringLiteral("status"), QStringLiteral("local/paint"),
                                  QStringLiteral("no-such-id"), QStringLiteral("--json")});
    QCOMPARE(unknown.status, 1);
    QCOMPARE(textAt(unknown.event(QStringLiteral("error")), "kind"), QStringLiteral("not_found"));
}

void TestCli::inputFromFiles()
{
    const QString picture = m_folder.filePath(QStringLiteral("in put.png"));
    QImage image(40, 40, QImage::Format_RGB32);
    image.fill(Qt::blue);
    QVERIFY(image.save(picture));
    const CliResult result =
        at({QStringLiteral("run"), QStringLiteral("local/describe"), QStringLiteral("-i"),
            QStringLiteral("image_url=@") + picture, QStringLiteral("--json")});
    QCOMPARE(result.status, 0);
    QCOMPARE(result.eventNames(),
             QStringList({QStringLiteral("uploaded"), QStringLiteral("completed")}));
    QCOMPARE(textAt(result.event(QStringLiteral("uploaded")), "file"), picture);
}

void TestCli::uploads()
{
    const QString first = m_folder.filePath(QStringLiteral("first.txt"));
    const QString empty = m_folder.filePath(QStringLiteral("empty.bin"));
    QFile file(first);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("words") == 5);
    file.close();
    QFile nothing(empty);
    QVERIFY(nothing.open(QIODevice::WriteOnly));
    nothing.close();

    const CliResult text = at({QStringLiteral("upload"), first, empty});
    QCOMPARE(text.status, 0);
    QCOMPARE(text.out.count('\n'), 2);
    QVERIFY(text.out.startsWith(m_base.toUtf8()));

    const CliResult json = at({QStringLiteral("upload"), first, QStringLiteral("--json")});
    QCOMPARE(textAt(json.event(QStringLiteral("completed")), "file"), first);

    const CliResult missing =
        at({QStringLiteral("upload"), QStringLiteral("/no/such/file"), QStringLiteral("--json")});
    QCOMPARE(missing.status, 2);
    QCOMPARE(missing.eventNames(), QStringList(QStringLiteral("error")));
}

void TestCli::models()
{
    const CliResult all = at({QStringLiteral("models"), QStringLiteral("--json")});
    QCOMPARE(all.status, 0);
    const QJsonArray list = QJsonDocument::fromJson(all.out).array();
    QCOMPARE(all.out.count('\n'), 1);
    QVERIFY(list.size() >= 5);

    const CliResult some = at({QStringLiteral("models"), QStringLiteral("local/paint"),
                               QStringLiteral("--category"), QStringLiteral("image-to-image")});
    QCOMPARE(some.status, 0);
    QCOMPARE(some.out.count('\n'), 1);
    QVERIFY(some.out.startsWith("local/paint/image-to-image "));

    const CliResult none = at({QStringLiteral("models"), QStringLiteral("nothing&q=paint")});
    QCOMPARE(none.status, 0);
    QVERIFY(none.out.isEmpty());
}

void TestCli::schema()
{
    const CliResult text = at({QStringLiteral("schema"), QStringLiteral("local/paint")});
    QCOMPARE(text.status, 0);
    QVERIFY(text.out.startsWith("prompt "));
    QVERIFY2(text.out.contains("1..4"), text.out.constData());
    const CliResult json =
        at({QStringLiteral("schema"), QStringLiteral("local/paint"), QStringLiteral("--json")});
    QVERIFY(json.lines().value(0).contains(QStringLiteral("paths")));
    const CliResult unknown = at({QStringLiteral("schema"), QStringLiteral("no/such-model")});
    QCOMPARE(unknown.status, 1);
    QVERIFY(unknown.err.contains("no/such-model"));
}

void TestCli::cancelsWhatRuns()
{
    const CliResult submitted =
        at({QStringLiteral("submit"), QStringLiteral("local/paint"), QStringLiteral("-i"),
            QStringLiteral("prompt=a fox"), QStringLiteral("-i"), QStringLiteral("num_images=4"),
            QStringLiteral("-i"), QStringLiteral("image_size=2048x2048"), QStringLiteral("-i"),
            QStringLiteral("num_inference_steps=50"), QStringLiteral("--json")});
    QCOMPARE(submitted.status, 0);
    const QString id = textAt(submitted.event(QStringLiteral("queued")), "request_id");
    const CliResult canceled =
        at({QStringLiteral("cancel"), QStringLiteral("local/paint"), id, QStringLiteral("--json")});
    QCOMPARE(canceled.status, 0);
    const QString outcome = textAt(canceled.lines().value(0), "outcome");
    QVERIFY2(outcome == QLatin1String("removed") || outcome == QLatin1String("requested"),
             qPrintable(outcome));
    CliResult result;
    QVERIFY(QTest::qWaitFor(
        [&] {
            result = at({QStringLiteral("result"), QStringLiteral("local/paint"), id,
                         QStringLiteral("--json")});
            return textAt(result.event(QStringLiteral("error")), "kind") != QLatin1String("server");
        },
        30'000));
    QVERIFY(result.status == 5 || result.status == 1);
}

void TestCli::interruptedSubscribe()
{
    const auto process = m_cli->start(
        {QStringLiteral("subscribe"), QStringLiteral("local/paint"), QStringLiteral("-i"),
         QStringLiteral("prompt=a fox"), QStringLiteral("-i"), QStringLiteral("num_images=4"),
         QStringLiteral("-i"), QStringLiteral("image_size=2048x2048"), QStringLiteral("-i"),
         QStringLiteral("num_inference_steps=50"), QStringLiteral("--json"),
         QStringLiteral("--server"), m_base});
    QVERIFY(QTest::qWaitFor([&process] { return process->canReadLine(); }, 30'000));
    const QJsonObject queued = QJsonDocument::fromJson(process->readLine()).object();
    CliProcess::interrupt(*process);
    QCOMPARE(CliProcess::resultOf(*process).status, 5);

    // The server knows that nobody wants it any more.
    const QString id = textAt(queued, "request_id");
    QVERIFY(QTest::qWaitFor(
        [&] {
            const CliResult status = at({QStringLiteral("status"), QStringLiteral("local/paint"),
                                         id, QStringLiteral("--json")});
            return status.status != 0 || status.out.contains("client_cancelled");
        },
        30'000));
}

void TestCli::rejectedInput()
{
    const CliResult result =
        at({QStringLiteral("subscribe"), QStringLiteral("local/paint"), QStringLiteral("-i"),
            QStringLiteral("num_images:=99"), QStringLiteral("--json")});
    QCOMPARE(result.status, 1);
    const QJsonObject error = result.event(QStringLiteral("error"));
    QCOMPARE(error.value(QStringLiteral("status")).toInt(), 422);
    QCOMPARE(textAt(error, "kind"), QStringLiteral("validation"));
    QVERIFY(!error.value(QStringLiteral("fields")).toArray().isEmpty());
}

void TestCli::localWithoutAServer()
{
    // No child runs for this folder: the program brings its own server.
    QTemporaryDir folder;
    const CliProcess cli(folder.path());
    const CliResult result = cli.run(
        {QStringLiteral("subscribe"), QStringLiteral("local/paint"), QStringLiteral("-i"),
         QStringLiteral("prompt=a fox"), QStringLiteral("-i"), QStringLiteral("image_size=64x64"),
         QStringLiteral("--output"), folder.filePath(QStringLiteral("out")),
         QStringLiteral("--server"), QStringLiteral("local"), QStringLiteral("--json")});
    QCOMPARE(result.status, 0);
    const QString file = result.event(QStringLiteral("completed"))
                             .value(QStringLiteral("files"))
                             .toArray()
                             .first()
                             .toString();
    QVERIFY(QFile::exists(file));
    const QStringList receipts = QDir(folder.filePath(QStringLiteral("out")))
                                     .entryList({QStringLiteral("*.receipt.json")}, QDir::Files);
    QCOMPARE(receipts.size(), 1);
    QVERIFY(documentIn(folder.filePath(QStringLiteral("out/") + receipts.first()))
                .value(QStringLiteral("local_preview"))
                .toBool());
    // And without a key or a choice, it is the local one too.
    QCOMPARE(cli.run({QStringLiteral("models")}).status, 0);
    // With a key but --server local, the child of the other folder answers at its own address.
    QCOMPARE(
        m_cli->run({QStringLiteral("models"), QStringLiteral("--server"), QStringLiteral("local")})
            .status,
        0);
}

QTEST_GUILESS_MAIN(TestCli)
#include "tst_cli.moc"
