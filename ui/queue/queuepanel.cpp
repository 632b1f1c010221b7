#include "ui/queue/queuepanel.h"

#include "ui/queue/queuedelegate.h"
#include "ui/queue/queuemodel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/messagepage.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace peregrine {

namespace {

bool canCancel(JobState state)
{
    return isActive(state) && state != JobState::Canceling;
}

} // namespace

QueuePanel::QueuePanel(QWidget *parent)
    : QWidget(parent)
    , m_model(new QueueModel(this))
    , m_list(new QListView(this))
    , m_pages(new QStackedWidget(this))
    , m_empty(new MessagePage(this))
    , m_counts(new QLabel(this))
    , m_header(new QWidget(this))
{
    setObjectName(QStringLiteral("queuePanel"));
    m_list->setObjectName(QStringLiteral("queueList"));
    m_list->setAccessibleName(tr("Jobs"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new QueueDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->viewport()->setBackgroundRole(QPalette::Window);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_empty->setContent(
        QStringLiteral("queue"), tr("Nothing sent yet"),
        tr("What you generate is listed here, with its place in the queue and its log."));
    m_pages->addWidget(m_empty);
    m_pages->addWidget(m_list);

    makeActions();
    makeHeader();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(m_pages, 1);

    connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &QueuePanel::updateActions);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &index) {
                if (index.isValid() && !m_silent)
                    Q_EMIT jobSelected(m_model->jobAt(index.row()).id);
            });
    connect(m_list, &QListView::activated, this, [this](const QModelIndex &index) {
        Q_EMIT jobActivated(m_model->jobAt(index.row()).id);
    });
    connect(m_list, &QWidget::customContextMenuRequested, this, &QueuePanel::showMenu);
    m_settled.setSingleShot(true);
    m_settled.setInterval(0);
    connect(&m_settled, &QTimer::timeout, this, &QueuePanel::announceCurrent);
    connect(m_model, &QueueModel::countsChanged, this, &QueuePanel::updateCounts);
    updateCounts();
    updateActions();
}

QAction *QueuePanel::addAction(const QString &text, const QString &icon,
                               const QKeySequence &shortcut, void (QueuePanel::*slot)())
{
    auto *action = new QAction(theme::icon(icon), text, this);
    action->setShortcut(shortcut);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_list->addAction(action);
    connect(action, &QAction::triggered, this, slot);
    return action;
}

void QueuePanel::makeActions()
{
    m_cancel = addAction(tr("&Cancel"), QStringLiteral("stop"), QKeySequence(Qt::Key_Escape),
                         &QueuePanel::cancelChosen);
    m_retry = addAction(tr("&Retry"), QStringLiteral("retry"), QKeySequence(Qt::Key_R),
                        &QueuePanel::retry);
    m_duplicate = addAction(tr("&Duplicate"), QStringLiteral("copy"),
                            QKeySequence(Qt::CTRL | Qt::Key_D), &QueuePanel::duplicate);
    m_pause = new QAction(theme::icon(QStringLiteral("pause")), tr("&Pause the queue"), this);
    m_pause->setCheckable(true);
    connect(m_pause, &QAction::triggered, this, &QueuePanel::pause);
    m_hold =
        addAction(tr("&Hold"), QStringLiteral("lock"), QKeySequence(Qt::Key_H), &QueuePanel::hold);
    m_hold->setCheckable(true);
    m_sendNext = addAction(tr("Send &next"), QStringLiteral("arrow-up"), QKeySequence(Qt::Key_N),
                           &QueuePanel::sendNext);
    m_earlier = addAction(tr("Send &earlier"), QStringLiteral("chevron-up"),
                          QKeySequence(Qt::ALT | Qt::Key_Up), &QueuePanel::sendEarlier);
    m_later = addAction(tr("Send &later"), QStringLiteral("chevron-down"),
                        QKeySequence(Qt::ALT | Qt::Key_Down), &QueuePanel::sendLater);
    m_askAgain = addAction(tr("&Ask again"), QStringLiteral("retry"), {}, &QueuePanel::askAgain);
    m_giveUp = addAction(tr("&Give up"), QStringLiteral("close"), {}, &QueuePanel::giveUp);
    m_remove = addAction(tr("Re&move from the list"), QStringLiteral("close"), QKeySequence::Delete,
                         &QueuePanel::removeChosen);
    m_copyId = addAction(tr("Copy request &id"), QStringLiteral("copy"), QKeySequence::Copy,
                         &QueuePanel::copyRequestId);
    m_clear =
        addAction(tr("C&lear finished"), QStringLiteral("trash"), {}, &QueuePanel::clearEnded);
}

