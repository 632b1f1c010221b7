#pragma once

#include "core/jobs/judgement.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace peregrine {

/// What is to become of the judgement of some assets; what is not set stays.
struct JudgementChange
{
    /// 0 takes the rating away.
    std::optional<int> rating{};
    std::optional<bool> rejected{};
    std::optional<bool> starred{};
    std::optional<ColorLabel> label{};
    QStringList addTags{};
    QStringList removeTags{};
    /// Replaces the note; empty takes it away.
    std::optional<QString> note{};
};

} // namespace peregrine
