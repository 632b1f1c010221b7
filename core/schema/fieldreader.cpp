#include "core/schema/fieldreader.h"

#include "core/schema/fielddefaults.h"
#include "core/schema/fieldgeometry.h"
#include "core/schema/fieldhints.h"
#include "core/schema/fieldunion.h"
#include "core/schema/fieldwords.h"
#include "core/schema/limitwords.h"
#include "core/schema/mediahints.h"
#include "core/schema/schemainference.h"
#include "core/schema/schemakeywords.h"

#include <QJsonArray>
#include <QSet>

#include <algorithm>

namespace peregrine {

namespace {

/// Real inputs go five levels deep and hold at most a few hundred fields.
constexpr int maxDepth = 12;
constexpr int maxFields = 4000;
/// From this many examples on, a free text is a list of presets; one that names a model always is
/// (fal's documentation on handling inputs: "Playground UI mapping").
constexpr qsizetype presetExamples = 6;
/// A text that may be longer than this is written over several lines.
constexpr qsizetype longText = 300;
/// So is one whose author shows a text longer than this.
constexpr qsizetype longExample = 100;

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

bool isProse(FieldMeaning meaning)
{
    return meaning == FieldMeaning::Prompt || meaning == FieldMeaning::NegativePrompt
        || meaning == FieldMeaning::Script || meaning == FieldMeaning::Lyrics;
}

/// Whether an author shows a value that one line does not hold.
bool showsProse(const QJsonObject &schema)
{
    QJsonArray shown = examplesOf(schema);
    shown.append(schema.value(QLatin1String("default")));
    return std::any_of(shown.begin(), shown.end(), [](const QJsonValue &value) {
        const QString text = value.toString();
        return text.size() > longExample || text.contains(u'\n');
    });
}

/// What the url of a File-like object takes: by the name of the object, or any file.
QString fileHint(const QString &owner, const QJsonObject &members)
{
    if (const auto media = mediaKindOf(meaningOfName(owner, FieldShape::Text)))
        return mediaKindName(*media);
    const bool described = members.contains(QLatin1String("content_type"))
        || members.contains(QLatin1String("file_name"));
    if (!described)
        return {};
    return mediaKindName(mediaKindOfFieldName(owner).value_or(MediaKind::Other));
}

/// What stands at a field beside its type.
void readRemarks(FieldSpec &spec, const QJsonObject &schema)
{
    const QJsonObject ui = schema.value(QLatin1String("ui")).toObject();
    spec.help = fieldHelp(schema);
    spec.deprecated = schema.value(QLatin1String("deprecated")).toBool();
    spec.hidden = ui.value(QLatin1String("hidden")).toBool();
    spec.frozen = ui.value(QLatin1String("frozen")).toBool();
    spec.important = ui.value(QLatin1String("important")).toBool();
    spec.hint = ui.value(QLatin1String("hint")).toString().simplified();
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
    if (root.kind == FieldKind::Union)
        root = mergedObjects(root);
    if (root.kind == FieldKind::Any) {
        root.kind = FieldKind::Map;
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
    if (const QJsonArray shown = examplesOf(schema); !shown.isEmpty())
        place.examples = shown;
    bool missing = resolved.missing;
    --m_budget;
    bool readable = !resolved.loops && place.depth <= maxDepth && m_budget > 0;
    SchemaBranches united = branchesOf(schema);
    spec.nullable = united.nullable || schema.value(QLatin1String("default")).isNull();
    // "X or null" is X with what stands at the property above it; X may be such a union again.
    for (int n = 0; n < maxDepth && readable && united.branches.size() == 1; ++n) {
        const SchemaResolver::Resolved branch =
            m_resolver.resolve(united.branches.constFirst(), place.references);
        takeHints(place, branch.schema);
        place.references = branch.references;
        readable = !branch.loops;
        missing = missing || branch.missing;
        schema = withoutBranches(schema, branch.schema);
        united = branchesOf(branch.schema);
        spec.nullable = spec.nullable || united.nullable;
    }
    // A component that is not there is what its author's examples show.
    if (missing && typeOf(schema).isEmpty())
        schema = withoutBranches(schema, schemaOfExamples(place.examples));
    readRemarks(spec, schema);
    if (readable && united.branches.size() > 1)
        readUnion(spec, schema, united.branches, place);
    else if (readable)
        readType(spec, schema, place);
    spec.title = fieldTitle(spec, schema);
    readDefaults(spec, schema);
    // Nobody can give what is not shown or not to be changed: it needs a value of its own.
    const bool mustBeGiven = spec.required && initialValue(spec).isUndefined();
    spec.hidden = spec.hidden && !mustBeGiven;
    spec.frozen = spec.frozen && !mustBeGiven;
    recogniseShape(spec);
    if (spec.kind == FieldKind::Size)
        spec.limits = mediaLimits(place.limits);
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
    if (const QJsonArray choices = choicesOf(schema); !choices.isEmpty())
        return readChoices(spec, choices);
    const QString type = typeOf(schema);
    if (type == QLatin1String("boolean"))
        spec.kind = FieldKind::Boolean;
    else if (type == QLatin1String("integer") || type == QLatin1String("number"))
        readNumber(spec, schema, type == QLatin1String("integer"), place.hint);
    else if (type == QLatin1String("string"))
        readText(spec, schema, place);
    else if (type == QLatin1String("array"))
        readList(spec, schema, place);
    else if (type == QLatin1String("object"))
        readObject(spec, schema, place);
}

void FieldReader::readChoices(FieldSpec &spec, const QJsonArray &choices)
{
    spec.kind = FieldKind::Enum;
    QSet<QJsonValue> seen;
    for (const QJsonValue &choice : choices) {
        if (choice.isNull())
            spec.nullable = true;
        else if (!seen.contains(choice))
            spec.choices.append(choice);
        seen.insert(choice);
    }
}

void FieldReader::readNumber(FieldSpec &spec, const QJsonObject &schema, bool whole,
                             const QString &hint)
{
    spec.range = rangeOf(schema, whole);
    const bool seed = meaningOfHint(hint) == FieldMeaning::Seed
        || meaningOfName(spec.name, FieldShape::Number) == FieldMeaning::Seed;
    if (seed)
        spec.meaning = FieldMeaning::Seed;
    spec.kind = whole ? seed ? FieldKind::Seed : FieldKind::Integer : FieldKind::Number;
}

void FieldReader::readText(FieldSpec &spec, const QJsonObject &schema, const Place &place)
{
    spec.minLength = countKeyword(schema, "minLength");
    spec.maxLength = countKeyword(schema, "maxLength");
    spec.pattern = schema.value(QLatin1String("pattern")).toString();
    spec.format = schema.value(QLatin1String("format")).toString();

    FieldMeaning byName = meaningOfName(spec.name, FieldShape::Text);
    byName = meaningByHelp(byName, spec.name, spec.help);
    const FieldMeaning byHint = meaningOfHint(place.hint);
    spec.meaning = byHint == FieldMeaning::None ? byName : byHint;
    // A hint knows the kind of file; the name knows better which picture of several it is.
    if (byHint != FieldMeaning::None && mediaKindOf(byName) == mediaKindOf(byHint))
        spec.meaning = byName;
    if (const auto media = mediaKindOf(spec.meaning)) {
        spec.kind = FieldKind::Media;
        spec.mediaKind = *media;
        spec.limits = withLimitsInWords(mediaLimits(place.limits), spec.help);
        return;
    }
    const bool prose = isProse(spec.meaning) || isProseName(spec.name)
        || place.hint == QLatin1String("textarea") || spec.maxLength > longText
        || showsProse(schema);
    spec.kind = prose ? FieldKind::LongText : FieldKind::Text;
    const QJsonArray examples = examplesOf(schema);
    const bool preset = examples.size() >= presetExamples
        || (!examples.isEmpty() && spec.name.endsWith(QLatin1String("model_name")));
    if (spec.kind == FieldKind::Text && preset) {
        QJsonArray choices;
        for (const QJsonValue &example : examples) {
            if (example.isString())
                choices.append(example);
        }
        readChoices(spec, choices);
        spec.openChoices = true;
    }
}

void FieldReader::readList(FieldSpec &spec, const QJsonObject &schema, const Place &place)
{
    spec.kind = FieldKind::List;
    spec.minItems = countKeyword(schema, "minItems");
    spec.maxItems = countKeyword(schema, "maxItems");
    spec.uniqueItems = schema.value(QLatin1String("uniqueItems")).toBool();
    Place inside = place;
    inside.required = true;
    inside.depth = place.depth + 1;
    inside.examples = entriesOf(place.examples);
    const QJsonValue item = schema.value(QLatin1String("items"));
    if (const QList<QJsonValue> places = tuplePlaces(schema); !places.isEmpty())
        return readTuple(spec, places, inside);
    // The items are read under the list's name, which is what tells pictures from texts.
    FieldSpec read = FieldReader::read(item, inside);
    read.name.clear();
    if (read.kind == FieldKind::Media)
        read.limits = withLimitsInWords(read.limits, spec.help);
    spec.children = {read};
}

void FieldReader::readTuple(FieldSpec &spec, const QList<QJsonValue> &places, const Place &place)
{
    spec.kind = FieldKind::Tuple;
    for (const QJsonValue &each : places) {
        Place inside = place;
        inside.name.clear();
        inside.examples = {};
        spec.children.append(FieldReader::read(each, inside));
    }
    nameTuplePlaces(spec);
}

void FieldReader::readMap(FieldSpec &spec, const QJsonObject &schema, const Place &place)
{
    spec.kind = FieldKind::Map;
    spec.minItems = countKeyword(schema, "minProperties");
    spec.maxItems = countKeyword(schema, "maxProperties");
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
    spec.openMembers = others == QJsonValue(true) || others.isObject();
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
        if (name == QLatin1String("url"))
            inside.hint = fileHint(spec.name, properties);
        spec.children.append(read(properties.value(name), inside));
    }
}

void FieldReader::readUnion(FieldSpec &spec, const QJsonObject &schema,
                            const QList<QJsonValue> &branches, const Place &place)
{
    const QJsonObject common = commonToBranches(schema);
    // Branches that only say which members must come together leave the object what it is.
    const bool shaped =
        std::any_of(branches.begin(), branches.end(), [this, &place](const QJsonValue &branch) {
            const QJsonObject own = m_resolver.resolve(branch, place.references).schema;
            return !typeOf(own).isEmpty() || !choicesOf(own).isEmpty()
                || !branchesOf(own).branches.isEmpty() || own.isEmpty();
        });
    if (!shaped && !common.isEmpty())
        return readType(spec, common, place);

    QList<FieldSpec> read;
    for (const QJsonValue &branch : branches) {
        Place inside = place;
        inside.required = true;
        inside.depth = place.depth + 1;
        const QString title = m_resolver.resolve(branch, place.references).componentTitle;
        const QJsonValue whole = common.isEmpty()
            ? branch
            : QJsonValue(QJsonObject{{QStringLiteral("allOf"), QJsonArray{common, branch}}});
        FieldSpec alternative = FieldReader::read(whole, inside);
        alternative.title = branchTitle(alternative, title);
        alternative.name.clear();
        read.append(alternative);
    }
    const QJsonObject discriminator = schema.value(QLatin1String("discriminator")).toObject();
    uniteBranches(spec, read);
    if (spec.kind == FieldKind::Union)
        readDiscriminator(spec, discriminator, branches);
}

void FieldReader::readDiscriminator(FieldSpec &spec, const QJsonObject &discriminator,
                                    const QList<QJsonValue> &branches)
{
    spec.discriminator = discriminator.value(QLatin1String("propertyName")).toString();
    if (spec.discriminator.isEmpty() || spec.children.size() != branches.size())
        return;
    // Where only the mapping says which value names a branch, the branch is told.
    const QJsonObject mapping = discriminator.value(QLatin1String("mapping")).toObject();
    for (qsizetype i = 0; i < branches.size(); ++i) {
        const QString reference = branches.at(i).toObject().value(QLatin1String("$ref")).toString();
        for (FieldSpec &member : spec.children[i].children) {
            if (member.name != spec.discriminator || member.kind == FieldKind::Enum)
                continue;
            QJsonArray names;
            for (auto it = mapping.begin(); it != mapping.end(); ++it) {
                if (it.value().toString() == reference)
                    names.append(it.key());
            }
            if (!names.isEmpty())
                readChoices(member, names);
        }
    }
}

} // namespace peregrine
