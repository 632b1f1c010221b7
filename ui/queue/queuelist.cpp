#include "ui/queue/queuelist.h"

#include "ui/queue/queuedelegate.h"
#include "ui/queue/queuemodel.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <utility>

namespace peregrine {

namespace {

constexpr int scrollMargin = 24;
constexpr int scrollInterval = 30;
/// Where the arrow of a head is, from the start of its row.
constexpr int arrowWidth = 36;

} // namespace

QueueList::QueueList(QueueModel &model, QWidget *parent)
    : QListView(parent)
    , m_model(model)
{
    setObjectName(QStringLiteral("queueList"));
    setAccessibleName(tr("Jobs"));
    setModel(&model);
    setItemDelegate(new QueueDelegate(this));
    setUniformItemSizes(true);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(QFrame::NoFrame);
    viewport()->setBackgroundRole(QPalette::Window);
    setContextMenuPolicy(Qt::CustomContextMenu);
    // Times go on.
    connect(&model, &QueueModel::placesChanged, viewport(), qOverload<>(&QWidget::update));
}

bool QueueList::isOnArrow(const QPoint &position) const
{
    const QRect row = visualRect(indexAt(position));
    return isRightToLeft() ? position.x() > row.right() - arrowWidth : position.x() < arrowWidth;
}

QList<JobId> QueueList::waitingAt(const QModelIndex &index) const
{
    QList<JobId> ids = m_model.idsAt(index.row());
    ids.removeIf([this](const JobId &id) { return m_model.placeOf(id) < 0; });
    return ids;
}

bool QueueList::event(QEvent *event)
{
    // Else Escape would cancel what is chosen instead of the drag.
    if (event->type() == QEvent::ShortcutOverride && m_dragging) {
        event->accept();
        return true;
    }
    return QListView::event(event);
}

void QueueList::mousePressEvent(QMouseEvent *event)
{
    const QPoint position = event->position().toPoint();
    const QModelIndex index = indexAt(position);
    m_pressed.reset();
    if (event->button() == Qt::LeftButton && event->modifiers() == Qt::NoModifier) {
        if (const BatchId head = m_model.headAt(index.row());
            !head.isEmpty() && isOnArrow(position)) {
            Q_EMIT foldRequested(head, !m_model.isFolded(head));
            return;
        }
        if (!waitingAt(index).isEmpty())
            m_pressed = position;
        // A press on one of several chosen rows may be the start of dragging them all.
        if (m_pressed && selectionModel()->isSelected(index)) {
            selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
            return;
        }
    }
    QListView::mousePressEvent(event);
}

void QueueList::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_pressed || !(event->buttons() & Qt::LeftButton)) {
        QListView::mouseMoveEvent(event);
        return;
    }
    const QPoint position = event->position().toPoint();
    const bool far = (position - *m_pressed).manhattanLength() >= QApplication::startDragDistance();
    if (!m_dragging && far) {
        m_dragged.clear();
        const QModelIndexList rows = selectionModel()->selectedRows();
        for (const QModelIndex &row : rows) {
            const QList<JobId> ids = waitingAt(row);
            for (const JobId &id : ids) {
                if (!m_dragged.contains(id))
                    m_dragged.append(id);
            }
        }
        std::sort(m_dragged.begin(), m_dragged.end(), [this](const JobId &a, const JobId &b) {
            return m_model.placeOf(a) < m_model.placeOf(b);
        });
        m_dragging = !m_dragged.isEmpty();
        if (m_dragging) {
            viewport()->setCursor(Qt::ClosedHandCursor);
            m_scroll.start(scrollInterval, this);
        }
    }
    if (m_dragging)
        aim(position);
}

void QueueList::aim(const QPoint &position)
{
    m_pointer = position;
    m_target = targetAt(position);
    viewport()->update();
}

