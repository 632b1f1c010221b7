#include "core/fal/transport/oneshotbody.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace peregrine {

OneShotBody::OneShotBody(QByteArray bytes, QObject *parent)
    : QIODevice(parent)
    , m_bytes(std::move(bytes))
{
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

void OneShotBody::withdraw()
{
    m_withdrawn = true;
}

bool OneShotBody::atEnd() const
{
    return m_withdrawn || m_read == m_bytes.size();
}

qint64 OneShotBody::bytesAvailable() const
{
    return m_bytes.size() - m_read + QIODevice::bytesAvailable();
}

bool OneShotBody::seek(qint64)
{
    return false;
}

qint64 OneShotBody::readData(char *data, qint64 maxSize)
{
    if (m_withdrawn)
        return -1;
    const qint64 count = std::min<qint64>(maxSize, m_bytes.size() - m_read);
    if (count <= 0)
        return -1;
    std::memcpy(data, m_bytes.constData() + m_read, static_cast<size_t>(count));
    m_read += count;
    return count;
}

qint64 OneShotBody::writeData(const char *, qint64)
{
    return -1;
}

} // namespace peregrine
