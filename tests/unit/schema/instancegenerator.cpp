#include "tests/unit/schema/instancegenerator.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>
#include <limits>

namespace peregrine {

namespace {

constexpr int deepest = 9;
constexpr qint64 mostInteger = std::numeric_limits<qint64>::max();
constexpr qint64 leastInteger = std::numeric_limits<qint64>::min();

bool fitsLimits(const QJsonObject &size, const MediaLimits &limits)
{
    const double width = size.value(u"width"_qs).toDouble();
    const double height = size.value(u"height"_qs).toDouble();
    const double aspect = width / height;
    const auto within = [](double value, double least, double most) {
        return value >= least && (most <= 0 || value <= most);
    };
    return within(width, limits.minPixels.width(), limits.maxPixels.width())
        && within(height, limits.minPixels.height(), limits.maxPixels.height())
        && within(width * height, double(limits.minArea), double(limits.maxArea))
        && within(aspect, limits.minAspect, limits.maxAspect)
        && (limits.multipleOf < 2
            || (std::fmod(width, limits.multipleOf) == 0
                && std::fmod(height, limits.multipleOf) == 0));
}

} // namespace

std::optional<QJsonObject> InstanceGenerator::input(const FieldSpec &root)
{
    const QJsonValue made = root.kind == FieldKind::Map ? map(root, 0) : object(root, 0, true);
    return made.isObject() ? std::optional(made.toObject()) : std::nullopt;
}

QJsonValue InstanceGenerator::value(const FieldSpec &spec, int depth)
{
    switch (spec.kind) {
    case FieldKind::Text:
    case FieldKind::LongText:
        return text(spec);
    case FieldKind::Integer:
    case FieldKind::Seed:
        return number(spec, true);
    case FieldKind::Number:
        return number(spec, false);
    case FieldKind::Boolean:
        return below(2) == 0;
    case FieldKind::Enum:
        if (spec.openChoices && below(3) == 0)
            return u"own %1"_qs.arg(words(8));
        return spec.choices.at(below(static_cast<int>(spec.choices.size())));
    case FieldKind::Size:
        return size(spec, depth);
    case FieldKind::Media:
        return below(4) == 0 ? u"data:image/png;base64,iVBORw0KGgo="_qs
                             : u"https://example.com/%1/file.bin"_qs.arg(below(1000));
    case FieldKind::Color:
        return color(spec, depth);
    case FieldKind::List:
        return list(spec, depth);
    case FieldKind::Tuple:
        return places(spec, depth);
    case FieldKind::Object:
        return object(spec, depth, false);
    case FieldKind::Map:
        return map(spec, depth);
    case FieldKind::Union:
        return value(spec.children.at(below(static_cast<int>(spec.children.size()))), depth);
    case FieldKind::Any:
        return anything(depth);
    }
    return QJsonValue::Undefined;
}

QString InstanceGenerator::words(qsizetype length)
{
    static const QString alphabet = u"abcdefghijklm nopqrstuvwxyz ÄÖ漢字\"\\/~1%{}|\n"_qs;
    QString made = u"x"_qs;
    while (made.size() < length)
        made += alphabet.at(below(static_cast<int>(alphabet.size())));
    return made.left(std::max<qsizetype>(1, length));
}

QString InstanceGenerator::key()
{
    static const QStringList odd{u"a/b"_qs, u"~tilde"_qs, u"0"_qs, u"größe"_qs, u" spaced "_qs};
    return below(3) == 0 ? odd.at(below(static_cast<int>(odd.size()))) : u"key%1"_qs.arg(below(50));
}

QJsonValue InstanceGenerator::text(const FieldSpec &spec)
{
    if (!spec.pattern.isEmpty()) {
        const QRegularExpression pattern(spec.pattern);
        for (const QString &known : {u"speaker_1"_qs, u"#1a2b3c"_qs, u"00:00:01"_qs, u"1:1"_qs}) {
            if (pattern.match(known).hasMatch())
                return known;
        }
        return QJsonValue::Undefined;
    }
    const qsizetype least = std::max<qsizetype>(1, spec.minLength);
    const qsizetype most = spec.maxLength < 0 ? least + 40 : spec.maxLength;
    if (most < least)
        return QJsonValue::Undefined;
    return words(least + below(static_cast<int>(std::min<qsizetype>(most - least, 60)) + 1));
}

QJsonValue InstanceGenerator::number(const FieldSpec &spec, bool whole)
{
    const NumberRange &range = spec.range;
    if (!whole) {
        const double least = range.minimum.isUndefined() ? -1000 : range.minimum.toDouble();
        const double most =
            range.maximum.isUndefined() ? std::max(1000.0, least + 1000) : range.maximum.toDouble();
        if (range.multipleOf > 0) {
            const double first =
                std::ceil(least / range.multipleOf) + (range.exclusiveMinimum ? 1 : 0);
            const double last =
                std::floor(most / range.multipleOf) - (range.exclusiveMaximum ? 1 : 0);
            return std::min(last, first + below(1000)) * range.multipleOf;
        }
        return least + (most - least) * (0.05 + 0.9 * m_random.generateDouble());
    }
    const auto bound = [](const QJsonValue &value, qint64 none) {
        return isWhole(value)      ? value.toInteger()
            : value.isUndefined()  ? none
            : value.toDouble() > 0 ? mostInteger
                                   : leastInteger;
    };
    if (range.exclusiveMinimum && isWhole(range.minimum)
        && range.minimum.toInteger() == mostInteger)
        return QJsonValue::Undefined;
    const qint64 least = bound(range.minimum, -1'000'000) + (range.exclusiveMinimum ? 1 : 0);
    const qint64 most = bound(range.maximum,
                              std::max<qint64>(least, 0) > mostInteger - 1'000'000
                                  ? mostInteger
                                  : std::max<qint64>(least, 0) + 1'000'000);
    if (range.multipleOf > 1) {
        const auto step = static_cast<qint64>(range.multipleOf);
        const qint64 first = (least + step - 1) / step;
        const qint64 count = most / step - first + 1;
        return (first + qint64(m_random.generate64() % quint64(count))) * step;
    }
    // The ends are where mistakes are.
    const int pick = below(4);
    if (pick == 0)
        return least;
    if (pick == 1)
        return most;
    const quint64 span = quint64(most) - quint64(least);
    const quint64 offset = span == std::numeric_limits<quint64>::max()
        ? m_random.generate64()
        : m_random.generate64() % (span + 1);
    return qint64(quint64(least) + offset);
}

QJsonValue InstanceGenerator::size(const FieldSpec &spec, int depth)
{
    for (int attempt = 0; attempt < 20; ++attempt) {
        if (!spec.choices.isEmpty() && below(2) == 0)
            break;
        const QJsonObject made = object(spec, depth + 1, true).toObject();
        const bool sides = made.contains(u"width"_qs) && made.contains(u"height"_qs);
        if (sides && fitsLimits(made, spec.limits))
            return made;
    }
    return spec.choices.isEmpty() ? QJsonValue(QJsonValue::Undefined)
                                  : spec.choices.at(below(static_cast<int>(spec.choices.size())));
}

QJsonValue InstanceGenerator::color(const FieldSpec &spec, int depth)
{
    switch (spec.colorForm) {
    case ColorForm::Hex:
        return u"#%1"_qs.arg(below(0x1000000), 6, 16, QLatin1Char('0'));
    case ColorForm::Tuple:
        return places(spec, depth);
    case ColorForm::Object:
        return object(spec, depth, true);
    }
    return QJsonValue::Undefined;
}

QJsonValue InstanceGenerator::list(const FieldSpec &spec, int depth)
{
    const qsizetype least = std::max<qsizetype>(spec.minItems, 1);
    const qsizetype most = spec.maxItems < 0 ? least + 3 : std::min(spec.maxItems, least + 3);
    const qsizetype wanted =
        least + below(static_cast<int>(std::max<qsizetype>(0, most - least)) + 1);
    QJsonArray made;
    for (int attempt = 0; made.size() < wanted && attempt < 100; ++attempt) {
        const QJsonValue entry = value(spec.children.constFirst(), depth + 1);
        if (entry.isUndefined())
            return QJsonValue::Undefined;
        if (!spec.uniqueItems || !made.contains(entry))
            made.append(entry);
    }
    return made.size() >= least ? QJsonValue(made) : QJsonValue(QJsonValue::Undefined);
}

QJsonValue InstanceGenerator::places(const FieldSpec &spec, int depth)
{
    QJsonArray made;
    for (const FieldSpec &place : spec.children) {
        const QJsonValue entry = value(place, depth + 1);
        if (entry.isUndefined())
            return QJsonValue::Undefined;
        made.append(entry);
    }
    return made;
}

QJsonValue InstanceGenerator::object(const FieldSpec &spec, int depth, bool complete)
{
    QJsonObject made;
    for (const FieldSpec &member : spec.children) {
        const bool held = complete && !initialValue(member).isUndefined();
        const bool wanted = member.required || held || (depth < deepest && below(depth + 2) == 0)
            || spec.kind == FieldKind::Color || spec.kind == FieldKind::Size;
        if (!wanted)
            continue;
        // null says something where it is not the same as leaving the member out.
        const bool nullMeans = member.required || !member.defaultValue.isUndefined();
        const QJsonValue part = member.nullable && nullMeans && below(6) == 0
            ? QJsonValue(QJsonValue::Null)
            : value(member, depth + 1);
        if (!part.isUndefined())
            made.insert(member.name, part);
        else if (member.required)
            return QJsonValue::Undefined;
        else if (held)
            made.insert(member.name, initialValue(member));
    }
    if (spec.openMembers)
        made.insert(u"of its own"_qs, anything(depth + 1));
    return made;
}

QJsonValue InstanceGenerator::map(const FieldSpec &spec, int depth)
{
    QJsonObject made;
    const qsizetype least = std::max<qsizetype>(spec.minItems, 1);
    const qsizetype most = spec.maxItems < 0 ? least + 2 : std::min(spec.maxItems, least + 2);
    const qsizetype wanted =
        least + below(static_cast<int>(std::max<qsizetype>(0, most - least)) + 1);
    for (int attempt = 0; made.size() < wanted && attempt < 100; ++attempt) {
        const QJsonValue entry = value(spec.children.constFirst(), depth + 1);
        if (entry.isUndefined())
            return QJsonValue::Undefined;
        made.insert(key(), entry);
    }
    return made;
}

QJsonValue InstanceGenerator::anything(int depth)
{
    switch (below(depth < deepest ? 7 : 5)) {
    case 0:
        return QJsonValue::Null;
    case 1:
        return below(2) == 0;
    case 2:
        return qint64(m_random.generate64());
    case 3:
        return m_random.generateDouble() * 1e6;
    case 4:
        return words(below(20));
    case 5: {
        QJsonArray made;
        for (int n = below(4); n > 0; --n)
            made.append(anything(depth + 2));
        return made;
    }
    default: {
        QJsonObject made;
        for (int n = below(4); n > 0; --n)
            made.insert(key(), anything(depth + 2));
        return made;
    }
    }
}

} // namespace peregrine
