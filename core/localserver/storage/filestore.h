#pragma once

#include "core/base/error.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QDateTime>
#include <QMutex>
#include <QString>
#include <QUrl>

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

    /// The path of its URL, below the base.
    [[nodiscard]] QString urlPath() const;
};

/// Uploads and results on disk, under ids of the server's own. When they grow beyond a limit the
/// oldest go. Safe from any thread.
class FileStore
{
public:
    struct Limits
    {
        qint64 totalBytes = 2LL * 1024 * 1024 * 1024;
        qint64 maximumAgeSeconds = 7 * 24 * 3600;
    };

    FileStore(const QString &folder, Limits limits);

    /// Makes the folders, and removes what uploads left half written.
    [[nodiscard]] Expected<Done, Error> open() const;
    /// Removes what is too old or too much. Also happens by itself as files come in.
    void prune();

    /// Where an upload is written before adopt() takes it.
    [[nodiscard]] QString newPartPath() const;
    [[nodiscard]] Expected<StoredFile, Error>
    add(const QByteArray &bytes, const QByteArray &contentType, const QString &name);
    /// Moves a complete upload in under an id; one that is there already is replaced.
    [[nodiscard]] Expected<StoredFile, Error> adopt(const QString &id, const QString &partPath,
                                                    const QByteArray &contentType,
                                                    const QString &name);
    [[nodiscard]] std::optional<StoredFile> find(const QString &id) const;
    /// The file a URL names, if it is one of ours: by its path, whatever the port, because the port
    /// changes with every start.
    [[nodiscard]] std::optional<StoredFile> findByUrl(const QUrl &url) const;
    /// Whether a URL has the form of ours.
    [[nodiscard]] static bool isOwnUrl(const QUrl &url);

private:
    [[nodiscard]] Expected<StoredFile, Error>
    describe(const QString &id, const QByteArray &contentType, const QString &name);
    [[nodiscard]] QString contentPath(const QString &id) const;
    [[nodiscard]] QString metaPath(const QString &id) const;
    void pruneLocked(const QString &keepId);

    QString m_folder;
    QString m_parts;
    Limits m_limits;
    QMutex m_mutex;
    qint64 m_totalBytes = 0;
    QDateTime m_pruned;
};

/// A content type from outside, or application/octet-stream when it is not one.
[[nodiscard]] QByteArray cleanContentType(const QByteArray &type);

} // namespace peregrine::localserver
