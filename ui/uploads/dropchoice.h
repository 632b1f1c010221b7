#pragma once

#include "core/base/mediakind.h"

#include <QString>

namespace peregrine {

/// A field that takes what is being dragged.
struct DropChoice
{
    /// JSON pointer of the field.
    QString pointer;
    QString title;
    /// What happens there: "Replaces cat.png", "Adds 3 files". May be empty.
    QString words;
    MediaKind kind = MediaKind::Other;

    friend bool operator==(const DropChoice &, const DropChoice &) = default;
};

} // namespace peregrine
