#include "ui/queue/queuepanel.h"

#include "ui/queue/queueactions.h"
#include "ui/queue/queuefilterbar.h"
#include "ui/queue/queueheader.h"
#include "ui/queue/queuelist.h"
#include "ui/queue/queuemodel.h"
#include "ui/queue/queuetable.h"
#include "ui/queue/undonotice.h"
#include "ui/theme/theme.h"
#include "ui/widgets/messagepage.h"

#include <QDataStream>
#include <QMenu>
#include <QScrollBar>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <chrono>
#include <utility>

namespace peregrine {

namespace {

using namespace std::chrono_literals;

constexpr quint32 stateVersion = 1;
/// With more chosen jobs the actions follow changes a moment later.
constexpr qsizetype manyChosen = 200;
constexpr auto manyChosenDelay = 200ms;
constexpr auto thumbnailDelay = 120ms;

} // namespace

QueuePanel::QueuePanel(QWidget *parent)
    : QWidget(parent)
    , m_model(new QueueModel(this))
    , m_actions(new QueueActions(*m_model, this))
    , m_list(new QueueList(*m_model, this))
    , m_table(new QueueTable(this))
    , m_pages(new QStackedWidget(this))
    , m_empty(new MessagePage(this))
    , m_header(new QueueHeader(*m_actions, this))
    , m_columns(new QToolButton(this))
    , m_filter(new QueueFilterBar(this))
    , m_notice(new UndoNotice(this))
{
    setObjectName(QStringLiteral("queuePanel"));
    m_empty->setContent(
        QStringLiteral("queue"), tr("Nothing sent yet"),
        tr("What you generate is listed here, with its place in the queue and its log."));
    m_pages->addWidget(m_empty);
    m_pages->addWidget(m_list);
    m_pages->addWidget(m_table);
    makeButtons();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(m_filter);
    layout->addWidget(m_pages, 1);
    layout->addWidget(m_notice);

    m_settled.setSingleShot(true);
    m_settled.setInterval(0);
    m_second.setInterval(1s);
    m_chosenChanged.setSingleShot(true);
    m_chosenChanged.setInterval(manyChosenDelay);
    m_thumbnails.setSingleShot(true);
    m_thumbnails.setInterval(thumbnailDelay);
    connect(&m_settled, &QTimer::timeout, this, &QueuePanel::announceCurrent);
    connect(&m_second, &QTimer::timeout, this, [this] { view().viewport()->update(); });
    connect(&m_chosenChanged, &QTimer::timeout, m_actions, &QueueActions::update);
    connect(&m_thumbnails, &QTimer::timeout, this, &QueuePanel::askForThumbnails);
    connectModel();
    connectActions();
    const QList<QAbstractItemView *> views{m_list, m_table};
    for (QAbstractItemView *each : views) {
        m_actions->addTo(*each);
        connect(each, &QAbstractItemView::activated, this, [this](const QModelIndex &index) {
            if (const Job *job = m_model->jobAt(index.row()))
                Q_EMIT jobActivated(JobId(job->id));
        });
        connect(each, &QWidget::customContextMenuRequested, this,
                [this, each](const QPoint &position) {
                    m_actions->makeMenu(this)->popup(each->viewport()->mapToGlobal(position));
                });
        connect(each->verticalScrollBar(), &QScrollBar::valueChanged, &m_thumbnails,
                qOverload<>(&QTimer::start));
    }
    connectViews();
    updateCounts();
}

QueuePanel::~QueuePanel() = default;

void QueuePanel::makeButtons()
{
    m_columns->setObjectName(QStringLiteral("queueColumns"));
    m_columns->setIcon(theme::icon(QStringLiteral("details")));
    m_columns->setCheckable(true);
    m_columns->setAutoRaise(true);
    m_columns->setToolTip(tr("Show columns"));
    m_columns->setAccessibleName(m_columns->toolTip());
    m_filter->addButton(m_columns);
    connect(m_columns, &QToolButton::toggled, this, &QueuePanel::setColumnsShown);

    auto *find = new QAction(this);
    find->setShortcut(QKeySequence::Find);
    find->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(find, &QAction::triggered, m_filter, &QueueFilterBar::beginSearch);
    addAction(find);
    addAction(&m_actions->undo());
}

void QueuePanel::connectModel()
{
    connect(m_model, &QueueModel::countsChanged, this, &QueuePanel::updateCounts);
    connect(m_model, &QAbstractItemModel::modelAboutToBeReset, this, &QueuePanel::keepChosen);
    connect(m_model, &QAbstractItemModel::modelReset, this, &QueuePanel::restoreChosen);
    connect(m_model, &QAbstractItemModel::rowsInserted, &m_thumbnails, qOverload<>(&QTimer::start));
    connect(m_filter, &QueueFilterBar::filterChanged, this, [this](const QueueFilter &filter) {
        m_model->setFilter(filter);
        updateCounts();
    });
    connect(m_filter, &QueueFilterBar::left, this, [this] { view().setFocus(); });
    connect(m_list, &QueueList::foldRequested, m_model, &QueueModel::setFolded);
    connect(m_list, &QueueList::moveRequested, m_actions, &QueueActions::moveTo);
}

void QueuePanel::connectActions()
{
    connect(m_actions, &QueueActions::cancelRequested, this, &QueuePanel::cancelRequested);
    connect(m_actions, &QueueActions::retryRequested, this, &QueuePanel::retryRequested);
    connect(m_actions, &QueueActions::duplicateRequested, this, &QueuePanel::duplicateRequested);
    connect(m_actions, &QueueActions::pauseRequested, this, &QueuePanel::pauseRequested);
    connect(m_actions, &QueueActions::holdRequested, this, &QueuePanel::holdRequested);
    connect(m_actions, &QueueActions::sendNextRequested, this, &QueuePanel::sendNextRequested);
    connect(m_actions, &QueueActions::moveRequested, this, &QueuePanel::moveRequested);
    connect(m_actions, &QueueActions::removeRequested, this, &QueuePanel::removeRequested);
    connect(m_actions, &QueueActions::takeBackRequested, this, &QueuePanel::takeBackRequested);
    connect(m_actions, &QueueActions::askAgainRequested, this, &QueuePanel::askAgainRequested);
    connect(m_actions, &QueueActions::giveUpRequested, this, &QueuePanel::giveUpRequested);
    connect(m_actions, &QueueActions::undoable, m_notice, &UndoNotice::showMessage);
    connect(m_notice, &UndoNotice::undoRequested, &m_actions->undo(), &QAction::trigger);
    connect(&m_actions->undo(), &QAction::triggered, m_notice, &QWidget::hide);
    connect(m_table, &QueueTable::columnsChanged, this, &QueuePanel::stateChanged);
}

QAbstractItemView &QueuePanel::view() const
{
    return columnsShown() ? static_cast<QAbstractItemView &>(*m_table) : *m_list;
}

void QueuePanel::connectViews()
{
    const QItemSelectionModel *selection = view().selectionModel();
    connect(selection, &QItemSelectionModel::selectionChanged, this, &QueuePanel::readChosen);
    connect(selection, &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &index) {
                const Job *job = m_model->jobAt(index.row());
                m_current = job ? job->id : JobId();
                if (job && !m_silent)
                    Q_EMIT jobSelected(JobId(job->id));
            });
}

