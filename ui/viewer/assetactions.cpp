#include "ui/viewer/assetactions.h"

#include "core/base/async.h"
#include "core/media/thumbnailer.h"
#include "ui/theme/theme.h"
#include "ui/viewer/assetmime.h"
#include "ui/viewer/judgeactions.h"

#include <QAction>
#include <QClipboard>
#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMenu>
#include <QMimeData>
#include <QStandardPaths>
#include <QUrl>

namespace peregrine {

AssetActions::AssetActions(Thumbnailer &thumbnailer, QWidget *window)
    : QObject(window)
    , m_thumbnailer(thumbnailer)
    , m_window(window)
    , m_judging(new JudgeActions(this))
{
    m_reuse = add(tr("Use inputs again"), QStringLiteral("reuse"), QKeySequence(Qt::Key_R),
                  &AssetActions::askForReuse);
    m_reuseWithSeed = add(tr("Use inputs and seed again"), QStringLiteral("dice"),
                          QKeySequence(Qt::Key_A), &AssetActions::askForReuseWithSeed);
    m_copyPicture = add(tr("Copy"), QStringLiteral("copy"), QKeySequence(QKeySequence::Copy),
                        &AssetActions::copyToClipboard);
    m_copyPrompt =
        add(tr("Copy prompt"), QStringLiteral("text"),
            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C), &AssetActions::copyPromptText);
    m_copySeed = add(tr("Copy seed"), QStringLiteral("dice"),
                     QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_C), &AssetActions::copySeedText);
    m_saveAs = add(tr("Save a copy as…"), QStringLiteral("save"), QKeySequence(QKeySequence::Save),
                   &AssetActions::askWhereToSave);
    m_showInFolder =
        add(tr("Show in folder"), QStringLiteral("folder"),
            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F), &AssetActions::revealFiles);
    m_openExternally = add(tr("Open with the system's program"), QStringLiteral("external"),
                           QKeySequence(QKeySequence::Open), &AssetActions::openFiles);
    m_remove = add(tr("Delete to trash"), QStringLiteral("trash"), QKeySequence(Qt::Key_Delete),
                   &AssetActions::askForRemoval);

    connect(&m_copier, &FileCopier::copied, this, [this](const QString &path) {
        Q_EMIT noticed(tr("Saved as \"%1\".").arg(QDir::toNativeSeparators(path)));
    });
    connect(&m_copier, &FileCopier::failed, this, &AssetActions::failed);
    connect(m_judging, &JudgeActions::judgeRequested, this, &AssetActions::judgeRequested);
    connect(&m_revealer, &FileRevealer::failed, this, &AssetActions::failed);
    update();
}

QAction *AssetActions::add(const QString &text, const QString &icon, const QKeySequence &shortcut,
                           void (AssetActions::*slot)())
{
    auto *action = new QAction(theme::icon(icon), text, this);
    action->setShortcut(shortcut);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    QString bare = text;
    bare.remove(QChar(u'…'));
    //: tool tip of a button: what it does (its shortcut)
    action->setToolTip(tr("%1 (%2)").arg(bare, shortcut.toString(QKeySequence::NativeText)));
    connect(action, &QAction::triggered, this, slot);
    m_all.append(action);
    return action;
}

void AssetActions::setAssets(const QList<Asset> &assets)
{
    const bool sameJob = !assets.isEmpty() && m_job && m_job->id == assets.constFirst().job;
    m_assets = assets;
    if (!sameJob)
        m_job.reset();
    m_judging->setAssets(assets);
    update();
}

void AssetActions::setUnread(const QList<Asset> &assets)
{
    setAssets({});
    m_judging->setAssets(assets);
}

void AssetActions::setJob(const std::optional<Job> &job)
{
    const bool fits = job && !m_assets.isEmpty() && job->id == m_assets.constFirst().job;
    m_job = fits ? job : std::nullopt;
    update();
}

void AssetActions::attachTo(QWidget *widget)
{
    widget->addActions(m_all);
    m_judging->attachTo(widget);
}

void AssetActions::fillMenu(QMenu *menu) const
{
    menu->addAction(m_openExternally);
    menu->addAction(m_showInFolder);
    menu->addSeparator();
    menu->addAction(m_copyPicture);
    menu->addAction(m_copyPrompt);
    menu->addAction(m_copySeed);
    menu->addAction(m_saveAs);
    menu->addSeparator();
    menu->addAction(m_reuse);
    menu->addAction(m_reuseWithSeed);
    menu->addSeparator();
    m_judging->fillMenu(menu);
    menu->addSeparator();
    menu->addAction(m_remove);
}

