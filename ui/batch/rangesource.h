#pragma once

#include "ui/batch/axissource.h"

class QComboBox;
class QLineEdit;
class QSpinBox;

namespace peregrine {

/// Numbers of a field from one end to another, by a step or so many of them.
class RangeSource : public AxisSource
{
    Q_OBJECT

public:
    /// Begins with the field's own bounds, where it has some.
    explicit RangeSource(VariableField field, QWidget *parent = nullptr);

    [[nodiscard]] axismaker::Axis axis() const override;

private:
    QLineEdit *addNumber(const QString &name, const QString &accessibleName);
    void fillIn();
    void showWay();

    VariableField m_field;
    QLineEdit *m_from;
    QLineEdit *m_to;
    QComboBox *m_way;
    QLineEdit *m_step;
    QSpinBox *m_count;
};

} // namespace peregrine