bool QueuePanel::columnsShown() const
{
    return m_table->model() != nullptr;
}

void QueuePanel::setColumnsShown(bool shown)
{
    m_columns->setChecked(shown);
    if (shown == columnsShown())
        return;
    const bool hadFocus = view().hasFocus();
    const QSignalBlocker quiet(m_model);
    keepChosen();
    if (shown) {
        m_list->setModel(nullptr);
        m_table->show(m_model);
    } else {
        m_table->show(nullptr);
        m_model->sort(-1);
        m_list->setModel(m_model);
    }
    connectViews();
    restoreChosen();
    updateCounts();
    if (hadFocus)
        view().setFocus();
    Q_EMIT stateChanged();
}

void QueuePanel::upsert(const QList<Job> &jobs)
{
    m_model->upsert(jobs);
    updateActions();
}

void QueuePanel::updateActions()
{
    if (m_actions->chosen().size() <= manyChosen)
        m_actions->update();
    else if (!m_chosenChanged.isActive())
        m_chosenChanged.start();
}

void QueuePanel::remove(const QList<JobId> &ids)
{
    const bool wasCurrent = ids.contains(m_current);
    m_silent = true;
    m_model->remove(ids);
    m_silent = false;
    readChosen();
    if (wasCurrent)
        m_settled.start();
}

