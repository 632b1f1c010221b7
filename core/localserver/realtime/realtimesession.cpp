#include "core/localserver/realtime/realtimesession.h"

#include "core/base/json.h"
#include "core/base/logging.h"
#include "core/localserver/realtime/msgpackcodec.h"
#include "core/localserver/realtime/realtimelimits.h"

#include <QJsonObject>

#include <exception>
#include <utility>

namespace peregrine::localserver {

namespace {

Expected<QCborMap, QString> inputOf(const QByteArray &bytes, bool binary)
{
    QCborValue value;
    if (binary) {
        Expected<QCborValue, QString> read = fromMsgpack(bytes);
        if (!read)
            return Unexpected{read.error()};
        value = std::move(*read);
    } else {
        const Expected<QJsonValue, QString> json = parseJson(bytes);
        if (!json)
            return Unexpected{
                QStringLiteral("The message is not valid JSON: %1").arg(json.error())};
        value = QCborValue::fromJsonValue(*json);
    }
    if (!value.isMap())
        return Unexpected{QStringLiteral("The message must be a map of inputs.")};
    return value.toMap();
}

/// "image_url: The picture is too small."
QString reasonOf(const ModelAnswer &answer)
{
    const QJsonValue detail = answer.body.toObject().value(QStringLiteral("detail"));
    QStringList reasons;
    const QJsonArray faults = detail.toArray();
    for (const QJsonValue &fault : faults) {
        const QJsonArray loc = fault[QStringLiteral("loc")].toArray();
        reasons.append(loc.isEmpty() ? fault[QStringLiteral("msg")].toString()
                                     : loc.last().toVariant().toString() + QLatin1String(": ")
                               + fault[QStringLiteral("msg")].toString());
    }
    return reasons.isEmpty() ? answer.error : reasons.join(u' ');
}

} // namespace

RealtimeSession::RealtimeSession(const RealtimeModel &model, QThreadPool &pool, int buffering)
    : m_model(model)
    , m_pool(pool)
    , m_buffering(buffering)
{ }

void RealtimeSession::opened(const WebSocketPeer &peer)
{
    m_peer = peer;
}

void RealtimeSession::received(QByteArray message, bool binary)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_waitingBytes += message.size();
        m_waiting.push_back({std::move(message), binary});
        while (m_waiting.size() > 1
               && (m_waiting.size() > static_cast<std::size_t>(m_buffering)
                   || m_waitingBytes > RealtimeLimits::maximumWaitingBytes)) {
            m_waitingBytes -= m_waiting.front().bytes.size();
            m_waiting.pop_front();
        }
        if (std::exchange(m_working, true))
            return;
    }
    m_pool.start([self = shared_from_this()] { self->workOn(); });
}

void RealtimeSession::silent()
{
    sendError(QStringLiteral("TIMEOUT"), QStringLiteral("No input came for too long."), {});
    m_peer->close(1000);
}

void RealtimeSession::closed(quint16)
{
    m_stop.request_stop();
    const std::scoped_lock lock(m_mutex);
    m_waiting.clear();
    m_waitingBytes = 0;
}

void RealtimeSession::workOn()
{
    Message message;
    {
        const std::scoped_lock lock(m_mutex);
        if (m_waiting.empty() || m_stop.stop_requested()) {
            m_working = false;
            return;
        }
        message = std::move(m_waiting.front());
        m_waiting.pop_front();
        m_waitingBytes -= message.bytes.size();
    }
    answer(message);
    // At the end of the pool's line again, so that all connections get their turn.
    m_pool.start([self = shared_from_this()] { self->workOn(); });
}

void RealtimeSession::answer(const Message &message)
{
    QCborValue requestId;
    try {
        const Expected<QCborMap, QString> input = inputOf(message.bytes, message.binary);
        if (!input)
            return sendError(QStringLiteral("INVALID_INPUT"), input.error(), {});
        requestId = input->value(QStringLiteral("request_id"));
        const Expected<QCborMap, ModelAnswer> output =
            m_model.answer({*input, message.binary}, m_stop.get_token());
        if (m_stop.stop_requested())
            return;
        if (output)
            send(*output, message.binary);
        else
            sendError(output.error().status < 500 ? QStringLiteral("INVALID_INPUT")
                                                  : QStringLiteral("INTERNAL_ERROR"),
                      reasonOf(output.error()), requestId);
    } catch (const std::exception &exception) {
        // Memory, most likely: one message too large must not end the program.
        qCWarning(lcLocalServer) << "A realtime input failed:" << exception.what();
        sendError(QStringLiteral("INTERNAL_ERROR"), QStringLiteral("Internal Server Error"),
                  requestId);
    }
}

void RealtimeSession::send(const QCborMap &output, bool binary) const
{
    if (binary)
        m_peer->sendBinary(toMsgpack(output));
    else
        m_peer->sendText(toJson(output.toJsonObject()));
}

void RealtimeSession::sendError(const QString &error, const QString &reason,
                                const QCborValue &requestId) const
{
    QJsonObject message{
        {QStringLiteral("type"), QStringLiteral("x-fal-error")},
        {QStringLiteral("error"), error},
        {QStringLiteral("reason"), reason},
    };
    if (requestId.isString())
        message.insert(QStringLiteral("request_id"), requestId.toString());
    m_peer->sendText(toJson(message));
}

} // namespace peregrine::localserver
