#include "core/fal/falclient.h"
#include "core/fal/storage/fileupload.h"
#include "core/fal/queue/queuesubscription.h"
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

namespace {

const QString requestId = QStringLiteral("019b0000-1111-7222-8333-444455556666");

EndpointId endpoint(const char *text)
{
    return *EndpointId::parse(QString::fromLatin1(text));
}

QueueTicket ticket(const char *text)
{
    return QueueService::ticketOf(endpoint(text), RequestId(requestId));
}

} // namespace

/// Our requests equal those of fal's official client, scenario by scenario.
class TestCaptures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void submit();
    void submitOptions();
    void submitRepeats503();
    void namespaces();
    void status();
    void result();
    void cancel();
    void subscribe();
    void subscribeToAFailingRequest();
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

void TestCaptures::submit()
{
    replay("queue-submit-basic");
    SubmitCall *call = m_client->queue().submit(endpoint("fal-ai/fast-sdxl"),
                                                {{QStringLiteral("prompt"), QStringLiteral("x")}});
    QSignalSpy succeeded(call, &FalReply::succeeded);
    QueueTicket given;
    connect(call, &FalReply::succeeded, this, [&given, call] { given = call->value(); });
    QVERIFY(succeeded.wait());
    QCOMPARE(given.request.toString(), requestId);
    QCOMPARE(given.queuePosition, 0);
    QCOMPARE(given.statusUrl,
             QUrl(QStringLiteral("https://queue.fal.run/fal-ai/fast-sdxl/requests/%1/status")
                      .arg(requestId)));
    compare();
}

void TestCaptures::submitOptions()
{
    replay("queue-submit-options");
    SubmitOptions options;
    options.priority = SubmitOptions::Priority::Low;
    options.hint = QStringLiteral("lora-a");
    options.startTimeout = 30;
    options.objectLifecycle = QJsonObject{{QStringLiteral("expiration_duration_seconds"), 3600}};
    options.headers = {{"X-Custom", "1"}, {"x-fal-store-io", "0"}};
    options.webhook = QUrl(QStringLiteral("https://example.com/hook?token=ab&x=1"));
    QVERIFY(
        ends(m_client->queue().submit(endpoint("fal-ai/flux/dev/image-to-image"),
                                      {{QStringLiteral("prompt"), QStringLiteral("x")}}, options)));
    // A QUrl has no bare space, so the webhook recorded with one is compared without it.
    QList<SeenRequest> seen = m_server->seen();
    seen.first().target.replace("token%3Dab", "token%3Da+b");
    QVERIFY2(m_capture->differences(seen).isEmpty(), qPrintable(m_capture->differences(seen)));
}

void TestCaptures::submitRepeats503()
{
    replay("queue-submit-retry-503");
    // The recorder's 503 carries no request id: the server cannot have begun.
    QVERIFY(ends(m_client->queue().submit(endpoint("owner/app"), {{QStringLiteral("a"), 1}})));
    compare();
}

void TestCaptures::namespaces()
{
    replay("queue-namespaces");
    const QJsonObject input{{QStringLiteral("a"), 1}};
    for (const char *id :
         {"fal-ai/flux/dev/image-to-image", "workflows/owner/name", "workflows/owner/name/extra",
          "comfy/owner/name", "110602490-fast-sdxl"}) {
        QVERIFY(ends(m_client->queue().submit(endpoint(id), input)));
        // The recorder answered a result here: no status for us, but the request is what counts.
        QVERIFY(!ends(m_client->queue().status(ticket(id), false)));
        QVERIFY(ends(m_client->queue().result(ticket(id))));
        QVERIFY(ends(m_client->queue().cancel(ticket(id))));
    }
    compare();
}

void TestCaptures::status()
{
    replay("queue-status");
    QVERIFY(ends(m_client->queue().status(ticket("fal-ai/flux/dev"), false)));
    for (int i = 0; i < 5; ++i)
        QVERIFY(ends(m_client->queue().status(ticket("fal-ai/flux/dev"), true)));
    QVERIFY(!ends(m_client->queue().status(ticket("fal-ai/flux/dev"), true)));
    QCOMPARE(m_error.kind, Error::Kind::NotFound);
    compare();
}

void TestCaptures::result()
{
    replay("queue-result");
    QVERIFY(ends(m_client->queue().result(ticket("fal-ai/flux/dev"))));
    QVERIFY(!ends(m_client->queue().result(ticket("fal-ai/flux/dev"))));
    QCOMPARE(m_error.httpStatus, 400);
    QVERIFY(!ends(m_client->queue().result(ticket("fal-ai/flux/dev"))));
    QCOMPARE(m_error.kind, Error::Kind::Validation);
    QVERIFY(!m_error.fields.isEmpty());
    compare();
}

void TestCaptures::cancel()
{
    replay("queue-cancel");
    QVERIFY(ends(m_client->queue().cancel(ticket("fal-ai/flux/dev"))));
    // fal's client throws here; for us it is an answer.
    QVERIFY(ends(m_client->queue().cancel(ticket("fal-ai/flux/dev"))));
    QVERIFY(!ends(m_client->queue().cancel(ticket("fal-ai/flux/dev"))));
    QCOMPARE(m_error.kind, Error::Kind::NotFound);
    compare();
}

void TestCaptures::subscribe()
{
    replay("subscribe-polling");
    SubscribeOptions options;
    options.logs = true;
    options.pollInterval = std::chrono::milliseconds(1);
    QueueSubscription *subscription = m_client->queue().subscribe(
        endpoint("fal-ai/flux/dev"), {{QStringLiteral("prompt"), QStringLiteral("x")}}, options);
    QSignalSpy enqueued(subscription, &QueueSubscription::enqueued);
    QVERIFY(ends(subscription));
    QCOMPARE(enqueued.size(), 1);
    compare();
}

void TestCaptures::subscribeToAFailingRequest()
{
    replay("subscribe-failed-request");
    SubscribeOptions options;
    options.pollInterval = std::chrono::milliseconds(1);
    QVERIFY(!ends(m_client->queue().subscribe(
        endpoint("fal-ai/flux/dev"), {{QStringLiteral("prompt"), QStringLiteral("x")}}, options)));
    QCOMPARE(m_error.kind, Error::Kind::Validation);
    compare();
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
