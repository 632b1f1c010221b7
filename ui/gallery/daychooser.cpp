#include "ui/gallery/daychooser.h"

#include "ui/theme/theme.h"

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
    dressButton(QStringLiteral("qt_calendar_prevmonth"), tr("Month before"),
                QStringLiteral("chevron-left"));
    dressButton(QStringLiteral("qt_calendar_nextmonth"), tr("Month after"),
                QStringLiteral("chevron-right"));
    auto *menu = new QMenu(this);
    auto *action = new QWidgetAction(menu);
    action->setDefaultWidget(m_calendar);
    menu->addAction(action);
    connect(this, &QToolButton::clicked, menu,
            [this, menu] { menu->popup(mapToGlobal(rect().bottomLeft())); });
    connect(menu, &QMenu::aboutToShow, this, [this] {
        // Qt's are red, whatever the palette.
        QTextCharFormat weekend;
        weekend.setForeground(palette().color(QPalette::Text));
        for (const Qt::DayOfWeek day : {Qt::Saturday, Qt::Sunday})
            m_calendar->setWeekdayTextFormat(day, weekend);
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

void DayChooser::dressButton(const QString &name, const QString &text, const QString &icon)
{
    if (auto *button = m_calendar->findChild<QToolButton *>(name)) {
        button->setAccessibleName(text);
        button->setToolTip(text);
        button->setIcon(theme::icon(icon));
    }
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
