#include "core/fal/realtime/realtimeconnection.h"

#include "core/fal/realtime/realtimesession.h"

namespace peregrine {

RealtimeConnection::RealtimeConnection(RealtimeSession &session)
    : m_session(&session)
{
    session.attach(this);
    connect(&session, &RealtimeSession::stateChanged, this, [this](RealtimeState state) {
        if (isReceiver())
            Q_EMIT stateChanged(state);
    });
    connect(&session, &RealtimeSession::opened, this, [this] {
        if (isReceiver())
            Q_EMIT opened();
    });
    connect(&session, &RealtimeSession::closed, this, [this](int code, const QString &reason) {
        if (isReceiver())
            Q_EMIT closed(code, reason);
    });
    connect(&session, &RealtimeSession::resultArrived, this, [this](const QCborValue &result) {
        if (isReceiver())
            Q_EMIT resultArrived(result);
    });
    connect(&session, &RealtimeSession::metaArrived, this, [this](const QCborValue &meta) {
        if (isReceiver())
            Q_EMIT metaArrived(meta);
    });
    connect(&session, &RealtimeSession::errorArrived, this, [this](const Error &error) {
        if (isReceiver())
            Q_EMIT errorArrived(error);
    });
}

RealtimeConnection::~RealtimeConnection()
{
    if (m_session)
        m_session->detach(this);
}

bool RealtimeConnection::isReceiver() const
{
    return m_session && m_session->newestUser() == this;
}

RealtimeState RealtimeConnection::state() const
{
    return m_session ? m_session->state() : RealtimeState::Idle;
}

void RealtimeConnection::send(const QCborValue &input)
{
    if (m_session)
        m_session->send(input);
}

void RealtimeConnection::send(const QJsonValue &input)
{
    send(QCborValue::fromJsonValue(input));
}

void RealtimeConnection::open()
{
    if (m_session)
        m_session->open();
}

void RealtimeConnection::close()
{
    if (m_session)
        m_session->close();
}

} // namespace peregrine
