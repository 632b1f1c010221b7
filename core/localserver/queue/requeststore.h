#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/localserver/queue/storedrequest.h"

#include <QList>
#include <QString>

#include <chrono>
#include <optional>

namespace peregrine::localserver {

/// The requests on disk, a file each, written whole or not at all. Unfinished ones are apart from
/// finished ones, so that a start reads only what has to run again, and so are those whose payloads
/// are not to be kept. Safe from any thread as long as
/// one thread at a time saves one request.
class RequestStore
{
public:
    explicit RequestStore(const QString &folder);

    /// Makes the folders.
    [[nodiscard]] Expected<Done, Error> open() const;

    /// Writes a request to where its state belongs.
    [[nodiscard]] Expected<Done, Error> save(const StoredRequest &request) const;
    /// All unfinished requests, oldest first. Files that cannot be read are left out, and logged.
    [[nodiscard]] QList<StoredRequest> unfinished() const;
    /// A finished request.
    [[nodiscard]] std::optional<StoredRequest> finished(const QString &id) const;
    /// Removes finished requests that are older than this.
    void prune(std::chrono::seconds maximumAge) const;
    /// Takes input, output and log out of a finished request. False when there is no such request.
    bool removePayloads(const QString &id) const;
    /// Does so with those that asked for it (RequestOptions::storePayloads) and ended before that.
    void removeUnstored(const QDateTime &before) const;

private:
    [[nodiscard]] static std::optional<StoredRequest> read(const QString &path);

    QString m_unfinished;
    QString m_finished;
    QString m_unstored;
};

} // namespace peregrine::localserver
