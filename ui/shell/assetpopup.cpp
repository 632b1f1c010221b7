#include "ui/shell/assetpopup.h"

#include "core/base/async.h"
#include "core/library/assetrepository.h"
#include "core/media/thumbnailer.h"
#include "ui/theme/theme.h"

#include <QFileInfo>
#include <QLabel>
#include <QListWidget>
#include <QPainter>
#include <QPainterPath>
#include <QScreen>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace peregrine {

namespace {

/// Of all kinds; those of the one asked for are among them.
constexpr int newestAssets = 400;
constexpr int mostTiles = 60;
constexpr int tileEdge = 92;
constexpr QSize popupSize(356, 330);

/// The picture alone, with a frame around the one that Enter takes.
class TilePainter final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        const QRect frame = option.rect.adjusted(3, 3, -3, -3);
        QPainterPath clip;
        clip.addRoundedRect(QRectF(frame), theme::radiusControl, theme::radiusControl);
        painter->save();
        painter->setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
        painter->setClipPath(clip);
        painter->fillRect(frame, theme::color(theme::Tone::Stage, option.palette));
        index.data(Qt::DecorationRole).value<QIcon>().paint(painter, frame);
        painter->drawText(frame, Qt::AlignCenter | Qt::TextWordWrap, index.data().toString());
        painter->setClipping(false);
        if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver)) {
            painter->setPen(QPen(theme::color(theme::Tone::Accent, option.palette), 2));
            painter->drawPath(clip);
        }
        painter->restore();
    }
};

} // namespace

AssetPopup::AssetPopup(AssetRepository &assets, Thumbnailer &thumbnails, MediaKind kind,
                       QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_thumbnails(thumbnails)
    , m_kind(kind)
    , m_words(new QLabel(tr("Loading…"), this))
    , m_grid(new QListWidget(this))
{
    setObjectName(QStringLiteral("assetPopup"));
    setFrameShape(QFrame::StyledPanel);
    setAttribute(Qt::WA_DeleteOnClose);
    m_grid->setObjectName(QStringLiteral("assetPopupGrid"));
    m_grid->setAccessibleName(tr("Newest results"));
    m_grid->setViewMode(QListView::IconMode);
    m_grid->setResizeMode(QListView::Adjust);
    m_grid->setMovement(QListView::Static);
    m_grid->setUniformItemSizes(true);
    m_grid->setIconSize({tileEdge, tileEdge});
    m_grid->setGridSize({tileEdge + theme::space3, tileEdge + theme::space3});
    m_grid->setFrameShape(QFrame::NoFrame);
    m_grid->setMouseTracking(true);
    m_grid->setItemDelegate(new TilePainter(m_grid));
    m_grid->viewport()->setAutoFillBackground(false);
    m_grid->hide();
    m_words->setAlignment(Qt::AlignCenter);
    m_words->setWordWrap(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme::space2, theme::space2, theme::space2, theme::space2);
    layout->addWidget(m_words, 1);
    layout->addWidget(m_grid, 1);
    const auto take = [this](const QListWidgetItem *item) {
        Q_EMIT chosen(item->data(Qt::UserRole).toString());
        close();
    };
    connect(m_grid, &QListWidget::itemClicked, this, take);
    connect(m_grid, &QListWidget::itemActivated, this, take);
    whenDone(this, assets.newest(newestAssets),
             [this](const Expected<QList<Asset>, Error> &newest) { fill(newest); });
}

void AssetPopup::fill(const Expected<QList<Asset>, Error> &newest)
{
    if (!newest) {
        m_words->setText(newest.error().message);
        return;
    }
    for (const Asset &asset : *newest) {
        const bool fits = m_kind == MediaKind::Other || asset.kind == m_kind;
        if (fits && m_grid->count() < mostTiles && QFileInfo::exists(asset.path))
            addAsset(asset);
    }
    const bool empty = m_grid->count() == 0;
    m_words->setText(tr("The library has no results of this kind yet."));
    m_words->setVisible(empty);
    m_grid->setVisible(!empty);
    if (!empty) {
        m_grid->setCurrentRow(0);
        m_grid->setFocus(Qt::PopupFocusReason);
    }
}

void AssetPopup::addAsset(const Asset &asset)
{
    auto *item = new QListWidgetItem(m_grid);
    item->setData(Qt::UserRole, asset.path);
    item->setData(Qt::AccessibleTextRole, asset.title);
    item->setToolTip(asset.title);
    // The view takes the size of all from the first, which has no picture yet.
    item->setSizeHint({tileEdge + theme::space2, tileEdge + theme::space2});
    item->setIcon(theme::icon(QStringLiteral("image"), theme::Tone::TextMuted));
    const int row = m_grid->count() - 1;
    whenDone(this, m_thumbnails.thumbnail(asset.path, asset.kind),
             [this, row, title = asset.title](const LoadedImage &image) {
                 // Nothing is taken out of the grid while it is up, so the row is still the one.
                 if (image)
                     m_grid->item(row)->setIcon(QPixmap::fromImage(*image));
                 else
                     m_grid->item(row)->setText(title);
             });
}

void AssetPopup::openBeneath(const QWidget &anchor)
{
    resize(popupSize);
    QPoint at = anchor.mapToGlobal(QPoint(0, anchor.height() + 2));
    const QRect room = anchor.screen()->availableGeometry();
    if (at.y() + height() > room.bottom())
        at.setY(std::max(room.top(), anchor.mapToGlobal(QPoint()).y() - height() - 2));
    at.setX(std::clamp(at.x(), room.left(), std::max(room.left(), room.right() - width())));
    move(at);
    show();
}

} // namespace peregrine
