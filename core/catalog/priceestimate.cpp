#include "core/catalog/priceestimate.h"

#include "core/base/json.h"
#include "core/schema/imagesizes.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

#include <cmath>
#include <initializer_list>
#include <optional>

namespace peregrine {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::PriceEstimate)
};

/// What one unit counts.
enum class Measure {
    Run, ///< requests, generations, videos, trainings: one a run, or one a result
    Result, ///< images, videos: as many as are asked for
    Megapixels,
    Seconds,
    Characters,
    Steps,
    Unknown,
};

/// "5 seconds": five of a measure at a time.
struct Unit
{
    Measure measure = Measure::Unknown;
    double of = 1;
    /// fal's word without its number.
    QString word;
};

Unit unitOf(const QString &text)
{
    static const QRegularExpression numbered(
        QStringLiteral("^\\s*(\\d+(?:\\.\\d+)?)\\s*(k|m)?\\s*(.*?)\\s*$"),
        QRegularExpression::CaseInsensitiveOption);
    Unit unit;
    unit.word = text.trimmed();
    const QRegularExpressionMatch match = numbered.match(unit.word);
    if (match.hasMatch()) {
        unit.of = match.captured(1).toDouble();
        const QString factor = match.captured(2).toLower();
        unit.of *= factor == QLatin1String("k") ? 1e3 : factor == QLatin1String("m") ? 1e6 : 1;
        unit.word = match.captured(3);
    }
    if (unit.of <= 0)
        return unit;
    QString word = unit.word.toLower();
    if (word.endsWith(u's'))
        word.chop(1);
    const auto is = [&word](std::initializer_list<const char *> names) {
        return std::any_of(names.begin(), names.end(),
                           [&word](const char *name) { return word == QLatin1String(name); });
    };
    // fal lists some prices without a unit, and with "1": one run.
    if (word.isEmpty()
        || is({"request", "generation", "run", "call", "training", "api call", "cloned voice"}))
        unit.measure = Measure::Run;
    else if (is({"image", "video", "audio", "picture", "song", "model"}))
        unit.measure = Measure::Result;
    else if (is({"megapixel", "mp"}))
        unit.measure = Measure::Megapixels;
    else if (is({"second", "video second", "audio second", "second of video", "second of audio"}))
        unit.measure = Measure::Seconds;
    else if (is({"minute", "minute of video", "minute of audio"})) {
        unit.measure = Measure::Seconds;
        unit.of *= 60;
    } else if (is({"character"}))
        unit.measure = Measure::Characters;
    else if (is({"step", "training step"}))
        unit.measure = Measure::Steps;
    return unit;
}

/// The inputs by what they are about.
class Inputs
{
public:
    Inputs(const FieldSpec &input, const QJsonObject &values)
        : m_input(input)
        , m_values(values)
    { }

    [[nodiscard]] const FieldSpec *field(FieldMeaning meaning) const
    {
        for (const FieldSpec &candidate : m_input.children) {
            if (candidate.meaning == meaning)
                return &candidate;
        }
        return nullptr;
    }
    /// As it is sent, or as the model takes it when it is not.
    [[nodiscard]] QJsonValue value(const FieldSpec &field) const
    {
        const QJsonValue set = m_values.value(field.name);
        return set.isUndefined() || set.isNull() ? field.defaultValue : set;
    }
    /// Of numbers, and of texts that begin with one: "5", "5s".
    [[nodiscard]] std::optional<double> number(FieldMeaning meaning) const
    {
        const FieldSpec *known = field(meaning);
        if (!known)
            return std::nullopt;
        const QJsonValue set = value(*known);
        if (set.isDouble())
            return set.toDouble();
        static const QRegularExpression leading(
            QStringLiteral("^\\s*(\\d+(?:\\.\\d+)?)\\s*s?\\s*$"));
        const QRegularExpressionMatch match = leading.match(set.toString());
        return match.hasMatch() ? std::optional(match.captured(1).toDouble()) : std::nullopt;
    }
    [[nodiscard]] bool has(FieldMeaning meaning) const { return field(meaning) != nullptr; }

private:
    const FieldSpec &m_input;
    const QJsonObject &m_values;
};

