#include "core/fal/falclient.h"
#include "core/fal/queue/queuesubscription.h"
#include "tests/support/scriptedserver.h"

#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace peregrine;
using namespace peregrine::test;

namespace {

const QByteArray initiatePath = "/rest.fal.ai/storage/upload/initiate";
const QByteArray runPath = "/fal.run/owner/app";
const QByteArray submitPath = "/queue.fal.run/owner/app";
const QByteArray requestPath = "/queue.fal.run/owner/app/requests/r1";

EndpointId endpoint()
{
    return *EndpointId::parse(QStringLiteral("owner/app"));
}

FalInput inputWithFile()
{
    FalFile file;
    file.bytes = "hello";
    file.fileName = QStringLiteral("a.txt");
    return FalInput({{QStringLiteral("prompt"), QStringLiteral("x")}},
                    {{QStringLiteral("/image_url"), file}});
}

ScriptedAnswer json(const QByteArray &text)
{
    return ScriptedAnswer::ok(text, "application/json");
}

} // namespace

/// Calls whose input has files upload them first, and do not leave when that fails.
class TestFilesFirst : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void run();
    void subscribe();
    void nothingLeavesWhenAFileFails();
    void cancelStopsTheUpload();
    void theTimeLimitCountsTheUpload();
    void deletingTheClientEndsAll();

private:
    void scriptUpload(const ScriptedAnswer &put);
    [[nodiscard]] QByteArray bodySentTo(const QByteArray &path) const;

    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<FalClient> m_client;
};

void TestFilesFirst::init()
{
    m_server = std::make_unique<ScriptedServer>();
    FalTransport::Options options;
    options.environment = *FalEnvironment::atBase(m_server->url({}));
    options.firstRetryDelay = std::chrono::milliseconds(1);
    m_client = std::make_unique<FalClient>(options);
    m_server->on(runPath, json("{\"done\":true}"));
    m_server->on(submitPath, json("{\"request_id\":\"r1\"}"));
    m_server->on(requestPath + "/status", json("{\"status\":\"COMPLETED\"}"));
    m_server->on(requestPath, json("{\"done\":true}"));
}

void TestFilesFirst::cleanup()
{
    m_client.reset();
    m_server.reset();
}

void TestFilesFirst::scriptUpload(const ScriptedAnswer &put)
{
    const QByteArray base = m_server->url({}).toEncoded();
    m_server->on(
        initiatePath,
        json("{\"upload_url\":\"" + base + "/put\",\"file_url\":\"" + base + "/files/a\"}"));
    m_server->on("/put", put);
}

QByteArray TestFilesFirst::bodySentTo(const QByteArray &path) const
{
    for (const SeenRequest &seen : m_server->seen()) {
        if (seen.target == path)
            return seen.body;
    }
    return {};
}

void TestFilesFirst::run()
{
    scriptUpload(json("{}"));
    FalCall<ModelOutput> *call = m_client->run().run(endpoint(), inputWithFile());
    QJsonValue output;
    connect(call, &FalReply::succeeded, this, [&output, call] { output = call->value().data; });
    QSignalSpy finished(call, &FalReply::finished);
    QSignalSpy progressed(call, &FalReply::progressed);
    QVERIFY(finished.wait());
    QCOMPARE(output.toObject().value(QStringLiteral("done")).toBool(), true);
    QVERIFY(!progressed.isEmpty());
    QCOMPARE(QJsonDocument::fromJson(bodySentTo(runPath)).object(),
             (QJsonObject{{QStringLiteral("prompt"), QStringLiteral("x")},
                          {QStringLiteral("image_url"), m_server->url("/files/a").toString()}}));
}

void TestFilesFirst::subscribe()
{
    scriptUpload(json("{}"));
    QueueSubscription *subscription = m_client->queue().subscribe(endpoint(), inputWithFile());
    QSignalSpy succeeded(subscription, &FalReply::succeeded);
    QSignalSpy enqueued(subscription, &QueueSubscription::enqueued);
    QVERIFY(succeeded.wait());
    QCOMPARE(enqueued.size(), 1);
    QVERIFY(bodySentTo(submitPath).contains("/files/a"));
}

void TestFilesFirst::nothingLeavesWhenAFileFails()
{
    m_server->on(initiatePath, ScriptedAnswer::status(401, "{\"detail\":\"no key\"}"));
    const QList<FalReply *> calls{m_client->run().run(endpoint(), inputWithFile()),
                                  m_client->queue().submit(endpoint(), inputWithFile()),
                                  m_client->queue().subscribe(endpoint(), inputWithFile())};
    QList<Error> errors;
    for (FalReply *call : calls)
        connect(call, &FalReply::failed, this,
                [&errors](const Error &error) { errors.append(error); });
    QTRY_COMPARE(errors.size(), calls.size());
    for (const Error &error : std::as_const(errors)) {
        QCOMPARE(error.kind, Error::Kind::Unauthorized);
        QVERIFY(!error.maybeDelivered);
    }
    QVERIFY(bodySentTo(runPath).isEmpty());
    QVERIFY(bodySentTo(submitPath).isEmpty());
}

void TestFilesFirst::cancelStopsTheUpload()
{
    scriptUpload(ScriptedAnswer::ok("{}").stallAfter(0));
    FalCall<ModelOutput> *call = m_client->run().run(endpoint(), inputWithFile());
    QSignalSpy failed(call, &FalReply::failed);
    QTRY_COMPARE(bodySentTo("/put"), QByteArray("hello"));
    call->cancel();
    QVERIFY(failed.wait());
    QCOMPARE(failed.first().first().value<Error>().kind, Error::Kind::Canceled);
    QVERIFY(bodySentTo(runPath).isEmpty());
}

void TestFilesFirst::theTimeLimitCountsTheUpload()
{
    scriptUpload(ScriptedAnswer::ok("{}").stallAfter(0));
    SubscribeOptions options;
    options.timeout = std::chrono::milliseconds(100);
    QueueSubscription *subscription =
        m_client->queue().subscribe(endpoint(), inputWithFile(), options);
    QSignalSpy failed(subscription, &FalReply::failed);
    QVERIFY(failed.wait());
    const Error error = failed.first().first().value<Error>();
    QCOMPARE(error.kind, Error::Kind::Timeout);
    // The request never left: it can be sent again.
    QVERIFY(!error.maybeDelivered);
}

void TestFilesFirst::deletingTheClientEndsAll()
{
    scriptUpload(ScriptedAnswer::ok("{}").stallAfter(0));
    m_client->run().run(endpoint(), inputWithFile());
    m_client->queue().submit(endpoint(), inputWithFile());
    m_client->queue().subscribe(endpoint(), inputWithFile());
    QTRY_COMPARE(bodySentTo("/put"), QByteArray("hello"));
    m_client.reset();
}

QTEST_GUILESS_MAIN(TestFilesFirst)
#include "tst_filesfirst.moc"
