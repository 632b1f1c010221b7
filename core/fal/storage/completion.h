#pragma once

#include "core/fal/storage/retriedsend.h"
#include "core/fal/storage/uploadroute.h"
#include "core/fal/storage/urlcheck.h"

#include <QJsonArray>
#include <QPointer>

#include <functional>
#include <optional>

namespace peregrine {

/// Puts the parts of an upload together (POST .../complete). When an answer was lost and the
/// repetition is refused, the first one may have worked: then the file itself is asked for.
class Completion final : public QObject
{
    Q_OBJECT

public:
    /// The request's body is filled in here. `done` is called once, from the event loop, with
    /// nothing when the file at `fileUrl` is there.
    Completion(const UploadRoute::Means &means, SendRequest request, const QJsonArray &parts,
               const QUrl &fileUrl, qint64 size,
               std::function<void(const std::optional<Error> &)> done, QObject *owner);

private:
    void conclude(const RetriedSend::Outcome &outcome);

    const UploadRoute::Means m_means;
    const QUrl m_fileUrl;
    const qint64 m_size;
    std::function<void(const std::optional<Error> &)> m_done;
    QPointer<RetriedSend> m_send;
    QPointer<UrlCheck> m_check;
};

} // namespace peregrine
