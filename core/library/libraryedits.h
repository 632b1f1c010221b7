#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/jobs/asset.h"
#include "core/library/assetmarks.h"
#include "core/library/judgementchange.h"

#include <QList>
#include <QObject>

#include <functional>

namespace peregrine {

class AssetRepository;

/// What a person does to results of the library, with undo and redo: judging them and deleting them
/// to the trash. Calls return at once and are carried out one after the other, so that an undo that
/// is asked for early still undoes what was asked for last. The history lives as long as it does.
class LibraryEdits : public QObject
{
    Q_OBJECT

public:
    /// Steps beyond that are forgotten, the oldest first.
    static constexpr int mostSteps = 1000;

    /// The repository must outlive it.
    explicit LibraryEdits(AssetRepository &repository, QObject *parent = nullptr);

    void judge(const QList<AssetId> &ids, const JudgementChange &change);
    void moveToTrash(const QList<Asset> &assets);

    /// A pass is what is judged from here on: undoPass() undoes all of it as one step.
    void beginPass();
    void undo();
    /// Undoes that moveToTrash(), whatever came after it.
    void takeBack(const QList<Asset> &assets);
    void undoPass();
    void redo();

    /// Also while something is on its way: what comes of it is not known yet.
    [[nodiscard]] bool canUndo() const { return !m_undo.isEmpty() || m_running; }
    [[nodiscard]] bool canRedo() const { return !m_redo.isEmpty() || m_running; }
    /// Steps undoPass() would undo.
    [[nodiscard]] int passLength() const;

Q_SIGNALS:
    /// What can be undone or redone is another.
    void changed();
    void judged(const QList<peregrine::AssetId> &ids);
    void trashed(const QList<peregrine::Asset> &assets);
    /// By undo or redo: these results are as they were before, or as they were after.
    void undone(const QList<peregrine::AssetId> &ids);
    void redone(const QList<peregrine::AssetId> &ids);
    void failed(const peregrine::Error &error);

private:
    enum class Direction { Undo, Redo };
    /// Either marks to put back, or files to move from or to the trash.
    struct Step
    {
        QList<AssetMarks> marks{};
        QList<Asset> assets{};
        bool ofPass = false;

        [[nodiscard]] QList<AssetId> ids() const;
    };

    void enqueue(const std::function<void()> &edit);
    void startNext();
    void endEdit();
    void remember(const Step &step);
    void go(Direction direction);
    void putBack(const Step &step, Direction direction);
    void moveFiles(const Step &step, Direction direction);
    void arrive(const Step &counterpart, Direction direction);

    AssetRepository &m_repository;
    QList<std::function<void()>> m_waiting;
    bool m_running = false;
    QList<Step> m_undo;
    QList<Step> m_redo;
};

} // namespace peregrine
