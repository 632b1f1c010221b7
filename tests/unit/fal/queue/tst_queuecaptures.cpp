#include "core/fal/falclient.h"
#include "core/fal/queue/queuestatusstream.h"
#include "core/fal/queue/queuesubscription.h"
#include "tests/support/capture.h"

#include <QJsonArray>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace peregrine;
using namespace peregrine::test;
using namespace std::chrono_literals;

namespace {

const QString requestId = QStringLiteral("019b0000-1111-7222-8333-444455556666");
const QJsonObject one{{QStringLiteral("a"), 1}};
const QJsonObject prompt{{QStringLiteral("prompt"), QStringLiteral("x")}};

EndpointId endpoint(const char *text)
{
    return *EndpointId::parse(QString::fromLatin1(text));
}

QueueTicket ticket(const char *text)
{
    return QueueService::ticketOf(endpoint(text), RequestId(requestId));
}

QStringList messages(const QSignalSpy &lines)
{
    QStringList all;
    for (const QList<QVariant> &arguments : lines) {
        const auto some = arguments.first().value<QList<LogLine>>();
        for (const LogLine &line : some)
            all.append(line.message);
    }
    return all;
}

} // namespace

/// fal.queue and fal.subscribe against every recording of fal's JavaScript client. Where we differ
/// on purpose the test says how and why.
class TestQueueCaptures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void submit();
    void submitOptions();
    void submitStartTimeouts();
    void submitStorageSettings();
    void submitRepeats503();
    void submitGivesUp();
    void namespaces();
    void status();
    void statusRepeats500();
    void statusStream();
    void result();
    void cancel();
    void subscribe_data();
    void subscribe();
    void subscribeStreaming();
    void subscribeTimeout();
    void subscribeToAFailingRequest();
    void subscribeAbort();

private:
    void replay(const char *scenario)
    {
        m_capture = std::make_unique<Capture>(QString::fromLatin1(scenario), m_base);
        m_capture->script(*m_server);
    }
    /// Waits for the reply's end; true when it succeeded.
    bool ends(FalReply *reply);
    void compare() { compare(m_server->seen()); }
    void compare(const QList<SeenRequest> &seen);

    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<FalClient> m_client;
    std::unique_ptr<Capture> m_capture;
    QUrl m_base;
    Error m_error;
};

void TestQueueCaptures::init()
{
    m_client.reset();
    m_server = std::make_unique<ScriptedServer>();
    m_base = m_server->url({});
    FalTransport::Options options;
    options.environment = *FalEnvironment::atBase(m_base);
    options.key = Secret("test-key-id:test-key-secret");
    options.firstRetryDelay = 1ms;
    m_client = std::make_unique<FalClient>(options);
}

bool TestQueueCaptures::ends(FalReply *reply)
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

void TestQueueCaptures::compare(const QList<SeenRequest> &seen)
{
    QList<SeenRequest> ours = seen;
    for (qsizetype n = 0; n < ours.size() && n < m_capture->requests().size(); ++n) {
        const CapturedRequest &recorded = m_capture->requests().at(n);
        // For a stream fal's client sends Accept twice; we send what is meant, the newer one.
        if (recorded.headers.last().first != "accept")
            continue;
        for (auto &[name, value] : ours[n].headers) {
            if (name.toLower() != "accept")
                continue;
            QCOMPARE(value, recorded.headers.last().second);
            value = recorded.header("accept");
        }
    }
    const QString differences = m_capture->differences(ours);
    QVERIFY2(differences.isEmpty(), qPrintable(differences));
}

void TestQueueCaptures::submit()
{
    replay("queue-submit-basic");
    SubmitCall *call = m_client->queue().submit(endpoint("fal-ai/fast-sdxl"), prompt);
    QueueTicket given;
    connect(call, &FalReply::succeeded, this, [&given, call] { given = call->value(); });
    QVERIFY(ends(call));
    QCOMPARE(given.request.toString(), requestId);
    QCOMPARE(given.queuePosition, 0);
    QCOMPARE(given.statusUrl,
             QUrl(QStringLiteral("https://queue.fal.run/fal-ai/fast-sdxl/requests/%1/status")
                      .arg(requestId)));
    compare();
}

void TestQueueCaptures::submitOptions()
{
    replay("queue-submit-options");
    SubmitOptions options;
    options.priority = SubmitOptions::Priority::Low;
    options.hint = QStringLiteral("lora-a");
    options.startTimeout = 30;
    options.objectLifecycle.expiresIn = 3600;
    options.headers = {
        {"X-Custom", "1"}, {"X-Fal-Queue-Priority", "normal"}, {"x-fal-store-io", "0"}};
    options.webhook = QUrl(QStringLiteral("https://example.com/hook?token=ab&x=1"));
    QVERIFY(ends(
        m_client->queue().submit(endpoint("fal-ai/flux/dev/image-to-image"), prompt, options)));
    // A QUrl has no bare space, so the webhook recorded with one is compared without it.
    QList<SeenRequest> seen = m_server->seen();
    seen.first().target.replace("token%3Dab", "token%3Da+b");
    compare(seen);
}

