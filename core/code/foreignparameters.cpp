#include "core/code/foreignparameters.h"

#include "core/base/json.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonValue>
#include <QRegularExpression>

#include <utility>

namespace peregrine {

using namespace Qt::StringLiterals;

namespace {

/// Deeper graphs are followed no further: they may run in circles.
constexpr int deepestNode = 32;

/// Names of inputs by the names that others use, in lower case.
QString fieldOf(const QString &name)
{
    static const QHash<QString, QString> names{
        {u"prompt"_s, u"prompt"_s},
        {u"positive_prompt"_s, u"prompt"_s},
        {u"negative prompt"_s, u"negative_prompt"_s},
        {u"negative_prompt"_s, u"negative_prompt"_s},
        {u"negativeprompt"_s, u"negative_prompt"_s},
        {u"seed"_s, u"seed"_s},
        {u"noise_seed"_s, u"seed"_s},
        {u"steps"_s, u"num_inference_steps"_s},
        {u"cfg"_s, u"guidance_scale"_s},
        {u"cfg scale"_s, u"guidance_scale"_s},
        {u"cfg_scale"_s, u"guidance_scale"_s},
        {u"cfgscale"_s, u"guidance_scale"_s},
        {u"denoising strength"_s, u"strength"_s},
    };
    return names.value(name.toLower());
}

QJsonValue numberOr(const QString &text)
{
    bool whole = false;
    if (const qint64 number = text.toLongLong(&whole); whole)
        return number;
    bool any = false;
    const double number = text.toDouble(&any);
    return any ? QJsonValue(number) : QJsonValue(text);
}

void setSize(QJsonObject &input, const QJsonValue &width, const QJsonValue &height)
{
    if (width.toInt() > 0 && height.toInt() > 0)
        input.insert(u"image_size"_s,
                     QJsonObject{{u"width"_s, width.toInt()}, {u"height"_s, height.toInt()}});
}

ImportedInput fromPicture(const QJsonObject &input, const QStringList &unused)
{
    ImportedInput found;
    found.source = ImportedInput::Source::Picture;
    found.input = input;
    found.unused = unused;
    return found;
}

QString shown(const QString &name, const QJsonValue &value)
{
    const QString text = value.isString() ? value.toString() : QString::fromUtf8(toJson(value));
    return u"%1: %2"_s.arg(name, text.left(80));
}

/// A flat object of settings, as SwarmUI and InvokeAI write.
std::optional<ImportedInput> fromSettings(const QJsonObject &settings)
{
    QJsonObject input;
    QStringList unused;
    for (auto member = settings.constBegin(); member != settings.constEnd(); ++member) {
        const QString field = fieldOf(member.key());
        const QJsonValue value = member.value();
        const bool plain = value.isString() || value.isDouble();
        if (!field.isEmpty() && plain)
            input.insert(field, value);
        else if (member.key() != "width"_L1 && member.key() != "height"_L1 && plain)
            unused.append(shown(member.key(), value));
    }
    setSize(input, settings.value("width"_L1), settings.value("height"_L1));
    return input.isEmpty() ? std::nullopt : std::optional(fromPicture(input, unused));
}

/// "a fox\nNegative prompt: blur\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1, Size:
/// 512x768"
std::optional<ImportedInput> fromA1111(const QString &text)
{
    // Not by lines: readers of pictures make one of them.
    static const QRegularExpression beginning(u"(?:^|\\s)Steps: \\d+,"_s);
    const qsizetype end = text.lastIndexOf(beginning);
    if (end < 0)
        return std::nullopt;
    const QString settings = text.mid(end).trimmed();
    QString prompt = text.left(end);
    QJsonObject input;
    const auto negative = u"Negative prompt:"_s;
    if (const qsizetype at = prompt.indexOf(negative); at >= 0) {
        input.insert(u"negative_prompt"_s, prompt.mid(at + negative.size()).trimmed());
        prompt.truncate(at);
    }
    if (!prompt.trimmed().isEmpty())
        input.insert(u"prompt"_s, prompt.trimmed());
    QStringList unused;
    // Values with commas are in quotes.
    static const QRegularExpression setting(
        u"\\s*([\\w /-]+):\\s*(\"(?:\\\\.|[^\"\\\\])*\"|[^,]*)"_s);
    auto match = setting.globalMatch(settings);
    while (match.hasNext()) {
        const auto found = match.next();
        const QString name = found.captured(1).trimmed();
        const QString value = found.captured(2).trimmed();
        if (name == "Size"_L1) {
            setSize(input, numberOr(value.section(u'x', 0, 0)),
                    numberOr(value.section(u'x', 1, 1)));
        } else if (const QString field = fieldOf(name); !field.isEmpty()) {
            input.insert(field, numberOr(value));
        } else {
            unused.append(shown(name, value));
        }
    }
    return fromPicture(input, unused);
}

/// The text that flows into a node's input, through nodes that only pass it on.
QString textInto(const QJsonObject &graph, const QJsonValue &link, int depth)
{
    if (link.isString())
        return link.toString();
    const QString node = link.toArray().at(0).toString();
    if (node.isEmpty() || depth > deepestNode)
        return {};
    const QJsonObject inputs = graph.value(node).toObject().value("inputs"_L1).toObject();
    for (const QString &name :
         {u"text"_s, u"prompt"_s, u"text_g"_s, u"conditioning"_s, u"string"_s}) {
        const QString text = textInto(graph, inputs.value(name), depth + 1);
        if (!text.isEmpty())
            return text;
    }
    return {};
}

std::optional<ImportedInput> fromGraph(const QJsonObject &graph)
{
    QJsonObject input;
    QJsonValue width;
    QJsonValue height;
    for (auto node = graph.constBegin(); node != graph.constEnd(); ++node) {
        const QString type = node.value().toObject().value("class_type"_L1).toString();
        const QJsonObject inputs = node.value().toObject().value("inputs"_L1).toObject();
        if (type.startsWith("KSampler"_L1) && !input.contains("prompt"_L1)) {
            for (auto member = inputs.constBegin(); member != inputs.constEnd(); ++member) {
                const QString field = fieldOf(member.key());
                if (!field.isEmpty() && member.value().isDouble())
                    input.insert(field, member.value());
            }
            for (const auto &[link, field] : {std::pair(u"positive"_s, u"prompt"_s),
                                              std::pair(u"negative"_s, u"negative_prompt"_s)}) {
                const QString text = textInto(graph, inputs.value(link), 0);
                if (!text.isEmpty())
                    input.insert(field, text);
            }
        } else if (type.contains("LatentImage"_L1)) {
            width = inputs.value("width"_L1);
            height = inputs.value("height"_L1);
        }
    }
    setSize(input, width, height);
    return input.isEmpty() ? std::nullopt : std::optional(fromPicture(input, {}));
}

} // namespace

std::optional<ImportedInput> readForeignParameters(const QString &key, const QString &text)
{
    const QJsonObject object = text.trimmed().startsWith(u'{')
        ? QJsonDocument::fromJson(text.toUtf8()).object()
        : QJsonObject();
    if (key == "invokeai_metadata"_L1)
        return fromSettings(object);
    if (key == "parameters"_L1) {
        return object.isEmpty() ? fromA1111(text)
                                : fromSettings(object.value("sui_image_params"_L1).toObject());
    }
    if (key == "prompt"_L1)
        return fromGraph(object);
    return std::nullopt;
}

} // namespace peregrine
