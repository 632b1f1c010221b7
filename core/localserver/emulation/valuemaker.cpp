#include "core/localserver/emulation/valuemaker.h"

#include "core/localserver/emulation/picturetasks.h"
#include "core/localserver/emulation/soundmaker.h"
#include "core/localserver/emulation/writtenfiles.h"

#include <QDateTime>
#include <QJsonArray>
#include <QRegularExpression>
#include <QSet>
#include <QUuid>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <limits>

namespace peregrine::localserver {

namespace {

using Names = std::initializer_list<const char *>;

bool has(const QString &name, Names parts)
{
    return std::any_of(parts.begin(), parts.end(), [&name](const char *part) {
        return name.contains(QLatin1String(part), Qt::CaseInsensitive);
    });
}

bool isOne(const QString &name, Names names)
{
    return std::any_of(names.begin(), names.end(), [&name](const char *one) {
        return name.compare(QLatin1String(one), Qt::CaseInsensitive) == 0;
    });
}

/// The sides and corners of a box, by all the names they have.
const QSet<QString> &boxNames()
{
    static const QSet<QString> names{
        QStringLiteral("x"),     QStringLiteral("y"),     QStringLiteral("w"),
        QStringLiteral("h"),     QStringLiteral("x1"),    QStringLiteral("y1"),
        QStringLiteral("x2"),    QStringLiteral("y2"),    QStringLiteral("x_min"),
        QStringLiteral("y_min"), QStringLiteral("x_max"), QStringLiteral("y_max"),
        QStringLiteral("left"),  QStringLiteral("top"),   QStringLiteral("right"),
        QStringLiteral("bottom")};
    return names;
}

bool isBoxList(const QString &name)
{
    return has(name, {"box", "bbox", "quad", "polygon"});
}

bool isAddress(const QJsonObject &schema, const QString &name)
{
    const QString format = schema.value(QLatin1String("format")).toString();
    return format.startsWith(QLatin1String("ur")) || isOne(name, {"url", "urls"})
        || name.endsWith(QLatin1String("_url")) || name.endsWith(QLatin1String("_urls"));
}

QString firstExample(const QJsonObject &schema)
{
    const QJsonValue example = schema.value(QLatin1String("examples"))[0];
    return example.isString() ? example.toString()
                              : schema.value(QLatin1String("default")).toString();
}

/// Cut or filled up to the bounds, and of the asked form if anything at hand is.
QString fitted(const QString &text, const QJsonObject &schema)
{
    constexpr int longestFill = 10'000;
    QString result = text;
    const QString pattern = schema.value(QLatin1String("pattern")).toString();
    if (!pattern.isEmpty()) {
        const QRegularExpression form(pattern);
        for (const QString &candidate : {text, firstExample(schema), QStringLiteral("#336699"),
                                         QStringLiteral("abc"), QStringLiteral("12")}) {
            if (form.isValid() && form.match(candidate).hasMatch()) {
                result = candidate;
                break;
            }
        }
    }
    const int least = std::min(longestFill, schema.value(QLatin1String("minLength")).toInt(0));
    const int most =
        schema.value(QLatin1String("maxLength")).toInt(std::numeric_limits<int>::max());
    if (result.size() < least)
        result = result.leftJustified(least, u'.');
    return result.left(most);
}

} // namespace

ValueMaker::ValueMaker(const EmulationRequest &request, MediaWorkshop &workshop)
    : m_request(request)
    , m_workshop(workshop)
{
    m_clock.start();
}

QJsonValue ValueMaker::text(const QJsonObject &schema, const Place &place)
{
    if (isAddress(schema, place.name)) {
        const auto made =
            m_workshop.make(MediaWish::read(place.path, schema, m_request.category), place.index);
        return made ? made->file.value(QLatin1String("url")) : QJsonValue(QJsonValue::Undefined);
    }
    return fitted(words(schema, place), schema);
}

QString ValueMaker::words(const QJsonObject &schema, const Place &place)
{
    const QString &name = place.name;
    const QString format = schema.value(QLatin1String("format")).toString();
    if (format.startsWith(QLatin1String("uuid")) || isOne(name, {"id"})
        || name.endsWith(QLatin1String("_id")))
        return identifier(place);
    if (format == QLatin1String("date-time") || name.endsWith(QLatin1String("_at"))) {
        return QDateTime::fromSecsSinceEpoch(1'700'000'000, Qt::UTC).toString(Qt::ISODate);
    }
    if (const QJsonValue same = m_request.input.value(name);
        same.isString() && !same.toString().isEmpty())
        return same.toString();
    if (has(name, {"prompt"}))
        return m_request.prompt;
    if (has(name, {"svg"}))
        return m_workshop.vectorText();
    if (has(name, {"lang"}))
        return QStringLiteral("en");
    if (has(name, {"color", "colour", "hex", "palette"})) {
        return writtenfiles::colorFor(m_request.prompt,
                                      m_request.seed + static_cast<quint64>(place.index))
            .name();
    }
    if (isOne(name, {"finish_reason", "stop_reason"}))
        return QStringLiteral("stop");
    if (isOne(name, {"status", "state"}))
        return QStringLiteral("completed");
    if (isOne(name, {"label", "name", "class", "speaker", "title", "category"}))
        return QStringLiteral("%1 %2").arg(name).arg(place.index + 1);
    if (has(name, {"sample_rate"}))
        return QString::number(soundRate);
    if (isOne(name, {"content_type", "mime_type"}))
        return QStringLiteral("application/octet-stream");
    if (has(name, {"error", "reasoning", "think"}))
        return {};
    if (isOne(name, {"word", "token"}))
        return m_request.prompt.section(u' ', place.index, place.index);
    if (has(name, {"lyrics"}))
        return m_request.prompt;
    if (has(name, {"time"}))
        return QStringLiteral("00:00:%1").arg(place.index * 2, 2, 10, QLatin1Char('0'));
    const bool said = has(name,
                          {"output", "text", "result", "caption", "description", "answer",
                           "content", "summary", "message", "transcri", "response"});
    // Of the words that remain the authors' own examples know the form best.
    const QString example = firstExample(schema);
    constexpr qsizetype shortText = 200;
    if (!said) {
        const bool plain = !example.isEmpty() && example.size() <= shortText
            && !example.contains(QLatin1String("://"));
        return plain ? example : QStringLiteral("preview");
    }
    // Transcripts list their words one by one.
    const QString text = sentences();
    return place.path.section(u'.', -2, -2) == QLatin1String("words")
        ? text.section(u' ', place.index, place.index)
        : text;
}

QString ValueMaker::sentences()
{
    const QString picture = m_workshop.pictureDescription();
    const QString head = QStringLiteral("Local emulation of %1. ").arg(m_request.endpoint);
    if (!picture.isEmpty())
        return head + picture;
    if (m_request.first(InputMedia::Kind::Audio) != nullptr
        || m_request.first(InputMedia::Kind::Video) != nullptr)
        return head
            + QStringLiteral("The recording was not listened to: a model would write here "
                             "what is said and seen in it.");
    return head
        + QStringLiteral("The words were: \u201c%1\u201d. A model would answer them here.")
              .arg(m_request.prompt.simplified().left(400));
}

QString ValueMaker::identifier(const Place &place) const
{
    // Named by what it belongs to, so that equal inputs give equal ids.
    const QString name = QStringLiteral("%1/%2/%3/%4")
                             .arg(m_request.endpoint, place.path)
                             .arg(place.index)
                             .arg(m_request.seed);
    static const QUuid space = QUuid::fromString(u"5b6a7e52-9f0c-4d5b-8f7e-61c1f2c0a7d1");
    return QUuid::createUuidV5(space, name).toString(QUuid::WithoutBraces);
}

double ValueMaker::seconds() const
{
    return std::max(0.001, static_cast<double>(m_clock.elapsed()) / 1000.0);
}

QJsonObject ValueMaker::timings() const
{
    return {{QStringLiteral("inference"), seconds()}};
}

QJsonValue ValueMaker::number(const QJsonObject &schema, const Place &place)
{
    const auto bound = [&schema](const char *name, const char *exclusive, double step,
                                 double fallback) {
        const QJsonValue outer = schema.value(QLatin1String(exclusive));
        const QJsonValue inner = schema.value(QLatin1String(name));
        if (outer.isDouble())
            return outer.toDouble() + step;
        return inner.isDouble() ? inner.toDouble() + (outer.toBool() ? step : 0.0) : fallback;
    };
    const bool whole = schema.value(QLatin1String("type")).toString() == QLatin1String("integer");
    const double step = whole ? 1.0 : 1e-6;
    const double least = bound("minimum", "exclusiveMinimum", step, -9e15);
    const double most = std::max(least, bound("maximum", "exclusiveMaximum", -step, 9e15));
    double value = std::clamp(measure(schema, place), least, most);
    const double multiple = schema.value(QLatin1String("multipleOf")).toDouble();
    if (multiple > 0) {
        value = std::floor(value / multiple) * multiple;
        if (value < least)
            value += multiple;
    }
    if (whole)
        return static_cast<qint64>(std::llround(value));
    constexpr double digits = 1e6;
    return multiple > 0 ? value : std::round(value * digits) / digits;
}

double ValueMaker::measure(const QJsonObject &schema, const Place &place)
{
    const QString &name = place.name;
    if (has(name, {"seed"}))
        return static_cast<double>(m_request.seed);
    if (const QJsonValue same = m_request.input.value(name); same.isDouble())
        return same.toDouble();
    if (isBoxList(name) || boxNames().contains(name) || has(place.path, {"box", "polygon"}))
        return boxSide(schema, place);
    if (has(name, {"width"}))
        return m_workshop.pictureSize().width();
    if (has(name, {"height"}))
        return m_workshop.pictureSize().height();
    if (has(name, {"_size", "center"})) {
        const QSize size = m_workshop.pictureSize();
        return place.index % 2 == 0 ? size.width() : size.height();
    }
    if (has(name, {"fps", "frame_rate"}))
        return m_request.framesPerSecond;
    if (has(name, {"num_frames", "frame_count"}))
        return std::round(m_workshop.filmSeconds() * m_request.framesPerSecond);
    if (has(name, {"sample_rate"}))
        return soundRate;
    if (has(name, {"duration"}))
        return m_workshop.filmSeconds() * (name.endsWith(QLatin1String("_ms")) ? 1000.0 : 1.0);
    if (isOne(name, {"start", "timestamp", "start_time", "end", "end_time", "timestamps"})) {
        // A pair is when one thing starts and ends; otherwise each is a moment of its own.
        const bool pair = name == QLatin1String("timestamp");
        const bool end = name.startsWith(QLatin1String("end")) || (pair && place.index == 1);
        return (pair ? place.outer : place.index) * 2.0 + (end ? 1.8 : 0.0);
    }
    if (has(name, {"latency", "rtf", "time", "inference", "timings"}))
        return name.endsWith(QLatin1String("_ms")) ? seconds() * 1000.0 : seconds();
    if (has(name, {"score", "confidence", "probability", "similarity", "iou"}))
        return std::max(0.1, 0.92 - 0.07 * place.index);
    if (has(name, {"waveform"}))
        return std::abs(std::sin(0.37 * place.index)) * 0.8;
    if (has(name, {"cache"}))
        return 0.0;
    if (has(name, {"token"})) {
        const double words = std::ceil(static_cast<double>(m_request.prompt.size()) / 4.0);
        return name.startsWith(QLatin1String("total")) ? 2.0 * words : words;
    }
    if (has(name, {"cost", "price"}))
        return 0.0;
    if (has(name, {"num_images", "image_count"}))
        return m_request.pictures;
    if (has(name, {"scale", "factor"}))
        return m_request.factor;
    if (has(name, {"index"}) || name.endsWith(QLatin1String("_id")))
        return place.index;
    if (const QJsonValue usual = schema.value(QLatin1String("default")); usual.isDouble())
        return usual.toDouble();
    if (const QJsonValue example = schema.value(QLatin1String("examples"))[0]; example.isDouble())
        return example.toDouble();
    return 1.0;
}

double ValueMaker::boxSide(const QJsonObject &schema, const Place &place)
{
    const QSize size = m_workshop.pictureSize();
    // Lists of four numbers are one box; objects in a list are a box each.
    const bool list = isBoxList(place.name);
    const QRect box = picturetasks::region(size, list ? place.outer : place.index, m_request.seed);
    QString side = place.name;
    if (list) {
        static const QStringList order{QStringLiteral("x1"), QStringLiteral("y1"),
                                       QStringLiteral("x2"), QStringLiteral("y2")};
        side = order.at(place.index % 4);
    }
    const bool across =
        side.startsWith(u'x') || side.startsWith(u'w') || isOne(side, {"left", "right"});
    double value = across ? box.left() : box.top();
    if (isOne(side, {"w", "width"}))
        value = box.width();
    else if (isOne(side, {"h", "height"}))
        value = box.height();
    else if (isOne(side, {"x2", "x_max", "right"}))
        value = box.right();
    else if (isOne(side, {"y2", "y_max", "bottom"}))
        value = box.bottom();
    const QString about = schema.value(QLatin1String("description")).toString();
    const bool share = has(about, {"normali"})
        || schema.value(QLatin1String("maximum")).toDouble(2.0) <= 1.0
        || m_request.endpoint.contains(QLatin1String("moondream"));
    return share ? value / (across ? size.width() : size.height()) : value;
}

QJsonValue ValueMaker::flag(const QJsonObject &schema, const Place &place) const
{
    const QString &name = place.name;
    if (has(name, {"nsfw", "error", "partial", "flagged", "blocked"}))
        return false;
    if (const QJsonValue same = m_request.input.value(name); same.isBool())
        return same;
    if (has(name, {"success", "completed", "has_speech", "ai_generated", "is_final"}))
        return true;
    return schema.value(QLatin1String("default")).toBool(false);
}

QJsonValue ValueMaker::choice(const QJsonObject &schema, const Place &place) const
{
    const QJsonArray choices = schema.value(QLatin1String("enum")).toArray();
    const QJsonValue same = m_request.input.value(place.name);
    if (choices.contains(same))
        return same;
    const QJsonValue usual = schema.value(QLatin1String("default"));
    return choices.contains(usual) ? usual : choices.at(place.index % choices.size());
}

int ValueMaker::count(const QJsonObject &schema, const QJsonObject &items, const Place &place) const
{
    constexpr int longest = 512;
    const qsizetype tuple = SchemaResolver::tupleLength(schema);
    const QString &name = place.name;
    int wanted = 2;
    if (tuple > 0)
        wanted = static_cast<int>(tuple);
    else if (has(name, {"nsfw"}))
        wanted = m_request.pictures;
    else if (MediaWish::isFile(items) || isOne(name, {"images", "image"}))
        wanted = has(name, {"mask", "texture"}) ? 2 : m_request.pictures;
    else if (isBoxList(name) && SchemaResolver::typesOf(items).contains(QLatin1String("number")))
        wanted = 4;
    else if (has(name, {"waveform"}))
        wanted = m_request.input.value(QLatin1String("number_of_points")).toInt(64);
    else if (has(name, {"logs", "errors", "warnings"}))
        wanted = 0;
    const int least = std::clamp(schema.value(QLatin1String("minItems")).toInt(0), 0, longest);
    const int most = std::max(least, schema.value(QLatin1String("maxItems")).toInt(longest));
    return std::clamp(std::min(wanted, longest), least, most);
}

} // namespace peregrine::localserver
