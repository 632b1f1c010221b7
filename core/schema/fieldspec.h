#pragma once

#include "core/base/mediakind.h"
#include "core/schema/fieldmeaning.h"
#include "core/schema/numberrange.h"

#include <QJsonValue>
#include <QList>
#include <QSize>
#include <QString>

#include <optional>

namespace peregrine {

/// How a field is edited.
enum class FieldKind {
    Text, ///< one line
    LongText,
    Integer,
    Number,
    Boolean,
    Enum, ///< one of `choices`, which may be of any type
    Size, ///< one of `choices` (preset names, perhaps none) or an object of width and height
    Seed,
    Media, ///< a text that holds the address of a file
    Color, ///< a colour, in the form that `colorForm` says
    List, ///< entries that are all alike
    Tuple, ///< an array of a fixed number of places, each with a spec of its own
    Object,
    Map, ///< an object of any keys, whose values are all alike
    Union,
    Any, ///< a value of any JSON type; the user chooses the type
};

/// How a colour is written in a value.
enum class ColorForm {
    Object, ///< {"r": 255, "g": 0, "b": 0}
    Hex, ///< "#ff0000"
    Tuple, ///< [255, 0, 0]
};

/// Limits of a media field, or of the pixels of a Size (x-fal, or older ones on the property
/// itself). 0: no limit.
struct MediaLimits
{
    qint64 maxBytes = 0;
    QSize minPixels{0, 0};
    QSize maxPixels{0, 0};
    qint64 minArea = 0;
    qint64 maxArea = 0;
    /// Width divided by height.
    double minAspect = 0;
    double maxAspect = 0;
    /// Both sides are multiples of it.
    int multipleOf = 0;
    double minSeconds = 0;
    double maxSeconds = 0;
    int minFrames = 0;
    int maxFrames = 0;
    /// Frames a second.
    double minFps = 0;
    double maxFps = 0;
    /// How long fal tries to fetch the file.
    double timeoutSeconds = 0;
    /// The limits in the words of the model's author.
    QString description;
};

/// One input field of a model: a plain tree, free of widgets and of OpenAPI's spellings.
struct FieldSpec
{
    /// The member's name; empty for the root, items of lists and branches.
    QString name;
    QString title;
    /// The author's words, on trimmed lines. May hold Markdown. May be empty.
    QString help;
    /// A short word of advice in the field itself (ui.hint). May be empty.
    QString hint;
    FieldKind kind = FieldKind::Any;
    FieldMeaning meaning = FieldMeaning::None;

    bool required = false;
    /// null is a value the model takes. Unset fields are left out, not sent as null.
    bool nullable = false;
    bool deprecated = false;
    bool hidden = false;
    /// Shown, not editable (ui.frozen).
    bool frozen = false;
    /// In the main part of the form, not under More options.
    bool important = false;

    /// Undefined where there is none, or where the author's default does not fit the author's own
    /// schema; never null.
    QJsonValue defaultValue = QJsonValue::Undefined;
    QList<QJsonValue> examples;

    QList<QJsonValue> choices;
    /// Texts beside the choices are allowed.
    bool openChoices = false;

    NumberRange range;
    /// Characters (Text), -1: no limit.
    qsizetype minLength = -1;
    qsizetype maxLength = -1;
    QString pattern;
    QString format;
    /// Entries (List), places that must be filled (Tuple), keys (Map). -1: no limit.
    qsizetype minItems = -1;
    qsizetype maxItems = -1;
    bool uniqueItems = false;

    MediaKind mediaKind = MediaKind::Other;
    MediaLimits limits;

    ColorForm colorForm = ColorForm::Object;

    /// Object: members beside the children are allowed; a loaded input keeps them.
    bool openMembers = false;
    /// Union: the member of an object whose value names its branch; empty when there is none.
    QString discriminator;

    /// Object: the members in display order. Size: width, height. Union: the branches, each with a
    /// title. List: the one spec of all its items. Map: the one spec of all its values. Tuple: one
    /// spec a place, each with a title. Color: its parts r, g, b (none for Hex); their ranges tell
    /// 0 to 255 from 0 to 1.
    QList<FieldSpec> children;

    /// The child of a name.
    [[nodiscard]] const FieldSpec *child(const QString &childName) const;
    /// The spec of one part of a value, named as in a JSON pointer: a member, a key, an index;
    /// nullptr for unknown ones, for unions (branchOf() tells theirs) and Any.
    [[nodiscard]] const FieldSpec *part(const QString &pointerPart) const;
};

/// What a new form holds for the field: its default, the one possible value of a required field,
/// the members of a required object; else undefined.
[[nodiscard]] QJsonValue initialValue(const FieldSpec &spec);
/// A value to start an entry from when the user adds it: like initialValue, but an object or list
/// where the field is one.
[[nodiscard]] QJsonValue emptyValue(const FieldSpec &spec);

} // namespace peregrine
