#include "ui/form/editors/seededitor.h"

#include "ui/form/editors/numberspin.h"
#include "ui/form/fieldrow.h"
#include "ui/form/formcontext.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QRandomGenerator>
#include <QSignalBlocker>
#include <QToolButton>

#include <algorithm>
#include <limits>

namespace peregrine {

namespace {

/// Models that name no bound keep their seeds in 32 bits; many of them in a signed number.
constexpr qint64 usualMost = std::numeric_limits<qint32>::max();

} // namespace

SeedEditor::SeedEditor(const FieldSpec &fieldSpec, const QString &fieldPointer,
                       FormContext &formContext, QWidget *parent)
    : FieldEditor(fieldSpec, fieldPointer, formContext, parent)
    , m_spin(new NumberSpin(true, fieldSpec.range, this))
    , m_dice(makeQuietButton(QStringLiteral("dice"), tr("Throw a new seed"), this))
    , m_lock(makeQuietButton(QStringLiteral("unlock"), QString(), this))
{
    m_spin->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_spin->setPlaceholderText(tr("Random", "seed: a new one for every run"));
    formContext.guardWheel(m_spin);
    m_dice->setObjectName(fieldObjectName(fieldPointer) + QStringLiteral(".dice"));
    m_lock->setObjectName(fieldObjectName(fieldPointer) + QStringLiteral(".lock"));
    m_lock->setCheckable(true);
    for (QToolButton *button : {m_dice, m_lock}) {
        button->setFixedSize(32, 32);
        button->setIconSize({18, 18});
        button->setFocusPolicy(Qt::StrongFocus);
    }
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::space1);
    layout->addWidget(m_spin, 1);
    layout->addWidget(m_dice);
    layout->addWidget(m_lock);
    connect(m_spin, &NumberSpin::edited, this, [this](const QJsonValue &seed) {
        commit(seed);
        showLock();
    });
    connect(m_dice, &QToolButton::clicked, this, &SeedEditor::throwDice);
    connect(m_lock, &QToolButton::clicked, this, &SeedEditor::setLocked);
    ready();
}

QWidget *SeedEditor::mainWidget()
{
    return m_spin;
}

void SeedEditor::throwDice()
{
    const NumberRange &range = spec().range;
    const qint64 low = isWhole(range.minimum) ? std::max<qint64>(0, range.minimum.toInteger()) : 0;
    qint64 high = usualMost;
    if (isWhole(range.maximum))
        high = std::min(high, range.maximum.toInteger());
    const qint64 seed = high > low ? low
            + static_cast<qint64>(QRandomGenerator::global()->generate64()
                                  % static_cast<quint64>(high - low + 1))
                                   : low;
    commit(seed);
    refresh();
}

void SeedEditor::setLocked(bool locked)
{
    if (!locked) {
        commit(QJsonValue(QJsonValue::Undefined));
        refresh();
    } else if (context().lastSeed) {
        commit(*context().lastSeed);
        refresh();
    } else {
        throwDice();
    }
}

void SeedEditor::showLock()
{
    const bool fixed = value().isDouble();
    const QSignalBlocker quiet(m_lock);
    m_lock->setChecked(fixed);
    m_lock->setIcon(theme::icon(fixed ? QStringLiteral("lock") : QStringLiteral("unlock")));
    const QString words = fixed ? tr("This seed stays. Press for a random one in every run.")
        : context().lastSeed    ? tr("Random in every run. Press to keep the last seed.")
                                : tr("Random in every run. Press to keep one seed.");
    m_lock->setToolTip(words);
    m_lock->setAccessibleName(words);
}

void SeedEditor::refresh()
{
    m_spin->setValue(value());
    showLock();
}

} // namespace peregrine
