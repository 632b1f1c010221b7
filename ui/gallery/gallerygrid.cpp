#include "ui/gallery/gallerygrid.h"

#include "ui/gallery/gallerymodel.h"
#include "ui/gallery/tiledelegate.h"
#include "ui/theme/theme.h"
#include "ui/viewer/stagechip.h"

#include <QApplication>
#include <QDrag>
#include <QKeyEvent>
#include <QMimeData>
#include <QPainter>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>

namespace peregrine {

GalleryGrid::GalleryGrid(QWidget *parent)
    : QListView(parent)
    , m_delegate(new TileDelegate(this))
    , m_scrollChip(new StageChip(this))
{
    m_scrollChip->hide();
    setItemDelegate(m_delegate);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setDragEnabled(true);
    setDragDropMode(QAbstractItemView::DragOnly);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    // Otherwise tiles change their size when the bar comes.
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setAccessibleName(tr("Results"));
    connect(verticalScrollBar(), &QScrollBar::sliderReleased, m_scrollChip, &QWidget::hide);
}

void GalleryGrid::setModel(QAbstractItemModel *model)
{
    if (m_gallery)
        m_gallery->disconnect(this);
    m_gallery = qobject_cast<GalleryModel *>(model);
    Q_ASSERT(model == nullptr || m_gallery != nullptr);
    m_stale = true;
    QAbstractItemView::setModel(model);
    if (m_gallery == nullptr)
        return;
    connect(m_gallery, &GalleryModel::rowsAboutToBeInserted, this, &GalleryGrid::keepPlace);
    connect(m_gallery, &GalleryModel::rowsAboutToBeRemoved, this, &GalleryGrid::keepPlace);
    connect(m_gallery, &GalleryModel::layoutAboutToBeChanged, this, &GalleryGrid::keepPlace);
    connect(m_gallery, &GalleryModel::rowsRemoved, this, &GalleryGrid::rearrange);
    connect(m_gallery, &GalleryModel::layoutChanged, this, &GalleryGrid::rearrange);
    connect(m_gallery, &GalleryModel::modelReset, this, &GalleryGrid::scrolled);
}

void GalleryGrid::setTileEdge(int edge)
{
    const int bounded = qBound(minEdge, edge, maxEdge);
    if (bounded == m_wishedEdge)
        return;
    keepPlace();
    m_wishedEdge = bounded;
    rearrange();
}

const TileLayout &GalleryGrid::tiles() const
{
    if (m_stale) {
        m_stale = false;
        const bool headed =
            m_gallery != nullptr && m_gallery->shownGrouping() != GalleryGrouping::None;
        const int heading = headed ? fontMetrics().height() + 2 * theme::space2 : 0;
        m_tiles.set(m_gallery == nullptr ? QList<GallerySection>() : m_gallery->sections(),
                    viewport()->width(), m_wishedEdge, heading);
        m_delegate->setTileEdge(m_tiles.edge());
    }
    return m_tiles;
}

QModelIndex GalleryGrid::firstVisible() const
{
    // A heading may be at the very top, or the last line of a section that ends before the margin.
    const QRect seen(0, verticalOffset() + tiles().edge() / 3, viewport()->width(),
                     viewport()->height());
    const QList<TileLayout::Rows> rows = tiles().rowsIn(seen);
    return rows.isEmpty() || model() == nullptr ? QModelIndex()
                                                : model()->index(rows.constFirst().first, 0);
}

void GalleryGrid::keepPlace()
{
    // At the top it stays there: new results come in at the top.
    // Several may come one by one, each within a line: only scrolling looks at another place.
    if (m_anchor.isValid())
        return;
    m_anchor = verticalOffset() > 0 ? firstVisible() : QModelIndex();
    m_anchorTop = visualRect(m_anchor).top();
}

void GalleryGrid::rearrange()
{
    m_stale = true;
    const QPersistentModelIndex anchor = m_anchor;
    updateGeometries();
    if (anchor.isValid())
        verticalScrollBar()->setValue(tiles().tile(anchor.row()).top() - m_anchorTop);
    m_anchor = anchor;
    viewport()->update();
    Q_EMIT scrolled();
}

void GalleryGrid::rowsInserted(const QModelIndex &parent, int start, int end)
{
    QAbstractItemView::rowsInserted(parent, start, end);
    rearrange();
}

// QListView lays out again at each of these; what a tile says moves none here.
void GalleryGrid::dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight,
                              const QList<int> &roles)
{
    QAbstractItemView::dataChanged(topLeft, bottomRight, roles);
}

