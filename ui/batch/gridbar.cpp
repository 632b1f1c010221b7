#include "ui/batch/gridbar.h"

#include "ui/batch/gridview.h"
#include "ui/theme/theme.h"
#include "ui/widgets/tonelabel.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QSlider>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace peregrine {

namespace {

constexpr int leastLetters = 7;
constexpr int mostBoxWidth = 240;
constexpr int leastZoomWidth = 60;
constexpr int mostZoomWidth = 140;

} // namespace

GridBar::GridBar(QWidget *parent)
    : QWidget(parent)
    , m_row(new QHBoxLayout)
    , m_axes(new QWidget(this))
    , m_across(nullptr)
    , m_down(nullptr)
    , m_pages(new QWidget(this))
    , m_pageRow(new QHBoxLayout(m_pages))
    , m_zoom(new QSlider(Qt::Horizontal, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::space3, theme::space2, theme::space3, theme::space2);
    column->setSpacing(theme::space2);
    column->addLayout(m_row);
    column->addWidget(m_pages);
    m_row->setSpacing(theme::space3);
    auto *axes = new QHBoxLayout(m_axes);
    axes->setContentsMargins(0, 0, 0, 0);
    axes->setSpacing(theme::space2);
    m_across = addBox(QStringLiteral("gridColumns"), tr("Columns"));
    m_down = addBox(QStringLiteral("gridRows"), tr("Rows"));
    m_pageRow->setContentsMargins(0, 0, 0, 0);
    m_pageRow->setSpacing(theme::space2);
    m_zoom->setObjectName(QStringLiteral("gridZoom"));
    m_zoom->setAccessibleName(tr("Size of the cells"));
    m_zoom->setToolTip(tr("Size of the cells (Ctrl with the wheel)"));
    m_zoom->setRange(GridView::leastEdge, GridView::mostEdge);
    m_zoom->setMinimumWidth(leastZoomWidth);
    m_zoom->setMaximumWidth(mostZoomWidth);
    m_row->addWidget(m_axes, 4);
    m_row->addStretch(1);
    m_row->addWidget(m_zoom);
    connect(m_zoom, &QSlider::valueChanged, this, &GridBar::edgeChosen);
    connect(m_across, &QComboBox::currentIndexChanged, this, [this](int axis) {
        // The axis that was across changes places with the one that is chosen.
        choose(axis, axis == m_arrangement.down ? m_arrangement.across : m_arrangement.down);
    });
    connect(m_down, &QComboBox::currentIndexChanged, this, [this](int axis) {
        choose(axis == m_arrangement.across ? m_arrangement.down : m_arrangement.across, axis);
    });
}

QComboBox *GridBar::addBox(const QString &name, const QString &title)
{
    auto *label = new ToneLabel(theme::Tone::TextMuted, m_axes);
    label->setText(title);
    auto *box = new QComboBox(m_axes);
    box->setObjectName(name);
    box->setAccessibleName(title);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(leastLetters);
    box->setMaximumWidth(mostBoxWidth);
    label->setBuddy(box);
    auto *row = static_cast<QHBoxLayout *>(m_axes->layout());
    row->addWidget(label);
    row->addWidget(box, 1);
    return box;
}

void GridBar::setPlan(const VariationPlan &plan, const GridArrangement &arrangement)
{
    m_isFilling = true;
    m_plan = plan;
    m_arrangement = arrangement;
    for (QComboBox *box : {m_across, m_down}) {
        box->clear();
        for (const VariationAxis &axis : plan.axes)
            box->addItem(axis.title);
    }
    m_across->setCurrentIndex(arrangement.across);
    m_down->setCurrentIndex(arrangement.down);
    m_axes->setVisible(!arrangement.isWrapped());
    showPages();
    m_isFilling = false;
}

void GridBar::showPages()
{
    while (QLayoutItem *item = m_pageRow->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
    const QList<int> axes = m_arrangement.pageAxes(m_plan);
    for (const int axis : axes) {
        const VariationAxis &at = m_plan.axes.at(axis);
        auto *label = new ToneLabel(theme::Tone::TextMuted, m_pages);
        label->setText(at.title);
        auto *box = new QComboBox(m_pages);
        box->setObjectName(QStringLiteral("gridPage"));
        box->setAccessibleName(tr("Page: %1").arg(at.title));
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(leastLetters);
        box->setMaximumWidth(mostBoxWidth);
        for (const VariationStop &stop : at.stops)
            box->addItem(stop.label);
        box->setCurrentIndex(m_arrangement.page.at(axis));
        connect(box, &QComboBox::currentIndexChanged, this, [this, axis](int stop) {
            m_arrangement.page[axis] = stop;
            Q_EMIT arrangementChosen(m_arrangement);
        });
        m_pageRow->addWidget(label);
        m_pageRow->addWidget(box, 1);
    }
    m_pageRow->addStretch(1);
    m_pages->setVisible(!axes.isEmpty() && !m_arrangement.isWrapped());
}

void GridBar::choose(int across, int down)
{
    if (m_isFilling || across < 0 || down < 0)
        return;
    m_arrangement.across = across;
    m_arrangement.down = down;
    setPlan(m_plan, m_arrangement);
    Q_EMIT arrangementChosen(m_arrangement);
}

void GridBar::turnPage(int by)
{
    const QList<int> axes = m_arrangement.pageAxes(m_plan);
    if (axes.isEmpty() || m_arrangement.isWrapped())
        return;
    // The last one goes fastest, as in the order of the jobs.
    int carry = by;
    for (auto axis = axes.crbegin(); axis != axes.crend() && carry != 0; ++axis) {
        const int stops = static_cast<int>(m_plan.axes.at(*axis).stops.size());
        const int next = m_arrangement.page.at(*axis) + carry;
        carry = next < 0 ? -1 : next >= stops ? 1 : 0;
        m_arrangement.page[*axis] = (next + stops) % stops;
    }
    setPlan(m_plan, m_arrangement);
    Q_EMIT arrangementChosen(m_arrangement);
}

void GridBar::setEdge(int edge)
{
    m_zoom->setValue(edge);
}

void GridBar::addAction(QAction *action, bool withText)
{
    auto *button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setAccessibleName(action->text().remove(u'&'));
    if (withText)
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_row->addWidget(button);
}

} // namespace peregrine
