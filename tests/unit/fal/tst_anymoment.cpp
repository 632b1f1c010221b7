#include "core/fal/catalog/modellistcall.h"
#include "core/fal/falclient.h"
#include "core/fal/queue/queuestatusstream.h"
#include "core/fal/queue/queuesubscription.h"
#include "core/fal/storage/fileupload.h"
#include "core/fal/storage/inputupload.h"
#include "core/fal/stream/streamcall.h"
#include "tests/support/scriptedserver.h"

#include <QEventLoop>
#include <QPointer>
#include <QTest>
#include <QTimer>

#include <functional>
#include <memory>

using namespace peregrine;
using namespace peregrine::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Start = std::function<FalReply *(FalClient &)>;

ScriptedAnswer json(const QByteArray &body)
{
    return ScriptedAnswer::ok(body, "application/json");
}

EndpointId endpoint()
{
    return *EndpointId::parse(u"local/paint"_s);
}

QueueTicket ticket()
{
    return QueueService::ticketOf(endpoint(), RequestId(u"r1"_s));
}

FalFile file()
{
    FalFile content;
    content.bytes = "some words";
    content.fileName = u"a.txt"_s;
    content.contentType = u"text/plain"_s;
    return content;
}

SubscribeOptions subscribe(SubscribeOptions::Mode mode)
{
    SubscribeOptions options;
    options.mode = mode;
    options.logs = true;
    options.pollInterval = 1ms;
    return options;
}

struct Ends
{
    int succeeded = 0;
    int failed = 0;
    int finished = 0;
    Error error;
};

} // namespace

Q_DECLARE_METATYPE(Start)

/// Every call, given up at every step of the event loop that it takes: the reply deleted, its
/// client deleted, or cancelled. Nothing may crash (the sanitizers look), and what is not deleted
/// ends exactly once.
class TestAnyMoment : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void calls_data();
    void calls();

private:
    enum class Way { DeleteReply, DeleteClient, Cancel, DeleteInSignal };

    /// Gives the call up after so many steps. False when it had ended before.
    bool giveUp(const Start &start, Way way, int steps);
    [[nodiscard]] std::unique_ptr<FalClient> makeClient() const;

    std::unique_ptr<ScriptedServer> m_server;
};

void TestAnyMoment::initTestCase()
{
    m_server = std::make_unique<ScriptedServer>();
    const QByteArray base = m_server->url("/").toEncoded();
    const QByteArray output("{\"images\":[{\"url\":\"https://v3.fal.media/files/a/b.png\"}]}");
    m_server->on("/fal.run/local/paint", json(output));
    m_server->on("/queue.fal.run/local/paint",
                 json("{\"request_id\":\"r1\",\"queue_position\":0}"));
    m_server->on("/queue.fal.run/local/paint/requests/r1/status",
                 json("{\"status\":\"COMPLETED\",\"logs\":[{\"message\":\"m\"}]}"));
    m_server->on("/queue.fal.run/local/paint/requests/r1", json(output));
    m_server->on("/queue.fal.run/local/paint/requests/r1/cancel",
                 json("{\"status\":\"CANCELLATION_REQUESTED\"}"));
    m_server->on("/queue.fal.run/local/paint/requests/r1/status/stream",
                 ScriptedAnswer::ok("data: {\"status\":\"IN_PROGRESS\",\"logs\":[]}\n\n"
                                    "data: {\"status\":\"COMPLETED\"}\n\n",
                                    "text/event-stream"));
    m_server->on("/fal.run/local/paint/stream",
                 ScriptedAnswer::ok("data: {\"n\":1}\n\ndata: {\"n\":2}\n\n", "text/event-stream"));
    m_server->on("/rest.fal.ai/storage/upload/initiate",
                 json("{\"file_url\":\"" + base + "v3.fal.media/files/a\",\"upload_url\":\"" + base
                      + "upload/a\"}"));
    m_server->on("/upload/a", ScriptedAnswer::status(200));
    m_server->on("/api.fal.ai/v1/models", json("{\"models\":[{\"endpoint_id\":\"a/b\"}]}"));
    m_server->on("/fal.ai/api/openapi/queue/openapi.json", json("{\"paths\":{}}"));
    m_server->on("/api.fal.ai/v1/models/pricing", json("{\"prices\":[]}"));
}

std::unique_ptr<FalClient> TestAnyMoment::makeClient() const
{
    FalTransport::Options options;
    options.environment = *FalEnvironment::atBase(m_server->url({}));
    options.key = Secret("id-5f2c91ab:secret-91ab77d0");
    options.firstRetryDelay = 1ms;
    return std::make_unique<FalClient>(std::move(options));
}

