#include "ui/form/editors/seededitor.h"

#include "core/prompts/seedpolicy.h"
#include "ui/form/editors/numberspin.h"
#include "ui/form/fieldrow.h"
#include "ui/form/formcontext.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QRandomGenerator>
#include <QSignalBlocker>
#include <QToolButton>

namespace peregrine {

SeedEditor::SeedEditor(const FieldSpec &fieldSpec, const QString &fieldPointer,
                       FormContext &formContext, QWidget *parent)
    : FieldEditor(fieldSpec, fieldPointer, formContext, parent)
    , m_spin(new NumberSpin(true, fieldSpec.range, this))
    , m_dice(makeQuietButton(QStringLiteral("dice"), tr("Throw a new seed"), this))
    , m_lock(makeQuietButton(QStringLiteral("unlock"), QString(), this))
    , m_count(makeQuietButton(QStringLiteral("plus"), QString(), this))
{
    m_spin->setButtonSymbols(QAbstractSpinBox::NoButtons);
    formContext.guardWheel(m_spin);
    m_dice->setObjectName(fieldObjectName(fieldPointer) + QStringLiteral(".dice"));
    m_lock->setObjectName(fieldObjectName(fieldPointer) + QStringLiteral(".lock"));
    m_count->setObjectName(fieldObjectName(fieldPointer) + QStringLiteral(".count"));
    m_lock->setCheckable(true);
    m_count->setCheckable(true);
    for (QToolButton *button : {m_dice, m_lock, m_count}) {
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
    layout->addWidget(m_count);
    connect(m_spin, &NumberSpin::edited, this, [this](const QJsonValue &seed) {
        commit(seed);
        showPolicy();
    });
    connect(m_dice, &QToolButton::clicked, this, &SeedEditor::throwDice);
    connect(m_lock, &QToolButton::clicked, this, &SeedEditor::setLocked);
    connect(m_count, &QToolButton::clicked, this, &SeedEditor::setCounting);
    connect(&formContext, &FormContext::seedPolicyChanged, this, &SeedEditor::showPolicy);
    ready();
}

QWidget *SeedEditor::mainWidget()
{
    return m_spin;
}

void SeedEditor::throwDice()
{
    commit(drawSeed(spec().range, *QRandomGenerator::global()));
    refresh();
}

void SeedEditor::setLocked(bool locked)
{
    context().setSeedPolicy(locked ? SeedPolicy::Fixed : SeedPolicy::Random);
    if (!locked) {
        commit(QJsonValue(QJsonValue::Undefined));
        refresh();
    } else if (isWhole(value())) {
        showPolicy();
    } else if (context().lastSeed) {
        commit(*context().lastSeed);
        refresh();
    } else {
        throwDice();
    }
}

void SeedEditor::setCounting(bool counting)
{
    context().setSeedPolicy(counting               ? SeedPolicy::Increment
                                : isWhole(value()) ? SeedPolicy::Fixed
                                                   : SeedPolicy::Random);
    // On from the newest picture: the next one is its neighbour.
    if (counting && !isWhole(value()) && context().lastSeed) {
        commit(seedAfter(spec().range, *context().lastSeed));
        refresh();
    }
    showPolicy();
}

void SeedEditor::showPolicy()
{
    const bool counts = context().seedPolicy() == SeedPolicy::Increment;
    const bool fixed = !counts && value().isDouble();
    const QSignalBlocker quietLock(m_lock);
    const QSignalBlocker quietCount(m_count);
    m_lock->setChecked(fixed);
    m_lock->setIcon(theme::icon(fixed ? QStringLiteral("lock") : QStringLiteral("unlock")));
    const QString words = fixed ? tr("This seed stays. Press for a random one in every run.")
        : context().lastSeed    ? tr("Press to keep the last seed in every run.")
                                : tr("Press to keep one seed in every run.");
    m_lock->setToolTip(words);
    m_lock->setAccessibleName(words);
    m_count->setChecked(counts);
    const QString counting = counts
        ? tr("The seed goes up by one after every run. Press to stop that.")
        : tr("Press to let the seed go up by one after every run.");
    m_count->setToolTip(counting);
    m_count->setAccessibleName(counting);
    m_spin->setPlaceholderText(counts ? tr("Random, then one more each time")
                                      : tr("Random each time", "seed: a new one for every run"));
}

void SeedEditor::refresh()
{
    m_spin->setValue(value());
    showPolicy();
}

} // namespace peregrine
