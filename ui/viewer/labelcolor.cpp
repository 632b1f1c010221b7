#include "ui/viewer/labelcolor.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPixmap>

namespace peregrine {

namespace {

constexpr int iconEdge = 32;

QString text(const char *source)
{
    return QCoreApplication::translate("peregrine::labelcolor", source);
}

} // namespace

const QList<ColorLabel> &colorLabels()
{
    static const QList<ColorLabel> all{ColorLabel::Red,   ColorLabel::Orange, ColorLabel::Yellow,
                                       ColorLabel::Green, ColorLabel::Blue,   ColorLabel::Purple};
    return all;
}

QString labelName(ColorLabel label)
{
    switch (label) {
    case ColorLabel::None:
        return text(QT_TRANSLATE_NOOP("peregrine::labelcolor", "No label"));
    case ColorLabel::Red:
        return text(QT_TRANSLATE_NOOP("peregrine::labelcolor", "Red"));
    case ColorLabel::Orange:
        return text(QT_TRANSLATE_NOOP("peregrine::labelcolor", "Orange"));
    case ColorLabel::Yellow:
        return text(QT_TRANSLATE_NOOP("peregrine::labelcolor", "Yellow"));
    case ColorLabel::Green:
        return text(QT_TRANSLATE_NOOP("peregrine::labelcolor", "Green"));
    case ColorLabel::Blue:
        return text(QT_TRANSLATE_NOOP("peregrine::labelcolor", "Blue"));
    case ColorLabel::Purple:
        return text(QT_TRANSLATE_NOOP("peregrine::labelcolor", "Purple"));
    }
    return {};
}

QColor labelColor(ColorLabel label)
{
    switch (label) {
    case ColorLabel::None:
        return {};
    case ColorLabel::Red:
        return QColor(0xe0, 0x4f, 0x4f);
    case ColorLabel::Orange:
        return QColor(0xe8, 0x8a, 0x2e);
    case ColorLabel::Yellow:
        return QColor(0xd9, 0xb4, 0x1f);
    case ColorLabel::Green:
        return QColor(0x45, 0xa8, 0x57);
    case ColorLabel::Blue:
        return QColor(0x3f, 0x86, 0xe0);
    case ColorLabel::Purple:
        return QColor(0x97, 0x5c, 0xd0);
    }
    return {};
}

QIcon labelIcon(ColorLabel label)
{
    QPixmap pixmap(iconEdge, iconEdge);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF dot(6, 6, iconEdge - 12, iconEdge - 12);
    if (label == ColorLabel::None) {
        painter.setPen(QPen(QColor(0x80, 0x80, 0x80), 3));
        painter.drawEllipse(dot.adjusted(1.5, 1.5, -1.5, -1.5));
    } else {
        painter.setPen(Qt::NoPen);
        painter.setBrush(labelColor(label));
        painter.drawEllipse(dot);
    }
    painter.end();
    return QIcon(pixmap);
}

} // namespace peregrine
