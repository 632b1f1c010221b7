#pragma once

#include "core/http/httpresponder.h"
#include "core/localserver/queue/storedrequest.h"

#include <QJsonObject>
#include <QString>

#include <chrono>
#include <mutex>
#include <optional>

namespace peregrine::localserver {

/// Answers POST {endpoint}/stream: partial outputs as events, the output as the last one. What goes
/// wrong before the first event is an ordinary answer with its own status; afterwards it is the
/// last event, with the error's body. Safe from any thread.
class RunStream
{
public:
    RunStream(HttpResponder responder, QString base, std::chrono::milliseconds commentAfter);

    void partial(const QString &requestId, const QJsonObject &output);
    void finished(const StoredRequest &done);

private:
    void write(const QString &requestId, const QJsonValue &data);

    std::mutex m_mutex;
    HttpResponder m_responder;
    QString m_base;
    std::chrono::milliseconds m_commentAfter;
    std::optional<HttpStream> m_stream;
};

} // namespace peregrine::localserver
