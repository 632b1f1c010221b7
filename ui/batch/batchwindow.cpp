#include "ui/batch/batchwindow.h"

#include "core/base/async.h"
#include "core/batch/valuetext.h"
#include "core/media/filenames.h"
#include "core/media/thumbnailer.h"
#include "ui/batch/batchgridmodel.h"
#include "ui/batch/gridbar.h"
#include "ui/batch/gridexport.h"
#include "ui/batch/gridview.h"
#include "ui/theme/theme.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/tonelabel.h"

#include <QAction>
#include <QClipboard>
#include <QDir>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QMenu>
#include <QPixmap>
#include <QShowEvent>
#include <QStandardPaths>
#include <QVBoxLayout>
#include <QtConcurrent/QtConcurrentRun>

#include <utility>

namespace peregrine {

namespace {

using State = GridCell::State;

/// The longest edge of a cell in a saved picture, where there is room.
constexpr int savedEdge = 768;
constexpr int copiedEdge = 320;

} // namespace

BatchWindow::BatchWindow(Thumbnailer &thumbnails, Dialogs &dialogs, QWidget *parent)
    : QWidget(parent, Qt::Window)
    , m_thumbnails(thumbnails)
    , m_dialogs(dialogs)
    , m_model(new BatchGridModel(this))
    , m_view(new GridView(*m_model, this))
    , m_bar(new GridBar(this))
    , m_counts(new QLabel(this))
    , m_news(new ToneLabel(theme::Tone::TextMuted, this))
    , m_closed(std::make_shared<std::atomic_bool>(false))
{
    setObjectName(QStringLiteral("batchWindow"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(1000, 720);
    setMinimumHeight(320);
    makeActions();
    build();
    connectView();
}

BatchWindow::~BatchWindow()
{
    *m_closed = true;
}

QAction *BatchWindow::addAction(const QString &name, const QString &icon, const QString &text,
                                const QKeySequence &shortcut, void (BatchWindow::*slot)())
{
    auto *action = new QAction(text, this);
    if (!icon.isEmpty())
        action->setIcon(theme::icon(icon));
    action->setObjectName(name);
    action->setShortcut(shortcut);
    QWidget::addAction(action);
    connect(action, &QAction::triggered, this, slot);
    return action;
}

void BatchWindow::makeActions()
{
    m_save = addAction(QStringLiteral("gridSave"), QStringLiteral("save"), tr("&Save as picture…"),
                       QKeySequence::Save, &BatchWindow::save);
    m_copy = addAction(QStringLiteral("gridCopy"), QStringLiteral("copy"), tr("&Copy picture"),
                       QKeySequence::Copy, &BatchWindow::copy);
    m_reuse = addAction(QStringLiteral("gridReuse"), QStringLiteral("reuse"),
                        tr("&Use these inputs"), QKeySequence(Qt::Key_R), &BatchWindow::reuse);
    m_retry = addAction(QStringLiteral("gridRetry"), QStringLiteral("retry"),
                        tr("Retry the &failed ones"), {}, &BatchWindow::retryFailed);
    m_cancel = addAction(QStringLiteral("gridCancel"), QStringLiteral("stop"),
                         tr("Cancel the &rest"), {}, &BatchWindow::cancelRest);
    addAction(QStringLiteral("gridNext"), {}, tr("Next page"),
              QKeySequence(Qt::CTRL | Qt::Key_PageDown), &BatchWindow::nextPage);
    addAction(QStringLiteral("gridPrevious"), {}, tr("Previous page"),
              QKeySequence(Qt::CTRL | Qt::Key_PageUp), &BatchWindow::previousPage);
    addAction(QStringLiteral("gridZoomIn"), {}, tr("Larger"), QKeySequence::ZoomIn,
              &BatchWindow::zoomIn);
    addAction(QStringLiteral("gridZoomOut"), {}, tr("Smaller"), QKeySequence::ZoomOut,
              &BatchWindow::zoomOut);
    m_fit =
        addAction(QStringLiteral("gridFit"), QStringLiteral("zoom-fit"), tr("All in the window"),
                  QKeySequence(Qt::CTRL | Qt::Key_0), &BatchWindow::fit);
    addAction(QStringLiteral("gridClose"), {}, tr("Close"), QKeySequence::Close,
              &BatchWindow::leave);
}

void BatchWindow::build()
{
    m_bar->addAction(m_fit, false);
    m_bar->addAction(m_copy, false);
    m_bar->addAction(m_save, true);
    m_counts->setObjectName(QStringLiteral("gridCounts"));
    m_counts->setTextFormat(Qt::PlainText);
    m_news->setObjectName(QStringLiteral("gridNews"));
    m_news->setTextFormat(Qt::PlainText);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(theme::space3, theme::space1, theme::space3, theme::space2);
    foot->addWidget(m_counts);
    foot->addStretch(1);
    foot->addWidget(m_news);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_bar);
    layout->addWidget(m_view, 1);
    layout->addLayout(foot);
    m_bar->setEdge(m_view->edge());
    m_view->setFocus();
}

void BatchWindow::connectView()
{
    connect(m_bar, &GridBar::arrangementChosen, m_model, &BatchGridModel::setArrangement);
    connect(m_bar, &GridBar::edgeChosen, m_view, &GridView::setEdge);
    connect(m_view, &GridView::edgeChanged, m_bar, &GridBar::setEdge);
    connect(m_view, &GridView::currentCellChanged, this, &BatchWindow::announceCurrent);
    connect(m_view, &QAbstractItemView::activated, this, [this](const QModelIndex &index) {
        const GridCell cell = m_model->cell(index);
        if (!cell.job.isEmpty())
            Q_EMIT jobActivated(cell.job, cell.asset ? cell.asset->id : AssetId());
    });
    connect(m_view, &QWidget::customContextMenuRequested, this, &BatchWindow::openMenu);
    connect(m_model, &BatchGridModel::countsChanged, this, &BatchWindow::showCounts);
    // Asked for while the view paints; answered after that.
    connect(m_model, &BatchGridModel::thumbnailWanted, this, &BatchWindow::wantThumbnail,
            Qt::QueuedConnection);
}

void BatchWindow::setContent(const BatchContent &content)
{
    m_model->setContent(content);
    m_bar->setPlan(content.batch.plan, m_model->arrangement());
    //: the title of a window with a batch of jobs
    setWindowTitle(tr("%1 – batch").arg(labelOfValue(content.batch.title)));
    m_view->setCurrentIndex(m_model->index(0, 0));
}

BatchId BatchWindow::batch() const
{
    return m_model->batch().id;
}

void BatchWindow::update(const QList<Job> &jobs)
{
    m_model->update(jobs);
}

void BatchWindow::addAssets(const QList<Asset> &assets)
{
    m_model->addAssets(assets);
}

void BatchWindow::removeAssets(const QList<AssetId> &ids)
{
    m_model->removeAssets(ids);
}

void BatchWindow::wantThumbnail(const Asset &asset)
{
    whenDone(this, m_thumbnails.thumbnail(asset.path, asset.kind),
             [this, id = asset.id](const LoadedImage &image) {
                 if (image)
                     m_model->setThumbnail(id, QPixmap::fromImage(*image));
             });
}

void BatchWindow::showCounts()
{
    const BatchGridModel::Counts &counts = m_model->counts();
    QStringList words{tr("%n job(s)", nullptr, counts.all)};
    const auto add = [&words](int count, const QString &text) {
        if (count > 0)
            words.append(text);
    };
    add(counts.done, tr("%n done", nullptr, counts.done));
    add(counts.running, tr("%n running", nullptr, counts.running));
    add(counts.waiting, tr("%n waiting", nullptr, counts.waiting));
    add(counts.failed, tr("%n failed", nullptr, counts.failed));
    add(counts.canceled, tr("%n canceled", nullptr, counts.canceled));
    add(counts.unknown, tr("%n unknown", nullptr, counts.unknown));
    m_counts->setText(words.join(QStringLiteral("  ·  ")));
    m_retry->setEnabled(counts.failed + counts.canceled > 0);
    m_cancel->setEnabled(counts.waiting + counts.running > 0);
}

void BatchWindow::announceCurrent()
{
    const GridCell cell = m_model->cell(m_view->currentIndex());
    m_reuse->setEnabled(!cell.job.isEmpty());
    if (!cell.job.isEmpty() && isVisible())
        Q_EMIT jobChosen(cell.job, cell.asset ? cell.asset->id : AssetId());
}

void BatchWindow::openMenu(const QPoint &point)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(m_reuse);
    menu->addSeparator();
    menu->addAction(m_retry);
    menu->addAction(m_cancel);
    menu->addSeparator();
    menu->addAction(m_copy);
    menu->addAction(m_save);
    menu->popup(m_view->viewport()->mapToGlobal(point));
}

void BatchWindow::reuse()
{
    const GridCell cell = m_model->cell(m_view->currentIndex());
    if (!cell.job.isEmpty())
        Q_EMIT reuseRequested(cell.job);
}

void BatchWindow::retryFailed()
{
    const QList<JobId> ids = m_model->jobsIn({State::Failed, State::Canceled});
    if (!ids.isEmpty())
        Q_EMIT retryRequested(ids);
}

void BatchWindow::cancelRest()
{
    const QList<JobId> ids = m_model->jobsIn({State::Waiting, State::Running});
    if (!ids.isEmpty())
        Q_EMIT cancelRequested(ids);
}

void BatchWindow::nextPage()
{
    m_bar->turnPage(1);
}

void BatchWindow::previousPage()
{
    m_bar->turnPage(-1);
}

void BatchWindow::zoomIn()
{
    m_view->setEdge(m_view->edge() * 5 / 4);
}

void BatchWindow::zoomOut()
{
    m_view->setEdge(m_view->edge() * 4 / 5);
}

void BatchWindow::fit()
{
    m_view->fit();
}

void BatchWindow::leave()
{
    close();
}

void BatchWindow::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    // Once the layout has given the view its size.
    if (!std::exchange(m_isFitted, true))
        QMetaObject::invokeMethod(this, &BatchWindow::fit, Qt::QueuedConnection);
}

