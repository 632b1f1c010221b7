#pragma once

#include "core/fal/storage/filefacts.h"

#include <QFuture>
#include <QHash>
#include <QObject>
#include <QThreadPool>

#include <atomic>

namespace peregrine {

/// Looks at files and hashes them off the main thread, and keeps the hashes: a file whose size and
/// time have not changed is not read again. Destroying it stops what is under way.
class FileHashes : public QObject
{
    Q_OBJECT

public:
    enum class Urgency {
        Now,
        /// Gives way to all else that wants the processor.
        WhenIdle,
    };

    static constexpr qsizetype maxKnown = 4096;

    explicit FileHashes(QObject *parent = nullptr);
    ~FileHashes() override;

    QFuture<FileFacts> look(const FalFile &file, qint64 nowMs);
    /// Empty when the content would have to be read.
    [[nodiscard]] QByteArray known(const UploadBody &body) const;
    /// SHA-256; empty when the content cannot be read or has changed.
    QFuture<QByteArray> hash(const UploadBody &body, Urgency urgency);

private:
    struct Known
    {
        FileStamp stamp;
        QByteArray sha256;
    };

    QHash<QString, Known> m_known;
    std::atomic_bool m_stop = false;
    QThreadPool m_pool;
    QThreadPool m_idlePool;
};

} // namespace peregrine