struct Quantity
{
    PriceCertainty certainty = PriceCertainty::Unknown;
    double amount = 0;
    /// "2 images"; why it is not known where it is not.
    QString words;
};

QString decimal(double value)
{
    return QLocale().toString(value, 'g', 4);
}

Quantity unknown(const QString &why)
{
    return {PriceCertainty::Unknown, 0, why};
}

/// How many results are asked for; nothing when the form does not say it.
std::optional<double> countOf(const Inputs &inputs)
{
    if (!inputs.has(FieldMeaning::Count))
        return 1;
    return inputs.number(FieldMeaning::Count);
}

/// Prices of some models go by resolution, quality and length, too, which their one unit does not
/// tell.
bool mayCostMore(const Inputs &inputs)
{
    return inputs.has(FieldMeaning::Resolution) || inputs.has(FieldMeaning::Duration);
}

Quantity results(const Inputs &inputs, const QString &word)
{
    const std::optional<double> count = countOf(inputs);
    if (!count)
        return unknown(Words::tr("how many results come is not said"));
    return {mayCostMore(inputs) ? PriceCertainty::Estimated : PriceCertainty::Exact, *count,
            QStringLiteral("%1 %2").arg(decimal(*count), word)};
}

/// Of the result, by the form's size; of the picture that is worked on where there is none.
std::optional<QSize> pixelsOf(const Inputs &inputs, const PriceFacts &facts)
{
    if (const FieldSpec *size = inputs.field(FieldMeaning::Size)) {
        const QJsonValue value = inputs.value(*size);
        const QSize pixels = value.isObject()
            ? QSize(value.toObject().value(QLatin1String("width")).toInt(),
                    value.toObject().value(QLatin1String("height")).toInt())
            : pixelsOfPreset(value.toString());
        if (!pixels.isEmpty())
            return pixels;
    }
    const FieldSpec *image = inputs.field(FieldMeaning::Image);
    if (!image)
        return std::nullopt;
    const QSize pixels = facts.pictures.value(jsonPointer({image->name}));
    return pixels.isEmpty() ? std::nullopt : std::optional(pixels);
}

Quantity megapixels(const Inputs &inputs, const PriceFacts &facts)
{
    const std::optional<double> count = countOf(inputs);
    const std::optional<QSize> pixels = pixelsOf(inputs, facts);
    if (!count || !pixels)
        return unknown(Words::tr("the size of the result is not known before"));
    const double each = double(pixels->width()) * pixels->height() / 1e6;
    const QString words = Words::tr("%1 × %2 megapixels").arg(decimal(*count), decimal(each));
    return {PriceCertainty::Estimated, *count * each,
            *count == 1 ? Words::tr("%1 megapixels").arg(decimal(each)) : words};
}

Quantity seconds(const Inputs &inputs, const Unit &unit)
{
    std::optional<double> length = inputs.number(FieldMeaning::Duration);
    if (!length) {
        const std::optional<double> frames = inputs.number(FieldMeaning::Frames);
        const std::optional<double> rate = inputs.number(FieldMeaning::FrameRate);
        if (frames && rate && *rate > 0)
            length = *frames / *rate;
    }
    const std::optional<double> count = countOf(inputs);
    if (!length || !count)
        return unknown(Words::tr("the length of the result is not known before"));
    const bool exact =
        unit.of == 1 && inputs.has(FieldMeaning::Duration) && !inputs.has(FieldMeaning::Resolution);
    const QString each = Words::tr("%1 seconds").arg(decimal(*length));
    return {exact ? PriceCertainty::Exact : PriceCertainty::Estimated, *count * *length / unit.of,
            *count == 1 ? each : QStringLiteral("%1 × %2").arg(decimal(*count), each)};
}

