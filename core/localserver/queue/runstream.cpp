#include "core/localserver/queue/runstream.h"

#include "core/localserver/modelresponse.h"
#include "core/localserver/queue/eventstream.h"
#include "core/localserver/storage/fileurls.h"

#include <utility>

namespace peregrine::localserver {

RunStream::RunStream(HttpResponder responder, QString base, std::chrono::milliseconds commentAfter)
    : m_responder(std::move(responder))
    , m_base(std::move(base))
    , m_commentAfter(commentAfter)
{ }

void RunStream::partial(const QString &requestId, const QJsonObject &output)
{
    const std::scoped_lock lock(m_mutex);
    write(requestId, output);
}

void RunStream::finished(const StoredRequest &done)
{
    const std::scoped_lock lock(m_mutex);
    if (!m_stream && done.status >= 400)
        return m_responder.send(modelResponse(done, m_base));
    write(done.id, done.output);
    m_stream->end();
}

void RunStream::write(const QString &requestId, const QJsonValue &data)
{
    if (!m_stream) {
        m_stream =
            m_responder.stream(eventStreamHead(requestId), eventStreamComment(m_commentAfter));
    }
    m_stream->write(eventOf(withFileUrls(data, m_base)));
}

} // namespace peregrine::localserver
