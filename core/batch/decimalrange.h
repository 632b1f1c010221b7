#pragma once

#include <QList>
#include <QString>

#include <optional>

namespace peregrine {

/// A number as people write it, without a double's rounding: 0.1 three times is 0.3.
struct Decimal
{
    /// Times ten to the power of -scale.
    qint64 digits = 0;
    int scale = 0;

    /// "0.25", "-3", "1e-3"; up to 15 digits. None for all else.
    [[nodiscard]] static std::optional<Decimal> read(const QString &text);
    /// Without needless zeros: "0.3", "12".
    [[nodiscard]] QString toString() const;
    [[nodiscard]] double toDouble() const { return toString().toDouble(); }
    [[nodiscard]] bool isWhole() const;

    /// The same number, whatever its scale.
    friend bool operator==(const Decimal &a, const Decimal &b);
};

/// From one number towards another in equal steps, up or down; the end is there when a step hits
/// it. Of the step only the size counts. Empty when the step is 0, or when more than `most`.
[[nodiscard]] QList<Decimal> decimalsByStep(const Decimal &from, const Decimal &to,
                                            const Decimal &step, qsizetype most);
/// So many numbers at equal distances with both ends, rounded to at most `decimals` places; each
/// once. One number is `from`.
[[nodiscard]] QList<Decimal> decimalsByCount(const Decimal &from, const Decimal &to,
                                             qsizetype count, int decimals);

} // namespace peregrine
