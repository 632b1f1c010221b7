#include "core/schema/fieldreader.h"

#include "core/schema/fielddefaults.h"
#include "core/schema/fieldgeometry.h"
#include "core/schema/fieldhints.h"
#include "core/schema/fieldunion.h"
#include "core/schema/fieldwords.h"

#include <QJsonArray>

#include <algorithm>

namespace peregrine {

namespace {

/// Real inputs go five levels deep and hold at most a few hundred fields.
constexpr int maxDepth = 12;
constexpr int maxFields = 4000;
/// Places of a tuple; a longer array of a fixed length is a list.
constexpr qsizetype mostPlaces = 16;
/// From this many examples on, a free text is a list of presets (fal's playground does the same).
constexpr qsizetype presetExamples = 6;
/// A text that may be longer than this is written over several lines.
constexpr qsizetype longText = 300;

QJsonValue firstNumber(const QJsonObject &schema, std::initializer_list<const char *> keys)
{
    for (const char *key : keys) {
        const QJsonValue value = schema.value(QLatin1String(key));
        if (value.isDouble())
            return value;
    }
    return QJsonValue::Undefined;
}

qsizetype lengthOf(const QJsonObject &schema, const char *key)
{
    const QJsonValue value = schema.value(QLatin1String(key));
    return isWhole(value) && value.toInteger() >= 0 ? static_cast<qsizetype>(value.toInteger())
                                                    : -1;
}

FieldShape shapeOf(const FieldSpec &spec)
{
    switch (spec.kind) {
    case FieldKind::Text:
    case FieldKind::LongText:
    case FieldKind::Media:
        return FieldShape::Text;
    case FieldKind::Integer:
    case FieldKind::Number:
    case FieldKind::Seed:
        return FieldShape::Number;
    case FieldKind::Enum:
        return FieldShape::Choice;
    case FieldKind::Size:
    case FieldKind::Object:
        return FieldShape::Object;
    case FieldKind::List: {
        const FieldKind item = spec.children.constFirst().kind;
        if (item == FieldKind::Object)
            return FieldShape::ObjectList;
        return item == FieldKind::Text || item == FieldKind::Media ? FieldShape::TextList
                                                                   : FieldShape::Other;
    }
    default:
        return FieldShape::Other;
    }
}

/// Members in display order: as the author says, then what the author forgot, required ones first.
QStringList orderedNames(const QJsonObject &schema, const QStringList &required)
{
    const QJsonObject properties = schema.value(QLatin1String("properties")).toObject();
    QStringList names;
    const QJsonArray order = schema.value(QLatin1String("x-fal-order-properties")).toArray();
    for (const QJsonValue &entry : order) {
        const QString name = entry.toString();
        if (properties.contains(name) && !names.contains(name))
            names.append(name);
    }
    QStringList rest;
    for (const QString &name : properties.keys()) {
        if (!names.contains(name))
            rest.append(name);
    }
    std::stable_sort(rest.begin(), rest.end(), [&required](const QString &a, const QString &b) {
        return required.contains(a) && !required.contains(b);
    });
    return names + rest;
}

/// The places of an array that is a tuple; none where it is a list. prefixItems says so, its older
/// form (items keyed "0", "1", ...), or a fixed length of a few numbers.
QList<QJsonValue> tuplePlaces(const QJsonObject &schema, const FieldSpec &list)
{
    const QJsonValue items = schema.value(QLatin1String("items"));
    QList<QJsonValue> places;
    const QJsonArray prefix = schema.value(QLatin1String("prefixItems")).toArray();
    if (prefix.size() <= mostPlaces) {
        for (const QJsonValue &place : prefix)
            places.append(place);
    }
    const QJsonObject keyed = items.toObject();
    for (int i = 0; places.size() == i && i < mostPlaces; ++i) {
        const QJsonValue place = keyed.value(QString::number(i));
        if (place.isObject())
            places.append(place);
    }
    if (!places.isEmpty() || list.minItems < 2 || list.minItems != list.maxItems
        || list.minItems > mostPlaces)
        return places;
    const QString type = keyed.value(QLatin1String("type")).toString();
    if (type == QLatin1String("number") || type == QLatin1String("integer"))
        places = QList<QJsonValue>(list.minItems, items);
    return places;
}

/// The union's own keywords over those of its one branch.
QJsonObject withoutBranches(const QJsonObject &schema, QJsonObject branch)
{
    for (auto it = schema.begin(); it != schema.end(); ++it) {
        const bool states = it.key() == QLatin1String("anyOf") || it.key() == QLatin1String("oneOf")
            || (it.key() == QLatin1String("type") && it.value().isArray());
        if (!states)
            branch.insert(it.key(), it.value());
    }
    return branch;
}

} // namespace

FieldReader::FieldReader(const QJsonObject &document)
    : m_resolver(document)
    , m_budget(maxFields)
{ }

FieldSpec FieldReader::readRoot(const QJsonValue &schema)
{
    Place place;
    place.required = true;
    FieldSpec root = read(schema, place);
    if (root.kind != FieldKind::Object && root.kind != FieldKind::Map) {
        root = FieldSpec();
        root.kind = FieldKind::Map;
        root.required = true;
        root.help = fieldHelp(m_resolver.resolve(schema, {}).schema);
        root.children = {FieldSpec()};
    }
    return root;
}

void FieldReader::takeHints(Place &place, const QJsonObject &schema)
{
    if (const QString hint = fieldHint(schema); !hint.isEmpty())
        place.hint = hint;
    const QJsonObject limits = statedLimits(schema);
    for (auto it = limits.begin(); it != limits.end(); ++it)
        place.limits.insert(it.key(), it.value());
}

FieldSpec FieldReader::read(const QJsonValue &value, const Place &where)
{
    FieldSpec spec;
    spec.name = where.name;
    spec.required = where.required;
    const SchemaResolver::Resolved resolved = m_resolver.resolve(value, where.references);
    QJsonObject schema = resolved.schema;
    Place place = where;
    place.references = resolved.references;
    takeHints(place, schema);

    const QJsonObject ui = schema.value(QLatin1String("ui")).toObject();
    spec.help = fieldHelp(schema);
    spec.deprecated = schema.value(QLatin1String("deprecated")).toBool();
    spec.hidden = ui.value(QLatin1String("hidden")).toBool();
    spec.frozen = ui.value(QLatin1String("frozen")).toBool();
    spec.important = ui.value(QLatin1String("important")).toBool();

    --m_budget;
    bool readable = !resolved.loops && place.depth <= maxDepth && m_budget > 0;
    SchemaBranches united = branchesOf(schema);
    spec.nullable = united.nullable;
    // "X or null" is X with what stands at the property above it; X may be such a union again.
    for (int n = 0; n < maxDepth && readable && united.branches.size() == 1; ++n) {
        const SchemaResolver::Resolved branch =
            m_resolver.resolve(united.branches.constFirst(), place.references);
        takeHints(place, branch.schema);
        place.references = branch.references;
        readable = !branch.loops;
        schema = withoutBranches(schema, branch.schema);
        united = branchesOf(branch.schema);
        spec.nullable = spec.nullable || united.nullable;
    }
    if (readable && united.branches.size() > 1)
        readUnion(spec, united.branches, place);
    else if (readable)
        readType(spec, schema, place);

    spec.title = fieldTitle(spec, schema);
    readDefaults(spec, schema);
    recogniseShape(spec);
    if (spec.meaning == FieldMeaning::None)
        spec.meaning = meaningOfName(spec.name, shapeOf(spec));
    if (spec.kind == FieldKind::List && spec.meaning == FieldMeaning::None
        && spec.children.constFirst().kind == FieldKind::Media)
        spec.meaning = spec.children.constFirst().meaning;
    spec.important =
        spec.important || spec.required || (belongsInMainForm(spec.meaning) && !spec.deprecated);
    return spec;
}

void FieldReader::readType(FieldSpec &spec, const QJsonObject &schema, const Place &place)
{
    QJsonArray choices = schema.value(QLatin1String("enum")).toArray();
    if (schema.contains(QLatin1String("const")))
        choices = {schema.value(QLatin1String("const"))};
    if (!choices.isEmpty()) {
        spec.kind = FieldKind::Enum;
        for (const QJsonValue &choice : choices) {
            if (choice.isNull())
                spec.nullable = true;
            else if (!spec.choices.contains(choice))
                spec.choices.append(choice);
        }
        return;
    }
    QString type = schema.value(QLatin1String("type")).toString();
    if (type.isEmpty() && schema.value(QLatin1String("properties")).isObject())
        type = QStringLiteral("object");
    else if (type.isEmpty() && schema.contains(QLatin1String("items")))
        type = QStringLiteral("array");
    if (type == QLatin1String("boolean"))
        spec.kind = FieldKind::Boolean;
    else if (type == QLatin1String("integer") || type == QLatin1String("number"))
        readNumber(spec, schema, type == QLatin1String("integer"));
    else if (type == QLatin1String("string"))
        readText(spec, schema, place);
    else if (type == QLatin1String("array"))
        readList(spec, schema, place);
    else if (type == QLatin1String("object"))
        readObject(spec, schema, place);
}

void FieldReader::readText(FieldSpec &spec, const QJsonObject &schema, const Place &place)
{
    spec.minLength = lengthOf(schema, "minLength");
    spec.maxLength = lengthOf(schema, "maxLength");
    spec.pattern = schema.value(QLatin1String("pattern")).toString();
    spec.format = schema.value(QLatin1String("format")).toString();

    FieldMeaning byName = meaningOfName(spec.name, FieldShape::Text);
    // "model_url" is a mesh in one model and weights in the next; its description tells.
    if (byName == FieldMeaning::Model3d && spec.name == QLatin1String("model_url")
        && !spec.help.contains(QLatin1String("3D"), Qt::CaseInsensitive)
        && !spec.help.contains(QLatin1String("mesh"), Qt::CaseInsensitive))
        byName = FieldMeaning::None;
    const FieldMeaning byHint = meaningOfHint(place.hint);
    spec.meaning = byHint == FieldMeaning::None ? byName : byHint;
    // A hint knows the kind of file; the name knows better which picture of several it is.
    if (byHint != FieldMeaning::None && mediaKindOf(byName) == mediaKindOf(byHint))
        spec.meaning = byName;
    if (const auto media = mediaKindOf(spec.meaning)) {
        spec.kind = FieldKind::Media;
        spec.mediaKind = *media;
        spec.limits = mediaLimits(place.limits);
        return;
    }
    const bool prose = spec.meaning == FieldMeaning::Prompt
        || spec.meaning == FieldMeaning::NegativePrompt || spec.meaning == FieldMeaning::Script
        || spec.meaning == FieldMeaning::Lyrics || spec.name.endsWith(QLatin1String("prompt"))
        || spec.name.endsWith(QLatin1String("instructions"))
        || place.hint == QLatin1String("textarea") || spec.maxLength > longText;
    spec.kind = prose ? FieldKind::LongText : FieldKind::Text;
    const QJsonArray examples = schema.value(QLatin1String("examples")).toArray();
    if (spec.kind == FieldKind::Text && examples.size() >= presetExamples) {
        spec.kind = FieldKind::Enum;
        spec.openChoices = true;
        for (const QJsonValue &example : examples) {
            if (example.isString() && !spec.choices.contains(example))
                spec.choices.append(example);
        }
    }
}

void FieldReader::readNumber(FieldSpec &spec, const QJsonObject &schema, bool whole)
{
    NumberRange &range = spec.range;
    range.minimum = firstNumber(schema, {"minimum", "ge", "min"});
    range.maximum = firstNumber(schema, {"maximum", "le", "max"});
    // OpenAPI 3.0: true beside minimum. JSON Schema: the bound itself, which may stand beside a
    // minimum that is weaker.
    const auto exclusive = [&schema](const char *key, const char *shortKey, QJsonValue &bound,
                                     bool &flag, int weaker) {
        const QJsonValue value = schema.value(QLatin1String(key));
        if (value.isBool()) {
            flag = value.toBool() && !bound.isUndefined();
            return;
        }
        const QJsonValue limit = firstNumber(schema, {key, shortKey});
        if (limit.isUndefined())
            return;
        const int order = bound.isUndefined() ? weaker : compareNumbers(bound, limit);
        if (order == 0 || order == weaker) {
            bound = limit;
            flag = true;
        }
    };
    exclusive("exclusiveMinimum", "gt", range.minimum, range.exclusiveMinimum, -1);
    exclusive("exclusiveMaximum", "lt", range.maximum, range.exclusiveMaximum, 1);
    if (whole && range.exclusiveMinimum && isWhole(range.minimum)) {
        range.minimum = range.minimum.toInteger() + 1;
        range.exclusiveMinimum = false;
    }
    if (whole && range.exclusiveMaximum && isWhole(range.maximum)) {
        range.maximum = range.maximum.toInteger() - 1;
        range.exclusiveMaximum = false;
    }
    range.multipleOf = std::max(0.0, schema.value(QLatin1String("multipleOf")).toDouble());
    range.step = std::max(0.0, schema.value(QLatin1String("step")).toDouble());
    const bool seed = meaningOfName(spec.name, FieldShape::Number) == FieldMeaning::Seed;
    spec.kind = whole ? seed ? FieldKind::Seed : FieldKind::Integer : FieldKind::Number;
}

void FieldReader::readList(FieldSpec &spec, const QJsonObject &schema, const Place &place)
{
    spec.kind = FieldKind::List;
    spec.minItems = lengthOf(schema, "minItems");
    spec.maxItems = lengthOf(schema, "maxItems");
    spec.uniqueItems = schema.value(QLatin1String("uniqueItems")).toBool();
    Place inside = place;
    inside.required = true;
    inside.depth = place.depth + 1;
    const QJsonValue item = schema.value(QLatin1String("items"));
    if (const QList<QJsonValue> places = tuplePlaces(schema, spec); !places.isEmpty())
        return readTuple(spec, places, inside);
    // The items are read under the list's name, which is what tells pictures from texts.
    FieldSpec read = FieldReader::read(item, inside);
    read.name.clear();
    spec.children = {read};
}

void FieldReader::readTuple(FieldSpec &spec, const QList<QJsonValue> &places, const Place &place)
{
    spec.kind = FieldKind::Tuple;
    for (const QJsonValue &each : places) {
        Place inside = place;
        inside.name.clear();
        spec.children.append(FieldReader::read(each, inside));
    }
    nameTuplePlaces(spec);
}

void FieldReader::readMap(FieldSpec &spec, const QJsonObject &schema, const Place &place)
{
    spec.kind = FieldKind::Map;
    spec.minItems = lengthOf(schema, "minProperties");
    spec.maxItems = lengthOf(schema, "maxProperties");
    Place inside = place;
    inside.required = true;
    inside.depth = place.depth + 1;
    FieldSpec read = FieldReader::read(schema.value(QLatin1String("additionalProperties")), inside);
    read.name.clear();
    spec.children = {read};
}

void FieldReader::readObject(FieldSpec &spec, const QJsonObject &schema, const Place &place)
{
    const QJsonObject properties = schema.value(QLatin1String("properties")).toObject();
    const QJsonValue others = schema.value(QLatin1String("additionalProperties"));
    if (properties.isEmpty() && others != QJsonValue(false))
        return readMap(spec, schema, place);
    spec.kind = FieldKind::Object;
    QStringList required;
    const QJsonArray listed = schema.value(QLatin1String("required")).toArray();
    for (const QJsonValue &name : listed)
        required.append(name.toString());
    for (const QString &name : orderedNames(schema, required)) {
        Place inside;
        inside.name = name;
        inside.required = required.contains(name);
        inside.references = place.references;
        inside.depth = place.depth + 1;
        // A File-like object as input: its url is what the object is.
        if (name == QLatin1String("url")) {
            const FieldMeaning owner = meaningOfName(spec.name, FieldShape::Text);
            if (const auto media = mediaKindOf(owner))
                inside.hint = mediaKindName(*media);
        }
        spec.children.append(read(properties.value(name), inside));
    }
}

void FieldReader::readUnion(FieldSpec &spec, const QList<QJsonValue> &branches, const Place &place)
{
    QList<FieldSpec> read;
    for (const QJsonValue &branch : branches) {
        Place inside = place;
        inside.required = true;
        inside.depth = place.depth + 1;
        FieldSpec alternative = FieldReader::read(branch, inside);
        const QString component = m_resolver.resolve(branch, place.references).componentTitle;
        alternative.title = branchTitle(alternative, component);
        alternative.name.clear();
        read.append(alternative);
    }
    uniteBranches(spec, read);
}

} // namespace peregrine
