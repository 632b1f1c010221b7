#include "ui/catalog/catalogbar.h"

#include "ui/theme/theme.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>

namespace peregrine {

CatalogBar::CatalogBar(QWidget *parent)
    : QWidget(parent)
    , m_search(new QLineEdit(this))
    , m_filter(new QPushButton(this))
    , m_order(new QComboBox(this))
    , m_count(new QLabel(this))
    , m_refresh(new QPushButton(theme::icon(QStringLiteral("retry")), tr("Refresh"), this))
{
    m_search->setObjectName(QStringLiteral("modelSearch"));
    m_search->setPlaceholderText(tr("Search models by name, id or what they do"));
    m_search->setAccessibleName(tr("Search models"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(theme::icon(QStringLiteral("search"), theme::Tone::TextMuted),
                        QLineEdit::LeadingPosition);
    m_search->setMinimumWidth(180);
    m_search->setMaximumWidth(480);

    m_order->setObjectName(QStringLiteral("modelOrder"));
    m_order->setAccessibleName(tr("Order"));
    m_order->setToolTip(tr("In which order the models stand"));
    using Order = ModelCriteria::Order;
    m_order->addItem(tr("Best match"), int(Order::Relevance));
    m_order->addItem(tr("Name"), int(Order::Name));
    m_order->addItem(tr("Newest"), int(Order::Newest));
    m_order->addItem(tr("Price"), int(Order::Price));

    m_count->setObjectName(QStringLiteral("modelCount"));
    m_count->setForegroundRole(QPalette::PlaceholderText);
    m_count->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_count->setMinimumWidth(80);
    m_refresh->setObjectName(QStringLiteral("modelRefresh"));
    m_refresh->setToolTip(tr("Ask the server for its models again"));
    m_refresh->setAutoDefault(false);

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(theme::space3, theme::space2, theme::space3, theme::space2);
    row->setSpacing(theme::space2);
    row->addWidget(m_search, 3);
    row->addWidget(makeFilter());
    row->addWidget(m_order);
    row->addSpacing(theme::space1);
    row->addWidget(m_count, 2);
    row->addWidget(m_refresh);

    connect(m_search, &QLineEdit::textChanged, this, &CatalogBar::changed);
    connect(m_order, &QComboBox::currentIndexChanged, this, &CatalogBar::changed);
    connect(m_refresh, &QPushButton::clicked, this, &CatalogBar::refreshRequested);
}

QWidget *CatalogBar::makeFilter()
{
    m_filter->setObjectName(QStringLiteral("modelFilter"));
    m_filter->setText(tr("Filter"));
    m_filter->setAccessibleName(tr("Filter"));
    m_filter->setIcon(theme::icon(QStringLiteral("filter")));
    m_filter->setAutoDefault(false);
    auto *menu = new QMenu(m_filter);
    const auto add = [this, menu](const QString &text) {
        QAction *action = menu->addAction(text);
        action->setCheckable(true);
        connect(action, &QAction::toggled, this, [this] {
            ModelCriteria criteria;
            apply(criteria);
            const int count = int(criteria.commercialOnly) + int(criteria.withoutDeprecated)
                + int(criteria.realtimeOnly) + int(criteria.streamOnly);
            //: %n filters are set
            m_filter->setText(count == 0 ? tr("Filter") : tr("Filter (%n)", nullptr, count));
            Q_EMIT changed();
        });
        return action;
    };
    m_commercial = add(tr("Licence for &commercial use"));
    m_active = add(tr("Without &deprecated models"));
    menu->addSeparator();
    m_realtime = add(tr("With a &realtime connection"));
    m_stream = add(tr("With a &stream"));
    m_filter->setMenu(menu);
    return m_filter;
}

void CatalogBar::apply(ModelCriteria &criteria) const
{
    criteria.words = m_search->text().simplified();
    criteria.commercialOnly = m_commercial->isChecked();
    criteria.withoutDeprecated = m_active->isChecked();
    criteria.realtimeOnly = m_realtime->isChecked();
    criteria.streamOnly = m_stream->isChecked();
    criteria.order = ModelCriteria::Order(m_order->currentData().toInt());
}

void CatalogBar::clearFilter()
{
    for (QAction *action : {m_commercial, m_active, m_realtime, m_stream})
        action->setChecked(false);
}

void CatalogBar::setCount(const QString &brief, const QString &whole)
{
    m_brief = brief;
    m_whole = whole;
    m_count->setToolTip(whole);
    m_count->setAccessibleName(whole);
    showCount();
}

void CatalogBar::showCount()
{
    const QFontMetrics metrics = m_count->fontMetrics();
    const bool fits = metrics.horizontalAdvance(m_whole) <= m_count->width();
    m_count->setText(fits ? m_whole
                          : metrics.elidedText(m_brief, Qt::ElideRight, m_count->width()));
}

void CatalogBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    // The row is laid out with the size it has now.
    layout()->activate();
    showCount();
}

void CatalogBar::setLoading(bool loading)
{
    m_refresh->setEnabled(!loading);
}

} // namespace peregrine
