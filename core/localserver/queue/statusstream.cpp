#include "core/localserver/queue/statusstream.h"

#include "core/localserver/queue/eventstream.h"
#include "core/localserver/queue/statusanswer.h"

#include <utility>

namespace peregrine::localserver {

StatusStream::StatusStream(HttpStream stream, QString base, bool withLogs)
    : m_stream(std::move(stream))
    , m_base(std::move(base))
    , m_withLogs(withLogs)
{ }

void StatusStream::changed(const StoredRequest &request, int position)
{
    const qsizetype lines = m_withLogs ? request.logs.size() : 0;
    const bool news =
        !m_begun || request.state != m_state || position != m_position || lines > m_logsTold;
    if (!news)
        return;
    m_begun = true;
    m_state = request.state;
    m_position = position;
    QJsonValue logs = QJsonValue::Null;
    if (m_withLogs) {
        QJsonArray fresh;
        for (; m_logsTold < lines; ++m_logsTold)
            fresh.append(request.logs.at(m_logsTold));
        logs = fresh;
    }
    m_stream.write(eventOf(statusAnswer(request, position, m_base, logs)));
    if (m_state == StoredRequest::State::Done)
        m_stream.end();
}

} // namespace peregrine::localserver
