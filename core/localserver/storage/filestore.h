#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/result.h"
#include "core/localserver/storage/uploaddescription.h"

#include <QByteArray>
#include <QDateTime>
#include <QMutex>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <memory>
#include <optional>

namespace peregrine::localserver {

/// A file that the server gives out at /v3.fal.media/files/...
struct StoredFile
{
    QString id;
    /// On disk.
    QString path;
    QByteArray contentType;
    /// For people; from whoever uploaded it, or ours. Never part of a path.
    QString name;
    qint64 size = 0;
    /// Whom the file is given to.
    ObjectLifecycle::Access access = ObjectLifecycle::Access::Allow;
    /// When it ends, in UTC; not valid: when the store needs room.
    QDateTime expires;

    /// The path of its URL, below the base.
    [[nodiscard]] QString urlPath() const;
};

/// Uploads and results on disk, under ids of the server's own. When they grow beyond a limit the
/// oldest go; those with a lifecycle go when it ends. Safe from any thread.
class FileStore
{
public:
    struct Limits
    {
        qint64 totalBytes = 2LL * 1024 * 1024 * 1024;
        qint64 maximumAgeSeconds = 7 * 24 * 3600;
    };

    FileStore(const QString &folder, Limits limits,
              std::shared_ptr<const Clock> clock = std::make_shared<SystemClock>());

    /// Makes the folders, and removes what uploads left half written.
    [[nodiscard]] Expected<Done, Error> open() const;
    /// Removes what is expired, too old or too much. Also happens by itself as files come in.
    void prune();

    /// Where an upload is written before adopt() takes it.
    [[nodiscard]] QString newPartPath() const;
    /// Whether the disk would keep some free space after that many more bytes.
    [[nodiscard]] bool diskHasRoomFor(qint64 bytes) const;
    [[nodiscard]] Expected<StoredFile, Error> add(const QByteArray &bytes,
                                                  const UploadDescription &description);
    /// Moves a complete upload in under an id; one that is there already is replaced. The parts
    /// become one file, in their order; they are gone afterwards, whatever comes of it. Copies all
    /// but the first, so it may take a while.
    [[nodiscard]] Expected<StoredFile, Error> adopt(const QString &id, const QStringList &parts,
                                                    const UploadDescription &description);
    /// Removes a file. False when there is none, or it cannot be removed.
    bool remove(const QString &id);
    [[nodiscard]] std::optional<StoredFile> find(const QString &id) const;
    /// The file a URL names, if it is one of ours: by its path, whatever the port, because the port
    /// changes with every start.
    [[nodiscard]] std::optional<StoredFile> findByUrl(const QUrl &url) const;
    /// Whether a URL has the form of ours.
    [[nodiscard]] static bool isOwnUrl(const QUrl &url);

private:
    [[nodiscard]] Expected<Done, Error> describe(const StoredFile &stored,
                                                 const ObjectLifecycle &lifecycle) const;
    [[nodiscard]] std::optional<StoredFile> read(const QString &id) const;
    void removeLocked(const QString &id);
    [[nodiscard]] QString contentPath(const QString &id) const;
    [[nodiscard]] QString metaPath(const QString &id) const;
    void pruneLocked(const QString &keepId);

    QString m_folder;
    QString m_parts;
    Limits m_limits;
    std::shared_ptr<const Clock> m_clock;
    QMutex m_mutex;
    qint64 m_totalBytes = 0;
    QDateTime m_pruned;
};

/// A content type from outside, or application/octet-stream when it is not one.
[[nodiscard]] QByteArray cleanContentType(const QByteArray &type);

} // namespace peregrine::localserver