void QueuePanel::makeHeader()
{
    auto *layout = new QHBoxLayout(m_header);
    layout->setContentsMargins(theme::space3, theme::space1, theme::space2, theme::space1);
    layout->setSpacing(theme::space1);
    m_counts->setObjectName(QStringLiteral("queueCounts"));
    layout->addWidget(m_counts, 1);
    for (QAction *action : {m_pause, m_cancel, m_retry, m_clear}) {
        auto *button = new QToolButton(m_header);
        button->setDefaultAction(action);
        button->setAutoRaise(true);
        button->setAccessibleName(action->text().remove(u'&'));
        layout->addWidget(button);
        if (action == m_pause)
            m_pauseButton = button;
    }
}

void QueuePanel::upsert(const QList<Job> &jobs)
{
    m_model->upsert(jobs);
    updateActions();
}

void QueuePanel::remove(const JobId &id)
{
    const bool wasCurrent =
        m_list->currentIndex().isValid() && m_list->currentIndex().row() == m_model->rowOf(id);
    m_silent = true;
    m_model->remove(id);
    m_silent = false;
    updateActions();
    if (wasCurrent)
        m_settled.start();
}

void QueuePanel::announceCurrent()
{
    const QModelIndex index = m_list->currentIndex();
    if (!index.isValid())
        return;
    if (chosen().isEmpty())
        m_list->selectionModel()->select(index, QItemSelectionModel::ClearAndSelect);
    Q_EMIT jobSelected(m_model->jobAt(index.row()).id);
}

void QueuePanel::setThumbnail(const JobId &id, const QPixmap &thumbnail)
{
    m_model->setThumbnail(id, thumbnail);
}

void QueuePanel::select(const JobId &id)
{
    const int row = m_model->rowOf(id);
    if (row < 0 || m_list->currentIndex().row() == row)
        return;
    m_silent = true;
    // The view's own way goes by the keys that are held, as after Ctrl+Enter.
    m_list->selectionModel()->setCurrentIndex(m_model->index(row),
                                              QItemSelectionModel::ClearAndSelect);
    m_silent = false;
}

void QueuePanel::updateCounts()
{
    const int total = m_model->rowCount();
    m_pages->setCurrentWidget(total == 0 ? static_cast<QWidget *>(m_empty) : m_list);
    m_header->setVisible(total > 0 || m_model->isPaused());
    m_counts->setText(countWords());
    m_counts->setToolTip(m_counts->text());
    m_clear->setEnabled(m_model->endedCount() > 0);
}

QString QueuePanel::countWords() const
{
    const int waiting = m_model->waitingCount();
    const int underWay = m_model->activeCount() - waiting;
    QStringList words;
    if (m_model->isPaused())
        words.append(tr("Paused"));
    if (underWay > 0)
        words.append(tr("%n under way", "jobs", underWay));
    if (waiting > 0)
        words.append(tr("%n waiting", "jobs", waiting));
    if (underWay <= 0 && waiting == 0)
        words.append(tr("%n job(s)", nullptr, m_model->rowCount()));
    return words.join(QStringLiteral(" · "));
}

void QueuePanel::setWaiting(const QList<JobId> &order, bool paused)
{
    m_waiting = order;
    m_pause->setChecked(paused);
    m_pause->setText(paused ? tr("&Go on with the queue") : tr("&Pause the queue"));
    m_pauseButton->setAccessibleName(m_pause->text().remove(u'&'));
    m_pause->setIcon(theme::icon(paused ? QStringLiteral("play") : QStringLiteral("pause")));
    m_model->setWaiting(order, paused);
    updateActions();
}

QList<Job> QueuePanel::chosen() const
{
    QList<Job> jobs;
    const QModelIndexList rows = m_list->selectionModel()->selectedIndexes();
    for (const QModelIndex &index : rows)
        jobs.append(m_model->jobAt(index.row()));
    return jobs;
}

std::optional<Job> QueuePanel::onlyChosen() const
{
    const QModelIndexList rows = m_list->selectionModel()->selectedIndexes();
    if (rows.size() != 1)
        return std::nullopt;
    return m_model->jobAt(rows.first().row());
}

