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
constexpr int headBarHeight = 5;

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

/// Solid where the server says how far it is, with gaps where only time tells.
void drawProgress(QPainter *painter, const QRect &track, const QueueProgress &progress,
                  const QStyleOptionViewItem &opt)
{
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme::color(Tone::Border, opt.palette));
    painter->drawRoundedRect(track, barHeight / 2.0, barHeight / 2.0);
    QRect done = track;
    done.setWidth(qMax(barHeight, qRound(track.width() * progress.share)));
    const bool told = progress.basis == QueueProgress::Basis::Server;
    const Tone tone = progress.isOverdue ? Tone::Warning : Tone::Accent;
    painter->setBrush(theme::color(tone, opt.palette));
    if (told) {
        painter->drawRoundedRect(QStyle::visualRect(opt.direction, track, done), barHeight / 2.0,
                                 barHeight / 2.0);
        return;
    }
    constexpr int piece = 4;
    for (int x = done.left(); x + piece - 1 <= done.right(); x += 2 * piece) {
        const QRect part(x, done.top(), piece, barHeight);
        painter->drawRect(QStyle::visualRect(opt.direction, track, part));
    }
}

Tone kindTone(QueueKind kind)
{
    switch (kind) {
    case QueueKind::UnderWay:
        return Tone::Accent;
    case QueueKind::Done:
        return Tone::Success;
    case QueueKind::Failed:
        return Tone::Danger;
    case QueueKind::Unknown:
        return Tone::Warning;
    case QueueKind::Waiting:
        return Tone::Border;
    case QueueKind::Canceled:
        break;
    }
    return Tone::TextMuted;
}

/// The shares of the states side by side, what is ready first.
void drawShares(QPainter *painter, const QRect &track, const QueueCounts &counts,
                const QStyleOptionViewItem &opt)
{
    const int total = qMax(1, counts.total());
    QPainterPath shape;
    shape.addRoundedRect(track, headBarHeight / 2.0, headBarHeight / 2.0);
    painter->save();
    painter->setClipPath(shape);
    int before = 0;
    for (const QueueKind kind : {QueueKind::Done, QueueKind::Failed, QueueKind::Unknown,
                                 QueueKind::Canceled, QueueKind::UnderWay, QueueKind::Waiting}) {
        const int left = track.left() + track.width() * before / total;
        before += counts.of(kind);
        const int right = track.left() + track.width() * before / total;
        const QRect part(left, track.top(), right - left, track.height());
        painter->fillRect(QStyle::visualRect(opt.direction, track, part),
                          theme::color(kindTone(kind), opt.palette));
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
    opt.text.clear();
    opt.icon = {};
    opt.features &= ~QStyleOptionViewItem::HasDecoration;
    const QStyle *style = opt.widget ? opt.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &opt, painter, opt.widget);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (index.data(QueueModel::GroupRole).isValid())
        paintHead(painter, opt, index);
    else
        paintJob(painter, opt, index);
    painter->restore();
}

void QueueDelegate::paintHead(QPainter *painter, const QStyleOptionViewItem &opt,
                              const QModelIndex &index) const
{
    const QRect row =
        opt.rect.adjusted(theme::space3, theme::space2, -theme::space3, -theme::space2);
    const bool selected = opt.state & QStyle::State_Selected;
    const QColor ink = opt.palette.color(selected ? QPalette::HighlightedText : QPalette::Text);

    QRect arrow(row.left(), 0, iconEdge, iconEdge);
    arrow.moveTop(row.center().y() - iconEdge / 2);
    const bool folded = index.data(QueueModel::FoldedRole).toBool();
    const QString sideways = opt.direction == Qt::RightToLeft ? QStringLiteral("chevron-left")
                                                              : QStringLiteral("chevron-right");
    theme::icon(folded ? sideways : QStringLiteral("chevron-down"))
        .paint(painter, QStyle::visualRect(opt.direction, row, arrow));

    const int left = arrow.right() + theme::space2;
    const QRect texts(left, row.top(), row.right() - left, row.height());
    const QFontMetrics title(opt.font);
    const QRect first(texts.left(), texts.top(), texts.width(), title.height());
    painter->setPen(ink);
    painter->setFont(opt.font);
    painter->drawText(QStyle::visualRect(opt.direction, row, first),
                      Qt::AlignVCenter | Qt::AlignLeading,
                      title.elidedText(index.data().toString(), Qt::ElideRight, first.width()));
    const QFont small = theme::captionFont();
    const QFontMetrics metrics(small);
    const QRect second(texts.left(), first.bottom() + 1, texts.width(), metrics.height());
    painter->setFont(small);
    painter->setPen(selected ? ink : theme::color(Tone::TextMuted, opt.palette));
    painter->drawText(QStyle::visualRect(opt.direction, row, second),
                      Qt::AlignVCenter | Qt::AlignLeading,
                      metrics.elidedText(index.data(QueueModel::SummaryRole).toString(),
                                         Qt::ElideRight, second.width()));
    const QRect track(texts.left(), row.bottom() - headBarHeight + 1, texts.width(), headBarHeight);
    drawShares(painter, track, index.data(QueueModel::CountsRole).value<QueueCounts>(), opt);
}

void QueueDelegate::paintJob(QPainter *painter, const QStyleOptionViewItem &opt,
                             const QModelIndex &index) const
{
    const auto job = index.data(QueueModel::JobRole).value<Job>();
    const auto picture = index.data(Qt::DecorationRole).value<QPixmap>();
    // Under the head of its batch a job stands further in.
    const int indent = index.data(QueueModel::GroupedRole).toBool() ? iconEdge + theme::space2 : 0;
    const QRect row =
        opt.rect.adjusted(theme::space3, theme::space2, -theme::space3, -theme::space2);
    const QRect box(row.left() + indent, row.top(), pictureEdge, pictureEdge);
    drawPicture(painter, QStyle::visualRect(opt.direction, row, box), picture, job, opt.palette);

    const int left = box.right() + theme::space3;
    const QRect texts(left, row.top(), row.right() - left, row.height());
    const bool selected = opt.state & QStyle::State_Selected;
    const QColor ink = opt.palette.color(selected ? QPalette::HighlightedText : QPalette::Text);

    const QFontMetrics title(opt.font);
    const QRect first(texts.left(), texts.top() + 2, texts.width(), title.height());
    painter->setFont(opt.font);
    painter->setPen(ink);
    painter->drawText(QStyle::visualRect(opt.direction, row, first),
                      Qt::AlignVCenter | Qt::AlignLeading,
                      title.elidedText(index.data().toString(), Qt::ElideRight, first.width()));

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

    if (const QVariant progress = index.data(QueueModel::ProgressRole); progress.isValid()) {
        const QRect track(texts.left(), row.bottom() - barHeight + 1, texts.width(), barHeight);
        drawProgress(painter, track, progress.value<QueueProgress>(), opt);
    }
}

} // namespace peregrine
