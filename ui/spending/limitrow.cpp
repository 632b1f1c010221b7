#include "ui/spending/limitrow.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGridLayout>

namespace peregrine {

namespace {

constexpr double highest = 100'000;
constexpr double suggested = 5;

} // namespace

LimitRow::LimitRow(const QString &name, const QString &title, QGridLayout &grid, QWidget *parent)
    : QObject(parent)
    , m_on(new QCheckBox(title, parent))
    , m_amount(new QDoubleSpinBox(parent))
    , m_action(new QComboBox(parent))
{
    m_on->setObjectName(name + QStringLiteral(".on"));
    m_amount->setObjectName(name + QStringLiteral(".amount"));
    m_amount->setAccessibleName(tr("%1: the most, in US dollars").arg(title));
    m_amount->setPrefix(QStringLiteral("$"));
    m_amount->setDecimals(2);
    m_amount->setRange(0, highest);
    m_amount->setValue(suggested);
    m_amount->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    m_action->setObjectName(name + QStringLiteral(".action"));
    m_action->setAccessibleName(tr("%1: what happens beyond").arg(title));
    m_action->addItem(tr("Ask me"));
    m_action->addItem(tr("Send nothing"));
    const int row = grid.rowCount();
    grid.addWidget(m_on, row, 0);
    grid.addWidget(m_amount, row, 1);
    grid.addWidget(m_action, row, 2);
    const auto enable = [this](bool on) {
        m_amount->setEnabled(on);
        m_action->setEnabled(on);
    };
    connect(m_on, &QCheckBox::toggled, this, enable);
    enable(false);
}

void LimitRow::setLimit(std::optional<double> limit, bool stops)
{
    m_on->setChecked(limit.has_value());
    if (limit)
        m_amount->setValue(*limit);
    m_action->setCurrentIndex(stops ? 1 : 0);
}

std::optional<double> LimitRow::limit() const
{
    return m_on->isChecked() ? std::optional(m_amount->value()) : std::nullopt;
}

bool LimitRow::stops() const
{
    return m_action->currentIndex() == 1;
}

} // namespace peregrine
