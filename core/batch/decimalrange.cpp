#include "core/batch/decimalrange.h"

#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace peregrine {

namespace {

constexpr int maxDigits = 15;
constexpr int maxScale = 12;

qint64 powerOfTen(int exponent)
{
    qint64 power = 1;
    for (int i = 0; i < exponent; ++i)
        power *= 10;
    return power;
}

/// None when the digits would not fit.
std::optional<qint64> digitsAt(const Decimal &number, int scale)
{
    const qint64 factor = powerOfTen(scale - number.scale);
    constexpr qint64 most = 1'000'000'000'000'000'000;
    if (std::abs(number.digits) > most / factor)
        return std::nullopt;
    return number.digits * factor;
}

Decimal trimmed(Decimal number)
{
    while (number.scale > 0 && number.digits % 10 == 0) {
        number.digits /= 10;
        --number.scale;
    }
    return number;
}

} // namespace

std::optional<Decimal> Decimal::read(const QString &text)
{
    static const QRegularExpression form(
        QStringLiteral("^([+-]?)(\\d{0,18})(?:\\.(\\d{0,18}))?(?:[eE]([+-]?\\d{1,2}))?$"));
    const auto match = form.match(text.trimmed());
    const QString whole = match.captured(2);
    const QString fraction = match.captured(3);
    if (!match.hasMatch() || (whole.isEmpty() && fraction.isEmpty()))
        return std::nullopt;
    QString digits = whole + fraction;
    int scale = static_cast<int>(fraction.size()) - match.captured(4).toInt();
    while (digits.size() > 1 && digits.startsWith(u'0'))
        digits.remove(0, 1);
    while (scale > 0 && digits.size() > 1 && digits.endsWith(u'0')) {
        digits.chop(1);
        --scale;
    }
    if (digits == QLatin1String("0"))
        scale = 0;
    while (scale < 0 && digits.size() <= maxDigits) {
        digits.append(u'0');
        ++scale;
    }
    if (digits.size() > maxDigits || scale < 0 || scale > maxScale)
        return std::nullopt;
    const qint64 size = digits.toLongLong();
    return trimmed({match.captured(1) == QLatin1String("-") ? -size : size, scale});
}

QString Decimal::toString() const
{
    const Decimal number = trimmed(*this);
    QString text = QString::number(std::abs(number.digits)).rightJustified(number.scale + 1, u'0');
    if (number.scale > 0)
        text.insert(text.size() - number.scale, u'.');
    return number.digits < 0 ? u'-' + text : text;
}

bool Decimal::isWhole() const
{
    return trimmed(*this).scale == 0;
}

bool operator==(const Decimal &a, const Decimal &b)
{
    const Decimal left = trimmed(a);
    const Decimal right = trimmed(b);
    return left.digits == right.digits && left.scale == right.scale;
}

QList<Decimal> decimalsByStep(const Decimal &from, const Decimal &to, const Decimal &step,
                              qsizetype most)
{
    const int scale = std::max({from.scale, to.scale, step.scale});
    const auto first = digitsAt(from, scale);
    const auto last = digitsAt(to, scale);
    const auto size = digitsAt(step, scale);
    if (!first || !last || !size || *size == 0)
        return {};
    const qint64 stride = *last < *first ? -std::abs(*size) : std::abs(*size);
    const qint64 count = (*last - *first) / stride + 1;
    if (count > most)
        return {};
    QList<Decimal> numbers;
    numbers.reserve(count);
    for (qint64 i = 0; i < count; ++i)
        numbers.append(trimmed({*first + i * stride, scale}));
    return numbers;
}

QList<Decimal> decimalsByCount(const Decimal &from, const Decimal &to, qsizetype count,
                               int decimals)
{
    if (count < 1)
        return {};
    if (count == 1)
        return {trimmed(from)};
    const int scale = std::max({from.scale, to.scale, decimals});
    const auto first = digitsAt(from, scale);
    const auto last = digitsAt(to, scale);
    if (!first || !last)
        return {};
    const int kept = std::max(0, decimals);
    const qint64 unit = powerOfTen(scale - std::min(scale, kept));
    QList<Decimal> numbers;
    for (qsizetype i = 0; i < count; ++i) {
        // In long double, whose 64 bits hold every number there can be.
        const long double exact = static_cast<long double>(*first)
            + static_cast<long double>(*last - *first) * static_cast<long double>(i)
                / static_cast<long double>(count - 1);
        const bool isEnd = i == 0 || i == count - 1;
        const qint64 rounded = isEnd ? (i == 0 ? *first : *last)
                                     : std::llroundl(exact / static_cast<long double>(unit)) * unit;
        const Decimal number = trimmed({rounded, scale});
        if (numbers.isEmpty() || !(numbers.constLast() == number))
            numbers.append(number);
    }
    return numbers;
}

} // namespace peregrine
