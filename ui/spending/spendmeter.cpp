#include "ui/spending/spendmeter.h"

#include "core/spending/spendguard.h"
#include "ui/spending/spendbar.h"
#include "ui/theme/theme.h"
#include "ui/widgets/tonelabel.h"

#include <QGridLayout>
#include <QLabel>

namespace peregrine {

SpendMeter::SpendMeter(QWidget *parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
    , m_notes(new ToneLabel(theme::Tone::TextMuted, this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(theme::space4);
    m_grid->setVerticalSpacing(theme::space1);
    m_grid->setColumnStretch(0, 1);
    m_session = addRow(tr("This session"));
    m_day = addRow(tr("Today"));
    m_month = addRow(tr("This month"));
    m_notes->setObjectName(QStringLiteral("spendNotes"));
    m_notes->setWordWrap(true);
    m_grid->addWidget(m_notes, m_grid->rowCount(), 0, 1, 2);
}

SpendMeter::Row SpendMeter::addRow(const QString &name)
{
    Row row;
    row.name = new QLabel(name, this);
    row.amount = new QLabel(this);
    row.amount->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    row.bar = new SpendBar(this);
    const int at = m_grid->rowCount();
    m_grid->addWidget(row.name, at, 0);
    m_grid->addWidget(row.amount, at, 1);
    m_grid->addWidget(row.bar, at + 1, 0, 1, 2);
    m_grid->setRowMinimumHeight(at + 2, theme::space2);
    return row;
}

void SpendMeter::show(const Row &row, const SpendAmounts &spent, double reserved, double cost,
                      const std::optional<double> &limit)
{
    row.bar->setAmounts(spent, reserved, cost, limit);
    row.bar->setVisible(limit.has_value());
    //: %1 is what was spent, %2 the most that may be
    row.amount->setText(limit ? tr("%1 of %2").arg(spentText(spent), dollars(*limit))
                              : tr("%1, no limit").arg(spentText(spent)));
}

void SpendMeter::setTotals(const SpendTotals &totals, const SpendLimits &limits, double cost)
{
    const double reserved = totals.reserved.total();
    show(m_session, totals.session, reserved, cost, limits.perSession);
    show(m_day, totals.day, reserved, cost, limits.perDay);
    show(m_month, totals.month, reserved, cost, limits.perMonth);
    QStringList notes;
    if (reserved > 0)
        notes.append(
            tr("%1 more are reserved for jobs under way.").arg(spentText(totals.reserved)));
    if (totals.month.unpriced > 0)
        notes.append(tr("The price of %n job(s) of this month is not known and not in the sum.",
                        nullptr, totals.month.unpriced));
    if (totals.month.estimated > 0 || totals.reserved.estimated > 0)
        notes.append(tr("What is marked ≈ is estimated by the server's prices; its bill counts."));
    m_notes->setText(notes.join(u'\n'));
    m_notes->setVisible(!notes.isEmpty());
}

} // namespace peregrine
