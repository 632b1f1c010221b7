#include "core/library/libraryedits.h"

#include "core/base/async.h"
#include "core/library/assetrepository.h"

#include <QSet>

#include <algorithm>
#include <iterator>

namespace peregrine {

QList<AssetId> LibraryEdits::Step::ids() const
{
    QList<AssetId> all;
    for (const AssetMarks &mark : marks)
        all.append(mark.id);
    for (const Asset &asset : assets)
        all.append(asset.id);
    return all;
}

LibraryEdits::LibraryEdits(AssetRepository &repository, QObject *parent)
    : QObject(parent)
    , m_repository(repository)
{ }

int LibraryEdits::passLength() const
{
    int length = 0;
    while (length < m_undo.size() && m_undo.at(m_undo.size() - 1 - length).ofPass)
        ++length;
    return length;
}

void LibraryEdits::enqueue(const std::function<void()> &edit)
{
    m_waiting.append(edit);
    if (!m_running)
        startNext();
}

void LibraryEdits::startNext()
{
    m_running = !m_waiting.isEmpty();
    if (m_running)
        m_waiting.takeFirst()();
    Q_EMIT changed();
}

void LibraryEdits::endEdit()
{
    startNext();
}

void LibraryEdits::remember(const Step &step)
{
    m_undo.append(step);
    if (m_undo.size() > mostSteps)
        m_undo.removeFirst();
    m_redo.clear();
}

void LibraryEdits::judge(const QList<AssetId> &ids, const JudgementChange &change)
{
    if (ids.isEmpty())
        return;
    enqueue([this, ids, change] {
        whenDone(this, m_repository.judge(ids, change),
                 [this, ids](const Expected<QList<AssetMarks>, Error> &before) {
                     if (before) {
                         remember({.marks = *before, .ofPass = true});
                         Q_EMIT judged(ids);
                     } else {
                         Q_EMIT failed(before.error());
                     }
                     endEdit();
                 });
    });
}

void LibraryEdits::moveToTrash(const QList<Asset> &assets)
{
    if (assets.isEmpty())
        return;
    enqueue([this, assets] {
        whenDone(this, m_repository.moveToTrash(assets),
                 [this, assets](const Expected<Done, Error> &moved) {
                     // Of several some may have gone: those come back by undo.
                     if (moved || assets.size() > 1)
                         remember({.assets = assets});
                     if (moved)
                         Q_EMIT trashed(assets);
                     else
                         Q_EMIT failed(moved.error());
                     endEdit();
                 });
    });
}

void LibraryEdits::beginPass()
{
    enqueue([this] {
        for (Step &step : m_undo)
            step.ofPass = false;
        endEdit();
    });
}

void LibraryEdits::undo()
{
    enqueue([this] { go(Direction::Undo); });
}

void LibraryEdits::undoPass()
{
    enqueue([this] {
        // Of each result what it was before the first of them.
        Step whole{.ofPass = true};
        QSet<AssetId> known;
        const qsizetype first = m_undo.size() - passLength();
        for (const Step &step : m_undo.sliced(first)) {
            for (const AssetMarks &marks : step.marks) {
                if (known.contains(marks.id))
                    continue;
                known.insert(marks.id);
                whole.marks.append(marks);
            }
        }
        m_undo.resize(first);
        if (whole.marks.isEmpty()) {
            endEdit();
            return;
        }
        putBack(whole, Direction::Undo);
    });
}

void LibraryEdits::takeBack(const QList<Asset> &assets)
{
    enqueue([this, ids = Step{.assets = assets}.ids()] {
        const auto found = std::find_if(m_undo.crbegin(), m_undo.crend(), [&ids](const Step &step) {
            return !step.assets.isEmpty() && step.ids() == ids;
        });
        if (found == m_undo.crend()) {
            endEdit();
            return;
        }
        moveFiles(m_undo.takeAt(std::distance(found, m_undo.crend()) - 1), Direction::Undo);
    });
}

void LibraryEdits::redo()
{
    enqueue([this] { go(Direction::Redo); });
}

void LibraryEdits::go(Direction direction)
{
    QList<Step> &steps = direction == Direction::Undo ? m_undo : m_redo;
    if (steps.isEmpty()) {
        endEdit();
        return;
    }
    const Step step = steps.takeLast();
    if (step.assets.isEmpty())
        putBack(step, direction);
    else
        moveFiles(step, direction);
}

void LibraryEdits::putBack(const Step &step, Direction direction)
{
    whenDone(this, m_repository.setMarks(step.marks),
             [this, step, direction](const Expected<QList<AssetMarks>, Error> &before) {
                 if (before)
                     arrive({.marks = *before, .ofPass = step.ofPass}, direction);
                 else
                     Q_EMIT failed(before.error());
                 endEdit();
             });
}

void LibraryEdits::moveFiles(const Step &step, Direction direction)
{
    if (direction == Direction::Redo) {
        whenDone(this, m_repository.moveToTrash(step.assets),
                 [this, step](const Expected<Done, Error> &moved) {
                     if (moved)
                         arrive(step, Direction::Redo);
                     else
                         Q_EMIT failed(moved.error());
                     endEdit();
                 });
        return;
    }
    whenDone(this, m_repository.restoreFromTrash(step.ids()),
             [this](const Expected<QList<Asset>, Error> &back) {
                 if (back)
                     arrive({.assets = *back}, Direction::Undo);
                 else
                     Q_EMIT failed(back.error());
                 endEdit();
             });
}

void LibraryEdits::arrive(const Step &counterpart, Direction direction)
{
    if (direction == Direction::Undo) {
        m_redo.append(counterpart);
        Q_EMIT undone(counterpart.ids());
    } else {
        m_undo.append(counterpart);
        Q_EMIT redone(counterpart.ids());
    }
}

} // namespace peregrine
