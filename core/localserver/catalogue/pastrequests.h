#pragma once

#include "core/base/clock.h"
#include "core/http/httpmessage.h"
#include "core/localserver/queue/requesthistory.h"
#include "core/localserver/queue/requestqueue.h"
#include "core/localserver/storage/filestore.h"

#include <memory>

namespace peregrine::localserver {

/// The requests that ended, in the shape of the platform API: listing them with their payloads, and
/// removing payloads together with the files in them.
class PastRequests
{
public:
    PastRequests(const RequestHistory &history, RequestQueue &queue, FileStore &files,
                 std::shared_ptr<const Clock> clock);

    [[nodiscard]] HttpResponse list(const HttpRequest &request) const;
    [[nodiscard]] HttpResponse removePayloads(const QString &requestId, const HttpRequest &request);

private:
    [[nodiscard]] Expected<QList<PastRequest>, HttpResponse>
    selected(const HttpRequest &request) const;
    [[nodiscard]] QJsonObject itemOf(const PastRequest &past, bool withPayloads,
                                     const QString &base) const;

    const RequestHistory &m_history;
    RequestQueue &m_queue;
    FileStore &m_files;
    std::shared_ptr<const Clock> m_clock;
};

} // namespace peregrine::localserver
