#include "ui/viewer/assettext.h"

#include "ui/viewer/labelcolor.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace peregrine::assettext {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("peregrine::assettext", text);
}

QString twoDigits(qint64 number)
{
    return QStringLiteral("%1").arg(number, 2, 10, QLatin1Char('0'));
}

} // namespace

QString duration(double seconds)
{
    constexpr double longest = 100 * 3600;
    const qint64 whole = std::isfinite(seconds) ? qRound64(qBound(0.0, seconds, longest)) : 0;
    const qint64 hours = whole / 3600;
    const qint64 minutes = whole / 60 % 60;
    const QString tail = twoDigits(whole % 60);
    if (hours > 0)
        return QStringLiteral("%1:%2:%3").arg(QString::number(hours), twoDigits(minutes), tail);
    return QStringLiteral("%1:%2").arg(QString::number(minutes), tail);
}

QString bytes(qint64 bytes)
{
    return QLocale().formattedDataSize(qMax<qint64>(bytes, 0), 1, QLocale::DataSizeSIFormat);
}

QString pixels(const QSize &size)
{
    if (!size.isValid() || size.isEmpty())
        return {};
    //: size of a picture: width × height in pixels
    return QCoreApplication::translate("peregrine::assettext", "%1 × %2 px")
        .arg(size.width())
        .arg(size.height());
}

QString kind(MediaKind kind)
{
    switch (kind) {
    case MediaKind::Image:
        return translated(QT_TRANSLATE_NOOP("peregrine::assettext", "Picture"));
    case MediaKind::Video:
        return translated(QT_TRANSLATE_NOOP("peregrine::assettext", "Video"));
    case MediaKind::Audio:
        return translated(QT_TRANSLATE_NOOP("peregrine::assettext", "Sound"));
    case MediaKind::Text:
        return translated(QT_TRANSLATE_NOOP("peregrine::assettext", "Text"));
    case MediaKind::Model3d:
        return translated(QT_TRANSLATE_NOOP("peregrine::assettext", "3D model"));
    case MediaKind::Other:
        break;
    }
    return translated(QT_TRANSLATE_NOOP("peregrine::assettext", "File"));
}

QString iconName(MediaKind kind)
{
    switch (kind) {
    case MediaKind::Image:
        return QStringLiteral("image");
    case MediaKind::Video:
        return QStringLiteral("video");
    case MediaKind::Audio:
        return QStringLiteral("audio");
    case MediaKind::Text:
        return QStringLiteral("text");
    case MediaKind::Model3d:
        return QStringLiteral("cube");
    case MediaKind::Other:
        break;
    }
    return QStringLiteral("save");
}

QString day(const QDateTime &time, const QDate &today)
{
    const QDate date = time.toLocalTime().date();
    if (!date.isValid())
        return {};
    if (date == today)
        return translated(QT_TRANSLATE_NOOP("peregrine::assettext", "Today"));
    if (date.addDays(1) == today)
        return translated(QT_TRANSLATE_NOOP("peregrine::assettext", "Yesterday"));
    return QLocale().toString(date, QLocale::LongFormat);
}

QStringList marks(const Judgement &judgement)
{
    QStringList words;
    if (judgement.rejected)
        words.append(QCoreApplication::translate("peregrine::assettext", "rejected"));
    if (judgement.starred)
        words.append(QCoreApplication::translate("peregrine::assettext", "favourite"));
    if (judgement.rating > 0)
        words.append(QCoreApplication::translate("peregrine::assettext", "%n star(s)", nullptr,
                                                 judgement.rating));
    if (judgement.label != ColorLabel::None)
        words.append(QCoreApplication::translate("peregrine::assettext", "label %1")
                         .arg(labelName(judgement.label)));
    return words;
}

QString spoken(const Asset &asset)
{
    const QString title = asset.title.simplified().left(200);
    //: screen reader, of a result: kind, model
    const QString what = title.isEmpty()
        ? QCoreApplication::translate("peregrine::assettext", "%1 by %2")
              .arg(kind(asset.kind), asset.modelTitle)
        //: screen reader, of a result: kind, title, model
        : QCoreApplication::translate("peregrine::assettext", "%1: %2, by %3")
              .arg(kind(asset.kind), title, asset.modelTitle);
    return (QStringList{what} + marks(asset.judgement)).join(QStringLiteral(", "));
}

bool isLocalPreview(const QString &endpoint)
{
    return endpoint.startsWith(QLatin1String("local/"));
}

} // namespace peregrine::assettext
