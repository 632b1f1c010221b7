#include "ui/viewer/stage.h"

#include "ui/theme/theme.h"
#include "ui/viewer/assetactions.h"
#include "ui/viewer/assetmime.h"
#include "ui/viewer/assettext.h"
#include "ui/viewer/fileview.h"
#include "ui/viewer/jobview.h"
#include "ui/viewer/pictureview.h"
#include "ui/viewer/playerview.h"
#include "ui/viewer/stagechip.h"
#include "ui/viewer/textview.h"
#include "ui/widgets/messagepage.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QDrag>
#include <QFileInfo>
#include <QKeyEvent>
#include <QMenu>
#include <QMimeData>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace peregrine {

Stage::Stage(Thumbnailer &thumbnailer, QWidget *parent)
    : QWidget(parent)
    , m_actions(new AssetActions(thumbnailer, this))
    , m_picture(new PictureView(thumbnailer))
    , m_player(new PlayerView(thumbnailer))
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Stage"));
    makePages();
    makeActions();
    connectPages();
    clear();
}

Stage::~Stage() = default;

void Stage::makePages()
{
    m_empty = new MessagePage;
    setEmptyText(tr("Your results appear here"),
                 tr("Write what you want to see at the left and press Generate."));
    m_text = new TextView;
    m_file = new FileView;
    m_job = new JobView;

    auto *screen = new QWidget(this);
    m_pages = new QStackedLayout(screen);
    m_pages->setContentsMargins(0, 0, 0, 0);
    const QList<QWidget *> pages{m_empty, m_picture, m_player, m_text, m_file, m_job};
    for (QWidget *page : pages)
        m_pages->addWidget(page);
    screen->setAutoFillBackground(true);
    m_chip = new StageChip(screen);
    m_chip->setText(tr("Local preview, not a model's work"));
    m_chip->move(theme::space3, theme::space3);
    m_chip->hide();
}

void Stage::makeActions()
{
    m_zoom.in = addZoom(tr("Zoom in"), QStringLiteral("zoom-in"),
                        QKeySequence(Qt::CTRL | Qt::Key_Plus), &PictureView::zoomIn);
    m_zoom.in->setShortcuts({QKeySequence(Qt::CTRL | Qt::Key_Plus),
                             QKeySequence(Qt::CTRL | Qt::Key_Equal), QKeySequence(Qt::Key_Plus)});
    m_zoom.out = addZoom(tr("Zoom out"), QStringLiteral("zoom-out"),
                         QKeySequence(Qt::CTRL | Qt::Key_Minus), &PictureView::zoomOut);
    m_zoom.out->setShortcuts({QKeySequence(Qt::CTRL | Qt::Key_Minus), QKeySequence(Qt::Key_Minus)});
    m_zoom.fit = addZoom(tr("Show all of it"), QStringLiteral("zoom-fit"),
                         QKeySequence(Qt::CTRL | Qt::Key_0), &PictureView::fit);
    m_zoom.actualSize = addZoom(tr("100 %"), QStringLiteral("zoom-actual"),
                                QKeySequence(Qt::CTRL | Qt::Key_1), &PictureView::actualSize);
    m_zoom.fill = addZoom(tr("Fill the stage"), QStringLiteral("zoom-fit"),
                          QKeySequence(Qt::CTRL | Qt::Key_2), &PictureView::fill);

    m_details = new QAction(theme::icon(QStringLiteral("details")), tr("Details"), this);
    m_details->setCheckable(true);
    m_details->setShortcut(QKeySequence(Qt::Key_I));
    m_details->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_details->setToolTip(tr("Details (%1)").arg(m_details->shortcut().toString()));
    addAction(m_details);
    m_actions->attachTo(this);

    m_bar = new StageBar(*m_actions, m_zoom, m_details, this);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_pages->parentWidget(), 1);
    layout->addWidget(m_bar);
}

QAction *Stage::addZoom(const QString &text, const QString &icon, const QKeySequence &shortcut,
                        void (PictureView::*slot)())
{
    auto *action = new QAction(theme::icon(icon), text, this);
    action->setShortcut(shortcut);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    //: tool tip of a button: what it does (its shortcut)
    action->setToolTip(tr("%1 (%2)").arg(text, shortcut.toString(QKeySequence::NativeText)));
    connect(action, &QAction::triggered, m_picture, slot);
    addAction(action);
    return action;
}

void Stage::connectPages()
{
    connect(m_actions, &AssetActions::reuseRequested, this, &Stage::reuseRequested);
    connect(m_actions, &AssetActions::deleteRequested, this, &Stage::deleteRequested);
    connect(m_actions, &AssetActions::judgeRequested, this, &Stage::judgeRequested);
    connect(m_actions, &AssetActions::noticed, this, &Stage::noticed);
    connect(m_actions, &AssetActions::failed, this, &Stage::failed);
    connect(m_details, &QAction::toggled, this, &Stage::detailsToggled);

    connect(m_picture, &PictureView::zoomChanged, this, [this] {
        m_bar->setScale(m_picture->scale());
        showInfo();
    });
    connect(m_picture, &PictureView::failed, this, &Stage::showFailed);
    connect(m_picture, &PictureView::dragRequested, this, &Stage::startDrag);
    connect(m_player, &PlayerView::dragRequested, this, &Stage::startDrag);
    connect(m_player, &PlayerView::openExternallyRequested, m_actions->openExternally(),
            &QAction::trigger);
    connect(m_text, &TextView::failed, this, &Stage::showFailed);
    connect(m_file, &FileView::openExternallyRequested, m_actions->openExternally(),
            &QAction::trigger);
    connect(m_file, &FileView::showInFolderRequested, m_actions->showInFolder(), &QAction::trigger);

    connect(m_job, &JobView::retryRequested, this, &Stage::retryRequested);
    connect(m_job, &JobView::cancelRequested, this, &Stage::cancelRequested);
    connect(m_job, &JobView::askAgainRequested, this, &Stage::askAgainRequested);
    connect(m_job, &JobView::giveUpRequested, this, &Stage::giveUpRequested);
}