void AssetActions::update()
{
    const bool any = !m_assets.isEmpty();
    const bool one = m_assets.size() == 1;
    m_copyPicture->setText(one && m_assets.constFirst().kind == MediaKind::Image
                               ? tr("Copy picture")
                               : tr("Copy %n file(s)", nullptr, int(m_assets.size())));
    m_copyPicture->setEnabled(any);
    m_copyPrompt->setEnabled(one && !m_assets.constFirst().title.isEmpty());
    m_copySeed->setEnabled(one && m_job && m_job->seed());
    m_saveAs->setEnabled(any);
    m_showInFolder->setEnabled(any);
    m_openExternally->setEnabled(one);
    m_reuse->setEnabled(one);
    m_reuseWithSeed->setEnabled(one);
    m_remove->setEnabled(any);
}

void AssetActions::copyToClipboard()
{
    if (m_assets.isEmpty())
        return;
    const QList<Asset> assets = m_assets;
    const quint64 question = ++m_copyQuestion;
    QGuiApplication::clipboard()->setMimeData(mimeDataOf(assets));
    if (assets.size() > 1 || assets.constFirst().kind != MediaKind::Image) {
        Q_EMIT noticed(tr("%n file(s) copied.", nullptr, int(assets.size())));
        return;
    }
    whenDone(this, m_thumbnailer.picture(assets.constFirst().path),
             [this, assets, question](const LoadedImage &image) {
                 if (question != m_copyQuestion)
                     return;
                 if (!image) {
                     Q_EMIT failed(image.error().message);
                     return;
                 }
                 QMimeData *mime = mimeDataOf(assets);
                 mime->setImageData(*image);
                 QGuiApplication::clipboard()->setMimeData(mime);
                 Q_EMIT noticed(tr("Picture copied."));
             });
}

void AssetActions::copyPromptText()
{
    if (m_assets.isEmpty())
        return;
    QGuiApplication::clipboard()->setText(m_job ? m_job->title() : m_assets.constFirst().title);
    Q_EMIT noticed(tr("Prompt copied."));
}

void AssetActions::copySeedText()
{
    if (!m_job || !m_job->seed())
        return;
    QGuiApplication::clipboard()->setText(QString::number(*m_job->seed()));
    Q_EMIT noticed(tr("Seed copied."));
}

void AssetActions::askWhereToSave()
{
    if (m_assets.isEmpty())
        return;
    const bool one = m_assets.size() == 1;
    auto *dialog =
        new QFileDialog(m_window, one ? tr("Save a copy") : tr("Choose a folder for the copies"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::PicturesLocation);
    dialog->setDirectory(folder.isEmpty() ? QDir::homePath() : folder);
    if (one) {
        dialog->setAcceptMode(QFileDialog::AcceptSave);
        dialog->selectFile(QFileInfo(m_assets.constFirst().path).fileName());
        dialog->setDefaultSuffix(QFileInfo(m_assets.constFirst().path).suffix());
    } else {
        dialog->setFileMode(QFileDialog::Directory);
    }
    connect(dialog, &QFileDialog::fileSelected, this, &AssetActions::saveTo);
    dialog->open();
}

void AssetActions::saveTo(const QString &path)
{
    if (m_assets.size() == 1) {
        m_copier.copy(m_assets.constFirst().path, path);
        return;
    }
    const QDir folder(path);
    for (const Asset &asset : std::as_const(m_assets))
        m_copier.copy(asset.path, folder.filePath(QFileInfo(asset.path).fileName()));
}

void AssetActions::revealFiles()
{
    QStringList paths;
    for (const Asset &asset : std::as_const(m_assets))
        paths.append(asset.path);
    m_revealer.reveal(paths);
}

void AssetActions::openFiles()
{
    if (m_assets.isEmpty())
        return;
    const QString path = m_assets.constFirst().path;
    if (!QFileInfo::exists(path)) {
        Q_EMIT failed(tr("The file \"%1\" is gone.").arg(QDir::toNativeSeparators(path)));
    } else if (!QDesktopServices::openUrl(QUrl::fromLocalFile(path))) {
        Q_EMIT failed(
            tr("The system has no program that opens \"%1\".").arg(QFileInfo(path).fileName()));
    }
}

void AssetActions::askForReuse()
{
    if (!m_assets.isEmpty())
        Q_EMIT reuseRequested(m_assets.constFirst().id, false);
}

void AssetActions::askForReuseWithSeed()
{
    if (!m_assets.isEmpty())
        Q_EMIT reuseRequested(m_assets.constFirst().id, true);
}

void AssetActions::askForRemoval()
{
    if (!m_assets.isEmpty())
        Q_EMIT deleteRequested(m_assets);
}

} // namespace peregrine
