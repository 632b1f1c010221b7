#include "core/localserver/emulation/outputgenerator.h"

#include <QJsonArray>
#include <QSet>

#include <algorithm>

namespace peregrine::localserver {

namespace {

// Beyond the first only what must be there is made, beyond the second nothing: references that go
// in circles end there.
constexpr int roomyDepth = 6;
constexpr int maximumDepth = 12;
// Lists below it have one entry.
constexpr int crowdedDepth = 5;

QString keyword(const char *name)
{
    return QLatin1String(name);
}

ValueMaker::Place below(const ValueMaker::Place &place, const QString &name)
{
    return {name, place.path.isEmpty() ? name : place.path + u'.' + name, place.index, place.outer,
            place.depth + 1};
}

ValueMaker::Place entry(const ValueMaker::Place &place, int index)
{
    return {place.name, place.path, index, place.index, place.depth + 1};
}

QStringList wordsOf(const QString &name)
{
    return name.toLower().split(u'_', Qt::SkipEmptyParts);
}

/// Names under which files stand although the schema does not say so.
bool isMedium(const QString &name)
{
    static const QSet<QString> names{QStringLiteral("image"), QStringLiteral("images"),
                                     QStringLiteral("video"), QStringLiteral("videos"),
                                     QStringLiteral("audio"), QStringLiteral("audios"),
                                     QStringLiteral("masks")};
    return names.contains(name);
}

bool hasAddress(const QJsonValue &value)
{
    if (value.isString())
        return value.toString().contains(QLatin1String("://"));
    if (value.isArray()) {
        const QJsonArray list = value.toArray();
        return std::any_of(list.begin(), list.end(), hasAddress);
    }
    const QJsonObject object = value.toObject();
    return std::any_of(object.begin(), object.end(), hasAddress);
}

} // namespace

OutputGenerator::OutputGenerator(const ModelSchemas &schemas, const EmulationRequest &request,
                                 MediaWorkshop &workshop)
    : m_schemas(schemas.components)
    , m_root(schemas.output)
    , m_request(request)
    , m_workshop(workshop)
    , m_values(request, workshop)
{ }

std::optional<QJsonValue> OutputGenerator::generate()
{
    const QJsonObject root = m_schemas.named(m_root);
    const bool described = root.contains(keyword("properties"))
        || !SchemaResolver::alternativesOf(root).isEmpty() || root.contains(keyword("items"))
        || (root.contains(keyword("type"))
            && root.value(keyword("type")).toString() != QLatin1String("object"));
    const QJsonValue output = described ? value(root, {}) : usualOutput();
    if (m_workshop.ended())
        return std::nullopt;
    return output;
}

QJsonValue OutputGenerator::value(const QJsonObject &schema, const Place &place)
{
    if (place.depth > maximumDepth || m_workshop.ended())
        return QJsonValue(QJsonValue::Undefined);
    const QJsonObject resolved = m_schemas.resolved(schema);
    if (resolved.contains(keyword("const")))
        return resolved.value(keyword("const"));
    if (!resolved.value(keyword("enum")).toArray().isEmpty())
        return m_values.choice(resolved, place);
    if (!SchemaResolver::alternativesOf(resolved).isEmpty())
        return alternative(resolved, place);
    if (MediaWish::isFile(resolved))
        return file(resolved, place);
    QStringList types = SchemaResolver::typesOf(resolved);
    types.removeAll(keyword("null"));
    const QString type = types.isEmpty() ? QString() : types.first();
    if (type == QLatin1String("object") || resolved.contains(keyword("properties")))
        return object(resolved, place);
    if (type == QLatin1String("array") || resolved.contains(keyword("items")))
        return list(resolved, place);
    if (type == QLatin1String("string"))
        return m_values.text(resolved, place);
    if (type == QLatin1String("integer") || type == QLatin1String("number"))
        return m_values.number(resolved, place);
    if (type == QLatin1String("boolean"))
        return m_values.flag(resolved, place);
    return SchemaResolver::typesOf(resolved).isEmpty() ? anything(resolved, place)
                                                       : QJsonValue(QJsonValue::Null);
}

QJsonValue OutputGenerator::alternative(const QJsonObject &resolved, const Place &place)
{
    const QJsonArray alternatives = SchemaResolver::alternativesOf(resolved);
    for (const QJsonValue &branch : alternatives) {
        QJsonObject schema = m_schemas.resolved(branch.toObject());
        if (SchemaResolver::typesOf(schema) == QStringList{keyword("null")})
            continue;
        // Examples stand beside the union, not in its branches.
        for (const char *name : {"examples", "description", "default"}) {
            if (!schema.contains(keyword(name)) && resolved.contains(keyword(name)))
                schema.insert(keyword(name), resolved.value(keyword(name)));
        }
        const QJsonValue made =
            value(schema, {place.name, place.path, place.index, place.outer, place.depth + 1});
        if (!made.isUndefined())
            return made;
    }
    return m_schemas.admitsNull(resolved) ? QJsonValue(QJsonValue::Null)
                                          : QJsonValue(QJsonValue::Undefined);
}

QJsonValue OutputGenerator::file(const QJsonObject &resolved, const Place &place)
{
    const auto made =
        m_workshop.make(MediaWish::read(place.path, resolved, m_request.category), place.index);
    if (!made)
        return QJsonValue(QJsonValue::Undefined);
    QJsonObject known = made->file;
    if (!made->pixels.isEmpty()) {
        known.insert(QStringLiteral("width"), made->pixels.width());
        known.insert(QStringLiteral("height"), made->pixels.height());
    }
    if (made->seconds > 0)
        known.insert(QStringLiteral("duration"), made->seconds);
    if (made->framesPerSecond > 0) {
        known.insert(QStringLiteral("fps"), made->framesPerSecond);
        known.insert(QStringLiteral("num_frames"), qRound(made->seconds * made->framesPerSecond));
    }
    if (made->sampleRate > 0) {
        known.insert(QStringLiteral("sample_rate"), made->sampleRate);
        known.insert(QStringLiteral("channels"), 1);
        known.insert(QStringLiteral("bitrate"), QString::number(made->sampleRate * 16));
    }
    const QJsonObject properties = resolved.value(keyword("properties")).toObject();
    const QJsonArray required = resolved.value(keyword("required")).toArray();
    QJsonObject result;
    for (auto it = properties.constBegin(); it != properties.constEnd(); ++it) {
        const QJsonObject schema = m_schemas.resolved(it.value().toObject());
        const bool needed = required.contains(it.key());
        if (known.contains(it.key())) {
            QJsonValue fact = known.value(it.key());
            // One type calls the bit rate a text, another a number.
            const QStringList types = SchemaResolver::typesOf(schema);
            if (fact.isString() && types.contains(QLatin1String("integer")))
                fact = fact.toString().toInt();
            result.insert(it.key(), fact);
        } else if (needed || it.key() != QLatin1String("file_data")) {
            const QJsonValue more = m_schemas.admitsNull(schema)
                ? QJsonValue(QJsonValue::Null)
                : value(schema, below(place, it.key()));
            if (needed || !(more.isNull() || more.isUndefined()))
                result.insert(it.key(), more);
        }
    }
    return result;
}

QJsonValue OutputGenerator::object(const QJsonObject &resolved, const Place &place)
{
    const QJsonObject properties = resolved.value(keyword("properties")).toObject();
    if (properties.isEmpty())
        return freeObject(resolved, place);
    const QJsonArray required = resolved.value(keyword("required")).toArray();
    const QStringList order = SchemaResolver::propertyOrder(resolved);
    QJsonObject result;
    for (const QString &name : order) {
        const QJsonObject schema = properties.value(name).toObject();
        const bool needed = required.contains(name);
        const bool absent = isLeftOut(name) || place.depth >= roomyDepth;
        if (absent && !needed)
            continue;
        if (absent && m_schemas.admitsNull(m_schemas.resolved(schema))) {
            result.insert(name, QJsonValue::Null);
            continue;
        }
        const QJsonValue made = value(schema, below(place, name));
        if (!made.isUndefined())
            result.insert(name, made);
    }
    return result;
}

QJsonValue OutputGenerator::freeObject(const QJsonObject &resolved, const Place &place)
{
    if (place.name.contains(QLatin1String("timing")))
        return m_values.timings();
    if (isMedium(place.name))
        return medium(place);
    const QJsonValue example = resolved.value(keyword("examples"))[0];
    if (example.isObject() && !hasAddress(example))
        return example;
    QJsonObject result;
    const QJsonValue entries = resolved.value(keyword("additionalProperties"));
    if (entries.isObject() && !entries.toObject().isEmpty()) {
        const QString name = QStringLiteral("preview");
        const QJsonValue made = value(entries.toObject(), below(place, name));
        if (!made.isUndefined())
            result.insert(name, made);
    }
    return result;
}

QJsonValue OutputGenerator::list(const QJsonObject &resolved, const Place &place)
{
    const QJsonObject items = m_schemas.resolved(SchemaResolver::itemSchema(resolved, 0));
    int count = m_values.count(resolved, items, place);
    // Trees and lists of lists would double with every level.
    if (place.depth >= crowdedDepth)
        count = std::min(count, std::max(1, resolved.value(keyword("minItems")).toInt()));
    QJsonArray result;
    for (int i = 0; i < count; ++i) {
        // A list within a list is counted by the outer one: the boxes of several things.
        const QJsonValue made = value(SchemaResolver::itemSchema(resolved, i), entry(place, i));
        if (made.isUndefined())
            break;
        const bool repeated =
            resolved.value(keyword("uniqueItems")).toBool() && result.contains(made);
        if (!repeated)
            result.append(made);
    }
    return result;
}

QJsonValue OutputGenerator::anything(const QJsonObject &resolved, const Place &place)
{
    if (place.name.contains(QLatin1String("timing")))
        return m_values.timings();
    if (isMedium(place.name))
        return medium(place);
    if (place.name.endsWith(QLatin1String("_size"))
        || place.name.contains(QLatin1String("timestamp")))
        return m_values.number(resolved, place);
    return m_values.text(resolved, place);
}

QJsonValue OutputGenerator::medium(const Place &place)
{
    const auto made =
        m_workshop.make(MediaWish::read(place.path, {}, m_request.category), place.index);
    return made ? QJsonValue(made->file) : QJsonValue(QJsonValue::Undefined);
}

QJsonValue OutputGenerator::usualOutput()
{
    const QString category = m_request.category;
    const auto made = [this](MediaWish::Kind kind, int index) {
        MediaWish wish;
        wish.kind = kind;
        const auto file = m_workshop.make(wish, index);
        return file ? file->file : QJsonObject();
    };
    QJsonObject output{{QStringLiteral("seed"), static_cast<qint64>(m_request.seed)}};
    if (category.endsWith(QLatin1String("image"))
        || m_request.endpoint.contains(QLatin1String("flux"))) {
        QJsonArray images;
        for (int i = 0; i < m_request.pictures && !m_workshop.ended(); ++i)
            images.append(made(MediaWish::Kind::Picture, i));
        output.insert(QStringLiteral("images"), images);
        output.insert(QStringLiteral("prompt"), m_request.prompt);
    } else if (category.endsWith(QLatin1String("video"))) {
        output.insert(QStringLiteral("video"), made(MediaWish::Kind::Film, 0));
    } else if (category.endsWith(QLatin1String("audio"))
               || category.endsWith(QLatin1String("to-speech"))) {
        output.insert(QStringLiteral("audio"), made(MediaWish::Kind::Sound, 0));
    } else if (category.endsWith(QLatin1String("3d"))) {
        output.insert(QStringLiteral("model_mesh"), made(MediaWish::Kind::Shape, 0));
    } else {
        output = {{QStringLiteral("output"), m_values.sentences()}};
    }
    return output;
}

bool OutputGenerator::isLeftOut(const QString &name) const
{
    const QStringList words = wordsOf(name);
    for (const char *word : {"error", "debug", "errors"}) {
        if (words.contains(QLatin1String(word)))
            return true;
    }
    static const QSet<QString> verbs{
        QStringLiteral("output"),   QStringLiteral("return"), QStringLiteral("include"),
        QStringLiteral("enable"),   QStringLiteral("with"),   QStringLiteral("export"),
        QStringLiteral("generate"), QStringLiteral("save"),   QStringLiteral("get"),
        QStringLiteral("create"),   QStringLiteral("show")};
    for (auto it = m_request.input.constBegin(); it != m_request.input.constEnd(); ++it) {
        if (!it.value().isBool() || it.value().toBool())
            continue;
        QStringList asked = wordsOf(it.key());
        if (asked.size() < 2 || !verbs.contains(asked.first()))
            continue;
        asked.removeFirst();
        if (std::all_of(asked.cbegin(), asked.cend(),
                        [&words](const QString &word) { return words.contains(word); }))
            return true;
    }
    return false;
}

} // namespace peregrine::localserver
