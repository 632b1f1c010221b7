#include "core/schema/fieldgeometry.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <initializer_list>

namespace peregrine {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::FieldGeometry)
};

bool isNumber(const FieldSpec &spec)
{
    return spec.kind == FieldKind::Integer || spec.kind == FieldKind::Number
        || spec.kind == FieldKind::Seed;
}

bool hasNumbers(const FieldSpec &spec, std::initializer_list<const char *> names)
{
    return std::all_of(names.begin(), names.end(), [&spec](const char *name) {
        const FieldSpec *part = spec.child(QLatin1String(name));
        return part && isNumber(*part);
    });
}

/// Members that say more about a place without making it something else.
bool isRemark(const QString &name)
{
    for (const char *known : {"label", "frame_index", "frame", "object_id", "id", "type", "name",
                              "time", "timestamp"}) {
        if (name == QLatin1String(known))
            return true;
    }
    return false;
}

bool hasOnly(const FieldSpec &spec, std::initializer_list<const char *> names)
{
    return std::all_of(
        spec.children.begin(), spec.children.end(), [&names](const FieldSpec &member) {
            return isRemark(member.name)
                || std::any_of(names.begin(), names.end(), [&member](const char *name) {
                       return member.name == QLatin1String(name);
                   });
        });
}

bool isMadeOf(const FieldSpec &spec, std::initializer_list<const char *> names)
{
    return hasNumbers(spec, names) && hasOnly(spec, names);
}

FieldMeaning meaningOfMembers(const FieldSpec &spec)
{
    if (isMadeOf(spec, {"r", "g", "b"}) && spec.children.size() == 3)
        return FieldMeaning::Color;
    if (isMadeOf(spec, {"x_min", "y_min", "x_max", "y_max"})
        || isMadeOf(spec, {"xmin", "ymin", "xmax", "ymax"})
        || isMadeOf(spec, {"x1", "y1", "x2", "y2"})
        || isMadeOf(spec, {"left", "top", "right", "bottom"})
        || isMadeOf(spec, {"x", "y", "width", "height"}) || isMadeOf(spec, {"x", "y", "w", "h"}))
        return FieldMeaning::Box;
    if (isMadeOf(spec, {"x", "y"}))
        return FieldMeaning::Point;
    return FieldMeaning::None;
}

bool saysAny(const QString &name, std::initializer_list<const char *> words)
{
    return std::any_of(words.begin(), words.end(), [&name](const char *word) {
        return name.contains(QLatin1String(word), Qt::CaseInsensitive);
    });
}

FieldMeaning meaningOfPlaces(const FieldSpec &spec)
{
    const bool numbers = std::all_of(spec.children.begin(), spec.children.end(), isNumber);
    if (!numbers)
        return FieldMeaning::None;
    const qsizetype places = spec.children.size();
    if (places == 3 && saysAny(spec.name, {"color", "colour", "rgb"}))
        return FieldMeaning::Color;
    if (places == 4 && saysAny(spec.name, {"box", "bbox", "rect", "region"}))
        return FieldMeaning::Box;
    if (places == 2
        && saysAny(spec.name,
                   {"point", "coordinate", "position", "trajector", "track", "center",
                    "spatial_reference"}))
        return FieldMeaning::Point;
    return FieldMeaning::None;
}

/// Pixels by name and shape: fal's ImageSize without presets beside it.
bool isSize(const FieldSpec &spec)
{
    return spec.kind == FieldKind::Object && spec.children.size() == 2 && !spec.openMembers
        && hasNumbers(spec, {"width", "height"})
        && saysAny(spec.name, {"size", "resolution", "dimension"});
}

bool isConversation(const FieldSpec &item)
{
    return item.kind == FieldKind::Object && item.child(QStringLiteral("role"))
        && item.child(QStringLiteral("content"));
}

