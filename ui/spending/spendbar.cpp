#include "ui/spending/spendbar.h"

#include "ui/theme/theme.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace peregrine {

namespace {

constexpr int thickness = 8;
constexpr double radius = thickness / 2.0;
constexpr double estimatedStrength = 0.7;
constexpr double reservedStrength = 0.4;

} // namespace

SpendBar::SpendBar(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void SpendBar::setAmounts(const SpendAmounts &spent, double reserved, double cost,
                          std::optional<double> limit)
{
    m_spent = spent;
    m_reserved = reserved;
    m_cost = cost;
    m_limit = limit;
    update();
}

QSize SpendBar::sizeHint() const
{
    return {200, thickness};
}

void SpendBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor ground = theme::color(theme::Tone::Border, palette());
    QPainterPath track;
    track.addRoundedRect(QRectF(rect()), radius, radius);
    painter.fillPath(track, ground);
    if (!m_limit)
        return;
    painter.setClipPath(track);
    const double used = m_spent.total() + m_reserved;
    const bool isOver = used + m_cost > *m_limit + 1e-7 || used >= *m_limit;
    const QColor full = theme::color(isOver ? theme::Tone::Danger : theme::Tone::Accent, palette());
    // What goes over the limit is shown within the bar: the limit is where it ends.
    const double scale = width() / std::max({*m_limit, used + m_cost, 1e-9});
    double x = 0;
    const auto part = [&](double amount, const QColor &colour, Qt::BrushStyle style) {
        const QRectF piece(x, 0, amount * scale, height());
        painter.fillRect(piece, colour);
        if (style != Qt::SolidPattern)
            painter.fillRect(piece, QBrush(full, style));
        x += amount * scale;
    };
    part(m_spent.exact, full, Qt::SolidPattern);
    part(m_spent.estimated, theme::mixed(ground, full, estimatedStrength), Qt::SolidPattern);
    part(m_reserved, theme::mixed(ground, full, reservedStrength), Qt::SolidPattern);
    part(m_cost, ground, Qt::BDiagPattern);
    if (used + m_cost > *m_limit) {
        painter.fillRect(QRectF(*m_limit * scale - 1, 0, 2, height()),
                         theme::color(theme::Tone::Text, palette()));
    }
}

} // namespace peregrine
