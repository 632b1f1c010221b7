#include "ui/catalog/categorydelegate.h"

#include "ui/theme/theme.h"

#include <QLocale>
#include <QPainter>
#include <QPainterPath>

namespace peregrine {

void CategoryDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                             const QModelIndex &index) const
{
    using theme::Tone;
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    QPainterPath ground;
    ground.addRoundedRect(QRectF(option.rect).adjusted(theme::space2, 1, -theme::space1, -1),
                          theme::radiusControl, theme::radiusControl);
    QColor tint = theme::color(Tone::Accent, option.palette);
    tint.setAlphaF(0.18F);
    if (selected)
        painter->fillPath(ground, tint);
    else if (option.state.testFlag(QStyle::State_MouseOver))
        painter->fillPath(ground, theme::color(Tone::SurfaceRaised, option.palette));
    if (selected && option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setPen(QPen(theme::color(Tone::Accent, option.palette), 1.5));
        painter->drawPath(ground);
    }

    const QRect box = option.rect.adjusted(theme::space4, 0, -theme::space3, 0);
    const int found = index.data(countRole).toInt();
    const QString count = QLocale().toString(found);
    const int countWidth = option.fontMetrics.horizontalAdvance(count) + theme::space2;
    // Where nothing is, nothing needs to be read.
    painter->setPen(found > 0 || selected ? option.palette.color(QPalette::Text)
                                          : theme::color(Tone::TextMuted, option.palette));
    painter->drawText(box, Qt::AlignLeft | Qt::AlignVCenter,
                      option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight,
                                                    box.width() - countWidth));
    painter->setPen(theme::color(Tone::TextMuted, option.palette));
    painter->drawText(box, Qt::AlignRight | Qt::AlignVCenter, count);
    painter->restore();
}

QSize CategoryDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    Q_UNUSED(index)
    return {120, option.fontMetrics.height() + 2 * theme::space2};
}

} // namespace peregrine