/// What all of fal's LoRA lists hold, whatever they are called: where weights are, and how much of
/// them. Weights with a picture of their own are control nets.
bool isWeights(const FieldSpec &item)
{
    const FieldSpec *path = item.child(QStringLiteral("path"));
    const FieldSpec *scale = item.child(QStringLiteral("scale"));
    return path && scale && path->kind == FieldKind::Text
        && std::none_of(item.children.begin(), item.children.end(),
                        [](const FieldSpec &member) { return member.kind == FieldKind::Media; });
}

FieldMeaning meaningOfItems(const FieldSpec &list)
{
    const FieldSpec &item = list.children.constFirst();
    switch (item.meaning) {
    case FieldMeaning::Color:
        return FieldMeaning::Palette;
    case FieldMeaning::Point:
        return saysAny(list.name, {"trajector", "path", "track", "polygon", "contour", "outline"})
            ? FieldMeaning::Path
            : FieldMeaning::Points;
    case FieldMeaning::Path:
        return FieldMeaning::Paths;
    case FieldMeaning::Box:
        return FieldMeaning::Boxes;
    default:
        return isConversation(item) ? FieldMeaning::Messages
            : isWeights(item)       ? FieldMeaning::Loras
                                    : FieldMeaning::None;
    }
}

/// Whether a text is a colour: its pattern takes one and no word, or the author shows one.
bool isHexColor(const FieldSpec &spec)
{
    if (!spec.pattern.isEmpty()) {
        const QRegularExpression pattern(spec.pattern);
        return pattern.isValid() && pattern.match(QStringLiteral("#1a2b3c")).hasMatch()
            && !pattern.match(QStringLiteral("word")).hasMatch();
    }
    if (!saysAny(spec.name, {"color", "colour"}))
        return false;
    static const QRegularExpression hex(QStringLiteral("^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$"));
    QList<QJsonValue> shown = spec.examples;
    if (!spec.defaultValue.isUndefined())
        shown.append(spec.defaultValue);
    return !shown.isEmpty() && std::all_of(shown.begin(), shown.end(), [](const QJsonValue &value) {
        return hex.match(value.toString()).hasMatch();
    });
}

QStringList titlesOf(FieldMeaning meaning)
{
    switch (meaning) {
    case FieldMeaning::Color:
        return {Words::tr("Red"), Words::tr("Green"), Words::tr("Blue")};
    case FieldMeaning::Point:
        return {Words::tr("X"), Words::tr("Y")};
    case FieldMeaning::Box:
        return {Words::tr("Left"), Words::tr("Top"), Words::tr("Right"), Words::tr("Bottom")};
    default:
        return {};
    }
}

} // namespace

void recogniseShape(FieldSpec &spec)
{
    if (isSize(spec)) {
        spec.kind = FieldKind::Size;
        spec.meaning = FieldMeaning::Size;
        return;
    }
    FieldMeaning found = FieldMeaning::None;
    switch (spec.kind) {
    case FieldKind::Object:
        found = meaningOfMembers(spec);
        break;
    case FieldKind::Tuple:
        found = meaningOfPlaces(spec);
        break;
    case FieldKind::List:
        found = meaningOfItems(spec);
        break;
    case FieldKind::Text:
        found = isHexColor(spec) ? FieldMeaning::Color : FieldMeaning::None;
        break;
    default:
        return;
    }
    if (found == FieldMeaning::None)
        return;
    spec.meaning = found;
    if (found != FieldMeaning::Color)
        return;
    spec.colorForm = spec.kind == FieldKind::Object ? ColorForm::Object
        : spec.kind == FieldKind::Tuple             ? ColorForm::Tuple
                                                    : ColorForm::Hex;
    spec.kind = FieldKind::Color;
}

void nameTuplePlaces(FieldSpec &spec)
{
    const QStringList known = titlesOf(meaningOfPlaces(spec));
    for (qsizetype i = 0; i < spec.children.size(); ++i) {
        FieldSpec &place = spec.children[i];
        if (place.title.isEmpty())
            place.title = i < known.size() ? known.at(i) : QString::number(i + 1);
    }
}

} // namespace peregrine
