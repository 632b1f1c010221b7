#pragma once

#include "core/jobs/asset.h"
#include "core/jobs/job.h"
#include "core/library/judgementchange.h"
#include "ui/viewer/filecopier.h"
#include "ui/viewer/filerevealer.h"

#include <QList>
#include <QObject>

#include <optional>

class QAction;
class QMenu;
class QWidget;

namespace peregrine {

class JudgeActions;
class Thumbnailer;

/// What can be done with chosen results, as actions with their shortcuts: one set for the stage,
/// one for the grid, alike in both. Files are copied and decoded off the interface's thread.
class AssetActions : public QObject
{
    Q_OBJECT

public:
    /// Dialogs belong to `window`. The thumbnailer must outlive it.
    AssetActions(Thumbnailer &thumbnailer, QWidget *window);

    /// What the actions act on; the first is the one that matters where only one can.
    void setAssets(const QList<Asset> &assets);
    /// Chosen, but not read yet: only their ids are known. They can be judged, all else waits for
    /// setAssets().
    void setUnread(const QList<Asset> &assets);
    [[nodiscard]] const QList<Asset> &assets() const { return m_assets; }
    /// The job of the first asset, when it is known: its seed and whole prompt can be copied then.
    void setJob(const std::optional<Job> &job);

    /// Shortcuts work while the widget or a child of it has the focus.
    void attachTo(QWidget *widget);
    /// All actions in groups.
    void fillMenu(QMenu *menu) const;

    [[nodiscard]] QAction *copyPicture() const { return m_copyPicture; }
    [[nodiscard]] QAction *copyPrompt() const { return m_copyPrompt; }
    [[nodiscard]] QAction *copySeed() const { return m_copySeed; }
    [[nodiscard]] QAction *saveAs() const { return m_saveAs; }
    [[nodiscard]] QAction *showInFolder() const { return m_showInFolder; }
    [[nodiscard]] QAction *openExternally() const { return m_openExternally; }
    [[nodiscard]] QAction *reuse() const { return m_reuse; }
    [[nodiscard]] QAction *reuseWithSeed() const { return m_reuseWithSeed; }
    [[nodiscard]] QAction *remove() const { return m_remove; }
    [[nodiscard]] JudgeActions &judging() const { return *m_judging; }

    /// Copies the assets' files: one under the name asked for, several into the folder.
    void saveTo(const QString &path);

Q_SIGNALS:
    void reuseRequested(const peregrine::AssetId &id, bool withSeed);
    void deleteRequested(const QList<peregrine::Asset> &assets);
    void judgeRequested(const QList<peregrine::AssetId> &ids,
                        const peregrine::JudgementChange &change);
    /// Good news in a sentence, for a quiet line.
    void noticed(const QString &message);
    /// What did not work and why, for people.
    void failed(const QString &message);

private:
    QAction *add(const QString &text, const QString &icon, const QKeySequence &shortcut,
                 void (AssetActions::*slot)());
    void update();
    void copyToClipboard();
    void copyPromptText();
    void copySeedText();
    void askWhereToSave();
    void revealFiles();
    void openFiles();
    void askForReuse();
    void askForReuseWithSeed();
    void askForRemoval();

    Thumbnailer &m_thumbnailer;
    QWidget *m_window;
    FileCopier m_copier;
    FileRevealer m_revealer;
    JudgeActions *m_judging;
    QList<Asset> m_assets;
    std::optional<Job> m_job;
    quint64 m_copyQuestion = 0;
    QList<QAction *> m_all;
    QAction *m_copyPicture = nullptr;
    QAction *m_copyPrompt = nullptr;
    QAction *m_copySeed = nullptr;
    QAction *m_saveAs = nullptr;
    QAction *m_showInFolder = nullptr;
    QAction *m_openExternally = nullptr;
    QAction *m_reuse = nullptr;
    QAction *m_reuseWithSeed = nullptr;
    QAction *m_remove = nullptr;
};

} // namespace peregrine
