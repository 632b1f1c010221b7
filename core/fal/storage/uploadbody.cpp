#include "core/fal/storage/uploadbody.h"

#include <algorithm>
#include <utility>

namespace peregrine {

UploadBody UploadBody::ofBytes(QByteArray bytes)
{
    UploadBody body;
    body.m_bytes = std::move(bytes);
    body.m_size = body.m_bytes.size();
    return body;
}

UploadBody UploadBody::ofFile(QString path, const FileStamp &stamp)
{
    UploadBody body;
    body.m_path = std::move(path);
    body.m_stamp = stamp;
    body.m_size = stamp.size;
    return body;
}

UploadBody UploadBody::part(qint64 offset, qint64 size) const
{
    UploadBody body = *this;
    const qint64 skipped = std::clamp<qint64>(offset, 0, m_size);
    body.m_offset = m_offset + skipped;
    body.m_size = std::clamp<qint64>(size, 0, m_size - skipped);
    return body;
}

} // namespace peregrine
