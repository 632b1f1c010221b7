#pragma once

#include "core/spending/spendtotals.h"

#include <QWidget>

#include <optional>

namespace peregrine {

/// How much of a limit is used: what is spent, what is reserved, what is about to be sent. Without
/// a limit an even line. An ornament: a text beside it says the same.
class SpendBar : public QWidget
{
    Q_OBJECT

public:
    explicit SpendBar(QWidget *parent = nullptr);

    /// In US dollars.
    void setAmounts(const SpendAmounts &spent, double reserved, double cost,
                    std::optional<double> limit);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    SpendAmounts m_spent;
    double m_reserved = 0;
    double m_cost = 0;
    std::optional<double> m_limit;
};

} // namespace peregrine
