#include "core/fal/stream/streamcall.h"

#include "core/base/json.h"
#include "core/fal/storage/inputupload.h"
#include "core/fal/storage/storageservice.h"
#include "core/fal/stream/formencoding.h"
#include "core/fal/stream/streamevents.h"
#include "core/fal/stream/streamexchange.h"
#include "core/fal/stream/streamtoken.h"

#include <algorithm>

namespace peregrine {

namespace {

const QString streamSuffix = QStringLiteral("/stream");
constexpr std::chrono::seconds tokenLifetime{120};

/// A media type without its parameters, in lower case.
QByteArray mediaType(const QByteArray &contentType)
{
    return contentType.split(';').first().trimmed().toLower();
}

bool isJson(const QByteArray &contentType)
{
    const QByteArray type = mediaType(contentType);
    return type == "application/json" || type.endsWith("+json");
}

QString appOf(const EndpointId &endpoint)
{
    const QString id = endpoint.toString();
    return id.endsWith(streamSuffix) ? id : id + streamSuffix;
}

} // namespace

StreamCall::StreamCall(Means means, const EndpointId &endpoint, const FalInput &input,
                       const StreamOptions &options, QObject *parent)
    : FalCall<ModelOutput>(parent)
    , m_means(means)
    , m_endpoint(endpoint)
    , m_options(options)
    , m_input(input.values)
{
    if (const auto headers = m_options.toHeaders(); !headers) {
        fail(headers.error());
        return;
    }
    if (input.files.isEmpty()) {
        authorize();
        return;
    }
    InputUpload *upload = m_means.storage.transformInput(input);
    await(upload);
    connect(upload, &FalReply::progressed, this, &FalReply::progressed);
    connect(upload, &FalReply::succeeded, this, [this, upload] {
        m_input = upload->value();
        authorize();
    });
}

StreamCall::~StreamCall()
{
    StreamCall::stop();
}

template <typename Call> void StreamCall::await(Call *call)
{
    m_call = call;
    connect(call, &FalReply::failed, this, &StreamCall::fail);
}

void StreamCall::stop()
{
    if (!m_call)
        return;
    m_call->disconnect(this);
    m_call->cancel();
    m_call.clear();
}

void StreamCall::authorize()
{
    if (m_options.connectionMode == StreamOptions::ConnectionMode::Server) {
        open({});
        return;
    }
    TokenCall *call = m_options.tokenProvider
        ? m_options.tokenProvider(appOf(m_endpoint), this)
        : requestToken(m_means.transport, m_endpoint, tokenLifetime, this);
    if (!call) {
        Error error;
        error.kind = Error::Kind::Unauthorized;
        error.message = tr("There is no token to open the stream with.");
        fail(error);
        return;
    }
    await(call);
    connect(call, &FalReply::succeeded, this, [this, call] { open(call->value()); });
}

QUrl StreamCall::url(const Secret &token) const
{
    QUrl url(QStringLiteral("https://fal.run"));
    url.setPath(u'/' + appOf(m_endpoint));
    QByteArray query;
    const auto append = [&query](const QString &name, const QString &value) {
        query += (query.isEmpty() ? "" : "&") + formEncoded(name) + '=' + formEncoded(value);
    };
    for (const auto &[name, value] : m_options.queryParams)
        append(name, value);
    if (!token.isEmpty())
        append(QStringLiteral("fal_jwt_token"), QString::fromUtf8(token.reveal()));
    if (!query.isEmpty())
        url.setQuery(QString::fromLatin1(query), QUrl::StrictMode);
    return url;
}

void StreamCall::open(const Secret &token)
{
    FalRequest request;
    request.method = m_options.method;
    request.url = url(token);
    if (m_options.method != FalRequest::Method::Get)
        request.body = toJson(m_input);
    request.headers = *m_options.toHeaders();
    request.headers.emplace_back("accept", m_options.accept);
    // A null value takes the header away: the token stands for the key.
    if (!token.isEmpty())
        request.headers.emplace_back("authorization", QByteArray());
    request.retry.repeat = RetryPolicy::Repeat::IfNotBegun;
    request.patience = m_options.timeout;
    auto *exchange = new StreamExchange(m_means.transport, m_means.managers, request, this);
    await(exchange);
    connect(exchange, &StreamExchange::answered, this, &StreamCall::begin);
    connect(exchange, &StreamExchange::received, this, &StreamCall::read);
    connect(exchange, &FalReply::succeeded, this, &StreamCall::conclude);
}

void StreamCall::begin(const FalAnswer &head)
{
    m_contentType = head.header("content-type");
    m_isEvents = mediaType(m_contentType) == "text/event-stream";
    m_request = head.requestId();
    Q_EMIT started(m_request);
}

void StreamCall::read(const QByteArray &bytes)
{
    if (m_isEvents) {
        readEvents(bytes);
        return;
    }
    if (m_bytes.size() + bytes.size() > maxBytes) {
        fail(Error::malformed(
            tr("The stream is too large (over %1 MB).").arg(maxBytes / 1024 / 1024)));
        return;
    }
    m_bytes += bytes;
    Q_EMIT bytesArrived(bytes);
}

void StreamCall::readEvents(const QByteArray &bytes)
{
    m_parser.append(bytes);
    const QPointer<StreamCall> alive(this);
    while (const auto event = m_parser.next()) {
        take(*event);
        if (!alive || hasSettled())
            return;
    }
    if (m_parser.fault() != SseParser::Fault::None) {
        fail(Error::malformed(tr("The stream sent an event that is too large (over %1 MB).")
                                  .arg(SseParser::Limits().event / 1024 / 1024)));
    }
}

void StreamCall::take(const SseEvent &event)
{
    SseEvent clean = event;
    m_means.transport.hideKey(clean.data);
    const auto json = jsonOf(clean);
    if (event.type == "error") {
        fail(errorFrom(json ? *json : QJsonValue(QString::fromUtf8(clean.data))));
        return;
    }
    if (json)
        takeData(*json);
    else if (clean.data != "[DONE]")
        skip(Error::malformed(
            tr("The stream sent an event that is not JSON (%1).").arg(json.error())));
}

void StreamCall::takeData(const QJsonValue &data)
{
    m_last = data;
    m_lastError = errorIn(data);
    if (isWorkflow() && data[QLatin1String("type")] == QJsonValue(QStringLiteral("output"))) {
        m_workflowOutput = data[QLatin1String("output")];
    }
    Q_EMIT dataArrived(data);
}

void StreamCall::skip(const Error &error)
{
    m_lastError = error;
    Q_EMIT eventSkipped(error);
}

bool StreamCall::isWorkflow() const
{
    return m_endpoint.toString().startsWith(QLatin1String("workflows/"));
}

ModelOutput StreamCall::partial() const
{
    ModelOutput output;
    output.data = m_workflowOutput.isUndefined() ? m_last : m_workflowOutput;
    output.request = m_request;
    return output;
}

void StreamCall::conclude()
{
    const QPointer<StreamCall> alive(this);
    if (!m_isEvents)
        concludeBytes();
    else if (const auto event = m_parser.takeUnfinished())
        take(*event);
    if (!alive || hasSettled())
        return;
    if (m_lastError)
        fail(*m_lastError);
    else
        succeedWith(partial());
}

void StreamCall::concludeBytes()
{
    if (!isJson(m_contentType))
        return;
    QByteArray clean = m_bytes;
    m_means.transport.hideKey(clean);
    if (const auto json = parseJson(clean)) {
        m_last = *json;
        m_lastError = errorIn(*json);
    } else {
        m_lastError =
            Error::malformed(tr("The server's answer is not valid JSON (%1).").arg(json.error()));
    }
}

} // namespace peregrine
