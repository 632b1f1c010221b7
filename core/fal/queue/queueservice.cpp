#include "core/fal/queue/queueservice.h"

#include "core/base/json.h"
#include "core/fal/failedcall.h"
#include "core/fal/queue/queuestatus.h"
#include "core/fal/queue/queuestatusstream.h"
#include "core/fal/queue/queuesubscription.h"
#include "core/fal/storage/filesfirstcall.h"
#include "core/fal/stream/formencoding.h"

#include <QCoreApplication>
#include <QUrlQuery>

namespace peregrine {

namespace {

using namespace std::chrono_literals;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::QueueService)
};

QUrl falUrl(const QString &path)
{
    QUrl url(QStringLiteral("https://queue.fal.run"));
    url.setPath(u'/' + path);
    return url;
}

QUrl requestUrl(const QueueTicket &ticket, const QString &suffix)
{
    return falUrl(ticket.endpoint.application() + QStringLiteral("/requests/")
                  + ticket.request.toString() + suffix);
}

QUrl statusUrl(const QueueTicket &ticket)
{
    return ticket.statusUrl.isEmpty() ? requestUrl(ticket, QStringLiteral("/status"))
                                      : ticket.statusUrl;
}

/// With `logs` as the only word about logs.
QUrl withLogs(QUrl url, bool logs)
{
    QUrlQuery query(url);
    query.removeAllQueryItems(QStringLiteral("logs"));
    query.addQueryItem(QStringLiteral("logs"), logs ? QStringLiteral("1") : QStringLiteral("0"));
    url.setQuery(query);
    return url;
}

Unexpected<Error> refused(const QString &message)
{
    Error error;
    error.kind = Error::Kind::Validation;
    error.message = message;
    return Unexpected{error};
}

/// fal sends a comment every 15 seconds (its page "status-stream"): four that did not come.
constexpr auto streamPatience = 60s;

/// An id becomes a segment of paths that we ask with the key.
bool isSegment(const QString &id)
{
    return !id.isEmpty() && !id.contains(u'/') && id != QLatin1String(".")
        && id != QLatin1String("..");
}

Expected<QueueTicket, Error> ticketIn(const FalAnswer &answer, const EndpointId &endpoint,
                                      const FalEnvironment &environment)
{
    const auto broken = [](Error error) {
        error.maybeDelivered = true;
        return Unexpected{error};
    };
    const auto object = jsonObjectOf(answer);
    if (!object)
        return broken(object.error());
    RequestId id(object->value(QStringLiteral("request_id")).toString().left(256));
    if (id.isEmpty())
        id = answer.requestId();
    if (!isSegment(id.toString()))
        return broken(Error::malformed(
            Text::tr("The server took the request but gave no request id for it.")));
    const auto trusted = [&](const char *name) {
        const QUrl given(object->value(QLatin1String(name)).toString(), QUrl::StrictMode);
        return given.isValid() ? environment.canonical(given).value_or(QUrl()) : QUrl();
    };
    QueueTicket ticket = QueueService::ticketOf(endpoint, id);
    ticket.statusUrl = trusted("status_url");
    ticket.responseUrl = trusted("response_url");
    ticket.cancelUrl = trusted("cancel_url");
    ticket.queuePosition = queuePositionOf(*object);
    return ticket;
}

RetryPolicy queuePolicy(int retries, std::chrono::milliseconds maxDelay)
{
    RetryPolicy policy;
    policy.retries = retries;
    policy.maxDelay = maxDelay;
    return policy;
}

} // namespace

QueueService::QueueService(FalTransport &transport, StorageService &storage, QObject *parent)
    : FalService(transport, parent)
    , m_storage(storage)
{ }

Expected<Done, Error> QueueService::check(const SubmitOptions &options)
{
    const QUrl &webhook = options.webhook;
    const bool isHttp =
        webhook.scheme() == QLatin1String("https") || webhook.scheme() == QLatin1String("http");
    if (!webhook.isEmpty() && (!webhook.isValid() || !isHttp || webhook.host().isEmpty())) {
        return refused(Text::tr("\"%1\" cannot be called back. A webhook is an address that begins "
                                "with https:// or http://.")
                           .arg(webhook.toDisplayString(QUrl::RemoveUserInfo)));
    }
    if (options.maxQueueLength && *options.maxQueueLength < 1)
        return refused(Text::tr("The longest queue to wait in must be 1 or more."));
    if (const auto headers = options.toHeaders(); !headers)
        return Unexpected{headers.error()};
    return Done();
}

SubmitCall *QueueService::submit(const EndpointId &endpoint, const FalInput &input,
                                 const SubmitOptions &options)
{
    if (const auto checked = check(options); !checked)
        return new FailedCall<QueueTicket>(checked.error(), this);
    if (input.files.isEmpty())
        return submit(endpoint, input.values, options);
    return new FilesFirstCall<QueueTicket>(
        m_storage, input,
        [this, endpoint, options](const QJsonObject &sent) {
            return submit(endpoint, sent, options);
        },
        this);
}

QueueTicket QueueService::ticketOf(const EndpointId &endpoint, const RequestId &request)
{
    QueueTicket ticket;
    ticket.endpoint = endpoint;
    ticket.request = request;
    return ticket;
}