void QueuePanel::announceCurrent()
{
    const QModelIndex index = view().currentIndex();
    const Job *job = m_model->jobAt(index.row());
    if (!job)
        return;
    m_current = job->id;
    if (!view().selectionModel()->hasSelection())
        view().selectionModel()->select(
            index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    Q_EMIT jobSelected(JobId(job->id));
}

void QueuePanel::setThumbnail(const JobId &id, const QPixmap &thumbnail)
{
    m_model->setThumbnail(id, thumbnail);
}

void QueuePanel::setDurations(const DurationBook &durations)
{
    m_model->setDurations(durations);
}

void QueuePanel::select(const JobId &id)
{
    const int row = m_model->rowOf(id);
    const bool isSelected = row >= 0 && view().currentIndex().row() == row
        && view().selectionModel()->isSelected(view().currentIndex());
    if (row < 0 || isSelected)
        return;
    m_silent = true;
    // The view's own way goes by the keys that are held, as after Ctrl+Enter.
    view().selectionModel()->setCurrentIndex(
        m_model->index(row, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    m_silent = false;
}

void QueuePanel::readChosen()
{
    QList<JobId> ids;
    QSet<JobId> seen;
    const QModelIndexList rows = view().selectionModel()->selectedRows();
    for (const QModelIndex &row : rows) {
        const QList<JobId> own = m_model->idsAt(row.row());
        for (const JobId &id : own) {
            if (!seen.contains(id)) {
                seen.insert(id);
                ids.append(id);
            }
        }
    }
    m_actions->setChosen(ids);
}

void QueuePanel::keepChosen()
{
    m_kept = m_actions->chosen();
}

void QueuePanel::restoreChosen()
{
    QItemSelection selection;
    for (const JobId &id : std::as_const(m_kept)) {
        const int row = m_model->rowOf(id);
        if (row >= 0)
            selection.append(QItemSelectionRange(m_model->index(row, 0),
                                                 m_model->index(row, QueueModel::ColumnCount - 1)));
    }
    m_kept.clear();
    m_silent = true;
    const int row = m_model->rowOf(m_current);
    if (row >= 0)
        view().selectionModel()->setCurrentIndex(m_model->index(row, 0),
                                                 QItemSelectionModel::NoUpdate);
    m_silent = false;
    view().selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    if (row >= 0)
        view().scrollTo(m_model->index(row, 0));
    readChosen();
    m_thumbnails.start();
}

void QueuePanel::updateCounts()
{
    const QueueCounts &counts = m_model->counts();
    const int total = counts.total();
    const bool rows = m_model->rowCount() > 0;
    if (total == 0)
        m_empty->setContent(
            QStringLiteral("queue"), tr("Nothing sent yet"),
            tr("What you generate is listed here, with its place in the queue and its log."));
    else if (!rows)
        m_empty->setContent(QStringLiteral("search"), tr("No such job"),
                            tr("None of the jobs has the chosen state and these words."));
    m_pages->setCurrentWidget(rows ? static_cast<QWidget *>(&view()) : m_empty);
    m_header->setVisible(total > 0 || m_model->isPaused());
    m_filter->setVisible(total > 0);
    m_filter->setCounts(counts);
    m_header->setCounts(counts, m_model->isPaused());
    m_actions->clear().setEnabled(counts.ended() > 0);
    if (counts.active() > 0 && !m_second.isActive())
        m_second.start();
    else if (counts.active() == 0)
        m_second.stop();
}

void QueuePanel::setWaiting(const QList<JobId> &order, bool paused)
{
    m_model->setWaiting(order, paused);
    updateActions();
}

void QueuePanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_thumbnails.start();
}

void QueuePanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_thumbnails.start();
}

void QueuePanel::askForThumbnails()
{
    if (!view().isVisible() || m_model->rowCount() == 0)
        return;
    const int height = view().viewport()->height();
    const QModelIndex first = view().indexAt({view().viewport()->width() / 2, 1});
    const QModelIndex last = view().indexAt({view().viewport()->width() / 2, height - 1});
    QList<JobId> wanted;
    const int end = last.isValid() ? last.row() : m_model->rowCount() - 1;
    for (int row = std::max(first.row(), 0); row <= end; ++row) {
        const Job *job = m_model->jobAt(row);
        if (!job || job->state != JobState::Done || m_askedThumbnails.contains(job->id))
            continue;
        m_askedThumbnails.insert(job->id);
        if (m_model->index(row, 0).data(Qt::DecorationRole).value<QPixmap>().isNull())
            wanted.append(job->id);
    }
    if (!wanted.isEmpty())
        Q_EMIT thumbnailsWanted(wanted);
}

QByteArray QueuePanel::saveState() const
{
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    stream.setVersion(QDataStream::Qt_6_0);
    stream << stateVersion << columnsShown() << m_table->saveColumns();
    return state;
}

void QueuePanel::restoreState(const QByteArray &state)
{
    QDataStream stream(state);
    stream.setVersion(QDataStream::Qt_6_0);
    quint32 version = 0;
    bool columns = false;
    QByteArray saved;
    stream >> version;
    if (version != stateVersion)
        return;
    stream >> columns >> saved;
    if (stream.status() != QDataStream::Ok)
        return;
    m_table->restoreColumns(saved);
    setColumnsShown(columns);
}

} // namespace peregrine
