#pragma once

#include "core/fal/queue/logline.h"
#include "core/jobs/job.h"
#include "ui/queue/queueprogress.h"
#include "ui/theme/theme.h"

#include <QDateTime>
#include <QString>

namespace peregrine::jobtext {

/// "Running", "Failed", ...: one word or two for a row.
[[nodiscard]] QString state(JobState state);
/// The icon that says the same without colour.
[[nodiscard]] QString iconName(JobState state);
[[nodiscard]] theme::Tone tone(JobState state);

/// "Next in line", "2nd in line"; empty when the place is not known.
[[nodiscard]] QString place(int queuePosition);
/// What a job waits for here: "Held", "Paused", "Waiting  ·  2 before it". Before: how many are
/// sent before it; -1 when not known.
[[nodiscard]] QString waiting(const Job &job, int before, bool paused);
/// "4 s", "2 min 05 s", "1 h 03 min".
[[nodiscard]] QString seconds(qint64 seconds);
/// As seconds(), but what is short with its tenths: "0.4 s".
[[nodiscard]] QString duration(qint64 milliseconds);
/// Since it was sent, or how long it took; empty before it is sent.
[[nodiscard]] QString elapsed(const Job &job, const QDateTime &now);
/// The second line of a row: state, place, how far it is and how that is known, time, or what went
/// wrong.
[[nodiscard]] QString summary(const Job &job, const std::optional<QueueProgress> &progress,
                              const QDateTime &now);

/// "DEBUG", "WARN", ...
[[nodiscard]] QString level(LogLine::Level level);
[[nodiscard]] theme::Tone tone(LogLine::Level level);

} // namespace peregrine::jobtext
