#include "ui/batch/griddelegate.h"

#include "ui/batch/batchgridmodel.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QPixmap>

#include <algorithm>

namespace peregrine {

namespace {

constexpr int margin = 3;
constexpr int iconEdge = 20;
constexpr int barHeight = 4;

} // namespace

int GridDelegate::labelHeight(const QFontMetrics &metrics)
{
    return metrics.height() + theme::space1;
}

void GridDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    const auto cell = index.data(BatchGridModel::CellRole).value<GridCell>();
    if (cell.placeWords.isEmpty())
        return;
    painter->save();
    painter->setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    // The frame says what is chosen; a ground behind the label would say it twice.
    painter->fillRect(option.rect, option.palette.color(QPalette::Window));
    QRect place = option.rect.adjusted(margin, margin, -margin, -margin);
    const QPalette &palette = option.palette;
    if (!cell.label.isEmpty()) {
        const int height = labelHeight(option.fontMetrics);
        const QRect line(place.left(), place.bottom() - height + 1, place.width(), height);
        painter->setPen(palette.color(QPalette::Text));
        painter->drawText(
            line, Qt::AlignCenter,
            option.fontMetrics.elidedText(cell.label, Qt::ElideMiddle, place.width()));
        place.setBottom(line.top() - 1);
    }
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme::color(theme::Tone::Stage, palette));
    painter->drawRoundedRect(place, theme::radiusControl, theme::radiusControl);
    const auto picture = index.data(Qt::DecorationRole).value<QPixmap>();
    if (picture.isNull())
        paintState(*painter, place, cell, option);
    else
        paintPicture(*painter, place, picture);
    if (cell.results > 1)
        paintCount(*painter, place, cell, option);
    const bool isChosen = option.state.testFlag(QStyle::State_Selected);
    const bool isHovered = option.state.testFlag(QStyle::State_MouseOver);
    if (isChosen || isHovered) {
        const theme::Tone tone = isChosen ? theme::Tone::Accent : theme::Tone::BorderStrong;
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(theme::color(tone, palette), isChosen ? 2.5 : 1));
        painter->drawRoundedRect(QRectF(place).adjusted(-1, -1, 1, 1), theme::radiusControl,
                                 theme::radiusControl);
    }
    painter->restore();
}

void GridDelegate::paintPicture(QPainter &painter, const QRect &place, const QPixmap &picture)
{
    const QSize size = picture.size().scaled(place.size(), Qt::KeepAspectRatio);
    QRect fitted(QPoint(), size);
    fitted.moveCenter(place.center());
    painter.drawPixmap(fitted, picture);
}

void GridDelegate::paintState(QPainter &painter, const QRect &place, const GridCell &cell,
                              const QStyleOptionViewItem &option)
{
    const theme::Tone tone = cellTone(cell.state);
    const bool stands = cell.state == GridCell::State::Failed
        || cell.state == GridCell::State::Unknown || cell.state == GridCell::State::Running;
    if (stands) {
        painter.setBrush(theme::tinted(theme::color(theme::Tone::Surface, option.palette), tone,
                                       option.palette));
        painter.setPen(theme::color(tone, option.palette));
    } else {
        painter.setBrush(theme::color(theme::Tone::Surface, option.palette));
        painter.setPen(QPen(theme::color(theme::Tone::Border, option.palette), 1,
                            cell.state == GridCell::State::Waiting ? Qt::DashLine : Qt::SolidLine));
    }
    painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), theme::radiusControl,
                            theme::radiusControl);
    const int textHeight = option.fontMetrics.height();
    const int block = iconEdge + theme::space1 + textHeight;
    QRect icon(0, 0, iconEdge, iconEdge);
    icon.moveCenter({place.center().x(), place.center().y() - block / 2 + iconEdge / 2});
    theme::icon(cellIcon(cell.state), tone).paint(&painter, icon);
    const QRect words(place.left() + theme::space1, icon.bottom() + theme::space1,
                      place.width() - 2 * theme::space1, textHeight);
    painter.setPen(theme::color(tone, option.palette));
    painter.drawText(
        words, Qt::AlignCenter,
        option.fontMetrics.elidedText(cellWords(cell.state), Qt::ElideRight, words.width()));
    if (cell.state != GridCell::State::Running || !cell.progress)
        return;
    QRectF bar(place.left() + theme::space3, place.bottom() - theme::space3,
               std::max(0, place.width() - 2 * theme::space3), barHeight);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme::color(theme::Tone::Border, option.palette));
    painter.drawRoundedRect(bar, barHeight / 2.0, barHeight / 2.0);
    bar.setWidth(bar.width() * std::clamp(*cell.progress, 0.0, 1.0));
    painter.setBrush(theme::color(theme::Tone::Accent, option.palette));
    painter.drawRoundedRect(bar, barHeight / 2.0, barHeight / 2.0);
}

void GridDelegate::paintCount(QPainter &painter, const QRect &place, const GridCell &cell,
                              const QStyleOptionViewItem &option)
{
    //: on a cell of a grid: how many results the job has
    const QString words = tr("%n results", nullptr, cell.results);
    const QSize size(option.fontMetrics.horizontalAdvance(words) + 2 * theme::space2,
                     option.fontMetrics.height() + 2);
    const QRect chip(
        QPoint(place.right() - size.width() - theme::space1, place.top() + theme::space1), size);
    if (chip.left() < place.left())
        return;
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme::color(theme::Tone::SurfaceRaised, option.palette));
    painter.drawRoundedRect(chip, chip.height() / 2.0, chip.height() / 2.0);
    painter.setPen(option.palette.color(QPalette::Text));
    painter.drawText(chip, Qt::AlignCenter, words);
}

} // namespace peregrine
