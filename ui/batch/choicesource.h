#pragma once

#include "ui/batch/axissource.h"

#include <QList>

class QListWidget;

namespace peregrine {

/// Some of the choices of a field, by ticks.
class ChoiceSource : public AxisSource
{
    Q_OBJECT

public:
    /// All are ticked of a switch; of others none but the one that the form has.
    explicit ChoiceSource(VariableField field, QWidget *parent = nullptr);

    [[nodiscard]] axismaker::Axis axis() const override;
    [[nodiscard]] static bool suits(const FieldSpec &spec);

private:
    VariableField m_field;
    QList<QJsonValue> m_choices;
    QListWidget *m_list;
};

} // namespace peregrine
