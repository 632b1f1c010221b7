#pragma once

#include "core/credentials/profile.h"
#include "core/spending/spendguard.h"
#include "core/spending/spendtotals.h"

#include <QDialog>

class QPushButton;

namespace peregrine {

/// Asks whether jobs are sent although a limit of the user's speaks against it, or says that they
/// are not. Opened with open(); ends with one of its signals, or with rejected() when nothing is
/// to be sent.
class SendQuestion : public QDialog
{
    Q_OBJECT

public:
    SendQuestion(const SpendDecision &decision, const SpendLimits &limits,
                 const SpendTotals &totals, QWidget *parent = nullptr);

Q_SIGNALS:
    /// Yes; `always`: without asking again in this session.
    void confirmed(bool always);
    /// Nothing is sent; the user would see to the limits.
    void limitsRequested();

private:
    QPushButton *addButton(const QString &text, const QString &name);
};

} // namespace peregrine
