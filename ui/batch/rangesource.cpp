#include "ui/batch/rangesource.h"

#include "core/batch/variationplan.h"
#include "core/schema/numberrange.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>

#include <utility>

namespace peregrine {

namespace {

enum Way { ByStep, ByCount };

/// A range that is as handy as it can be guessed from the field alone: its bounds, unless they are
/// so far apart that nobody means them.
constexpr double widestSpan = 200;

QString numberText(const QJsonValue &value)
{
    return isWhole(value) ? QString::number(value.toInteger())
                          : QString::number(value.toDouble(), 'g', 12);
}

Error notANumber(const QString &text)
{
    Error error;
    error.kind = Error::Kind::Validation;
    error.message = text.trimmed().isEmpty()
        ? RangeSource::tr("Enter where the range begins and ends.")
        : RangeSource::tr("“%1” is not a number.").arg(text);
    return error;
}

} // namespace

RangeSource::RangeSource(VariableField field, QWidget *parent)
    : AxisSource(parent)
    , m_field(std::move(field))
    , m_from(addNumber(QStringLiteral("rangeFrom"), tr("From")))
    , m_to(addNumber(QStringLiteral("rangeTo"), tr("To")))
    , m_way(new QComboBox(this))
    , m_step(addNumber(QStringLiteral("rangeStep"), tr("Step")))
    , m_count(new QSpinBox(this))
{
    m_way->setObjectName(QStringLiteral("rangeWay"));
    m_way->setAccessibleName(tr("How the range is divided"));
    m_way->addItem(tr("in steps of"), ByStep);
    m_way->addItem(tr("how many"), ByCount);
    m_count->setObjectName(QStringLiteral("rangeCount"));
    m_count->setAccessibleName(tr("How many values"));
    m_count->setRange(2, static_cast<int>(VariationPlan::maxJobs));
    m_count->setValue(5);
    fillIn();
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::space2);
    layout->addWidget(m_from);
    layout->addWidget(new QLabel(tr("to"), this));
    layout->addWidget(m_to);
    layout->addWidget(m_way);
    layout->addWidget(m_step);
    layout->addWidget(m_count);
    layout->addStretch(1);
    setFocusProxy(m_from);
    showWay();
    connect(m_way, &QComboBox::currentIndexChanged, this, [this] {
        showWay();
        Q_EMIT changed();
    });
    connect(m_count, &QSpinBox::valueChanged, this, &AxisSource::changed);
}

QLineEdit *RangeSource::addNumber(const QString &name, const QString &accessibleName)
{
    auto *edit = new QLineEdit(this);
    edit->setObjectName(name);
    edit->setAccessibleName(accessibleName);
    edit->setMinimumWidth(56);
    edit->setMaximumWidth(96);
    edit->setAlignment(Qt::AlignRight);
    connect(edit, &QLineEdit::textChanged, this, &AxisSource::changed);
    return edit;
}

void RangeSource::fillIn()
{
    const NumberRange &range = m_field.spec.range;
    const bool whole = m_field.spec.kind != FieldKind::Number;
    m_step->setText(range.multipleOf > 0 ? numberText(range.multipleOf)
                        : whole          ? QStringLiteral("1")
                                         : QStringLiteral("0.1"));
    if (!range.isClosed() || range.exclusiveMinimum || range.exclusiveMaximum)
        return;
    const double span = range.maximum.toDouble() - range.minimum.toDouble();
    if (span > widestSpan)
        return;
    m_from->setText(numberText(range.minimum));
    m_to->setText(numberText(range.maximum));
    // What a person compares at a glance.
    if (whole && span > 10 && range.multipleOf == 0)
        m_step->setText(QString::number(static_cast<int>(span / 5)));
    else if (!whole && span > 2 && range.multipleOf == 0)
        m_step->setText(QString::number(span / 5, 'g', 1));
}

void RangeSource::showWay()
{
    const bool byStep = m_way->currentData().toInt() == ByStep;
    m_step->setVisible(byStep);
    m_count->setVisible(!byStep);
}

axismaker::Axis RangeSource::axis() const
{
    if (m_from->text().isEmpty() && m_to->text().isEmpty())
        return VariationAxis{VariationAxis::Kind::Values, m_field.title, {}};
    const auto from = Decimal::read(m_from->text());
    if (!from)
        return Unexpected{notANumber(m_from->text())};
    const auto to = Decimal::read(m_to->text());
    if (!to)
        return Unexpected{notANumber(m_to->text())};
    if (m_way->currentData().toInt() == ByCount)
        return axismaker::ofCount(m_field, *from, *to, m_count->value());
    const auto step = Decimal::read(m_step->text());
    if (!step)
        return Unexpected{notANumber(m_step->text())};
    return axismaker::ofSteps(m_field, *from, *to, *step);
}

} // namespace peregrine