void TestAnyMoment::calls_data()
{
    QTest::addColumn<Start>("start");
    const auto row = [](const char *name, const Start &start) { QTest::newRow(name) << start; };
    const QJsonObject input{{u"prompt"_s, u"a kite"_s}};
    row("run", [input](FalClient &fal) { return fal.run().run(endpoint(), input); });
    row("run with a file", [input](FalClient &fal) {
        return fal.run().run(endpoint(), FalInput(input, {{u"/image_url"_s, file()}}));
    });
    row("submit", [input](FalClient &fal) { return fal.queue().submit(endpoint(), input); });
    row("status", [](FalClient &fal) { return fal.queue().status(ticket(), true); });
    row("streamStatus", [](FalClient &fal) { return fal.queue().streamStatus(ticket(), true); });
    row("result", [](FalClient &fal) { return fal.queue().result(ticket()); });
    row("cancel", [](FalClient &fal) { return fal.queue().cancel(ticket()); });
    row("subscribe by polling", [input](FalClient &fal) {
        return fal.queue().subscribe(endpoint(), input, subscribe(SubscribeOptions::Mode::Polling));
    });
    row("subscribe by streaming", [input](FalClient &fal) {
        return fal.queue().subscribe(endpoint(), input,
                                     subscribe(SubscribeOptions::Mode::Streaming));
    });
    row("stream", [input](FalClient &fal) { return fal.stream().stream(endpoint(), input); });
    row("upload", [](FalClient &fal) { return fal.storage().upload(file()); });
    row("transformInput", [input](FalClient &fal) {
        return fal.storage().transformInput(
            FalInput(input, {{u"/a"_s, file()}, {u"/b/0/c"_s, file()}}));
    });
    row("models", [](FalClient &fal) { return fal.catalog().allModels({}); });
    row("openApi", [](FalClient &fal) { return fal.catalog().openApi(endpoint()); });
    row("pricing", [](FalClient &fal) { return fal.platform().pricing({endpoint()}); });
}

bool TestAnyMoment::giveUp(const Start &start, Way way, int steps)
{
    std::unique_ptr<FalClient> client = makeClient();
    const QPointer<FalReply> reply = start(*client);
    Ends ends;
    QObject context;
    connect(reply, &FalReply::succeeded, &context, [reply, way, seen = &ends] {
        ++seen->succeeded;
        if (way == Way::DeleteInSignal)
            delete reply.data();
    });
    connect(reply, &FalReply::failed, &context, [seen = &ends](const Error &error) {
        ++seen->failed;
        seen->error = error;
    });
    connect(reply, &FalReply::finished, &context, [seen = &ends] { ++seen->finished; });
    if (way == Way::DeleteInSignal) {
        connect(reply, &FalReply::progressed, &context, [reply] { delete reply.data(); });
        if (auto *subscription = qobject_cast<QueueSubscription *>(reply.data()))
            connect(subscription, &QueueSubscription::statusChanged, &context,
                    [reply] { delete reply.data(); });
        if (auto *stream = qobject_cast<StreamCall *>(reply.data()))
            connect(stream, &StreamCall::dataArrived, &context, [reply] { delete reply.data(); });
    }

    // A step is one round of the event loop; the tick is there for rounds without an event.
    QTimer tick;
    tick.start(2);
    for (int i = 0; i < steps && reply && ends.finished == 0; ++i)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    if (!reply || ends.finished > 0 || ends.succeeded + ends.failed > 0)
        return false;
    switch (way) {
    case Way::DeleteReply:
        delete reply.data();
        break;
    case Way::DeleteClient:
        client.reset();
        break;
    case Way::Cancel:
        reply->cancel();
        reply->cancel();
        break;
    case Way::DeleteInSignal:
        break;
    }
    if (way == Way::Cancel) {
        if (!QTest::qWaitFor([seen = &ends] { return seen->finished > 0; }, 5000))
            qFatal("a cancelled call did not end");
        if (ends.finished != 1 || ends.succeeded + ends.failed != 1
            || (ends.failed == 1 && ends.error.kind != Error::Kind::Canceled))
            qFatal("a cancelled call did not end once: %d %d %d, kind %s", ends.succeeded,
                   ends.failed, ends.finished, qPrintable(errorKindName(ends.error.kind)));
        return true;
    }
    // What is left of it must come to nothing.
    for (int i = 0; i < 3; ++i)
        QCoreApplication::processEvents(QEventLoop::AllEvents);
    if (way != Way::DeleteInSignal && ends.succeeded + ends.failed + ends.finished != 0)
        qFatal("a deleted call said something");
    return true;
}

void TestAnyMoment::calls()
{
    QFETCH(Start, start);
    constexpr int mostSteps = 200;
    for (const Way way : {Way::DeleteReply, Way::DeleteClient, Way::Cancel, Way::DeleteInSignal}) {
        int steps = 0;
        while (steps < mostSteps && giveUp(start, way, steps))
            ++steps;
        QVERIFY2(steps > 0 && steps < mostSteps, "the call ended at once or never");
    }
}

QTEST_GUILESS_MAIN(TestAnyMoment)
#include "tst_anymoment.moc"