void Stage::showAsset(const Asset &asset)
{
    if (m_asset == asset)
        return;
    stopContent();
    m_asset = asset;
    m_jobId = {};
    m_actions->setAssets({asset});
    m_chip->setVisible(assettext::isLocalPreview(asset.endpoint));
    switch (asset.kind) {
    case MediaKind::Image:
        m_picture->load(asset);
        showPage(m_picture);
        break;
    case MediaKind::Video:
    case MediaKind::Audio:
        m_player->open(asset);
        showPage(m_player);
        break;
    case MediaKind::Text:
        // Texts begin where the chip lies.
        m_text->setContentsMargins(
            0, m_chip->isHidden() ? 0 : m_chip->geometry().bottom() + theme::space2, 0, 0);
        m_text->load(asset);
        showPage(m_text);
        break;
    case MediaKind::Model3d:
    case MediaKind::Other:
        m_file->setAsset(asset);
        showPage(m_file);
        break;
    }
}

void Stage::updateAsset(const Asset &asset)
{
    if (!m_asset || m_asset->id != asset.id)
        return;
    if (m_asset->path != asset.path) {
        showAsset(asset);
        return;
    }
    m_asset = asset;
    m_actions->setAssets({asset});
}

void Stage::showJob(const Job &job)
{
    const bool same = m_jobId == job.id && m_pages->currentWidget() == m_job;
    m_job->setJob(job);
    if (same)
        return;
    stopContent();
    m_asset.reset();
    m_jobId = job.id;
    m_actions->setAssets({});
    m_chip->hide();
    showPage(m_job);
}

void Stage::clear()
{
    stopContent();
    m_asset.reset();
    m_jobId = {};
    m_actions->setAssets({});
    m_chip->hide();
    showPage(m_empty);
}

void Stage::setDetails(const Job &job)
{
    m_actions->setJob(job);
}

void Stage::setEmptyText(const QString &title, const QString &text)
{
    m_empty->setContent(QStringLiteral("image"), title, text);
}

void Stage::stopContent()
{
    m_picture->clear();
    m_player->close();
    m_text->clear();
}

void Stage::showPage(QWidget *page)
{
    // Whoever looks at results by keyboard goes on doing so on the next one.
    const QWidget *focused = focusWidget();
    const bool hadFocus = focused && focused->hasFocus() && m_pages->currentWidget()
        && (focused == m_pages->currentWidget() || m_pages->currentWidget()->isAncestorOf(focused));
    m_pages->setCurrentWidget(page);
    const bool isPicture = page == m_picture;
    m_bar->setVisible(m_asset.has_value());
    m_bar->setZoomVisible(isPicture);
    for (QAction *action : {m_zoom.in, m_zoom.out, m_zoom.fit, m_zoom.fill, m_zoom.actualSize})
        action->setEnabled(isPicture);
    const bool focusable = page->focusPolicy() != Qt::NoFocus || page->focusProxy();
    setFocusProxy(focusable ? page : nullptr);
    if (hadFocus)
        setFocus();
    m_chip->raise();
    showInfo();
}

void Stage::showFailed(const QString &reason)
{
    if (!m_asset)
        return;
    m_file->setFailed(*m_asset, reason);
    showPage(m_file);
}

void Stage::showInfo()
{
    if (!m_asset) {
        m_bar->setInfo({});
        return;
    }
    QStringList parts;
    const QSize size = m_asset->size.isValid() ? m_asset->size : m_picture->pictureSize();
    if (const QString pixels = assettext::pixels(size); !pixels.isEmpty())
        parts.append(pixels);
    parts.append(assettext::bytes(m_asset->bytes));
    m_bar->setInfo(parts.join(QStringLiteral("  ·  ")));
}

void Stage::startDrag()
{
    if (!m_asset)
        return;
    auto *drag = new QDrag(this);
    drag->setMimeData(mimeDataOf({*m_asset}));
    drag->exec(Qt::CopyAction);
}

void Stage::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Up:
    case Qt::Key_PageUp:
        Q_EMIT previousRequested();
        break;
    case Qt::Key_Right:
    case Qt::Key_Down:
    case Qt::Key_PageDown:
        Q_EMIT nextRequested();
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

void Stage::contextMenuEvent(QContextMenuEvent *event)
{
    if (!m_asset)
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    m_actions->fillMenu(menu);
    menu->popup(event->globalPos());
}

} // namespace peregrine
