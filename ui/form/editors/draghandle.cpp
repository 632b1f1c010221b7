#include "ui/form/editors/draghandle.h"

#include "ui/theme/theme.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <utility>

namespace peregrine {

DragHandle::DragHandle(QWidget *parent)
    : QWidget(parent)
{
    setFixedSize(sizeHint());
    setCursor(Qt::OpenHandCursor);
    setFocusPolicy(Qt::TabFocus);
}

void DragHandle::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_pressed = true;
    m_pressedAt = event->globalPosition().toPoint();
    setFocus(Qt::MouseFocusReason);
}

void DragHandle::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_pressed)
        return;
    const QPoint at = event->globalPosition().toPoint();
    if (!m_dragging && (at - m_pressedAt).manhattanLength() >= QApplication::startDragDistance()) {
        m_dragging = true;
        setCursor(Qt::ClosedHandCursor);
    }
    if (m_dragging)
        Q_EMIT dragged(at);
}

void DragHandle::mouseReleaseEvent(QMouseEvent *event)
{
    m_pressed = false;
    setCursor(Qt::OpenHandCursor);
    if (std::exchange(m_dragging, false))
        Q_EMIT dropped(event->globalPosition().toPoint());
}

void DragHandle::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_dragging) {
        m_pressed = m_dragging = false;
        setCursor(Qt::OpenHandCursor);
        Q_EMIT dragCanceled();
    } else if (event->key() == Qt::Key_Up) {
        Q_EMIT stepRequested(-1);
    } else if (event->key() == Qt::Key_Down) {
        Q_EMIT stepRequested(1);
    } else {
        QWidget::keyPressEvent(event);
    }
}

void DragHandle::enterEvent(QEnterEvent *event)
{
    QWidget::enterEvent(event);
    update();
}

void DragHandle::leaveEvent(QEvent *event)
{
    QWidget::leaveEvent(event);
    update();
}

void DragHandle::paintEvent(QPaintEvent *)
{
    constexpr double dot = 1.4;
    constexpr double apart = 5;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const bool lively = underMouse() || hasFocus();
    painter.setBrush(theme::color(hasFocus()   ? theme::Tone::Accent
                                      : lively ? theme::Tone::Text
                                               : theme::Tone::TextMuted,
                                  palette()));
    const QPointF middle = QRectF(rect()).center();
    for (const int column : {-1, 1}) {
        for (const int row : {-1, 0, 1})
            painter.drawEllipse(middle + QPointF(column * apart / 2, row * apart), dot, dot);
    }
}

} // namespace peregrine
