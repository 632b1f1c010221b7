#include "ui/gallery/hoverplayer.h"

#include "core/jobs/asset.h"
#include "ui/gallery/gallerymodel.h"
#include "ui/theme/theme.h"
#include "ui/viewer/videosurface.h"

#include <QAbstractItemView>
#include <QEvent>
#include <QMediaPlayer>
#include <QMouseEvent>
#include <QScrollBar>
#include <QUrl>

#include <utility>

namespace peregrine {

namespace {

constexpr int restMs = 350;

} // namespace

HoverPlayer::HoverPlayer(QAbstractItemView *view)
    : QObject(view)
    , m_view(view)
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(restMs);
    connect(&m_rest, &QTimer::timeout, this, &HoverPlayer::start);
    connect(view->verticalScrollBar(), &QScrollBar::valueChanged, this, &HoverPlayer::stop);
    view->viewport()->installEventFilter(this);
}

bool HoverPlayer::isPlaying() const
{
    return m_surface && m_surface->hasFrame();
}

bool HoverPlayer::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::MouseMove: {
        const auto *move = static_cast<QMouseEvent *>(event);
        hover(move->buttons() == Qt::NoButton ? m_view->indexAt(move->position().toPoint())
                                              : QModelIndex());
        break;
    }
    case QEvent::Leave:
    case QEvent::Hide:
    case QEvent::Resize:
    case QEvent::MouseButtonPress:
        stop();
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

void HoverPlayer::hover(const QModelIndex &index)
{
    if (index == m_index && index.isValid())
        return;
    stop();
    if (index.data(GalleryModel::AssetRole).value<Asset>().kind != MediaKind::Video)
        return;
    m_index = index;
    m_rest.start();
}

void HoverPlayer::stop()
{
    m_rest.stop();
    m_index = QModelIndex();
    // Not at once: this may be within a signal of either.
    if (m_player != nullptr) {
        m_player->setVideoSink(nullptr);
        std::exchange(m_player, nullptr)->deleteLater();
    }
    if (m_surface) {
        m_surface->hide();
        m_surface->deleteLater();
        m_surface.clear();
    }
}

void HoverPlayer::start()
{
    if (!m_index.isValid())
        return;
    const auto asset = m_index.data(GalleryModel::AssetRole).value<Asset>();
    m_surface = new VideoSurface(m_view->viewport());
    m_surface->setMinimumSize(0, 0);
    m_surface->setAttribute(Qt::WA_TransparentForMouseEvents);
    constexpr int margin = theme::space1 + 1;
    const QRect box = m_view->visualRect(m_index).adjusted(margin, margin, -margin, -margin);
    QSize fitted = asset.size.isEmpty() ? box.size() : asset.size;
    fitted.scale(box.size(), Qt::KeepAspectRatio);
    QRect place(QPoint(), fitted);
    place.moveCenter(box.center());
    m_surface->setGeometry(place);
    // Hidden until there is a frame: the thumbnail stays meanwhile.
    m_surface->hide();
    m_player = new QMediaPlayer(this);
    m_player->setVideoSink(m_surface->sink());
    m_player->setLoops(QMediaPlayer::Infinite);
    connect(m_surface->sink(), &QVideoSink::videoFrameChanged, m_surface,
            [surface = m_surface.data()](const QVideoFrame &frame) {
                if (frame.isValid())
                    surface->show();
            });
    // The tile may stand elsewhere then, or be gone.
    const QAbstractItemModel *model = m_view->model();
    connect(model, &QAbstractItemModel::rowsInserted, m_player, [this] { stop(); });
    connect(model, &QAbstractItemModel::rowsRemoved, m_player, [this] { stop(); });
    connect(model, &QAbstractItemModel::layoutChanged, m_player, [this] { stop(); });
    connect(model, &QAbstractItemModel::modelReset, m_player, [this] { stop(); });
    m_player->setSource(QUrl::fromLocalFile(asset.path));
    m_player->play();
}

} // namespace peregrine
