#include "ui/viewer/assetmime.h"

#include <QMimeData>
#include <QUrl>

namespace peregrine {

QMimeData *mimeDataOf(const QList<Asset> &assets)
{
    QList<QUrl> urls;
    urls.reserve(assets.size());
    for (const Asset &asset : assets)
        urls.append(QUrl::fromLocalFile(asset.path));
    auto *mime = new QMimeData;
    mime->setUrls(urls);
    return mime;
}

} // namespace peregrine
