#include "core/fal/queue/queueservice.h"

#include "core/base/json.h"
#include "core/fal/queue/queuesubscription.h"
#include "core/fal/storage/filesfirstcall.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QUrlQuery>

#include <array>

namespace peregrine {

namespace {

using namespace std::chrono_literals;

constexpr int maxLogLines = 10'000;
constexpr qsizetype maxLogMessage = 64 * 1024;

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

/// A number as JavaScript writes it: 30, 1.5.
QByteArray shortestNumber(double value)
{
    return QByteArray::number(value, 'g', QLocale::FloatingPointShortest);
}

/// The server's log entry in any of the three shapes fal uses.
std::optional<LogLine> logLineOf(const QJsonValue &value)
{
    const QJsonObject entry = value.toObject();
    LogLine line;
    line.message =
        value.isString() ? value.toString() : entry.value(QStringLiteral("message")).toString();
    if (line.message.isEmpty())
        return std::nullopt;
    line.message.truncate(maxLogMessage);
    QString level = entry.value(QStringLiteral("level")).toString();
    if (level.isEmpty())
        level = entry.value(QStringLiteral("labels"))
                    .toObject()
                    .value(QStringLiteral("level"))
                    .toString();
    line.level = logLevelFromName(level);
    line.time = QDateTime::fromString(entry.value(QStringLiteral("timestamp")).toString(),
                                      Qt::ISODateWithMs);
    if (line.time.isValid()) {
        // A time without a zone is UTC, as everywhere in fal's answers.
        if (line.time.timeSpec() == Qt::LocalTime)
            line.time.setTimeSpec(Qt::UTC);
        line.time = line.time.toUTC();
    }
    return line;
}

QueueStatus::State stateOf(const QString &name)
{
    if (name == QLatin1String("IN_QUEUE"))
        return QueueStatus::State::InQueue;
    if (name == QLatin1String("IN_PROGRESS"))
        return QueueStatus::State::InProgress;
    if (name == QLatin1String("COMPLETED"))
        return QueueStatus::State::Completed;
    // Only three states are documented; a name like these can only mean the end.
    constexpr std::array ends{"FAIL", "ERROR", "CANCEL"};
    for (const char *end : ends) {
        if (name.contains(QLatin1String(end), Qt::CaseInsensitive))
            return QueueStatus::State::Completed;
    }
    return QueueStatus::State::Other;
}

int positionOf(const QJsonObject &object)
{
    const QJsonValue position = object.value(QStringLiteral("queue_position"));
    return position.isDouble() ? position.toInt(-1) : -1;
}

Expected<QueueStatus, Error> statusOf(const FalAnswer &answer)
{
    const auto object = jsonObjectOf(answer);
    if (!object)
        return Unexpected{object.error()};
    const QJsonValue name = object->value(QStringLiteral("status"));
    if (!name.isString())
        return Unexpected{
            Error::malformed(Text::tr("The server's status answer has no status in it."))};
    QueueStatus status;
    status.state = stateOf(name.toString());
    status.queuePosition = positionOf(*object);
    status.error = object->value(QStringLiteral("error")).toString();
    status.errorType = object->value(QStringLiteral("error_type")).toString();
    const QJsonValue time =
        object->value(QStringLiteral("metrics")).toObject().value(QStringLiteral("inference_time"));
    if (time.isDouble() && time.toDouble() >= 0)
        status.inferenceTime = time.toDouble();
    const QJsonArray logs = object->value(QStringLiteral("logs")).toArray();
    for (const QJsonValue &entry : logs) {
        if (status.logs.size() >= maxLogLines)
            break;
        if (const auto line = logLineOf(entry))
            status.logs.append(*line);
    }
    return status;
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

SubmitCall *QueueService::submit(const EndpointId &endpoint, const FalInput &input,
                                 const SubmitOptions &options)
{
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
    return error.httpStatus == 400 && error.message.contains(QLatin1String("in progress"));
}

SubmitCall *QueueService::submit(const EndpointId &endpoint, const QJsonObject &input,
                                 const SubmitOptions &options)
{
    FalRequest request;
    request.method = FalRequest::Method::Post;
    request.url = falUrl(endpoint.toString());
    if (!options.webhook.isEmpty()) {
        // Form encoding, as the official clients do: only unreserved characters stay.
        const QByteArray webhook =
            QUrl::toPercentEncoding(options.webhook.toString(QUrl::FullyEncoded));
        request.url.setQuery(QStringLiteral("fal_webhook=") + QString::fromLatin1(webhook),
                             QUrl::StrictMode);
    }
    request.body = toJson(input);
    for (auto it = options.headers.cbegin(); it != options.headers.cend(); ++it)
        request.headers.emplace_back(it.key().toLower(), it.value());
    if (!options.objectLifecycle.isEmpty())
        request.headers.emplace_back("x-fal-object-lifecycle-preference",
                                     toJson(options.objectLifecycle));
    request.headers.emplace_back("x-fal-queue-priority",
                                 options.priority == SubmitOptions::Priority::Low ? "low"
                                                                                  : "normal");
    if (!options.hint.isEmpty())
        request.headers.emplace_back("x-fal-runner-hint", options.hint.toUtf8());
    if (options.startTimeout)
        request.headers.emplace_back("x-fal-request-timeout",
                                     shortestNumber(*options.startTimeout));
    request.retry = queuePolicy(3, 60s);
    request.retry.repeat = RetryPolicy::Repeat::IfNotBegun;
    request.patience = 120s;

    const FalEnvironment environment = transport().environment();
    const auto read = [endpoint,
                       environment](const FalAnswer &answer) -> Expected<QueueTicket, Error> {
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
        if (id.isEmpty() || id.toString().contains(u'/'))
            return broken(Error::malformed(
                Text::tr("The server took the request but gave no request id for it.")));
        const auto trusted = [&](const char *name) {
            const QUrl given(object->value(QLatin1String(name)).toString(), QUrl::StrictMode);
            return given.isValid() ? environment.canonical(given).value_or(QUrl()) : QUrl();
        };
        QueueTicket ticket = ticketOf(endpoint, id);
        ticket.statusUrl = trusted("status_url");
        ticket.responseUrl = trusted("response_url");
        ticket.cancelUrl = trusted("cancel_url");
        ticket.queuePosition = positionOf(*object);
        return ticket;
    };
    return new FalRequestCall<QueueTicket>(transport(), request, read, this);
}

StatusCall *QueueService::status(const QueueTicket &ticket, bool logs)
{
    FalRequest request;
    request.url = ticket.statusUrl.isEmpty() ? requestUrl(ticket, QStringLiteral("/status"))
                                             : ticket.statusUrl;
    QUrlQuery query(request.url);
    query.removeAllQueryItems(QStringLiteral("logs"));
    query.addQueryItem(QStringLiteral("logs"), logs ? QStringLiteral("1") : QStringLiteral("0"));
    request.url.setQuery(query);
    request.retry = queuePolicy(5, 30s);
    request.retry.after500 = true;
    return new FalRequestCall<QueueStatus>(transport(), request, statusOf, this);
}

OutputCall *QueueService::result(const QueueTicket &ticket)
{
    FalRequest request;
    request.url = ticket.responseUrl.isEmpty() ? requestUrl(ticket, QString()) : ticket.responseUrl;
    request.retry = queuePolicy(3, 60s);
    const RequestId id = ticket.request;
    const auto read = [id](const FalAnswer &answer) -> Expected<ModelOutput, Error> {
        const auto json = jsonOf(answer);
        if (!json)
            return Unexpected{json.error()};
        return ModelOutput{*json, answer.requestId().isEmpty() ? id : answer.requestId()};
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
