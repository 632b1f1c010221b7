#pragma once

#include "ui/batch/gridpicture.h"

namespace peregrine {

class BatchGridModel;

/// A batch's grid with all of its pages, one beneath the other, as it is now. Plans with one axis
/// become as square as they can.
[[nodiscard]] GridPicture gridPictureOf(const BatchGridModel &model, const QFont &font,
                                        const QPalette &palette);

} // namespace peregrine
