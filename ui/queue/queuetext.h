#pragma once

#include "ui/queue/queuejobs.h"
#include "ui/queue/queueprogress.h"

#include <QVariant>

#include <chrono>
#include <optional>

namespace peregrine::queuetext {

/// What a column sorts a job by; numbers count before texts.
struct SortValue
{
    double number = 0;
    QString text;
};

/// Columns are those of QueueModel.
[[nodiscard]] QString columnTitle(int column);
[[nodiscard]] SortValue sortValue(const QueueEntry &entry, int column);
/// What a row says besides what the job itself says.
struct Circumstances
{
    std::optional<std::chrono::milliseconds> usual;
    /// How many are sent before it, among which those on hold are not; -1 when it does not wait.
    int sentBefore = -1;
    /// Nothing is sent now.
    bool paused = false;
};

/// GroupedRole is the model's.
[[nodiscard]] QVariant jobData(const QueueEntry &entry, int column, int role,
                               const Circumstances &around);
[[nodiscard]] QVariant headData(const QueueGroup &group, int role, bool folded);

/// "12 done, 2 under way, 1 failed"
[[nodiscard]] QString counts(const QueueCounts &counts);
/// "Done", "Failed", ...: one word or two for a kind.
[[nodiscard]] QString kind(QueueKind kind);
/// "$0.025", "about $0.03"; empty when nothing is known.
[[nodiscard]] QString cost(const JobCost &cost);

} // namespace peregrine::queuetext