void TestQueueCaptures::submitStartTimeouts()
{
    replay("queue-submit-starttimeout-values");
    for (const double seconds : {0.0, 0.5, 1.0, 1.5, 2.0, 30.25}) {
        SubmitOptions options;
        options.startTimeout = seconds;
        QCOMPARE(ends(m_client->queue().submit(endpoint("owner/app"), one, options)), seconds > 1);
        if (seconds <= 1)
            QCOMPARE(m_error.kind, Error::Kind::Validation);
    }
    compare();
}

void TestQueueCaptures::submitStorageSettings()
{
    replay("queue-submit-storage-settings");
    const auto send = [this](const ObjectLifecycle &lifecycle) {
        SubmitOptions options;
        options.objectLifecycle = lifecycle;
        return ends(m_client->queue().submit(endpoint("owner/app"), one, options));
    };
    for (const char *name : {"never", "immediate", "1h", "1d", "7d", "30d", "1y"}) {
        ObjectLifecycle lifecycle;
        lifecycle.expiresIn = ObjectLifecycle::secondsOf(QLatin1String(name));
        QVERIFY(send(lifecycle));
    }
    ObjectLifecycle seconds;
    seconds.expiresIn = 90;
    QVERIFY(send(seconds));
    // {}: no header at all.
    QVERIFY(send({}));
    ObjectLifecycle closed;
    closed.initialAcl = ObjectLifecycle::Acl{ObjectLifecycle::Decision::Forbid, {}};
    QVERIFY(send(closed));
    compare();
}

void TestQueueCaptures::submitRepeats503()
{
    replay("queue-submit-retry-503");
    // The recorder's 503 carries no request id: the server cannot have begun.
    QVERIFY(ends(m_client->queue().submit(endpoint("owner/app"), one)));
    compare();
}

void TestQueueCaptures::submitGivesUp()
{
    replay("queue-submit-retry-exhausted");
    QVERIFY(!ends(m_client->queue().submit(endpoint("owner/app"), one)));
    QCOMPARE(m_error.httpStatus, 503);
    QVERIFY(!m_error.maybeDelivered);
    compare();
}

void TestQueueCaptures::namespaces()
{
    replay("queue-namespaces");
    for (const char *id :
         {"fal-ai/flux/dev/image-to-image", "workflows/owner/name", "workflows/owner/name/extra",
          "comfy/owner/name", "110602490-fast-sdxl"}) {
        QVERIFY(ends(m_client->queue().submit(endpoint(id), one)));
        // The recorder answered a result here: no status for us, but the request is what counts.
        QVERIFY(!ends(m_client->queue().status(ticket(id), false)));
        QVERIFY(ends(m_client->queue().result(ticket(id))));
        QVERIFY(ends(m_client->queue().cancel(ticket(id))));
    }
    compare();
}

void TestQueueCaptures::status()
{
    replay("queue-status");
    QVERIFY(ends(m_client->queue().status(ticket("fal-ai/flux/dev"), false)));
    for (int i = 0; i < 5; ++i)
        QVERIFY(ends(m_client->queue().status(ticket("fal-ai/flux/dev"), true)));
    QVERIFY(!ends(m_client->queue().status(ticket("fal-ai/flux/dev"), true)));
    QCOMPARE(m_error.kind, Error::Kind::NotFound);
    compare();
}

void TestQueueCaptures::statusRepeats500()
{
    replay("queue-status-retry-500");
    QVERIFY(ends(m_client->queue().status(ticket("fal-ai/flux/dev"), false)));
    compare();
}

void TestQueueCaptures::statusStream()
{
    replay("queue-status-stream");
    QueueStatusStream *stream = m_client->queue().streamStatus(ticket("fal-ai/flux/dev"), true);
    QSignalSpy statuses(stream, &QueueStatusStream::statusArrived);
    QSignalSpy lines(stream, &QueueStatusStream::logsArrived);
    QueueStatus last;
    connect(stream, &FalReply::succeeded, this, [&last, stream] { last = stream->value(); });
    QVERIFY(ends(stream));
    QCOMPARE(statuses.size(), m_capture->events(QStringLiteral("data")).size());
    QCOMPARE(last.state, QueueStatus::State::Completed);
    QCOMPARE(last.inferenceTime, 1.25);
    QCOMPARE(messages(lines).join(u','), QStringLiteral("step 1,step 2,step 3"));
    compare();
}

void TestQueueCaptures::result()
{
    replay("queue-result");
    QVERIFY(ends(m_client->queue().result(ticket("fal-ai/flux/dev"))));
    QVERIFY(!ends(m_client->queue().result(ticket("fal-ai/flux/dev"))));
    QCOMPARE(m_error.httpStatus, 400);
    QVERIFY(QueueService::isStillInProgress(m_error));
    QVERIFY(!ends(m_client->queue().result(ticket("fal-ai/flux/dev"))));
    QCOMPARE(m_error.kind, Error::Kind::Validation);
    QVERIFY(!m_error.fields.isEmpty());
    compare();
}

