#include "ui/batch/previewpane.h"

#include "ui/batch/batchpreview.h"
#include "ui/theme/theme.h"
#include "ui/widgets/tonelabel.h"

#include <QHeaderView>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace peregrine {

namespace {

constexpr int mostColumn = 170;

} // namespace

PreviewPane::PreviewPane(QWidget *parent)
    : QWidget(parent)
    , m_preview(new BatchPreview(this))
    , m_table(new QTableView(this))
    , m_more(new ToneLabel(theme::Tone::TextMuted, this))
{
    m_table->setObjectName(QStringLiteral("batchPreview"));
    m_table->setAccessibleName(tr("The first jobs"));
    m_table->setModel(m_preview);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    QHeaderView *header = m_table->horizontalHeader();
    header->setStretchLastSection(true);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setHighlightSections(false);
    m_table->verticalHeader()->hide();
    m_more->setObjectName(QStringLiteral("batchMore"));
    m_more->hide();
    auto *title = new ToneLabel(theme::Tone::TextMuted, this);
    title->setText(tr("What will be sent"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::space2);
    layout->addWidget(title);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_more);
}

void PreviewPane::setJobs(const VariationPlan &plan, const QList<JobRequest> &requests)
{
    m_preview->setJobs(plan, requests);
    // The last one has the rest.
    for (int column = 0; column + 1 < m_preview->columnCount(); ++column) {
        m_table->resizeColumnToContents(column);
        m_table->setColumnWidth(column, std::min(m_table->columnWidth(column), mostColumn));
    }
    const int hidden = static_cast<int>(requests.size() - BatchPreview::mostRows);
    m_more->setVisible(hidden > 0);
    m_more->setText(tr("and %n more", nullptr, hidden));
}

void PreviewPane::clear()
{
    m_preview->clear();
    m_more->hide();
}

} // namespace peregrine
