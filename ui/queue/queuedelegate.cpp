#include "ui/queue/queuedelegate.h"

#include "ui/queue/jobtext.h"
#include "ui/queue/queuemodel.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QPainter>
#include <QPainterPath>

namespace peregrine {

namespace {

using theme::Tone;

constexpr int pictureEdge = 44;
constexpr int iconEdge = 14;
constexpr int barHeight = 3;

void drawPicture(QPainter *painter, const QRect &box, const QPixmap &picture, const Job &job,
                 const QPalette &palette)
{
    QPainterPath shape;
    shape.addRoundedRect(box, theme::radiusControl, theme::radiusControl);
    painter->save();
    painter->setClipPath(shape);
    painter->fillRect(box, theme::color(Tone::Stage, palette));
    if (picture.isNull()) {
        QRect icon(0, 0, 20, 20);
        icon.moveCenter(box.center());
        theme::icon(jobtext::iconName(job.state), jobtext::tone(job.state)).paint(painter, icon);
    } else {
        // The middle of the picture fills the square.
        const int side = qMin(picture.width(), picture.height());
        const QRect part((picture.width() - side) / 2, (picture.height() - side) / 2, side, side);
        painter->setRenderHint(QPainter::SmoothPixmapTransform);
        painter->drawPixmap(box, picture, part);
    }
    painter->restore();
}

} // namespace

QSize QueueDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {200, pictureEdge + 2 * theme::space2};
}

void QueueDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    QStyleOptionViewItem opt(option);
    initStyleOption(&opt, index);
    const auto job = index.data(QueueModel::JobRole).value<Job>();
    const auto picture = index.data(Qt::DecorationRole).value<QPixmap>();
    opt.text.clear();
    opt.icon = {};
    opt.features &= ~QStyleOptionViewItem::HasDecoration;
    const QStyle *style = opt.widget ? opt.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &opt, painter, opt.widget);

    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRect row =
        opt.rect.adjusted(theme::space3, theme::space2, -theme::space3, -theme::space2);
    const QRect box(row.left(), row.top(), pictureEdge, pictureEdge);
    drawPicture(painter, QStyle::visualRect(opt.direction, row, box), picture, job, opt.palette);

    const int left = box.right() + theme::space3;
    const QRect texts(left, row.top(), row.right() - left, row.height());
    const bool selected = opt.state & QStyle::State_Selected;
    const QColor ink = opt.palette.color(selected ? QPalette::HighlightedText : QPalette::Text);

    const QFontMetrics title(opt.font);
    const QRect first(texts.left(), texts.top() + 2, texts.width(), title.height());
    painter->setFont(opt.font);
    painter->setPen(ink);
    painter->drawText(
        QStyle::visualRect(opt.direction, row, first), Qt::AlignVCenter | Qt::AlignLeading,
        title.elidedText(index.data().toString().simplified(), Qt::ElideRight, first.width()));

    const QFont small = theme::captionFont();
    const QFontMetrics metrics(small);
    const QRect second(texts.left(), first.bottom() + 3, texts.width(), metrics.height());
    const QRect icon(second.left(), second.top() + (second.height() - iconEdge) / 2, iconEdge,
                     iconEdge);
    const Tone tone = jobtext::tone(job.state);
    theme::icon(jobtext::iconName(job.state), tone)
        .paint(painter, QStyle::visualRect(opt.direction, row, icon));
    const QRect words(second.left() + iconEdge + theme::space1 + 2, second.top(),
                      second.width() - iconEdge - theme::space1 - 2, second.height());
    painter->setFont(small);
    painter->setPen(
        selected ? ink : theme::color(tone == Tone::Accent ? Tone::TextMuted : tone, opt.palette));
    painter->drawText(QStyle::visualRect(opt.direction, row, words),
                      Qt::AlignVCenter | Qt::AlignLeading,
                      metrics.elidedText(index.data(QueueModel::SummaryRole).toString(),
                                         Qt::ElideRight, words.width()));

    if (job.progress && isActive(job.state)) {
        const QRect track(texts.left(), row.bottom() - barHeight + 1, texts.width(), barHeight);
        painter->setPen(Qt::NoPen);
        painter->setBrush(theme::color(Tone::Border, opt.palette));
        painter->drawRoundedRect(track, barHeight / 2.0, barHeight / 2.0);
        QRect done = track;
        // Not a number counts as nothing.
        const double share = *job.progress > 0 ? qMin(*job.progress, 1.0) : 0;
        done.setWidth(qMax(barHeight, qRound(track.width() * share)));
        painter->setBrush(theme::color(Tone::Accent, opt.palette));
        painter->drawRoundedRect(QStyle::visualRect(opt.direction, track, done), barHeight / 2.0,
                                 barHeight / 2.0);
    }
    painter->restore();
}

} // namespace peregrine
