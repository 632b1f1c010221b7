#pragma once

#include "core/schema/formsnapshot.h"

#include <QElapsedTimer>
#include <QList>
#include <QString>

#include <chrono>
#include <optional>

namespace peregrine {

/// The steps of a form back and forth. A value: each model's form keeps its own.
class FormHistory
{
public:
    struct Step
    {
        /// Where the form changed; "" for the whole.
        QString pointer;
        FormSnapshot snapshot;
    };

    /// Steps kept; the oldest go first.
    static constexpr qsizetype maxSteps = 200;

    /// Notes what the form held before a change at the pointer. Changes that may merge (typing,
    /// dragging a slider) and follow one another at one place within the interval are one step.
    void record(const QString &pointer, const FormSnapshot &before, bool mayMerge,
                std::chrono::milliseconds interval);
    /// The next change is a step of its own.
    void close() { m_open = false; }

    [[nodiscard]] bool canUndo() const { return !m_undo.isEmpty(); }
    [[nodiscard]] bool canRedo() const { return !m_redo.isEmpty(); }
    /// Where the next step back or forth leads; now goes to the other side.
    [[nodiscard]] std::optional<Step> undo(const FormSnapshot &now);
    [[nodiscard]] std::optional<Step> redo(const FormSnapshot &now);

private:
    std::optional<Step> step(QList<Step> &from, QList<Step> &to, const FormSnapshot &now);

    QList<Step> m_undo;
    QList<Step> m_redo;
    /// The last step may take in the next change.
    bool m_open = false;
    QElapsedTimer m_sinceChange;
};

} // namespace peregrine