void GalleryGrid::rowsAboutToBeRemoved(const QModelIndex &parent, int start, int end)
{
    QAbstractItemView::rowsAboutToBeRemoved(parent, start, end);
}

void GalleryGrid::doItemsLayout()
{
    m_stale = true;
    QAbstractItemView::doItemsLayout();
}

void GalleryGrid::reset()
{
    m_stale = true;
    m_anchor = QModelIndex();
    QAbstractItemView::reset();
    updateGeometries();
    verticalScrollBar()->setValue(0);
}

void GalleryGrid::updateGeometries()
{
    const int height = tiles().height();
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(qMax(20, tiles().edge() / 3));
    verticalScrollBar()->setRange(0, qMax(0, height - viewport()->height()));
    QAbstractItemView::updateGeometries();
}

QPoint GalleryGrid::toContent(const QPoint &point) const
{
    return point + QPoint(0, verticalOffset());
}

QRect GalleryGrid::visualRect(const QModelIndex &index) const
{
    return index.isValid() ? tiles().tile(index.row()).translated(0, -verticalOffset()) : QRect();
}

QModelIndex GalleryGrid::indexAt(const QPoint &point) const
{
    const int row = tiles().rowAt(toContent(point));
    return row < 0 || model() == nullptr ? QModelIndex() : model()->index(row, 0);
}

void GalleryGrid::scrollTo(const QModelIndex &index, ScrollHint hint)
{
    if (!index.isValid())
        return;
    QRect tile = tiles().tile(index.row());
    // The heading belongs to the first tiles.
    const int section = tiles().sectionOf(index.row());
    const QRect heading = tiles().heading(section);
    if (heading.bottom() + 1 == tile.top())
        tile.setTop(heading.top());
    const int seen = viewport()->height();
    int value = verticalOffset();
    switch (hint) {
    case PositionAtTop:
        value = tile.top();
        break;
    case PositionAtBottom:
        value = tile.bottom() + 1 - seen;
        break;
    case PositionAtCenter:
        value = tile.center().y() - seen / 2;
        break;
    case EnsureVisible:
        if (tile.bottom() >= value + seen)
            value = tile.bottom() + 1 - seen;
        value = qMin(value, tile.top());
        break;
    }
    verticalScrollBar()->setValue(value);
}

void GalleryGrid::keyboardSearch(const QString &search)
{
    Q_UNUSED(search)
}

int GalleryGrid::horizontalOffset() const
{
    return 0;
}

int GalleryGrid::verticalOffset() const
{
    return verticalScrollBar()->value();
}

bool GalleryGrid::isIndexHidden(const QModelIndex &index) const
{
    Q_UNUSED(index)
    return false;
}

QModelIndex GalleryGrid::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers)
{
    Q_UNUSED(modifiers)
    const int count = tiles().rowCount();
    if (count == 0 || model() == nullptr)
        return {};
    if (!currentIndex().isValid())
        return model()->index(0, 0);
    int row = currentIndex().row();
    const int screen = qMax(1, viewport()->height() / tiles().edge());
    switch (action) {
    case MoveLeft:
    case MovePrevious:
        --row;
        break;
    case MoveRight:
    case MoveNext:
        ++row;
        break;
    case MoveUp:
        row = tiles().above(row);
        break;
    case MoveDown:
        row = tiles().below(row);
        break;
    case MovePageUp:
        for (int line = 0; line < screen; ++line)
            row = tiles().above(row);
        break;
    case MovePageDown:
        for (int line = 0; line < screen; ++line)
            row = tiles().below(row);
        break;
    case MoveHome:
        row = 0;
        break;
    case MoveEnd:
        row = count - 1;
        break;
    }
    return model()->index(qBound(0, row, count - 1), 0);
}

void GalleryGrid::setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags command)
{
    if (selectionModel() == nullptr || model() == nullptr)
        return;
    QItemSelection selection;
    const auto select = [this, &selection](int first, int last) {
        selection.select(model()->index(first, 0), model()->index(last, 0));
    };
    if (state() == DragSelectingState) {
        const QRect band = rect.normalized().translated(0, verticalOffset());
        for (const TileLayout::Rows &rows : tiles().rowsIn(band))
            select(rows.first, rows.last);
    } else {
        // From one tile to another, and all between them.
        const int from = tiles().rowAt(toContent(rect.topLeft()));
        const int to = tiles().rowAt(toContent(rect.bottomRight()));
        if (from >= 0 && to >= 0)
            select(qMin(from, to), qMax(from, to));
    }
    selectionModel()->select(selection, command);
}

