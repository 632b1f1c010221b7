#include "ui/shell/judgelink.h"

#include "core/base/async.h"
#include "core/library/assetrepository.h"
#include "core/library/libraryedits.h"
#include "core/settings/settingkeys.h"
#include "core/settings/settings.h"
#include "ui/gallery/gallerypanel.h"
#include "ui/theme/theme.h"
#include "ui/viewer/stage.h"

#include <QAction>
#include <QMenu>

namespace peregrine {

JudgeLink::JudgeLink(const Means &means, GalleryPanel &library, Stage &stage, QObject *parent)
    : QObject(parent)
    , m_means(means)
    , m_library(library)
    , m_stage(stage)
{
    makeActions();
    connectEdits();
    connect(&stage, &Stage::judgeRequested, this, &JudgeLink::judge);
    connect(&library, &GalleryPanel::judgeRequested, this, &JudgeLink::judge);
    // In the large view one result after the other is judged.
    connect(&library.viewer(), &Stage::judgeRequested, this,
            [this](const QList<AssetId> &, const JudgementChange &change) {
                if (m_goOn->isChecked() && (change.rating || change.rejected))
                    m_library.viewer().goOn();
            });
    connect(&library, &GalleryPanel::viewerOpened, &means.edits, &LibraryEdits::beginPass);
    connect(&means.assets, &AssetRepository::changed, this, &JudgeLink::refreshStage);
    showState();
}

QAction *JudgeLink::add(const QString &text, const QString &icon)
{
    auto *action = new QAction(icon.isEmpty() ? QIcon() : theme::icon(icon), text, this);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_library.addAction(action);
    m_stage.addAction(action);
    return action;
}

void JudgeLink::makeActions()
{
    m_undo = add(tr("&Undo"), QStringLiteral("undo"));
    m_undo->setShortcut(QKeySequence::Undo);
    connect(m_undo, &QAction::triggered, &m_means.edits, &LibraryEdits::undo);
    m_redo = add(tr("&Redo"), QStringLiteral("redo"));
    m_redo->setShortcuts(QKeySequence::Redo);
    connect(m_redo, &QAction::triggered, &m_means.edits, &LibraryEdits::redo);
    m_undoPass = add(tr("Undo the whole &pass"), {});
    m_undoPass->setShortcut(QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_Z));
    connect(m_undoPass, &QAction::triggered, &m_means.edits, &LibraryEdits::undoPass);
    m_goOn = add(tr("&Go on to the next when one is judged"), {});
    m_goOn->setCheckable(true);
    m_goOn->setChecked(m_means.settings.get(settings::goOnAfterJudging));
    connect(m_goOn, &QAction::toggled, this,
            [this](bool on) { m_means.settings.set(settings::goOnAfterJudging, on); });
}

void JudgeLink::fillMenu(QMenu *menu) const
{
    menu->addActions({m_undo, m_redo, m_undoPass});
    menu->addSeparator();
    menu->addAction(m_goOn);
}

void JudgeLink::connectEdits()
{
    LibraryEdits &edits = m_means.edits;
    connect(&edits, &LibraryEdits::changed, this, &JudgeLink::showState);
    connect(&edits, &LibraryEdits::failed, this,
            [this](const Error &error) { Q_EMIT messageForUser(error.message); });
    connect(&edits, &LibraryEdits::trashed, this, [this](const QList<Asset> &assets) {
        Q_EMIT undoOffered(
            tr("%n result(s) moved to the trash.", nullptr, static_cast<int>(assets.size())),
            [&edits = m_means.edits, assets] { edits.takeBack(assets); });
    });
}

void JudgeLink::judge(const QList<AssetId> &ids, const JudgementChange &change)
{
    m_means.edits.judge(ids, change);
}

void JudgeLink::moveToTrash(const QList<Asset> &assets)
{
    m_means.edits.moveToTrash(assets);
}

void JudgeLink::showState()
{
    const int pass = m_means.edits.passLength();
    m_undo->setEnabled(m_means.edits.canUndo());
    m_redo->setEnabled(m_means.edits.canRedo());
    m_undoPass->setEnabled(pass > 0);
    m_undoPass->setText(pass > 0 ? tr("Undo the whole &pass (%n step(s))", nullptr, pass)
                                 : tr("Undo the whole &pass"));
}

void JudgeLink::refreshStage(const QList<AssetId> &ids)
{
    if (!m_stage.asset() || !ids.contains(m_stage.asset()->id))
        return;
    whenDone(this, m_means.assets.find(m_stage.asset()->id),
             [this](const Expected<Asset, Error> &asset) {
                 if (asset)
                     m_stage.updateAsset(*asset);
             });
}

} // namespace peregrine
