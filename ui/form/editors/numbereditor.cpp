#include "ui/form/editors/numbereditor.h"

#include "ui/form/editors/numberspin.h"
#include "ui/form/formcontext.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QSlider>

#include <algorithm>
#include <cmath>

namespace peregrine {

namespace {

/// With more places than a slider has pixels it cannot be aimed; up to here arrows still help.
constexpr double mostPlaces = 20'000;

} // namespace

NumberEditor::NumberEditor(const FieldSpec &fieldSpec, const QString &fieldPointer,
                           FormContext &formContext, QWidget *parent)
    : FieldEditor(fieldSpec, fieldPointer, formContext, parent)
    , m_spin(new NumberSpin(fieldSpec.kind == FieldKind::Integer, fieldSpec.range, this))
{
    const NumberRange &range = fieldSpec.range;
    const double span = range.maximum.toDouble() - range.minimum.toDouble();
    const double places = span / m_spin->step();
    if (range.isClosed() && span > 0 && places >= 1 && places <= mostPlaces) {
        m_slider = new QSlider(Qt::Horizontal, this);
        m_slider->setRange(0, static_cast<int>(std::ceil(places - 1e-9)));
        m_slider->setPageStep(std::max(1, m_slider->maximum() / 10));
        m_slider->setAccessibleName(tr("%1, slider").arg(fieldSpec.title));
        m_slider->setObjectName(fieldObjectName(fieldPointer) + QStringLiteral(".slider"));
        formContext.guardWheel(m_slider);
        connect(m_slider, &QSlider::valueChanged, this, [this](int position) {
            commit(valueAtSlider(position));
            m_spin->setValue(value());
        });
    }
    m_spin->setPlaceholderText(fieldSpec.required ? QString() : tr("Default", "number: not set"));
    formContext.guardWheel(m_spin);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::space3);
    if (m_slider) {
        layout->addWidget(m_slider, 1);
        m_spin->setFixedWidth(92);
        // The number comes first for the keyboard.
        setTabOrder(m_spin, m_slider);
    }
    layout->addWidget(m_spin, m_slider ? 0 : 1);
    connect(m_spin, &NumberSpin::edited, this, [this](const QJsonValue &number) {
        commit(number);
        placeSlider();
    });
    ready();
}

QWidget *NumberEditor::mainWidget()
{
    return m_spin;
}

QJsonValue NumberEditor::valueAtSlider(int position) const
{
    const NumberRange &range = spec().range;
    const auto fits = [&range](const QJsonValue &bound) {
        return range.multipleOf <= 0 || isMultipleOf(bound, range.multipleOf);
    };
    if (position == m_slider->maximum() && !range.exclusiveMaximum && fits(range.maximum))
        return range.maximum;
    if (position == 0 && !range.exclusiveMinimum && fits(range.minimum))
        return range.minimum;
    // An excluded bound is one small step away.
    const int inside = std::clamp(position, range.exclusiveMinimum ? 1 : 0,
                                  m_slider->maximum() - (range.exclusiveMaximum ? 1 : 0));
    const double step = m_spin->step();
    double number = range.minimum.toDouble() + inside * step;
    if (range.multipleOf > 0)
        number = (position == m_slider->maximum()
                      ? std::floor(range.maximum.toDouble() / range.multipleOf)
                      : position == 0 ? std::ceil(range.minimum.toDouble() / range.multipleOf)
                                      : std::round(number / range.multipleOf))
            * range.multipleOf;
    if (spec().kind == FieldKind::Integer)
        return static_cast<qint64>(std::llround(number));
    const double decimals = std::pow(10, std::ceil(std::max(0.0, -std::log10(step))) + 1);
    return std::round(number * decimals) / decimals;
}

void NumberEditor::placeSlider()
{
    if (!m_slider)
        return;
    const QSignalBlocker quiet(m_slider);
    const QJsonValue held = value();
    const double low = spec().range.minimum.toDouble();
    const double place = held.isDouble() ? (held.toDouble() - low) / m_spin->step() : 0;
    m_slider->setValue(static_cast<int>(
        std::lround(std::clamp(place, 0.0, static_cast<double>(m_slider->maximum())))));
}

void NumberEditor::refresh()
{
    m_spin->setValue(value());
    placeSlider();
}

} // namespace peregrine
