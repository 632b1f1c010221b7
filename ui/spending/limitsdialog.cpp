#include "ui/spending/limitsdialog.h"

#include "ui/spending/limitrow.h"
#include "ui/theme/theme.h"
#include "ui/widgets/tonelabel.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace peregrine {

LimitsDialog::LimitsDialog(const QString &profile, const SpendLimits &limits, QWidget *parent)
    : QDialog(parent)
    , m_unknown(new QCheckBox(tr("Ask before a job is sent whose price is not known"), this))
    , m_problem(new ToneLabel(theme::Tone::Danger, this))
{
    setObjectName(QStringLiteral("limitsDialog"));
    setWindowTitle(tr("Spending limits"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowModality(Qt::WindowModal);

    auto *intro = new ToneLabel(theme::Tone::TextMuted, this);
    intro->setText(tr("For the profile \"%1\". What jobs under way may cost counts as "
                      "spent. Work on this computer costs nothing.")
                       .arg(profile));
    intro->setTextFormat(Qt::PlainText);
    intro->setWordWrap(true);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(theme::space3);
    grid->setVerticalSpacing(theme::space2);
    grid->setColumnStretch(0, 1);
    m_job = new LimitRow(QStringLiteral("limit.job"), tr("One job costs at most"), *grid, this);
    m_session =
        new LimitRow(QStringLiteral("limit.session"), tr("In one session at most"), *grid, this);
    m_day = new LimitRow(QStringLiteral("limit.day"), tr("In a day at most"), *grid, this);
    m_month = new LimitRow(QStringLiteral("limit.month"), tr("In a month at most"), *grid, this);
    m_job->setLimit(limits.perJob, limits.stops.testFlag(SpendLimit::Job));
    m_session->setLimit(limits.perSession, limits.stops.testFlag(SpendLimit::Session));
    m_day->setLimit(limits.perDay, limits.stops.testFlag(SpendLimit::Day));
    m_month->setLimit(limits.perMonth, limits.stops.testFlag(SpendLimit::Month));
    m_unknown->setObjectName(QStringLiteral("limit.unknown"));
    m_unknown->setChecked(limits.asksForUnknownPrices);
    m_problem->setObjectName(QStringLiteral("limitsProblem"));
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->hide();

    auto *cancel = new QPushButton(tr("Cancel"), this);
    auto *save = new QPushButton(tr("Save"), this);
    save->setObjectName(QStringLiteral("saveLimits"));
    save->setProperty("primary", true);
    save->setDefault(true);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(save, &QPushButton::clicked, this, [this] { Q_EMIT limitsChosen(this->limits()); });
    auto *footer = new QHBoxLayout;
    footer->setSpacing(theme::space2);
    footer->addStretch(1);
    footer->addWidget(cancel);
    footer->addWidget(save);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme::space5, theme::space4, theme::space5, theme::space4);
    layout->setSpacing(theme::space4);
    layout->addWidget(intro);
    layout->addLayout(grid);
    layout->addWidget(m_unknown);
    layout->addWidget(m_problem);
    layout->addStretch(1);
    layout->addLayout(footer);
}

SpendLimits LimitsDialog::limits() const
{
    SpendLimits limits;
    limits.perJob = m_job->limit();
    limits.perSession = m_session->limit();
    limits.perDay = m_day->limit();
    limits.perMonth = m_month->limit();
    limits.stops.setFlag(SpendLimit::Job, m_job->stops());
    limits.stops.setFlag(SpendLimit::Session, m_session->stops());
    limits.stops.setFlag(SpendLimit::Day, m_day->stops());
    limits.stops.setFlag(SpendLimit::Month, m_month->stops());
    limits.asksForUnknownPrices = m_unknown->isChecked();
    return limits;
}

void LimitsDialog::showProblem(const QString &message)
{
    m_problem->setText(message);
    m_problem->show();
}

} // namespace peregrine
