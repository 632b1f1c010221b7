#pragma once

#include "core/credentials/profile.h"

#include <QDialog>

class QCheckBox;
class QLabel;

namespace peregrine {

class LimitRow;

/// How much a profile may spend, and whether the user is asked beyond it or nothing is sent.
class LimitsDialog : public QDialog
{
    Q_OBJECT

public:
    LimitsDialog(const QString &profile, const SpendLimits &limits, QWidget *parent = nullptr);

    [[nodiscard]] SpendLimits limits() const;
    /// They could not be kept; the dialog stays.
    void showProblem(const QString &message);

Q_SIGNALS:
    /// Whoever keeps them closes the dialog.
    void limitsChosen(const peregrine::SpendLimits &limits);

private:
    LimitRow *m_job;
    LimitRow *m_session;
    LimitRow *m_day;
    LimitRow *m_month;
    QCheckBox *m_unknown;
    QLabel *m_problem;
};

} // namespace peregrine
