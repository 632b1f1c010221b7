#pragma once

#include "core/schema/fieldspec.h"

#include <QAbstractSpinBox>
#include <QJsonValue>

namespace peregrine {

/// A spin box for JSON numbers: empty is a value ("not set"), integers are exact over 64 bits, and
/// a fraction stays as it was typed. Bounds stop the arrows, not the typing: what is outside is
/// said under the field instead of being changed silently.
class NumberSpin : public QAbstractSpinBox
{
    Q_OBJECT

public:
    NumberSpin(bool whole, const NumberRange &range, QWidget *parent = nullptr);

    /// Undefined when empty.
    [[nodiscard]] QJsonValue value() const { return m_value; }
    void setValue(const QJsonValue &value);
    void setPlaceholderText(const QString &text);
    /// What one press of an arrow adds.
    [[nodiscard]] double step() const { return m_step; }

    void stepBy(int steps) override;
    QValidator::State validate(QString &input, int &position) const override;
    void fixup(QString &input) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// By the user.
    void edited(const QJsonValue &value);

protected:
    [[nodiscard]] StepEnabled stepEnabled() const override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    [[nodiscard]] QJsonValue parsed(const QString &text) const;
    [[nodiscard]] QJsonValue bounded(const QJsonValue &value) const;
    [[nodiscard]] qint64 snapped(qint64 number, bool up) const;
    void take(const QString &text);

    bool m_whole;
    NumberRange m_range;
    double m_step;
    QJsonValue m_value = QJsonValue::Undefined;
};

/// A handy step for a range: the author's, else a power of ten near a hundredth of the span.
[[nodiscard]] double stepOf(bool whole, const NumberRange &range);

} // namespace peregrine