void QueuePanel::updateActions()
{
    const QList<Job> jobs = chosen();
    const auto any = [&jobs](bool (*matches)(JobState)) {
        return std::any_of(jobs.cbegin(), jobs.cend(),
                           [matches](const Job &job) { return matches(job.state); });
    };
    const bool one = jobs.size() == 1;
    const JobState state = one ? jobs.first().state : JobState::Waiting;
    m_cancel->setEnabled(any(canCancel));
    m_retry->setEnabled(one && !isActive(state));
    m_duplicate->setEnabled(one);
    const int place = one ? m_model->placeOf(jobs.first().id) : -1;
    m_hold->setEnabled(any([](JobState s) { return s == JobState::Waiting; }));
    m_hold->setChecked(
        !jobs.isEmpty()
        && std::all_of(jobs.cbegin(), jobs.cend(), [](const Job &job) { return job.held; }));
    m_sendNext->setEnabled(place > 0 || (one && jobs.first().held));
    // Also where it goes no further: else the keys would move the selection.
    m_earlier->setEnabled(place >= 0);
    m_later->setEnabled(place >= 0);
    m_askAgain->setEnabled(one && state == JobState::Unknown);
    m_giveUp->setEnabled(one && state == JobState::Unknown);
    m_remove->setEnabled(any([](JobState s) { return !isActive(s); }));
    m_copyId->setEnabled(one && !jobs.first().request.isEmpty());
}

void QueuePanel::showMenu(const QPoint &position)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (QAction *action : {m_sendNext, m_earlier, m_later, m_hold, m_cancel, m_retry, m_duplicate,
                            m_askAgain, m_giveUp}) {
        if (action->isEnabled())
            menu->addAction(action);
    }
    menu->addSeparator();
    menu->addAction(m_pause);
    menu->addAction(m_copyId);
    menu->addAction(m_remove);
    menu->addAction(m_clear);
    menu->popup(m_list->viewport()->mapToGlobal(position));
}

void QueuePanel::cancelChosen()
{
    QList<JobId> ids;
    const QList<Job> jobs = chosen();
    for (const Job &job : jobs) {
        if (canCancel(job.state))
            ids.append(job.id);
    }
    if (!ids.isEmpty())
        Q_EMIT cancelRequested(ids);
}

void QueuePanel::removeChosen()
{
    QList<JobId> ids;
    const QList<Job> jobs = chosen();
    for (const Job &job : jobs) {
        if (!isActive(job.state))
            ids.append(job.id);
    }
    if (!ids.isEmpty())
        Q_EMIT removeRequested(ids);
}

void QueuePanel::clearEnded()
{
    QList<JobId> ids;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const Job job = m_model->jobAt(row);
        if (hasEnded(job.state))
            ids.append(job.id);
    }
    if (!ids.isEmpty())
        Q_EMIT removeRequested(ids);
}

void QueuePanel::retry()
{
    if (const auto job = onlyChosen())
        Q_EMIT retryRequested(job->id);
}

void QueuePanel::duplicate()
{
    if (const auto job = onlyChosen())
        Q_EMIT duplicateRequested(job->id);
}

void QueuePanel::pause()
{
    Q_EMIT pauseRequested(!m_model->isPaused());
}

void QueuePanel::hold()
{
    QList<JobId> ids;
    bool allHeld = true;
    const QList<Job> jobs = chosen();
    for (const Job &job : jobs) {
        if (job.state != JobState::Waiting)
            continue;
        ids.append(job.id);
        allHeld = allHeld && job.held;
    }
    if (!ids.isEmpty())
        Q_EMIT holdRequested(ids, !allHeld);
}

void QueuePanel::sendNext()
{
    if (const auto job = onlyChosen())
        Q_EMIT sendNextRequested(job->id);
}

void QueuePanel::sendEarlier()
{
    const auto job = onlyChosen();
    const int place = job ? m_model->placeOf(job->id) : -1;
    if (place > 0)
        Q_EMIT moveRequested(job->id, m_waiting.at(place - 1));
}

void QueuePanel::sendLater()
{
    const auto job = onlyChosen();
    const int place = job ? m_model->placeOf(job->id) : -1;
    if (place >= 0 && place + 1 < m_waiting.size())
        Q_EMIT moveRequested(job->id, m_waiting.value(place + 2));
}

void QueuePanel::askAgain()
{
    if (const auto job = onlyChosen())
        Q_EMIT askAgainRequested(job->id);
}

void QueuePanel::giveUp()
{
    if (const auto job = onlyChosen())
        Q_EMIT giveUpRequested(job->id);
}

void QueuePanel::copyRequestId()
{
    if (const auto job = onlyChosen())
        QApplication::clipboard()->setText(job->request.toString());
}

} // namespace peregrine
