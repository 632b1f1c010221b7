#pragma once

#include "core/base/mediakind.h"

#include <QString>
#include <QStringView>

#include <optional>

namespace peregrine {

/// What a field is about, whatever its name in a model. Decides its control, its place in the form
/// and which field of another model takes over its value.
enum class FieldMeaning {
    None,
    Prompt,
    NegativePrompt,
    Script, ///< words to speak
    Lyrics,
    Image, ///< the picture to work on or to start from
    EndImage,
    References, ///< more pictures to look at
    Mask,
    OtherImage, ///< a picture with a part of its own: a pose, a depth map, a garment
    Video,
    Audio,
    Model3d,
    Archive,
    File,
    Size,
    AspectRatio,
    Resolution,
    Duration,
    Frames,
    FrameRate,
    Seed,
    Count,
    Steps,
    Guidance,
    Strength,
    Format,
    Style,
    Voice,
    Loras,
    Color,
    Palette, ///< a list of colours
    Point, ///< an object or tuple of x and y, perhaps with a label, a frame, an object's number
    Points, ///< a list of points that stand each for itself
    Path, ///< a list of points in their order: a trajectory, the outline of a region
    Paths,
    Box, ///< an object or tuple of two corners, or of a corner and a size
    Boxes,
    KeyPoints, ///< a list of texts that hold a point each
    Messages, ///< a conversation: a list of roles and contents
};

/// What a schema's hint says: the value of ui.field or _fal_ui_field ("image", "image_mask",
/// "archive", "seed", "textarea", ...). None for unknown ones.
[[nodiscard]] FieldMeaning meaningOfHint(QStringView hint);

/// The JSON type a field's name is judged with: "image_size" as text is no picture.
enum class FieldShape { Text, TextList, Number, Choice, Object, ObjectList, Other };

/// What a field's name says for a value of this shape.
[[nodiscard]] FieldMeaning meaningOfName(QStringView name, FieldShape shape);

/// What a text's name says, with the names that mean one thing in one model and another in the next
/// decided by the author's description: "model_url" is a mesh or weights, "url" a file or a page.
[[nodiscard]] FieldMeaning meaningByHelp(FieldMeaning byName, QStringView name, QStringView help);

/// Whether a text of this name is written over several lines.
[[nodiscard]] bool isProseName(QStringView name);

/// The files a field of this meaning takes; nothing where it takes none.
[[nodiscard]] std::optional<MediaKind> mediaKindOf(FieldMeaning meaning);

/// Whether an optional field of this meaning still belongs in the main part of a form.
[[nodiscard]] bool belongsInMainForm(FieldMeaning meaning);

} // namespace peregrine
