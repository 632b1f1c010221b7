#pragma once

#include <QObject>

#include <optional>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QGridLayout;
class QWidget;

namespace peregrine {

/// One limit in the dialog: whether there is one, how much, and what happens there.
class LimitRow : public QObject
{
    Q_OBJECT

public:
    /// Adds its controls as the grid's next row. `name` begins the controls' object names.
    LimitRow(const QString &name, const QString &title, QGridLayout &grid, QWidget *parent);

    void setLimit(std::optional<double> limit, bool stops);
    /// In US dollars.
    [[nodiscard]] std::optional<double> limit() const;
    [[nodiscard]] bool stops() const;

private:
    QCheckBox *m_on;
    QDoubleSpinBox *m_amount;
    QComboBox *m_action;
};

} // namespace peregrine