void TestQueueCaptures::cancel()
{
    replay("queue-cancel");
    QVERIFY(ends(m_client->queue().cancel(ticket("fal-ai/flux/dev"))));
    // fal's client throws here; for us it is an answer.
    QVERIFY(ends(m_client->queue().cancel(ticket("fal-ai/flux/dev"))));
    QVERIFY(!ends(m_client->queue().cancel(ticket("fal-ai/flux/dev"))));
    QCOMPARE(m_error.kind, Error::Kind::NotFound);
    compare();
}

void TestQueueCaptures::subscribe_data()
{
    QTest::addColumn<QString>("scenario");
    QTest::addColumn<bool>("withOptions");
    QTest::newRow("defaults") << QStringLiteral("subscribe-polling") << false;
    QTest::newRow("options of submit") << QStringLiteral("subscribe-polling-interval") << true;
}

void TestQueueCaptures::subscribe()
{
    QFETCH(QString, scenario);
    QFETCH(bool, withOptions);
    replay(scenario.toLatin1().constData());
    SubscribeOptions options;
    options.logs = !withOptions;
    options.pollInterval = 1ms;
    if (withOptions) {
        options.submit.hint = QStringLiteral("h");
        options.submit.startTimeout = 20;
        options.submit.priority = SubmitOptions::Priority::Low;
        options.submit.webhook = QUrl(QStringLiteral("https://example.com/hook"));
    }
    QueueSubscription *subscription =
        m_client->queue().subscribe(endpoint("fal-ai/flux/dev"), prompt, options);
    QSignalSpy enqueued(subscription, &QueueSubscription::enqueued);
    QSignalSpy statuses(subscription, &QueueSubscription::statusChanged);
    QSignalSpy lines(subscription, &QueueSubscription::logsArrived);
    ModelOutput output;
    connect(subscription, &FalReply::succeeded, this,
            [&output, subscription] { output = subscription->value(); });
    QVERIFY(ends(subscription));
    QCOMPARE(enqueued.size(), 1);
    QCOMPARE(statuses.size(), m_capture->events(QStringLiteral("onQueueUpdate")).size());
    // fal's client tells all lines again with each update; ours are told once.
    QCOMPARE(messages(lines).join(u','), QStringLiteral("step 1,step 2,step 3"));
    QCOMPARE(QJsonValue(output.request.toString()),
             m_capture->outcome(0)[QLatin1String("requestId")]);
    compare();
}

void TestQueueCaptures::subscribeStreaming()
{
    replay("subscribe-streaming");
    SubscribeOptions options;
    options.logs = true;
    options.mode = SubscribeOptions::Mode::Streaming;
    QueueSubscription *subscription =
        m_client->queue().subscribe(endpoint("fal-ai/flux/dev"), prompt, options);
    QSignalSpy statuses(subscription, &QueueSubscription::statusChanged);
    QSignalSpy lines(subscription, &QueueSubscription::logsArrived);
    QVERIFY(ends(subscription));
    QCOMPARE(statuses.size(), m_capture->events(QStringLiteral("onQueueUpdate")).size());
    QCOMPARE(messages(lines).join(u','), QStringLiteral("step 1,step 2,step 3"));
    compare();
}

void TestQueueCaptures::subscribeTimeout()
{
    replay("subscribe-timeout");
    SubscribeOptions options;
    options.pollInterval = 1h;
    options.timeout = 1s;
    QVERIFY(!ends(m_client->queue().subscribe(endpoint("fal-ai/flux/dev"), prompt, options)));
    QCOMPARE(m_error.kind, Error::Kind::Timeout);
    // The recorder's client polled three times before; how often is a matter of time.
    QTRY_COMPARE(m_server->seen().size(), 3);
    QList<SeenRequest> seen = m_server->seen();
    seen.insert(2, 2, seen.at(1));
    compare(seen);
}

void TestQueueCaptures::subscribeToAFailingRequest()
{
    replay("subscribe-failed-request");
    SubscribeOptions options;
    options.pollInterval = 1ms;
    QVERIFY(!ends(m_client->queue().subscribe(endpoint("fal-ai/flux/dev"), prompt, options)));
    QCOMPARE(m_error.kind, Error::Kind::Validation);
    compare();
}

void TestQueueCaptures::subscribeAbort()
{
    replay("subscribe-abort");
    SubscribeOptions options;
    options.pollInterval = 1ms;
    QueueSubscription *subscription =
        m_client->queue().subscribe(endpoint("fal-ai/flux/dev"), prompt, options);
    // As many statuses as the recorder's client saw until it was aborted.
    int statuses = 0;
    connect(subscription, &QueueSubscription::statusChanged, this, [this, subscription, &statuses] {
        if (++statuses + 1 == m_capture->requests().size())
            subscription->cancel();
    });
    QVERIFY(!ends(subscription));
    QCOMPARE(m_error.kind, Error::Kind::Canceled);
    compare();
}

QTEST_GUILESS_MAIN(TestQueueCaptures)
#include "tst_queuecaptures.moc"
