#pragma once

#include "ui/batch/axissource.h"

#include <QList>

#include <optional>

class QComboBox;
class QLineEdit;
class QSpinBox;
class QToolButton;

namespace peregrine {

/// How many runs there are of each combination, and where their seeds come from: drawn, or counted
/// up. For a model without a seed only how many.
class SeedSource : public AxisSource
{
    Q_OBJECT

public:
    /// `seed` is empty for a model without one. `held` is the seed in the form: where counting
    /// begins, and then seeds are counted.
    SeedSource(std::optional<FieldSpec> seed, std::optional<qint64> held, int count,
               QWidget *parent = nullptr);

    [[nodiscard]] axismaker::Axis axis() const override;

private:
    [[nodiscard]] bool isCounted() const;
    void addSeedControls(std::optional<qint64> held);
    void showWay();
    void draw();

    std::optional<FieldSpec> m_seed;
    QSpinBox *m_count;
    QComboBox *m_way = nullptr;
    QLineEdit *m_from = nullptr;
    QToolButton *m_again = nullptr;
    /// More are drawn when more are wanted; those that were stay.
    QList<qint64> m_drawn;
};

} // namespace peregrine
