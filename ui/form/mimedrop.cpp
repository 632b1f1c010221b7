#include "ui/form/mimedrop.h"

#include <QDir>
#include <QFileInfo>
#include <QMimeData>
#include <QRegularExpression>
#include <QUrl>

namespace peregrine {

namespace {

constexpr qsizetype mostFiles = 200;
/// A copied picture may stand in its page as data.
constexpr qsizetype longestHtml = 16LL * 1024 * 1024;
constexpr qsizetype longestPaths = 100'000;

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

/// The picture in a piece of a web page: what browsers say of a picture that is dragged, besides
/// the link around it.
QString pictureIn(const QString &html)
{
    if (html.size() > longestHtml)
        return {};
    static const QRegularExpression tag(
        QStringLiteral("<img\\b[^>]*?\\bsrc\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)')"),
        QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch found = tag.match(html);
    if (!found.hasMatch())
        return {};
    QString source = found.captured(1).isEmpty() ? found.captured(2) : found.captured(1);
    source.replace(QLatin1String("&amp;"), QLatin1String("&"));
    return addressIn(source);
}

/// Files whose paths stand in a text, as terminals and file managers copy them: one a line.
QStringList filesIn(const QString &text)
{
    if (text.size() > longestPaths)
        return {};
    QStringList files;
    const QStringList lines = text.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    for (const QString &raw : lines) {
        const QString line = raw.trimmed();
        if (line.startsWith(QLatin1String("file://")))
            files.append(QUrl(line).toLocalFile());
        else if (QDir::isAbsolutePath(line) && QFileInfo::exists(line))
            files.append(QDir::cleanPath(line));
        else
            return {};
    }
    return files.mid(0, mostFiles);
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
    // The page that a picture leads to is not the picture.
    if (wanted == MediaKind::Image && mime.hasHtml())
        drop.address = pictureIn(mime.html());
    if (drop.address.isEmpty())
        drop.address = link.isEmpty() ? addressIn(mime.text()) : link;
    if (drop.address.isEmpty())
        drop.files = filesIn(mime.text());
    return drop.address.isEmpty() && drop.files.isEmpty() ? std::nullopt : std::optional(drop);
}

} // namespace peregrine
