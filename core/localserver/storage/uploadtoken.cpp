#include "core/localserver/storage/uploadtoken.h"

#include <QRandomGenerator>

#include <array>

namespace peregrine::localserver {

QString makeUploadToken()
{
    std::array<quint32, 4> random{};
    QRandomGenerator::system()->fillRange(random.data(), static_cast<qsizetype>(random.size()));
    return QString::fromLatin1(
        QByteArray::fromRawData(reinterpret_cast<const char *>(random.data()), sizeof(random))
            .toHex());
}

} // namespace peregrine::localserver