void BatchWindow::say(const QString &words)
{
    m_news->setText(words);
}

void BatchWindow::save()
{
    const QString name = safeFileText(m_model->batch().title, tr("Batch")) + QStringLiteral(".png");
    const QDir pictures(QStandardPaths::writableLocation(QStandardPaths::PicturesLocation));
    m_dialogs.saveFile(this, tr("Save the grid as a picture"), pictures.filePath(name),
                       tr("PNG (*.png);;JPEG (*.jpg);;WebP (*.webp)"), [this](const QString &path) {
                           if (!path.isEmpty())
                               saveTo(path);
                       });
}

void BatchWindow::saveTo(const QString &path)
{
    if (std::exchange(m_isDrawing, true))
        return;
    say(tr("Drawing the grid…"));
    const auto saving =
        QtConcurrent::run([grid = gridPictureOf(*m_model, font(), palette()), path,
                           closed = m_closed] { return saveGrid(grid, savedEdge, path, *closed); });
    whenDone(this, saving, [this, path](const Expected<Done, Error> &saved) {
        m_isDrawing = false;
        say(saved ? tr("Saved as %1.").arg(QFileInfo(path).fileName()) : saved.error().message);
    });
}

void BatchWindow::copy()
{
    if (std::exchange(m_isDrawing, true))
        return;
    say(tr("Drawing the grid…"));
    const auto drawing =
        QtConcurrent::run([grid = gridPictureOf(*m_model, font(), palette()), closed = m_closed] {
            return drawGrid(grid, copiedEdge, *closed);
        });
    whenDone(this, drawing, [this](const Expected<QImage, Error> &image) {
        m_isDrawing = false;
        if (image)
            QGuiApplication::clipboard()->setImage(*image);
        say(image ? tr("The grid is in the clipboard.") : image.error().message);
    });
}

} // namespace peregrine
