#include "core/fal/falclient.h"
#include "core/fal/storage/fileupload.h"
#include "tests/support/capture.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace peregrine;
using namespace peregrine::test;

/// Our requests equal those of fal's official client, scenario by scenario: queue and upload. Those
/// of run are in tst_runcaptures.
class TestCaptures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void upload();

private:
    void replay(const char *scenario)
    {
        m_capture = std::make_unique<Capture>(QString::fromLatin1(scenario), m_base);
        m_capture->script(*m_server);
    }
    /// Waits for the reply's end; true when it succeeded.
    bool ends(FalReply *reply);
    void compare();

    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<FalClient> m_client;
    std::unique_ptr<Capture> m_capture;
    QUrl m_base;
    Error m_error;
};

void TestCaptures::init()
{
    m_server = std::make_unique<ScriptedServer>();
    m_base = m_server->url({});
    FalTransport::Options options;
    options.environment = *FalEnvironment::atBase(m_base);
    options.key = Secret("test-key-id:test-key-secret");
    options.firstRetryDelay = std::chrono::milliseconds(1);
    m_client = std::make_unique<FalClient>(options);
}

void TestCaptures::cleanup()
{
    m_client.reset();
    m_server.reset();
}

bool TestCaptures::ends(FalReply *reply)
{
    QSignalSpy succeeded(reply, &FalReply::succeeded);
    QSignalSpy failed(reply, &FalReply::failed);
    QSignalSpy finished(reply, &FalReply::finished);
    if (!finished.wait() || succeeded.size() + failed.size() != 1)
        qFatal("a reply did not end once");
    if (!failed.isEmpty())
        m_error = failed.first().first().value<Error>();
    return !succeeded.isEmpty();
}

void TestCaptures::compare()
{
    const QString differences = m_capture->differences(m_server->seen());
    QVERIFY2(differences.isEmpty(), qPrintable(differences));
}

void TestCaptures::upload()
{
    replay("storage-upload");
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("hello.txt")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("hello");
    file.close();
    QVERIFY(ends(m_client->storage().upload(file.fileName())));
    const QList<SeenRequest> seen = m_server->seen();
    QCOMPARE(seen.size(), 2);
    QCOMPARE(seen.at(0).header("Authorization"), QByteArray("Key test-key-id:test-key-secret"));
    QCOMPARE(seen.at(0).body, m_capture->requests().at(0).body);
    QCOMPARE(seen.at(0).target, m_capture->requests().at(0).target());
    QCOMPARE(seen.at(1).method, QByteArray("PUT"));
    QCOMPARE(seen.at(1).target, m_capture->requests().at(1).target());
    QCOMPARE(seen.at(1).header("Authorization"), QByteArray());
    QCOMPARE(seen.at(1).header("Content-Type"), QByteArray("text/plain"));
    QCOMPARE(seen.at(1).body, QByteArray("hello"));
}

QTEST_GUILESS_MAIN(TestCaptures)
#include "tst_captures.moc"
