#include "ui/batch/axiscard.h"

#include "ui/theme/theme.h"
#include "ui/widgets/tonelabel.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace peregrine {

namespace {

constexpr qsizetype mostShown = 12;
constexpr qsizetype mostCharacters = 160;

QString valuesOf(const VariationAxis &axis)
{
    QStringList labels;
    qsizetype characters = 0;
    for (const VariationStop &stop : axis.stops) {
        characters += stop.label.size();
        if (labels.size() == mostShown || (characters > mostCharacters && !labels.isEmpty())) {
            labels.append(QStringLiteral("…"));
            break;
        }
        labels.append(stop.label);
    }
    return labels.join(QStringLiteral(" · "));
}

} // namespace

AxisCard::AxisCard(const QString &title, QString pointer, QWidget *parent)
    : QFrame(parent)
    , m_pointer(std::move(pointer))
    , m_axis(VariationAxis())
    , m_ways(new QComboBox(this))
    , m_remove(new QToolButton(this))
    , m_words(new ToneLabel(theme::Tone::TextMuted, this))
    , m_column(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("axisCard"));
    setAccessibleName(title);
    auto *name = new QLabel(title, this);
    name->setTextFormat(Qt::PlainText);
    name->setWordWrap(true);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    name->setFont(bold);
    m_ways->setObjectName(QStringLiteral("axisWay"));
    m_ways->setAccessibleName(tr("How %1 is varied").arg(title));
    m_ways->hide();
    m_remove->setObjectName(QStringLiteral("axisRemove"));
    m_remove->setIcon(theme::icon(QStringLiteral("close")));
    m_remove->setAutoRaise(true);
    m_remove->setToolTip(tr("Do not vary this"));
    m_remove->setAccessibleName(tr("Do not vary %1").arg(title));
    m_words->setObjectName(QStringLiteral("axisWords"));
    m_words->setTextFormat(Qt::PlainText);
    m_words->setWordWrap(true);

    auto *head = new QHBoxLayout;
    head->setSpacing(theme::space2);
    head->addWidget(name, 1);
    head->addWidget(m_ways);
    head->addWidget(m_remove);
    m_column->setContentsMargins(theme::space3, theme::space2, theme::space2, theme::space3);
    m_column->setSpacing(theme::space2);
    m_column->addLayout(head);
    m_column->addWidget(m_words);
    connect(m_remove, &QToolButton::clicked, this, &AxisCard::removeRequested);
    connect(m_ways, &QComboBox::currentIndexChanged, this, &AxisCard::showSource);
}

void AxisCard::addSource(const QString &title, AxisSource *source)
{
    m_sources.append(source);
    m_column->insertWidget(m_column->count() - 1, source);
    source->setVisible(m_sources.size() == 1);
    connect(source, &AxisSource::changed, this, [this, source] {
        if (source == &this->source())
            read();
    });
    m_ways->addItem(title);
    m_ways->setVisible(m_sources.size() > 1);
}

void AxisCard::setRemovable(bool removable)
{
    m_remove->setVisible(removable);
}

AxisSource &AxisCard::source() const
{
    return *m_sources.at(std::max(0, m_ways->currentIndex()));
}

void AxisCard::setCurrentSource(int index)
{
    m_ways->setCurrentIndex(index);
}

void AxisCard::showSource(int index)
{
    for (qsizetype i = 0; i < m_sources.size(); ++i)
        m_sources.at(i)->setVisible(i == index);
    setFocusProxy(m_sources.at(index));
    read();
}

void AxisCard::read()
{
    m_axis = source().axis();
    update();
    if (!m_axis) {
        m_words->setTone(theme::Tone::Danger);
        m_words->setText(m_axis.error().message);
    } else {
        m_words->setTone(theme::Tone::TextMuted);
        const int count = static_cast<int>(m_axis->stops.size());
        m_words->setText(count == 0 ? tr("No values yet.")
                                    : tr("%n value(s): %1", nullptr, count).arg(valuesOf(*m_axis)));
    }
    Q_EMIT changed();
}

void AxisCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme::color(m_axis ? theme::Tone::Border : theme::Tone::Danger, palette()));
    painter.setBrush(theme::color(theme::Tone::Surface, palette()));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme::radiusCard,
                            theme::radiusCard);
}

} // namespace peregrine
