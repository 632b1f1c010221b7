#pragma once

#include "core/http/httpstream.h"
#include "core/localserver/queue/requestobserver.h"

#include <QString>

namespace peregrine::localserver {

/// Writes the status of one request as events: one at each change of state or place and, where
/// logs are asked for, at each new line. Every event carries only the lines that none before it
/// had, since fal's JavaScript client appends them. Ends the stream after COMPLETED.
class StatusStream final : public RequestObserver
{
public:
    StatusStream(HttpStream stream, QString base, bool withLogs);

    void changed(const StoredRequest &request, int position) override;

private:
    HttpStream m_stream;
    QString m_base;
    bool m_withLogs;
    bool m_begun = false;
    StoredRequest::State m_state = StoredRequest::State::Queued;
    int m_position = 0;
    qsizetype m_logsTold = 0;
};

} // namespace peregrine::localserver
