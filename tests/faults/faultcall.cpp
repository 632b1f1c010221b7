#include "tests/faults/faultcall.h"

#include "core/fal/queue/queuestatusstream.h"
#include "core/fal/queue/queuesubscription.h"
#include "core/fal/storage/fileupload.h"
#include "core/fal/stream/streamcall.h"
#include "tests/support/scriptedserver.h"

#include <QHash>

#include <algorithm>

namespace peregrine::test {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Way = FaultCall::Way;

const QByteArray runPath = "/fal.run/local/paint";
const QByteArray streamPath = "/fal.run/local/paint/stream";
const QByteArray submitPath = "/queue.fal.run/local/paint";
const QByteArray resultPath = submitPath + "/requests/r1";
const QByteArray statusPath = resultPath + "/status";
const QByteArray statusStreamPath = statusPath + "/stream";
const QByteArray cancelPath = resultPath + "/cancel";
const QByteArray initiatePath = "/rest.fal.ai/storage/upload/initiate";
const QByteArray multipartPath = "/rest.fal.ai/storage/upload/initiate-multipart";
const QByteArray cdnTokenPath = "/rest.fal.ai/storage/auth/token";
const QByteArray tokenPath = "/rest.fal.ai/tokens/";
const QByteArray modelsPath = "/api.fal.ai/v1/models";
const QByteArray documentPath = "/fal.ai/api/openapi/queue/openapi.json";
const QByteArray pricingPath = "/api.fal.ai/v1/models/pricing";

const QByteArray output = R"({"images":[{"url":"https://v3.fal.media/files/a/b.png"}],"seed":7})";
const QByteArray ticketAnswer =
    R"({"request_id":"r1","queue_position":0,"status_url":"BASE/queue.fal.run/local/paint/requests/r1/status"})";
const QByteArray completed =
    R"({"status":"COMPLETED","logs":[{"message":"m","level":"INFO","timestamp":"2026-01-01T00:00:00Z"}],)"
    R"("metrics":{"inference_time":0.5},"queue_position":0})";
const QByteArray addresses =
    R"({"file_url":"BASE/v3.fal.media/files/a","upload_url":"BASE/upload/a"})";
const QByteArray documentAnswer = R"({"openapi":"3.0.4","paths":{}})";

EndpointId endpoint()
{
    return *EndpointId::parse(u"local/paint"_s);
}

QueueTicket ticket()
{
    return QueueService::ticketOf(endpoint(), RequestId(u"r1"_s));
}

QJsonObject input()
{
    return {{u"prompt"_s, u"a kite"_s}};
}

FalReply *subscribe(FalClient &fal, SubscribeOptions::Mode mode)
{
    SubscribeOptions options;
    options.mode = mode;
    options.logs = true;
    options.pollInterval = 1ms;
    return fal.queue().subscribe(endpoint(), input(), options);
}

FalReply *upload(FalClient &fal, Repository repository, bool inParts)
{
    FalFile file;
    file.bytes = "some words";
    file.fileName = u"a.txt"_s;
    file.contentType = u"text/plain"_s;
    UploadOptions options;
    options.repository = repository;
    options.fallbackRepository.clear();
    options.reuse = false;
    if (inParts)
        options.multipartThreshold = 1;
    return fal.storage().upload(file, options);
}

FalReply *streamWithToken(FalClient &fal)
{
    StreamOptions options;
    options.connectionMode = StreamOptions::ConnectionMode::Client;
    return fal.stream().stream(endpoint(), input(), options);
}

QHash<QByteArray, QByteArray> goodAnswers()
{
    return {
        {runPath, output},
        {submitPath, ticketAnswer},
        {statusPath, completed},
        {resultPath, output},
        {cancelPath, R"({"status":"CANCELLATION_REQUESTED"})"},
        {statusStreamPath, "data: {\"status\":\"COMPLETED\"}\n\n"},
        {streamPath, "data: {\"n\":1}\n\ndata: {\"n\":2}\n\n"},
        {initiatePath, addresses},
        {multipartPath, addresses},
        {"/upload/a", {}},
        {"/upload/a/1", R"({"partNumber":1,"etag":"e"})"},
        {"/upload/a/complete", "{}"},
        {cdnTokenPath,
         R"({"token":"t","token_type":"Bearer","base_url":"BASE/cdn","expires_at":"2100-01-01T00:00:00Z"})"},
        {"/cdn/files/upload", R"({"access_url":"BASE/v3.fal.media/files/a"})"},
        {tokenPath, "\"token-of-tests\""},
        {modelsPath, R"({"models":[{"endpoint_id":"a/b","metadata":{}}],"has_more":false})"},
        {documentPath, documentAnswer},
        {pricingPath,
         R"({"prices":[{"endpoint_id":"local/paint","unit_price":0.1,"unit":"images","currency":"USD"}]})"}};
}

QByteArray contentTypeOf(const QByteArray &path)
{
    return path.endsWith("/stream") ? "text/event-stream" : "application/json";
}

QByteArray filledIn(const ScriptedServer &server, QByteArray answer)
{
    return answer.replace("BASE", server.url({}).toEncoded());
}

} // namespace