Quantity characters(const Inputs &inputs, const Unit &unit)
{
    for (const FieldMeaning meaning :
         {FieldMeaning::Script, FieldMeaning::Lyrics, FieldMeaning::Prompt}) {
        const FieldSpec *text = inputs.field(meaning);
        if (!text)
            continue;
        // As people and servers count: a sign outside the first plane is one.
        const auto length = inputs.value(*text).toString().toUcs4().size();
        return {PriceCertainty::Estimated, double(length) / unit.of,
                Words::tr("%n character(s)", nullptr, int(length))};
    }
    return unknown(Words::tr("the text is not known before"));
}

Quantity steps(const Inputs &inputs, const Unit &unit)
{
    const std::optional<double> each = inputs.number(FieldMeaning::Steps);
    if (!each)
        return unknown(Words::tr("the number of steps is not known before"));
    return {PriceCertainty::Estimated, *each / unit.of, Words::tr("%1 steps").arg(decimal(*each))};
}

Quantity quantityOf(const Unit &unit, const Inputs &inputs, const PriceFacts &facts)
{
    switch (unit.measure) {
    case Measure::Run:
        if (unit.of != 1)
            break;
        return {mayCostMore(inputs) ? PriceCertainty::Estimated : PriceCertainty::Exact, 1,
                Words::tr("one run")};
    case Measure::Result:
        if (unit.of != 1)
            break;
        return results(inputs, unit.word);
    case Measure::Megapixels:
        return unit.of == 1 ? megapixels(inputs, facts) : unknown(unit.word);
    case Measure::Seconds:
        return seconds(inputs, unit);
    case Measure::Characters:
        return characters(inputs, unit);
    case Measure::Steps:
        return steps(inputs, unit);
    case Measure::Unknown:
        break;
    }
    return unknown(Words::tr("the server counts them when the result is there"));
}

} // namespace

QString moneyText(const Money &money)
{
    // Parts of a cent matter; the noise of binary fractions does not.
    QString number = QLocale().toString(money.amount, 'g', money.amount < 1 ? 3 : 6);
    if (money.amount >= 0.01 && money.amount < 1e6 && std::fmod(money.amount * 100, 1) < 1e-6)
        number = QLocale().toString(money.amount, 'f', 2);
    if (money.currency.compare(u"USD", Qt::CaseInsensitive) == 0 || money.currency.isEmpty())
        return u'$' + number;
    return number + u' ' + money.currency;
}

PriceEstimate estimatePrice(const UnitPrice &price, const FieldSpec &input,
                            const QJsonObject &values, const PriceFacts &facts)
{
    const Unit unit = unitOf(price.unit);
    const Inputs inputs(input, values);
    const QString each = moneyText({price.amount, price.currency});
    PriceEstimate estimate;
    // A price of nothing is how fal lists models whose price it does not say.
    if (price.amount <= 0) {
        estimate.rule = Words::tr("The server names no price for this model.");
        return estimate;
    }
    const Quantity quantity = quantityOf(unit, inputs, facts);
    if (quantity.certainty == PriceCertainty::Unknown) {
        estimate.rule =
            Words::tr("%1 for %2: %3.")
                .arg(each,
                     price.unit.trimmed().isEmpty() ? Words::tr("a run") : price.unit.trimmed(),
                     quantity.words);
        return estimate;
    }
    estimate.certainty = quantity.certainty;
    estimate.cost = {price.amount * quantity.amount * facts.runs, price.currency};
    const QString unitWords = unit.of == 1 ? each : Words::tr("%1 for %2").arg(each, price.unit);
    estimate.rule = QStringLiteral("%1 × %2").arg(unitWords, quantity.words);
    if (facts.runs > 1)
        estimate.rule += Words::tr(" × %n run(s)", nullptr, facts.runs);
    if (estimate.certainty == PriceCertainty::Estimated)
        estimate.rule += Words::tr(" (estimated; the server may count otherwise)");
    return estimate;
}

} // namespace peregrine
