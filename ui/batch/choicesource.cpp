#include "ui/batch/choicesource.h"

#include "core/batch/valuetext.h"

#include <QListWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace peregrine {

namespace {

constexpr int mostRows = 6;

} // namespace

bool ChoiceSource::suits(const FieldSpec &spec)
{
    return spec.kind == FieldKind::Boolean || !spec.choices.isEmpty();
}

ChoiceSource::ChoiceSource(VariableField field, QWidget *parent)
    : AxisSource(parent)
    , m_field(std::move(field))
    , m_choices(m_field.spec.choices)
    , m_list(new QListWidget(this))
{
    const bool isSwitch = m_field.spec.kind == FieldKind::Boolean;
    if (isSwitch)
        m_choices = {true, false};
    m_list->setObjectName(QStringLiteral("axisChoices"));
    m_list->setAccessibleName(tr("Values of %1").arg(m_field.title));
    m_list->setUniformItemSizes(true);
    const QJsonValue held = m_field.value.isUndefined() ? m_field.spec.defaultValue : m_field.value;
    for (const QJsonValue &choice : std::as_const(m_choices)) {
        auto *item = new QListWidgetItem(labelOfValue(choice), m_list);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsUserCheckable | Qt::ItemIsSelectable);
        item->setCheckState(isSwitch || choice == held ? Qt::Checked : Qt::Unchecked);
    }
    m_list->setCurrentRow(0);
    const int rows = std::min(static_cast<int>(m_choices.size()), mostRows);
    m_list->setFixedHeight(rows * std::max(m_list->sizeHintForRow(0), 1) + 2 * m_list->frameWidth()
                           + 4);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_list);
    setFocusProxy(m_list);
    connect(m_list, &QListWidget::itemChanged, this, &AxisSource::changed);
}

axismaker::Axis ChoiceSource::axis() const
{
    QList<QJsonValue> values;
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->checkState() == Qt::Checked)
            values.append(m_choices.at(row));
    }
    return axismaker::ofValues(m_field, values);
}

} // namespace peregrine
