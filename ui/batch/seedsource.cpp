#include "ui/batch/seedsource.h"

#include "core/batch/variationplan.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRandomGenerator>
#include <QSpinBox>
#include <QToolButton>

#include <utility>

namespace peregrine {

namespace {

enum Way { Drawn, Counted };

} // namespace

SeedSource::SeedSource(std::optional<FieldSpec> seed, std::optional<qint64> held, int count,
                       QWidget *parent)
    : AxisSource(parent)
    , m_seed(std::move(seed))
    , m_count(new QSpinBox(this))
{
    m_count->setObjectName(QStringLiteral("runCount"));
    m_count->setAccessibleName(tr("Runs of each combination"));
    m_count->setRange(1, static_cast<int>(VariationPlan::maxJobs));
    m_count->setValue(count);
    m_count->setMinimumWidth(72);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::space2);
    layout->addWidget(m_count);
    setFocusProxy(m_count);
    if (m_seed) {
        addSeedControls(held);
    } else {
        auto *note = new QLabel(tr("times the same: this model takes no seed"), this);
        note->setProperty("muted", true);
        layout->addWidget(note);
    }
    layout->addStretch(1);
    connect(m_count, &QSpinBox::valueChanged, this, [this] {
        draw();
        Q_EMIT changed();
    });
}

void SeedSource::addSeedControls(std::optional<qint64> held)
{
    m_way = new QComboBox(this);
    m_way->setObjectName(QStringLiteral("seedWay"));
    m_way->setAccessibleName(tr("Where the seeds come from"));
    m_way->addItem(tr("random seeds"), Drawn);
    m_way->addItem(tr("seeds counting up from"), Counted);
    m_way->setCurrentIndex(held ? Counted : Drawn);
    m_from = new QLineEdit(QString::number(held.value_or(1)), this);
    m_from->setObjectName(QStringLiteral("firstSeed"));
    m_from->setAccessibleName(tr("First seed"));
    m_from->setMinimumWidth(96);
    m_from->setMaximumWidth(180);
    m_again = new QToolButton(this);
    m_again->setObjectName(QStringLiteral("drawSeeds"));
    m_again->setIcon(theme::icon(QStringLiteral("dice")));
    m_again->setToolTip(tr("Draw other seeds"));
    m_again->setAccessibleName(tr("Draw other seeds"));
    layout()->addWidget(m_way);
    layout()->addWidget(m_from);
    layout()->addWidget(m_again);
    draw();
    showWay();
    connect(m_way, &QComboBox::currentIndexChanged, this, [this] {
        showWay();
        Q_EMIT changed();
    });
    connect(m_from, &QLineEdit::textChanged, this, &AxisSource::changed);
    connect(m_again, &QToolButton::clicked, this, [this] {
        m_drawn.clear();
        draw();
        Q_EMIT changed();
    });
}

bool SeedSource::isCounted() const
{
    return m_way->currentData().toInt() == Counted;
}

void SeedSource::showWay()
{
    m_from->setVisible(isCounted());
    m_again->setVisible(!isCounted());
}

void SeedSource::draw()
{
    if (!m_seed || m_drawn.size() >= m_count->value())
        return;
    const QList<qint64> more =
        axismaker::drawnSeeds(m_seed->range, m_count->value(), *QRandomGenerator::global());
    for (const qint64 seed : more) {
        if (m_drawn.size() < m_count->value() && !m_drawn.contains(seed))
            m_drawn.append(seed);
    }
}

axismaker::Axis SeedSource::axis() const
{
    const int count = m_count->value();
    if (!m_seed)
        return axismaker::ofRepeats(count);
    if (!isCounted())
        return axismaker::ofSeeds(*m_seed, m_drawn.mid(0, count));
    bool isNumber = false;
    const qint64 first = m_from->text().trimmed().toLongLong(&isNumber);
    if (!isNumber) {
        Error error;
        error.kind = Error::Kind::Validation;
        error.message = tr("“%1” is not a whole number.").arg(m_from->text());
        return Unexpected{error};
    }
    return axismaker::ofSeeds(*m_seed, axismaker::countedSeeds(m_seed->range, first, count));
}

} // namespace peregrine
