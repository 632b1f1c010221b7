#include "ui/viewer/starrating.h"

#include "core/jobs/judgement.h"
#include "ui/theme/theme.h"

#include <QAccessible>
#include <QMouseEvent>
#include <QPainter>
#include <QStyleOption>

#include <algorithm>

namespace peregrine {

namespace {

constexpr int starEdge = 18;

} // namespace

StarRating::StarRating(QWidget *parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::TabFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setToolTip(tr("Rating (1 to 5, 0 takes it away)"));
    setAccessibleName(tr("Not rated"));
}

void StarRating::setRating(int rating)
{
    const int bounded = std::clamp(rating, 0, Judgement::maxRating);
    if (bounded == m_rating)
        return;
    m_rating = bounded;
    setAccessibleName(m_rating == 0 ? tr("Not rated")
                                    : tr("Rated with %n star(s)", nullptr, m_rating));
    QAccessibleEvent event(this, QAccessible::NameChanged);
    QAccessible::updateAccessibility(&event);
    update();
}

QSize StarRating::sizeHint() const
{
    return {starEdge * Judgement::maxRating + 2 * theme::space1, starEdge + 2 * theme::space1};
}

QRect StarRating::starRect(int star) const
{
    const int place = layoutDirection() == Qt::RightToLeft ? Judgement::maxRating - star : star - 1;
    return {theme::space1 + place * starEdge, (height() - starEdge) / 2, starEdge, starEdge};
}

int StarRating::starAt(const QPointF &position) const
{
    for (int star = 1; star <= Judgement::maxRating; ++star) {
        const QRect rect = starRect(star);
        if (position.x() >= rect.left() && position.x() < rect.left() + rect.width())
            return star;
    }
    return 0;
}

void StarRating::setHovered(int star)
{
    if (star == m_hovered)
        return;
    m_hovered = star;
    update();
}

void StarRating::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QIcon filled = theme::icon(QStringLiteral("star-filled"), theme::Tone::Warning);
    const QIcon empty = theme::icon(QStringLiteral("star"), theme::Tone::TextMuted);
    const int shown = m_hovered > 0 && isEnabled() ? m_hovered : m_rating;
    const QIcon::Mode mode = isEnabled() ? QIcon::Normal : QIcon::Disabled;
    for (int star = 1; star <= Judgement::maxRating; ++star)
        (star <= shown ? filled : empty).paint(&painter, starRect(star), Qt::AlignCenter, mode);
    if (hasFocus()) {
        QStyleOptionFocusRect option;
        option.initFrom(this);
        option.rect = rect();
        style()->drawPrimitive(QStyle::PE_FrameFocusRect, &option, &painter, this);
    }
}

void StarRating::mouseMoveEvent(QMouseEvent *event)
{
    setHovered(starAt(event->position()));
}

void StarRating::mouseReleaseEvent(QMouseEvent *event)
{
    const int star = starAt(event->position());
    if (event->button() != Qt::LeftButton || star == 0
        || !rect().contains(event->position().toPoint()))
        return;
    setHovered(0);
    Q_EMIT rated(star == m_rating ? 0 : star);
}

void StarRating::leaveEvent(QEvent *)
{
    setHovered(0);
}

void StarRating::keyPressEvent(QKeyEvent *event)
{
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    int next = m_rating;
    switch (event->key()) {
    case Qt::Key_Left:
        next += mirrored ? 1 : -1;
        break;
    case Qt::Key_Right:
        next += mirrored ? -1 : 1;
        break;
    case Qt::Key_Home:
        next = 0;
        break;
    case Qt::Key_End:
        next = Judgement::maxRating;
        break;
    default:
        QWidget::keyPressEvent(event);
        return;
    }
    next = std::clamp(next, 0, Judgement::maxRating);
    if (next != m_rating)
        Q_EMIT rated(next);
}

} // namespace peregrine
