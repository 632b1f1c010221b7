#include "ui/form/editors/numberspin.h"

#include "ui/form/editors/editorwords.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QSignalBlocker>

#include <cmath>
#include <limits>

namespace peregrine {

double stepOf(bool whole, const NumberRange &range)
{
    if (range.multipleOf > 0)
        return range.multipleOf;
    if (range.step > 0)
        return range.step;
    if (whole)
        return 1;
    if (!range.isClosed())
        return 0.1;
    const double span = range.maximum.toDouble() - range.minimum.toDouble();
    return span > 0 ? std::pow(10, std::floor(std::log10(span / 50))) : 0.1;
}

NumberSpin::NumberSpin(bool whole, const NumberRange &range, QWidget *parent)
    : QAbstractSpinBox(parent)
    , m_whole(whole)
    , m_range(range)
    , m_step(stepOf(whole, range))
{
    setAccelerated(true);
    setCorrectionMode(CorrectToPreviousValue);
    lineEdit()->setInputMethodHints(whole ? Qt::ImhDigitsOnly : Qt::ImhFormattedNumbersOnly);
    connect(lineEdit(), &QLineEdit::textEdited, this, &NumberSpin::take);
}

void NumberSpin::setValue(const QJsonValue &value)
{
    m_value = value.isDouble() ? value : QJsonValue(QJsonValue::Undefined);
    const QString text = m_value.isDouble() ? numberText(m_value) : QString();
    if (parsed(lineEdit()->text()) == m_value && lineEdit()->hasFocus())
        return;
    const QSignalBlocker quiet(lineEdit());
    lineEdit()->setText(text);
}

void NumberSpin::setPlaceholderText(const QString &text)
{
    lineEdit()->setPlaceholderText(text);
}

QJsonValue NumberSpin::parsed(const QString &text) const
{
    QString plain = text.trimmed();
    plain.replace(u',', u'.');
    bool ok = false;
    const qint64 whole = plain.toLongLong(&ok);
    if (ok)
        return whole;
    const double number = plain.toDouble(&ok);
    if (!ok || !std::isfinite(number))
        return QJsonValue::Undefined;
    return number;
}

void NumberSpin::take(const QString &text)
{
    const QJsonValue value = parsed(text);
    if (value.isUndefined() && !text.trimmed().isEmpty())
        return;
    m_value = value;
    Q_EMIT edited(m_value);
}

QJsonValue NumberSpin::bounded(const QJsonValue &value) const
{
    if (!m_range.minimum.isUndefined() && compareNumbers(value, m_range.minimum) < 0)
        return m_range.minimum;
    if (!m_range.maximum.isUndefined() && compareNumbers(value, m_range.maximum) > 0)
        return m_range.maximum;
    return value;
}

qint64 NumberSpin::snapped(qint64 number, bool up) const
{
    const auto step = static_cast<qint64>(m_range.multipleOf);
    if (step <= 1 || number % step == 0)
        return number;
    // From between two multiples an arrow leads to the next one in its direction.
    const qint64 below = number - (number % step + step) % step;
    return up ? below : below + step;
}

void NumberSpin::stepBy(int steps)
{
    QJsonValue next;
    if (m_value.isUndefined()) {
        next = m_range.minimum.isUndefined() ? QJsonValue(0) : m_range.minimum;
    } else if (isWhole(m_value) && m_step == std::floor(m_step)) {
        const qint64 now = m_value.toInteger();
        const auto change = static_cast<qint64>(m_step) * steps;
        const bool over = change > 0 ? now > std::numeric_limits<qint64>::max() - change
                                     : now < std::numeric_limits<qint64>::min() - change;
        next = over ? m_value : QJsonValue(snapped(now + change, steps > 0));
    } else {
        // Counted in steps, so that 0.1 + 0.2 is 0.3.
        const double count = std::round(m_value.toDouble() / m_step) + steps;
        const double decimals = std::pow(10, std::ceil(std::max(0.0, -std::log10(m_step))) + 1);
        next = std::round(count * m_step * decimals) / decimals;
    }
    m_value = bounded(next);
    const QSignalBlocker quiet(lineEdit());
    lineEdit()->setText(numberText(m_value));
    selectAll();
    Q_EMIT edited(m_value);
}

QValidator::State NumberSpin::validate(QString &input, int &) const
{
    const QString text = input.trimmed();
    if (text.isEmpty())
        return QValidator::Acceptable;
    for (const QChar c : text) {
        const bool sign = c == u'-' || c == u'+';
        const bool fraction = c == u'.' || c == u',' || c == u'e' || c == u'E';
        if (!c.isDigit() && !sign && (m_whole || !fraction))
            return QValidator::Invalid;
    }
    return parsed(text).isUndefined() ? QValidator::Intermediate : QValidator::Acceptable;
}

void NumberSpin::fixup(QString &input) const
{
    input = m_value.isDouble() ? numberText(m_value) : QString();
}

void NumberSpin::keyPressEvent(QKeyEvent *event)
{
    // Alt with the arrows moves the list's entry that the number stands in.
    if (event->modifiers().testFlag(Qt::AltModifier))
        event->ignore();
    else
        QAbstractSpinBox::keyPressEvent(event);
}

QSize NumberSpin::sizeHint() const
{
    QSize size = lineEdit()->sizeHint();
    size.setWidth(fontMetrics().horizontalAdvance(QStringLiteral("000000")) + 44);
    return size;
}

QSize NumberSpin::minimumSizeHint() const
{
    return sizeHint();
}

QAbstractSpinBox::StepEnabled NumberSpin::stepEnabled() const
{
    StepEnabled enabled = StepNone;
    const bool known = m_value.isDouble();
    if (!known || m_range.maximum.isUndefined() || compareNumbers(m_value, m_range.maximum) < 0)
        enabled |= StepUpEnabled;
    if (!known || m_range.minimum.isUndefined() || compareNumbers(m_value, m_range.minimum) > 0)
        enabled |= StepDownEnabled;
    return enabled;
}

} // namespace peregrine
