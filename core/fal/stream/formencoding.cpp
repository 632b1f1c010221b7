#include "core/fal/stream/formencoding.h"

#include <QUrl>

namespace peregrine {

QByteArray formEncoded(const QString &text)
{
    return QUrl::toPercentEncoding(text, " *", "~").replace(' ', '+');
}

} // namespace peregrine
