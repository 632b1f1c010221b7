#include "ui/gallery/daychooser.h"

#include <QAbstractItemView>
#include <QCalendarWidget>
#include <QLineEdit>
#include <QMenu>
#include <QTextCharFormat>
#include <QWidgetAction>

#include <algorithm>

namespace peregrine {

DayChooser::DayChooser(QWidget *parent)
    : QToolButton(parent)
    , m_calendar(new QCalendarWidget)
{
    setAutoRaise(true);
    setToolButtonStyle(Qt::ToolButtonTextOnly);
    setToolTip(tr("Go to a day"));
    setAccessibleName(tr("Go to a day"));
    setFocusPolicy(Qt::StrongFocus);
    m_calendar->setVerticalHeaderFormat(QCalendarWidget::NoVerticalHeader);
    m_calendar->setAccessibleName(tr("Days with results"));
    // Qt's calendar leaves its parts without names.
    if (auto *days = m_calendar->findChild<QAbstractItemView *>())
        days->setAccessibleName(m_calendar->accessibleName());
    const auto years = m_calendar->findChildren<QLineEdit *>();
    for (QLineEdit *year : years)
        year->setAccessibleName(tr("Year"));
    if (auto *button =
            m_calendar->findChild<QToolButton *>(QStringLiteral("qt_calendar_prevmonth")))
        button->setAccessibleName(tr("Month before"));
    if (auto *button =
            m_calendar->findChild<QToolButton *>(QStringLiteral("qt_calendar_nextmonth")))
        button->setAccessibleName(tr("Month after"));
    auto *menu = new QMenu(this);
    auto *action = new QWidgetAction(menu);
    action->setDefaultWidget(m_calendar);
    menu->addAction(action);
    connect(this, &QToolButton::clicked, menu,
            [this, menu] { menu->popup(mapToGlobal(rect().bottomLeft())); });
    connect(menu, &QMenu::aboutToShow, this, [this] {
        Q_EMIT daysWanted();
        m_calendar->setSelectedDate(m_day);
        m_calendar->showSelectedDate();
        m_calendar->setFocus();
    });
    const auto choose = [this, menu](const QDate &day) {
        menu->close();
        Q_EMIT dayChosen(day);
    };
    connect(m_calendar, &QCalendarWidget::clicked, this, choose);
    connect(m_calendar, &QCalendarWidget::activated, this, choose);
}

void DayChooser::setShown(const QString &text, const QDate &day)
{
    m_day = day;
    setText(text);
    setAccessibleDescription(text);
    setVisible(!text.isEmpty());
}

void DayChooser::setDays(const QSet<QDate> &days)
{
    m_calendar->setDateTextFormat({}, {});
    if (days.isEmpty())
        return;
    QTextCharFormat strong;
    strong.setFontWeight(QFont::Bold);
    for (const QDate &day : days)
        m_calendar->setDateTextFormat(day, strong);
    const auto [first, last] = std::minmax_element(days.cbegin(), days.cend());
    m_calendar->setDateRange(*first, *last);
}

} // namespace peregrine
