#include "ui/batch/previewpane.h"

#include "ui/batch/batchpreview.h"
#include "ui/theme/theme.h"
#include "ui/widgets/tonelabel.h"

#include <QHeaderView>
#include <QTableView>
#include <QVBoxLayout>

namespace peregrine {

PreviewPane::PreviewPane(QWidget *parent)
    : QWidget(parent)
    , m_preview(new BatchPreview(this))
    , m_more(new ToneLabel(theme::Tone::TextMuted, this))
{
    auto *table = new QTableView(this);
    table->setObjectName(QStringLiteral("batchPreview"));
    table->setAccessibleName(tr("The first jobs"));
    table->setModel(m_preview);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setTabKeyNavigation(false);
    table->setShowGrid(false);
    table->setWordWrap(false);
    QHeaderView *header = table->horizontalHeader();
    header->setStretchLastSection(true);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setHighlightSections(false);
    table->verticalHeader()->hide();
    m_more->setObjectName(QStringLiteral("batchMore"));
    m_more->hide();
    auto *title = new ToneLabel(theme::Tone::TextMuted, this);
    title->setText(tr("What will be sent"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::space2);
    layout->addWidget(title);
    layout->addWidget(table, 1);
    layout->addWidget(m_more);
}

void PreviewPane::setJobs(const VariationPlan &plan, const QList<JobRequest> &requests)
{
    m_preview->setJobs(plan, requests);
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
