#pragma once

#include "core/media/pictureconverter.h"
#include "core/schema/fieldspec.h"

#include <QString>

namespace peregrine {

/// What becomes of a file that is given to a media field.
struct Intake
{
    enum class Verdict {
        Take, ///< as it is
        Convert, ///< a copy of another type; nothing is lost that the model would see
        Shrink, ///< too large; a smaller copy would do, if the user wants that
        Refuse,
    };

    Verdict verdict = Verdict::Take;
    /// For people; why it is not taken as it is. Empty for Take and Convert.
    QString words;
};

/// Looks at the file's head (blocks for that).
[[nodiscard]] Intake judgeFile(const QString &path, const FieldSpec &field);

/// What the field takes of pictures: its limits, and the types its author names; else those that
/// fal's models read.
[[nodiscard]] PictureLimits pictureLimits(const FieldSpec &field);

} // namespace peregrine
