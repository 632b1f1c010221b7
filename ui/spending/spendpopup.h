#pragma once

#include "core/credentials/profile.h"
#include "core/spending/spendtotals.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace peregrine {

class SpendMeter;

/// What was spent, opened from the chip; goes when the focus does.
class SpendPopup : public QFrame
{
    Q_OBJECT

public:
    explicit SpendPopup(QWidget *parent);

    /// `profile`: whose money it is.
    void setTotals(const QString &profile, const SpendTotals &totals, const SpendLimits &limits);
    /// Whether the server has a page about the account's bills.
    void setHasBilling(bool has);
    /// Beneath the anchor, within its screen.
    void openBeneath(const QWidget &anchor);

Q_SIGNALS:
    void limitsRequested();
    void billingRequested();

private:
    QLabel *m_profile;
    SpendMeter *m_meter;
    QPushButton *m_billing;
};

} // namespace peregrine
