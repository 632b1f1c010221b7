#pragma once

#include "core/jobs/asset.h"
#include "core/library/judgementchange.h"

#include <QObject>

#include <functional>

class QAction;
class QMenu;

namespace peregrine {

class AssetRepository;
class GalleryPanel;
class LibraryEdits;
class Settings;
class Stage;

/// What is thought of results, wherever they are shown, goes to the library, and can be taken back
/// there; so does what is deleted.
class JudgeLink : public QObject
{
    Q_OBJECT

public:
    struct Means
    {
        LibraryEdits &edits;
        AssetRepository &assets;
        Settings &settings;
    };

    /// All must outlive it. `stage` is the one of the Create area.
    JudgeLink(const Means &means, GalleryPanel &library, Stage &stage, QObject *parent);

    /// Undo, redo, and what a whole pass is about.
    void fillMenu(QMenu *menu) const;
    /// To the trash, with an offer to take it back.
    void moveToTrash(const QList<Asset> &assets);

Q_SIGNALS:
    void messageForUser(const QString &message);
    /// News of something that can be taken back, by calling undo.
    void undoOffered(const QString &message, const std::function<void()> &undo);

private:
    QAction *add(const QString &text, const QString &icon);
    void makeActions();
    void connectEdits();
    void judge(const QList<AssetId> &ids, const JudgementChange &change);
    void showState();
    void refreshStage(const QList<AssetId> &ids);

    Means m_means;
    GalleryPanel &m_library;
    Stage &m_stage;
    QAction *m_undo = nullptr;
    QAction *m_redo = nullptr;
    QAction *m_undoPass = nullptr;
    QAction *m_goOn = nullptr;
};

} // namespace peregrine
