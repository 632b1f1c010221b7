#include "core/localserver/storage/multipartuploads.h"

#include "core/base/ids.h"
#include "core/localserver/storage/uploadtoken.h"

#include <QFile>

#include <algorithm>
#include <utility>

namespace peregrine::localserver {

namespace {

MultipartUploads::Refusal unknown()
{
    return {404, QStringLiteral("The upload is unknown, complete, or was given up.")};
}

/// Clients send an ETag with its quotes or without.
QByteArray bare(QByteArray etag)
{
    etag = etag.trimmed();
    if (etag.size() >= 2 && etag.startsWith('"') && etag.endsWith('"'))
        return etag.mid(1, etag.size() - 2);
    return etag;
}

} // namespace

MultipartUploads::MultipartUploads(Limits limits, std::shared_ptr<const Clock> clock)
    : m_limits(limits)
    , m_clock(std::move(clock))
{ }

MultipartUploads::~MultipartUploads()
{
    for (const Upload &upload : std::as_const(m_uploads))
        removeFiles(upload);
}

Expected<MultipartUploads::Opened, MultipartUploads::Refusal>
MultipartUploads::open(const UploadDescription &description)
{
    dropIdle();
    const std::scoped_lock lock(m_mutex);
    if (m_uploads.size() >= m_limits.open)
        return Unexpected{Refusal{429, QStringLiteral("Too many uploads are open.")}};
    const Opened opened{makeIdText(), makeUploadToken()};
    m_uploads.insert(opened.id, Upload{opened.token, description, {}, 0, m_clock->now()});
    return opened;
}

bool MultipartUploads::isOpen(const QString &id) const
{
    return !tokenOf(id).isEmpty();
}

QString MultipartUploads::tokenOf(const QString &id) const
{
    const std::scoped_lock lock(m_mutex);
    return m_uploads.value(id).token;
}

bool MultipartUploads::owns(const QString &id, const QString &token) const
{
    return !token.isEmpty() && tokenOf(id) == token;
}

Expected<qint64, MultipartUploads::Refusal> MultipartUploads::roomFor(const QString &id,
                                                                      int number) const
{
    const std::scoped_lock lock(m_mutex);
    return roomLocked(id, number);
}

Expected<qint64, MultipartUploads::Refusal> MultipartUploads::roomLocked(const QString &id,
                                                                         int number) const
{
    const auto found = m_uploads.constFind(id);
    if (found == m_uploads.cend())
        return Unexpected{unknown()};
    if (number < 1 || number > m_limits.parts) {
        return Unexpected{Refusal{
            400, QStringLiteral("The number of a part must be from 1 to %1.").arg(m_limits.parts)}};
    }
    const qint64 replaced = found->parts.value(number).size;
    return std::min(m_limits.uploadBytes - found->bytes, m_limits.openBytes - m_bytes) + replaced;
}

Expected<QByteArray, MultipartUploads::Refusal>
MultipartUploads::add(const QString &id, int number, const QString &path, qint64 size)
{
    const std::scoped_lock lock(m_mutex);
    // Asked again: other parts came while this one did.
    const Expected<qint64, Refusal> room = roomLocked(id, number);
    if (!room)
        return Unexpected{room.error()};
    if (size > *room)
        return Unexpected{Refusal{413, QStringLiteral("The upload is too large.")}};
    Upload &upload = m_uploads[id];
    Part &part = upload.parts[number];
    if (!part.path.isEmpty())
        QFile::remove(part.path);
    upload.bytes += size - part.size;
    m_bytes += size - part.size;
    part = Part{path, size, '"' + makeUploadToken().toLatin1() + '"'};
    upload.touched = m_clock->now();
    return part.etag;
}

Expected<MultipartUploads::Whole, MultipartUploads::Refusal>
MultipartUploads::close(const QString &id, const QList<Claim> &claims, Order order)
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_uploads.constFind(id);
    if (found == m_uploads.cend())
        return Unexpected{unknown()};
    if (const QString fault = claimFault(*found, claims, order); !fault.isEmpty())
        return Unexpected{Refusal{400, fault}};
    Whole whole;
    whole.description = found->description;
    for (const Part &part : found->parts)
        whole.parts.append(part.path);
    m_bytes -= found->bytes;
    m_uploads.erase(found);
    return whole;
}

QString MultipartUploads::claimFault(const Upload &upload, QList<Claim> claims, Order order)
{
    const auto byNumber = [](const Claim &a, const Claim &b) { return a.number < b.number; };
    if (claims.isEmpty())
        return QStringLiteral("The list of parts is empty.");
    if (order == Order::Any)
        std::stable_sort(claims.begin(), claims.end(), byNumber);
    else if (!std::is_sorted(claims.cbegin(), claims.cend(), byNumber))
        return QStringLiteral("The parts must be listed in ascending order.");
    int expected = 1;
    for (const Claim &claim : std::as_const(claims)) {
        if (claim.number < expected)
            return QStringLiteral("Part %1 is listed twice.").arg(claim.number);
        if (claim.number > expected)
            return QStringLiteral("Part %1 is missing from the list.").arg(expected);
        const auto part = upload.parts.constFind(claim.number);
        if (part == upload.parts.cend())
            return QStringLiteral("Part %1 was not uploaded.").arg(claim.number);
        if (bare(part->etag) != bare(claim.etag))
            return QStringLiteral("The ETag of part %1 is not the one it got.").arg(claim.number);
        ++expected;
    }
    if (upload.parts.size() > claims.size())
        return QStringLiteral("Part %1 is missing from the list.").arg(upload.parts.lastKey());
    return {};
}

void MultipartUploads::dropIdle()
{
    const std::scoped_lock lock(m_mutex);
    const QDateTime oldest = m_clock->now().addSecs(-m_limits.idle.count());
    m_uploads.removeIf([this, &oldest](const QHash<QString, Upload>::iterator &it) {
        if (it->touched > oldest)
            return false;
        removeFiles(*it);
        m_bytes -= it->bytes;
        return true;
    });
}

void MultipartUploads::removeFiles(const Upload &upload)
{
    for (const Part &part : upload.parts)
        QFile::remove(part.path);
}

} // namespace peregrine::localserver
