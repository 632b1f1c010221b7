#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/localserver/storage/uploaddescription.h"

#include <QByteArray>
#include <QDateTime>
#include <QHash>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <chrono>
#include <memory>
#include <mutex>

namespace peregrine::localserver {

/// The uploads that come in parts and are not complete: which parts are on disk, and whose they
/// are. Owns the parts' files until close() hands them over. Safe from any thread.
class MultipartUploads
{
public:
    struct Limits
    {
        /// Of one upload, all its parts together.
        qint64 uploadBytes = 2LL * 1024 * 1024 * 1024;
        /// Of all uploads that are open.
        qint64 openBytes = 8LL * 1024 * 1024 * 1024;
        qsizetype open = 1'000;
        /// The highest number of a part.
        int parts = 10'000;
        /// An upload that nothing has come for is given up.
        std::chrono::seconds idle{3'600};
    };

    struct Opened
    {
        /// Also the id of the file to come.
        QString id;
        /// Stands in for the key, which parts do not carry.
        QString token;
    };

    /// What a client says it has sent.
    struct Claim
    {
        int number = 0;
        QByteArray etag;
    };

    enum class Order { Ascending, Any };

    /// Why a step is refused, as HTTP.
    struct Refusal
    {
        int status = 400;
        QString text;
    };

    struct Whole
    {
        /// In their order; the caller's to remove.
        QStringList parts;
        UploadDescription description;
    };

    MultipartUploads(Limits limits, std::shared_ptr<const Clock> clock);
    MultipartUploads(const MultipartUploads &) = delete;
    MultipartUploads &operator=(const MultipartUploads &) = delete;
    ~MultipartUploads();

    [[nodiscard]] Expected<Opened, Refusal> open(const UploadDescription &description);
    [[nodiscard]] bool isOpen(const QString &id) const;
    /// Empty when the upload is not open.
    [[nodiscard]] QString tokenOf(const QString &id) const;
    [[nodiscard]] bool owns(const QString &id, const QString &token) const;
    /// How many bytes this part may have.
    [[nodiscard]] Expected<qint64, Refusal> roomFor(const QString &id, int number) const;
    /// Takes over a part's file; one of the same number is replaced. The answer is its ETag.
    [[nodiscard]] Expected<QByteArray, Refusal> add(const QString &id, int number,
                                                    const QString &path, qint64 size);
    /// Ends an upload whose parts are all there. It stays open when they are not.
    [[nodiscard]] Expected<Whole, Refusal> close(const QString &id, const QList<Claim> &claims,
                                                 Order order);
    /// Gives up the uploads that nothing comes for any more.
    void dropIdle();

private:
    struct Part
    {
        QString path;
        qint64 size = 0;
        QByteArray etag;
    };

    struct Upload
    {
        QString token;
        UploadDescription description;
        QMap<int, Part> parts;
        qint64 bytes = 0;
        QDateTime touched;
    };

    [[nodiscard]] Expected<qint64, Refusal> roomLocked(const QString &id, int number) const;
    [[nodiscard]] static QString claimFault(const Upload &upload, QList<Claim> claims, Order order);
    static void removeFiles(const Upload &upload);

    Limits m_limits;
    std::shared_ptr<const Clock> m_clock;
    mutable std::mutex m_mutex;
    QHash<QString, Upload> m_uploads;
    qint64 m_bytes = 0;
};

} // namespace peregrine::localserver
