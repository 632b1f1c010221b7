#include "ui/form/mimedrop.h"

#include <QMimeData>
#include <QUrl>

namespace peregrine {

namespace {

constexpr qsizetype mostFiles = 200;

/// The one address in a text; nothing for prose that only begins like one.
QString addressIn(const QString &text)
{
    const QString trimmed = text.trimmed();
    if (trimmed.startsWith(QLatin1String("data:"), Qt::CaseInsensitive))
        return trimmed.contains(u',') ? trimmed : QString();
    const bool web = trimmed.startsWith(QLatin1String("https://"), Qt::CaseInsensitive)
        || trimmed.startsWith(QLatin1String("http://"), Qt::CaseInsensitive);
    if (!web || trimmed.contains(u' ') || trimmed.contains(u'\n'))
        return {};
    return QUrl(trimmed).host().isEmpty() ? QString() : trimmed;
}

} // namespace

std::optional<Drop> readDrop(const QMimeData &mime, MediaKind wanted)
{
    Drop drop;
    QString link;
    const QList<QUrl> urls = mime.urls();
    for (const QUrl &url : urls) {
        if (url.isLocalFile() && drop.files.size() < mostFiles)
            drop.files.append(url.toLocalFile());
        else if (link.isEmpty())
            link = addressIn(url.toString(QUrl::FullyEncoded));
    }
    if (!drop.files.isEmpty())
        return drop;
    if (wanted == MediaKind::Image && mime.hasImage()) {
        drop.picture = qvariant_cast<QImage>(mime.imageData());
        if (!drop.picture.isNull())
            return drop;
    }
    drop.address = link.isEmpty() ? addressIn(mime.text()) : link;
    if (!drop.address.isEmpty())
        return drop;
    // A path copied as text from a terminal or a file manager.
    const QString text = mime.text().trimmed();
    if (text.startsWith(QLatin1String("file://")) && !text.contains(u'\n')) {
        drop.files.append(QUrl(text).toLocalFile());
        return drop;
    }
    return std::nullopt;
}

} // namespace peregrine
