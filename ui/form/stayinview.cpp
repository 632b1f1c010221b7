#include "ui/form/stayinview.h"

#include <QApplication>
#include <QEvent>
#include <QScrollArea>
#include <QScrollBar>

#include <utility>

namespace peregrine {

StayInView::StayInView(QScrollArea &area, int margin, QObject *parent)
    : QObject(parent)
    , m_area(area)
    , m_margin(margin)
{
    area.viewport()->installEventFilter(this);
    connect(area.verticalScrollBar(), &QAbstractSlider::rangeChanged, this, &StayInView::showSoon);
    // Only by people: wheel, keys and handle.
    connect(area.verticalScrollBar(), &QAbstractSlider::actionTriggered, this,
            &StayInView::release);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) {
        if (m_widget && now && m_area.isAncestorOf(now) && now != m_widget
            && !m_widget->isAncestorOf(now))
            release();
    });
}

void StayInView::keep(QWidget &widget)
{
    release();
    m_widget = &widget;
    widget.installEventFilter(this);
    showSoon();
}

void StayInView::release()
{
    if (m_widget)
        m_widget->removeEventFilter(this);
    m_widget.clear();
}

void StayInView::showSoon()
{
    if (!m_widget || std::exchange(m_isDue, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_isDue = false;
            if (m_widget)
                m_area.ensureWidgetVisible(m_widget, 0, m_margin);
        },
        Qt::QueuedConnection);
}

bool StayInView::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::Move)
        showSoon();
    return QObject::eventFilter(watched, event);
}

} // namespace peregrine
