#pragma once

#include <QString>

namespace peregrine {

/// What a job waits behind.
enum class JobLane {
    Interactive, ///< somebody looks at the screen for it
    Background, ///< a batch; goes when nothing else wants the slot
};

/// Stable name for the database: "interactive", "background".
[[nodiscard]] QString jobLaneName(JobLane lane);
/// Interactive for names that are not known.
[[nodiscard]] JobLane jobLaneFromName(const QString &name);

} // namespace peregrine