QRegion GalleryGrid::visualRegionForSelection(const QItemSelection &selection) const
{
    QRegion region;
    const QRect seen = viewport()->rect().translated(0, verticalOffset());
    for (const TileLayout::Rows &rows : tiles().rowsIn(seen)) {
        for (const QItemSelectionRange &range : selection) {
            for (int row = qMax(rows.first, range.top()); row <= qMin(rows.last, range.bottom());
                 ++row)
                region += tiles().tile(row).translated(0, -verticalOffset());
        }
    }
    return region;
}

void GalleryGrid::paintEvent(QPaintEvent *event)
{
    if (model() == nullptr)
        return;
    QPainter painter(viewport());
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    const QRect content = event->rect().translated(0, verticalOffset());
    const QPoint cursor = viewport()->mapFromGlobal(QCursor::pos());
    const int hovered = viewport()->underMouse() ? tiles().rowAt(toContent(cursor)) : -1;
    const QStyle::State plain = option.state & ~QStyle::State_HasFocus;
    for (const TileLayout::Rows &rows : tiles().rowsIn(content)) {
        for (int row = rows.first; row <= rows.last; ++row) {
            const QModelIndex index = model()->index(row, 0);
            option.rect = visualRect(index);
            option.state = plain;
            option.state.setFlag(QStyle::State_Selected, selectionModel()->isSelected(index));
            option.state.setFlag(QStyle::State_MouseOver, row == hovered);
            option.state.setFlag(QStyle::State_HasFocus, hasFocus() && index == currentIndex());
            m_delegate->paint(&painter, option, index);
        }
    }
    const TileLayout::Rows sections = tiles().sectionsBetween(content.top(), content.bottom());
    for (int section = sections.first; section <= sections.last; ++section)
        paintHeading(&painter, section);
    if (state() == DragSelectingState)
        paintBand(&painter);
}

void GalleryGrid::paintHeading(QPainter *painter, int section) const
{
    const QRect box = tiles().heading(section).translated(0, -verticalOffset());
    if (box.isEmpty())
        return;
    const QRect text = box.adjusted(theme::space2, theme::space2, -theme::space2, -theme::space1);
    QFont strong = font();
    strong.setWeight(QFont::DemiBold);
    const QFontMetrics metrics(strong);
    const QString count = tr("%n result(s)", nullptr, m_gallery->sections().at(section).count);
    const int countWidth = fontMetrics().horizontalAdvance(count);
    const QString title = metrics.elidedText(m_gallery->sectionTitle(section), Qt::ElideRight,
                                             text.width() - countWidth - theme::space4);
    painter->setFont(strong);
    painter->setPen(theme::color(theme::Tone::Text, palette()));
    painter->drawText(text, Qt::AlignLeft | Qt::AlignVCenter, title);
    painter->setFont(font());
    painter->setPen(theme::color(theme::Tone::TextMuted, palette()));
    painter->drawText(
        text.adjusted(metrics.horizontalAdvance(title) + (title.isEmpty() ? 0 : theme::space3), 0,
                      0, 0),
        Qt::AlignLeft | Qt::AlignVCenter, count);
}

void GalleryGrid::paintBand(QPainter *painter)
{
    if (!m_pressedAt)
        return;
    const QRect band = QRect(*m_pressedAt - QPoint(0, verticalOffset()), m_cursorAt).normalized();
    // Thinner than the style's: the pictures under it are what one chooses by.
    const QColor accent = theme::color(theme::Tone::Accent, palette());
    QColor ground = accent;
    ground.setAlpha(40);
    painter->fillRect(band, ground);
    painter->setPen(accent);
    painter->setBrush(Qt::NoBrush);
    painter->drawRect(band);
}

void GalleryGrid::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::NoModifier
        && currentIndex().isValid()) {
        Q_EMIT previewRequested(currentIndex());
        return;
    }
    const QModelIndex before = currentIndex();
    QAbstractItemView::keyPressEvent(event);
    // Views do nothing when the first or last is current already, however far it is scrolled away.
    const bool toEnd = event->matches(QKeySequence::MoveToStartOfLine)
        || event->matches(QKeySequence::MoveToEndOfLine);
    if (toEnd && before.isValid() && currentIndex() == before) {
        selectionModel()->select(before, QItemSelectionModel::ClearAndSelect);
        scrollTo(before);
    }
}