std::optional<QueueList::Target> QueueList::targetAt(const QPoint &position) const
{
    // Between the two rows whose edge is nearest.
    QModelIndex index = indexAt({viewport()->width() / 2, position.y()});
    int row = m_model.rowCount();
    int edge = visualRect(m_model.index(row - 1, 0)).bottom() + 1;
    if (index.isValid()) {
        const QRect rect = visualRect(index);
        const bool lower = position.y() > rect.center().y();
        row = index.row() + (lower ? 1 : 0);
        edge = lower ? rect.bottom() + 1 : rect.top();
    }
    const QList<JobId> &order = m_model.jobs().waiting();
    const auto waits = [this](int at) {
        const QList<JobId> ids = waitingAt(m_model.index(at, 0));
        return ids;
    };
    // Above a waiting row: before it. Else below one: behind it, before the next that stays.
    if (const QList<JobId> below = waits(row); !below.isEmpty()) {
        const JobId first =
            *std::min_element(below.cbegin(), below.cend(), [this](const JobId &a, const JobId &b) {
                return m_model.placeOf(a) < m_model.placeOf(b);
            });
        return Target{first, edge};
    }
    const QList<JobId> above = row > 0 ? waits(row - 1) : QList<JobId>();
    if (above.isEmpty())
        return std::nullopt;
    int place = 0;
    for (const JobId &id : above)
        place = std::max(place, m_model.placeOf(id));
    return Target{order.value(place + 1), edge};
}

void QueueList::mouseReleaseEvent(QMouseEvent *event)
{
    if (m_dragging && event->button() == Qt::LeftButton) {
        const auto target = std::exchange(m_target, std::nullopt);
        const QList<JobId> dragged = m_dragged;
        endDrag();
        if (!target)
            return;
        // Before the first at or after the target that is not dragged itself.
        const QList<JobId> &order = m_model.jobs().waiting();
        qsizetype place = target->before.isEmpty() ? order.size() : order.indexOf(target->before);
        while (place < order.size() && dragged.contains(order.at(place)))
            ++place;
        Q_EMIT moveRequested(dragged, order.value(place));
        return;
    }
    const auto pressed = std::exchange(m_pressed, std::nullopt);
    const QModelIndex index = indexAt(event->position().toPoint());
    // Not a drag after all: the row under the pointer alone is chosen.
    if (pressed && selectionModel()->isSelected(index)
        && selectionModel()->selectedRows().size() > 1)
        selectionModel()->setCurrentIndex(
            index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    QListView::mouseReleaseEvent(event);
}

void QueueList::mouseDoubleClickEvent(QMouseEvent *event)
{
    const QPoint position = event->position().toPoint();
    const BatchId head = m_model.headAt(indexAt(position).row());
    if (head.isEmpty()) {
        QListView::mouseDoubleClickEvent(event);
        return;
    }
    Q_EMIT foldRequested(head, !m_model.isFolded(head));
}

void QueueList::keyPressEvent(QKeyEvent *event)
{
    if (m_dragging) {
        if (event->key() == Qt::Key_Escape)
            endDrag();
        return;
    }
    const int row = currentIndex().row();
    BatchId head = m_model.headAt(row);
    const bool plain = event->modifiers() == Qt::NoModifier;
    const Qt::Key inward = isRightToLeft() ? Qt::Key_Left : Qt::Key_Right;
    const Qt::Key outward = isRightToLeft() ? Qt::Key_Right : Qt::Key_Left;
    if (plain && !head.isEmpty() && event->key() == inward) {
        Q_EMIT foldRequested(head, false);
        return;
    }
    if (plain && event->key() == outward) {
        if (const Job *job = m_model.jobAt(row); job && head.isEmpty())
            head = m_model.headOf(job->id);
        if (!head.isEmpty())
            Q_EMIT foldRequested(head, true);
        return;
    }
    QListView::keyPressEvent(event);
}

void QueueList::focusOutEvent(QFocusEvent *event)
{
    endDrag();
    QListView::focusOutEvent(event);
}

void QueueList::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_scroll.timerId()) {
        QListView::timerEvent(event);
        return;
    }
    const int above = scrollMargin - m_pointer.y();
    const int below = m_pointer.y() - (viewport()->height() - scrollMargin);
    const int by = above > 0 ? -above : std::max(0, below);
    if (by == 0)
        return;
    verticalScrollBar()->setValue(verticalScrollBar()->value() + by);
    aim(m_pointer);
}

void QueueList::endDrag()
{
    m_pressed.reset();
    m_target.reset();
    m_dragged.clear();
    m_scroll.stop();
    if (std::exchange(m_dragging, false)) {
        viewport()->unsetCursor();
        viewport()->update();
    }
}

void QueueList::paintEvent(QPaintEvent *event)
{
    QListView::paintEvent(event);
    if (!m_target)
        return;
    QPainter painter(viewport());
    const int y = std::clamp(m_target->y, 1, viewport()->height() - 2);
    painter.setPen(QPen(theme::color(theme::Tone::Accent, palette()), 2));
    painter.drawLine(theme::space2, y, viewport()->width() - theme::space2, y);
}

} // namespace peregrine
