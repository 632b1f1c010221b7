#include "ui/gallery/filmstrip.h"

#include "core/base/async.h"
#include "core/library/assetrepository.h"
#include "ui/gallery/gallerymodel.h"
#include "ui/gallery/tiledelegate.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QWheelEvent>

namespace peregrine {

namespace {

constexpr qint64 thumbnailBytes = 16 * 1024 * 1024;

} // namespace

Filmstrip::Filmstrip(AssetRepository &repository, Thumbnailer &thumbnailer, QWidget *parent)
    : QListView(parent)
    , m_repository(repository)
    , m_model(new GalleryModel(repository, thumbnailer, thumbnailBytes, this))
{
    auto *delegate = new TileDelegate(this);
    const int edge = stripHeight - 2 * theme::space1;
    delegate->setTileEdge(edge);
    setItemDelegate(delegate);
    setModel(m_model);
    setFlow(QListView::LeftToRight);
    setWrapping(false);
    setUniformItemSizes(true);
    setGridSize({edge, edge});
    setSelectionMode(QAbstractItemView::SingleSelection);
    setDragEnabled(true);
    setDragDropMode(QAbstractItemView::DragOnly);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(QFrame::NoFrame);
    // Quiet: the strip has the window's ground.
    viewport()->setBackgroundRole(QPalette::Window);
    setMouseTracking(true);
    setFixedHeight(stripHeight);
    setAccessibleName(tr("Recent results"));
    connect(m_model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) {
                if (m_model->rowCount() == last - first + 1)
                    Q_EMIT filled();
            });
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] {
        if (m_model->rowCount() > 0)
            Q_EMIT filled();
    });
    connect(this, &QListView::activated, this, [this](const QModelIndex &index) {
        Q_EMIT assetActivated(m_model->idAt(index.row()));
    });
}

Filmstrip::~Filmstrip()
{
    m_choice.cancel();
}

void Filmstrip::reload()
{
    m_model->reload();
}

void Filmstrip::addAssets(const QList<Asset> &assets)
{
    m_model->addAssets(assets);
}

void Filmstrip::removeAssets(const QList<AssetId> &ids)
{
    m_model->removeAssets(ids);
}

void Filmstrip::setCurrentAsset(const AssetId &id)
{
    const QScopedValueRollback silent(m_silent, true);
    const int row = m_model->rowOf(id);
    if (row < 0) {
        clearSelection();
        setCurrentIndex({});
        return;
    }
    setCurrentIndex(m_model->index(row));
    scrollTo(m_model->index(row));
}

void Filmstrip::step(int direction)
{
    const int count = m_model->rowCount();
    if (count == 0)
        return;
    const int row = currentIndex().isValid() ? currentIndex().row() + direction : 0;
    setCurrentIndex(m_model->index(qBound(0, row, count - 1)));
}

Asset Filmstrip::currentAsset() const
{
    return m_model->assetAt(currentIndex().row());
}

QSize Filmstrip::sizeHint() const
{
    return {6 * stripHeight, stripHeight};
}

QSize Filmstrip::minimumSizeHint() const
{
    return {stripHeight, stripHeight};
}

void Filmstrip::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QListView::currentChanged(current, previous);
    if (!m_silent && current.isValid())
        tellChosen(current.row());
}

void Filmstrip::tellChosen(int row)
{
    m_choice.cancel();
    if (m_model->isLoaded(row)) {
        Q_EMIT assetChosen(m_model->assetAt(row));
        return;
    }
    m_choice = m_repository.load({m_model->idAt(row)});
    whenDone(this, m_choice, [this](const Expected<QList<Asset>, Error> &loaded) {
        if (loaded && !loaded->isEmpty())
            Q_EMIT assetChosen(loaded->constFirst());
    });
}

void Filmstrip::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left:
        step(-1);
        return;
    case Qt::Key_Right:
        step(1);
        return;
    default:
        QListView::keyPressEvent(event);
    }
}

void Filmstrip::wheelEvent(QWheelEvent *event)
{
    // Most wheels turn one way only, and so does the strip.
    const QPoint turned = event->angleDelta();
    const int delta = turned.x() != 0 ? turned.x() : turned.y();
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() - delta);
    event->accept();
}

void Filmstrip::focusInEvent(QFocusEvent *event)
{
    // Views make their first row current then; nobody has chosen it.
    const QScopedValueRollback silent(m_silent, true);
    QListView::focusInEvent(event);
}

void Filmstrip::showEvent(QShowEvent *event)
{
    QListView::showEvent(event);
    m_model->load();
}

} // namespace peregrine
