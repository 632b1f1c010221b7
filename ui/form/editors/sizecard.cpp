#include "ui/form/editors/sizecard.h"

#include "ui/theme/theme.h"

#include <QEvent>
#include <QPainter>

namespace peregrine {

namespace {

constexpr int shapeEdge = 22;

QFont smallFont(QFont font)
{
    font.setPointSizeF(font.pointSizeF() * 0.85);
    return font;
}

} // namespace

SizeCard::SizeCard(const QString &title, QSize shape, const QString &pixels, QWidget *parent)
    : QAbstractButton(parent)
    , m_shape(shape)
    , m_pixels(pixels)
{
    setText(title);
    setCheckable(true);
    setAutoExclusive(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(pixels.isEmpty() ? title : tr("%1, %2 pixels").arg(title, pixels));
    setToolTip(accessibleName());
}

QSize SizeCard::sizeHint() const
{
    const QFontMetrics metrics(smallFont(font()));
    return {84, shapeEdge + theme::space2 * 2 + theme::space1 + metrics.height() * 2};
}

QSize SizeCard::minimumSizeHint() const
{
    return {64, sizeHint().height()};
}

bool SizeCard::event(QEvent *event)
{
    if (event->type() == QEvent::HoverEnter || event->type() == QEvent::HoverLeave)
        update();
    return QAbstractButton::event(event);
}

void SizeCard::paintEvent(QPaintEvent *)
{
    const QPalette colours = palette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF card = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    const QColor accent = theme::color(theme::Tone::Accent, colours);
    QColor fill = theme::color(theme::Tone::Surface, colours);
    if (isChecked())
        fill = theme::tinted(fill, theme::Tone::Accent, colours);
    else if (underMouse())
        fill = theme::color(theme::Tone::SurfaceRaised, colours);
    painter.setBrush(fill);
    painter.setPen(QPen(isChecked() ? accent : theme::color(theme::Tone::Border, colours), 1));
    painter.drawRoundedRect(card, theme::radiusControl, theme::radiusControl);
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(accent, 2));
        painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), theme::radiusControl,
                                theme::radiusControl);
    }

    const QRectF box(card.center().x() - shapeEdge / 2.0, theme::space2, shapeEdge, shapeEdge);
    const QSizeF drawn = m_shape.isEmpty()
        ? QSizeF(shapeEdge, shapeEdge)
        : QSizeF(m_shape).scaled(shapeEdge, shapeEdge, Qt::KeepAspectRatio);
    const QRectF shape(box.center().x() - drawn.width() / 2, box.center().y() - drawn.height() / 2,
                       drawn.width(), drawn.height());
    const QColor ink = isChecked() ? accent : theme::color(theme::Tone::TextMuted, colours);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(ink, 1.5, m_shape.isEmpty() ? Qt::DashLine : Qt::SolidLine));
    painter.drawRoundedRect(shape, 2, 2);

    const QFont small = smallFont(font());
    painter.setFont(small);
    const QFontMetrics metrics(small);
    QRect line(2, static_cast<int>(box.bottom()) + theme::space1, width() - 4, metrics.height());
    if (m_pixels.isEmpty())
        line.translate(0, metrics.height() / 2);
    painter.setPen(colours.color(QPalette::WindowText));
    painter.drawText(line, Qt::AlignCenter,
                     metrics.elidedText(text(), Qt::ElideRight, line.width()));
    painter.setPen(theme::color(theme::Tone::TextMuted, colours));
    painter.drawText(line.translated(0, metrics.height()), Qt::AlignCenter, m_pixels);
}

} // namespace peregrine