void GalleryGrid::wheelEvent(QWheelEvent *event)
{
    // Ctrl and the wheel change the size of tiles, as they zoom pictures.
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
        setTileEdge(m_wishedEdge + (event->angleDelta().y() > 0 ? 24 : -24));
        event->accept();
        return;
    }
    QAbstractItemView::wheelEvent(event);
}

void GalleryGrid::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        m_pressedAt = toContent(event->position().toPoint());
    QAbstractItemView::mousePressEvent(event);
}

void GalleryGrid::mouseMoveEvent(QMouseEvent *event)
{
    m_cursorAt = event->position().toPoint();
    QAbstractItemView::mouseMoveEvent(event);
    if (state() == DragSelectingState)
        viewport()->update();
}

void GalleryGrid::mouseReleaseEvent(QMouseEvent *event)
{
    const bool banded = state() == DragSelectingState;
    QAbstractItemView::mouseReleaseEvent(event);
    const auto pressedAt = std::exchange(m_pressedAt, std::nullopt);
    if (banded)
        viewport()->update();
    if (event->button() != Qt::LeftButton || !pressedAt)
        return;
    const QPoint released = toContent(event->position().toPoint());
    const int section = tiles().headingAt(released);
    if (section >= 0
        && (released - *pressedAt).manhattanLength() < QApplication::startDragDistance())
        chooseSection(section, event->modifiers());
}

void GalleryGrid::chooseSection(int section, Qt::KeyboardModifiers modifiers)
{
    const GallerySection &one = m_gallery->sections().at(section);
    const QModelIndex first = model()->index(one.first, 0);
    const QItemSelection all(first, model()->index(one.first + one.count - 1, 0));
    const bool more = modifiers & (Qt::ControlModifier | Qt::ShiftModifier);
    selectionModel()->setCurrentIndex(first, QItemSelectionModel::NoUpdate);
    selectionModel()->select(
        all, more ? QItemSelectionModel::Select : QItemSelectionModel::ClearAndSelect);
}

void GalleryGrid::changeEvent(QEvent *event)
{
    QAbstractItemView::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        rearrange();
}

void GalleryGrid::resizeEvent(QResizeEvent *event)
{
    if (event->oldSize().width() != event->size().width()) {
        // By the layout of before: the viewport has its new size already.
        keepPlace();
        rearrange();
    }
    QAbstractItemView::resizeEvent(event);
    Q_EMIT scrolled();
}

void GalleryGrid::scrollContentsBy(int dx, int dy)
{
    // The rubber band would be copied along.
    if (state() == DragSelectingState)
        viewport()->update();
    else
        viewport()->scroll(dx, dy);
    m_anchor = QModelIndex();
    showScrollChip();
    Q_EMIT scrolled();
}

void GalleryGrid::showScrollChip()
{
    const QModelIndex first = firstVisible();
    if (!verticalScrollBar()->isSliderDown() || !first.isValid()) {
        m_scrollChip->hide();
        return;
    }
    m_scrollChip->setText(m_gallery->placeText(first.row()));
    const int travel = viewport()->height() - m_scrollChip->height();
    const int range = qMax(1, verticalScrollBar()->maximum());
    const auto y = int(qint64{travel} * verticalOffset() / range);
    m_scrollChip->move(viewport()->width() - m_scrollChip->width() - theme::space2, y);
    m_scrollChip->show();
    m_scrollChip->raise();
}

void GalleryGrid::startDrag(Qt::DropActions supportedActions)
{
    const QModelIndexList chosen = selectedIndexes();
    if (chosen.isEmpty())
        return;
    QMimeData *mime = model()->mimeData(chosen);
    if (mime == nullptr)
        return;
    auto *drag = new QDrag(this);
    drag->setMimeData(mime);
    constexpr int dragEdge = 96;
    const auto picture = currentIndex().data(Qt::DecorationRole).value<QPixmap>();
    if (!picture.isNull())
        drag->setPixmap(
            picture.scaled(dragEdge, dragEdge, Qt::KeepAspectRatio, Qt::SmoothTransformation));
    drag->exec(supportedActions, Qt::CopyAction);
}

} // namespace peregrine