bool QueueService::isStillInProgress(const Error &error)
{
    return error.httpStatus == 400
        && error.message.contains(QLatin1String("in progress"), Qt::CaseInsensitive);
}

SubmitCall *QueueService::submit(const EndpointId &endpoint, const QJsonObject &input,
                                 const SubmitOptions &options)
{
    if (const auto checked = check(options); !checked)
        return new FailedCall<QueueTicket>(checked.error(), this);
    FalRequest request;
    request.method = FalRequest::Method::Post;
    request.url = falUrl(endpoint.toString());
    QByteArrayList query;
    if (!options.webhook.isEmpty())
        query.append("fal_webhook=" + formEncoded(options.webhook.toString(QUrl::FullyEncoded)));
    if (options.maxQueueLength)
        query.append("fal_max_queue_length=" + QByteArray::number(*options.maxQueueLength));
    if (!query.isEmpty())
        request.url.setQuery(QString::fromLatin1(query.join('&')), QUrl::StrictMode);
    request.body = toJson(input);
    request.headers =
        *options.toHeaders(options.priority == SubmitOptions::Priority::Low ? "low" : "normal");
    request.retry = queuePolicy(3, 60s);
    request.retry.repeat = RetryPolicy::Repeat::IfNotBegun;
    request.patience = 120s;
    const auto read = [endpoint, environment = transport().environment()](const FalAnswer &answer) {
        return ticketIn(answer, endpoint, environment);
    };
    return new FalRequestCall<QueueTicket>(transport(), request, read, this);
}

StatusCall *QueueService::status(const QueueTicket &ticket, bool logs)
{
    FalRequest request;
    request.url = withLogs(statusUrl(ticket), logs);
    request.retry = queuePolicy(5, 30s);
    request.retry.after500 = true;
    const auto read = [](const FalAnswer &answer) -> Expected<QueueStatus, Error> {
        const auto object = jsonObjectOf(answer);
        return object ? queueStatusOf(*object) : Unexpected{object.error()};
    };
    return new FalRequestCall<QueueStatus>(transport(), request, read, this);
}

QueueStatusStream *QueueService::streamStatus(const QueueTicket &ticket, bool logs)
{
    FalRequest request;
    QUrl url = statusUrl(ticket);
    const QString path = url.path(QUrl::FullyEncoded);
    url.setPath(path + (path.endsWith(u'/') ? QStringLiteral("stream") : QStringLiteral("/stream")),
                QUrl::TolerantMode);
    request.url = withLogs(url, logs);
    request.headers.emplace_back("accept", "text/event-stream");
    request.retry = queuePolicy(3, 30s);
    request.patience = streamPatience;
    return new QueueStatusStream(transport(), m_streams, request, this);
}

OutputCall *QueueService::result(const QueueTicket &ticket)
{
    FalRequest request;
    request.url = ticket.responseUrl.isEmpty() ? requestUrl(ticket, QString()) : ticket.responseUrl;
    request.retry = queuePolicy(3, 60s);
    const auto read = [id = ticket.request](const FalAnswer &answer) {
        auto output = modelOutputOf(answer);
        if (output && output->request.isEmpty())
            output->request = id;
        return output;
    };
    return new FalRequestCall<ModelOutput>(transport(), request, read, this);
}

namespace {

/// A 400 ALREADY_COMPLETED is an answer here, not an error.
class CancelRequestCall final : public CancelCall
{
public:
    CancelRequestCall(FalTransport &transport, const FalRequest &request, QObject *parent)
        : CancelCall(parent)
    {
        m_exchange =
            transport.send(request, this, [this](const Expected<FalAnswer, Error> &answer) {
                if (answer)
                    succeedWith(answer->status == 202 ? CancelOutcome::Requested
                                                      : CancelOutcome::Removed);
                else if (answer.error().httpStatus == 400)
                    succeedWith(CancelOutcome::AlreadyCompleted);
                else
                    fail(answer.error());
            });
    }

protected:
    void stop() override
    {
        if (m_exchange)
            m_exchange->deleteLater();
    }

private:
    QPointer<FalExchange> m_exchange;
};

} // namespace

CancelCall *QueueService::cancel(const QueueTicket &ticket)
{
    FalRequest request;
    request.method = FalRequest::Method::Put;
    request.url = ticket.cancelUrl.isEmpty() ? requestUrl(ticket, QStringLiteral("/cancel"))
                                             : ticket.cancelUrl;
    request.retry = queuePolicy(3, 30s);
    return new CancelRequestCall(transport(), request, this);
}

QueueSubscription *QueueService::subscribe(const EndpointId &endpoint, const QJsonObject &input,
                                           const SubscribeOptions &options)
{
    return new QueueSubscription(*this, endpoint, input, options, this);
}

QueueSubscription *QueueService::subscribe(const EndpointId &endpoint, const FalInput &input,
                                           const SubscribeOptions &options)
{
    return new QueueSubscription(*this, endpoint, input, options, this);
}

QueueSubscription *QueueService::follow(const QueueTicket &ticket, const SubscribeOptions &options)
{
    return new QueueSubscription(*this, ticket, options, this);
}

} // namespace peregrine
