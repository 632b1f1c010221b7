#pragma once

#include "core/catalog/priceestimate.h"

#include <QHash>
#include <QLabel>
#include <QTimer>

#include <optional>

namespace peregrine {

class FormModel;

/// What sending the form costs, beside Generate: follows every change of the form, says whether the
/// figure is exact, estimated or not known, and shows on hover how it was worked out.
class CostLabel : public QLabel
{
    Q_OBJECT

public:
    /// The model must outlive it.
    explicit CostLabel(const FormModel &model, QWidget *parent = nullptr);

    /// The server makes its results for nothing, on this computer.
    void setFree();
    /// Nothing: the server names no price.
    void setPrice(const std::optional<UnitPrice> &price);
    /// Runs that one press of Generate sends.
    void setRuns(int runs);

    /// Of a run with other inputs for the same model: what is really sent. Unknown while there is
    /// no price.
    [[nodiscard]] PriceEstimate estimateOf(const QJsonObject &values);
    /// Unknown while there is no price.
    [[nodiscard]] const PriceEstimate &estimate() const { return m_estimate; }

Q_SIGNALS:
    void estimateChanged();

private:
    void refresh();
    void say(const QString &words, const QString &rule);
    [[nodiscard]] PriceFacts facts();

    const FormModel &m_model;
    std::optional<UnitPrice> m_price;
    bool m_free = false;
    int m_runs = 1;
    PriceEstimate m_estimate;
    /// Of the files that were looked at.
    QHash<QString, QSize> m_pixels;
    /// Several changes at once are one.
    QTimer m_soon;
};

} // namespace peregrine