QList<FaultCall> faultCalls()
{
    QList<FaultCall> calls;
    const QHash<QByteArray, QByteArray> answers = goodAnswers();
    const auto add = [&calls, &answers](const QByteArray &name, const QByteArrayList &paths,
                                        Way way, int attempts,
                                        const std::function<FalReply *(FalClient &)> &start) {
        FaultCall call;
        call.name = name;
        call.paths = paths;
        call.way = way;
        call.attempts = attempts;
        call.isFirst = !paths.first().startsWith("/upload/") && !paths.first().startsWith("/cdn/")
            && !name.startsWith("subscribe: result") && !name.startsWith("subscribe: status");
        call.answer = answers.value(paths.first());
        call.contentType = contentTypeOf(paths.first());
        call.start = start;
        calls.append(call);
        return &calls.last();
    };
    const auto polling = [](FalClient &fal) {
        return subscribe(fal, SubscribeOptions::Mode::Polling);
    };
    const auto streaming = [](FalClient &fal) {
        return subscribe(fal, SubscribeOptions::Mode::Streaming);
    };
    // As RetryPolicy says it for each.
    add("run", {runPath}, Way::Exchange, 4, [](FalClient &fal) -> FalReply * {
        return fal.run().run(endpoint(), input());
    })->isPaid = true;
    add("submit", {submitPath}, Way::Exchange, 4, [](FalClient &fal) -> FalReply * {
        return fal.queue().submit(endpoint(), input());
    })->isPaid = true;
    add("stream", {streamPath}, Way::Stream, 1, [](FalClient &fal) -> FalReply * {
        return fal.stream().stream(endpoint(), input());
    })->isPaid = true;
    add("subscribe: submit", {submitPath}, Way::Exchange, 4, polling)->isPaid = true;
    add("subscribe: status", {statusPath}, Way::Exchange, 6, polling);
    add("subscribe: result", {resultPath}, Way::Exchange, 4, polling);
    add("subscribe: status stream", {statusStreamPath}, Way::Stream, 4, streaming)->hasOtherWay =
        true;
    add("subscribe: result after the stream", {resultPath}, Way::Exchange, 4, streaming);
    add("status", {statusPath}, Way::Exchange, 6,
        [](FalClient &fal) -> FalReply * { return fal.queue().status(ticket(), true); });
    add("streamStatus", {statusStreamPath}, Way::Stream, 4,
        [](FalClient &fal) -> FalReply * { return fal.queue().streamStatus(ticket(), true); });
    add("result", {resultPath}, Way::Exchange, 4,
        [](FalClient &fal) -> FalReply * { return fal.queue().result(ticket()); });
    add("cancel", {cancelPath}, Way::Exchange, 4,
        [](FalClient &fal) -> FalReply * { return fal.queue().cancel(ticket()); });
    add("upload: initiate", {initiatePath}, Way::Exchange, 4,
        [](FalClient &fal) { return upload(fal, Repository::SignedUrl, false); });
    add("upload: PUT", {"/upload/a"}, Way::Upload, 4,
        [](FalClient &fal) { return upload(fal, Repository::SignedUrl, false); });
    const auto parts = [](FalClient &fal) { return upload(fal, Repository::SignedUrl, true); };
    add("upload: initiate-multipart", {multipartPath}, Way::Exchange, 4, parts);
    add("upload: part", {"/upload/a/1"}, Way::Upload, 4, parts);
    add("upload: complete", {"/upload/a/complete"}, Way::Upload, 4, parts);
    const auto cdn = [](FalClient &fal) { return upload(fal, Repository::FalV3, false); };
    add("upload: CDN token", {cdnTokenPath}, Way::Exchange, 4, cdn);
    add("upload: CDN", {"/cdn/files/upload"}, Way::Upload, 4, cdn);
    add("token", {tokenPath}, Way::Exchange, 4, streamWithToken);
    add("models", {modelsPath}, Way::Exchange, 4,
        [](FalClient &fal) -> FalReply * { return fal.catalog().models({}); });
    add("openApi", {documentPath, modelsPath}, Way::Exchange, 4,
        [](FalClient &fal) -> FalReply * { return fal.catalog().openApi(endpoint()); });
    add("pricing", {pricingPath}, Way::Exchange, 4,
        [](FalClient &fal) -> FalReply * { return fal.platform().pricing({endpoint()}); });
    return calls;
}

FaultCall faultCall(const QByteArray &name)
{
    const QList<FaultCall> calls = faultCalls();
    const auto found = std::find_if(calls.begin(), calls.end(),
                                    [&name](const FaultCall &call) { return call.name == name; });
    if (found == calls.end())
        qFatal("there is no call %s", name.constData());
    return *found;
}

void scriptOthers(ScriptedServer &server, const FaultCall &call)
{
    const QHash<QByteArray, QByteArray> answers = goodAnswers();
    for (auto it = answers.begin(); it != answers.end(); ++it) {
        if (!call.paths.contains(it.key()))
            server.on(it.key(), ScriptedAnswer::ok(filledIn(server, *it), contentTypeOf(it.key())));
    }
}

QByteArray goodAnswer(const ScriptedServer &server, const FaultCall &call)
{
    return filledIn(server, call.answer);
}

} // namespace peregrine::test
