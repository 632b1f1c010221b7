#pragma once

#include "core/credentials/profile.h"
#include "core/spending/spendtotals.h"

#include <QList>
#include <QWidget>

class QGridLayout;
class QLabel;

namespace peregrine {

class SpendBar;
class ToneLabel;

/// This session, today and this month: what was spent of which limit, in words and as bars.
class SpendMeter : public QWidget
{
    Q_OBJECT

public:
    explicit SpendMeter(QWidget *parent = nullptr);

    /// `cost`: of what is about to be sent, in US dollars.
    void setTotals(const SpendTotals &totals, const SpendLimits &limits, double cost = 0);

private:
    struct Row
    {
        QLabel *name = nullptr;
        QLabel *amount = nullptr;
        SpendBar *bar = nullptr;
    };

    Row addRow(const QString &name);
    static void show(const Row &row, const SpendAmounts &spent, double reserved, double cost,
                     const std::optional<double> &limit);

    QGridLayout *m_grid;
    Row m_session;
    Row m_day;
    Row m_month;
    ToneLabel *m_notes;
};

} // namespace peregrine
