#pragma once

#include <QDate>
#include <QSet>
#include <QToolButton>

class QCalendarWidget;

namespace peregrine {

/// Shows the day one is looking at, and opens a calendar to go to another; days that have something
/// are bold there.
class DayChooser : public QToolButton
{
    Q_OBJECT

public:
    explicit DayChooser(QWidget *parent = nullptr);

    /// What the button says, and the day that the calendar opens on.
    void setShown(const QString &text, const QDate &day);
    /// The days that have something; what lies before or after them cannot be chosen.
    void setDays(const QSet<QDate> &days);
    [[nodiscard]] QCalendarWidget &calendar() { return *m_calendar; }

Q_SIGNALS:
    /// The calendar is about to open: setDays() is due.
    void daysWanted();
    void dayChosen(const QDate &day);

private:
    void dressButton(const QString &name, const QString &text, const QString &icon);

    QCalendarWidget *m_calendar;
    QDate m_day;
};

} // namespace peregrine
