#pragma once

#include "core/jobs/asset.h"
#include "core/jobs/job.h"
#include "ui/theme/theme.h"

#include <QMetaType>
#include <QString>

#include <optional>

namespace peregrine {

/// What stands at one place of a batch's grid.
struct GridCell
{
    enum class State {
        Absent, ///< no job is known for it
        Waiting,
        Running,
        Done,
        Failed,
        Canceled,
        Unknown
    };

    JobId job;
    State state = State::Absent;
    /// 0..1 where it is known.
    std::optional<double> progress;
    /// The first result, when there is one.
    std::optional<Asset> asset;
    /// How many results there are.
    int results = 0;
    /// Why it failed.
    QString problem;
    /// For layouts in lines: which stop it is.
    QString label;
    /// All labels of its place.
    QString placeWords;
};

/// "Waiting", "Running", ...
[[nodiscard]] QString cellWords(GridCell::State state);
/// The icon that says the same without colour.
[[nodiscard]] QString cellIcon(GridCell::State state);
[[nodiscard]] theme::Tone cellTone(GridCell::State state);
[[nodiscard]] GridCell::State cellStateOf(JobState state);

} // namespace peregrine

Q_DECLARE_METATYPE(peregrine::GridCell)
