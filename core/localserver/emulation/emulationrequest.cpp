#include "core/localserver/emulation/emulationrequest.h"

#include "core/localserver/emulation/requestedsize.h"
#include "core/localserver/models/inputvalues.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>
#include <initializer_list>
#include <optional>

namespace peregrine::localserver {

namespace {

using Names = std::initializer_list<const char *>;

constexpr int maximumNesting = 6;
constexpr qsizetype maximumMedia = 64;
constexpr qsizetype maximumWords = 4'000;

bool mentions(const QString &text, Names words)
{
    return std::any_of(words.begin(), words.end(), [&text](const char *word) {
        return text.contains(QLatin1String(word), Qt::CaseInsensitive);
    });
}

/// The first text under one of the names; objects and lists are looked into, for dialogues and
/// structured prompts.
QString textIn(const QJsonValue &value, Names names, int nesting)
{
    if (nesting > maximumNesting || (!value.isArray() && !value.isObject()))
        return {};
    if (value.isArray()) {
        const QJsonArray list = value.toArray();
        QStringList texts;
        for (const QJsonValue &entry : list) {
            const QString text =
                entry.isString() ? entry.toString() : textIn(entry, names, nesting + 1);
            if (!text.isEmpty() && texts.size() < 20)
                texts.append(text);
        }
        return texts.join(QLatin1String(" "));
    }
    const QJsonObject object = value.toObject();
    for (const char *name : names) {
        const QJsonValue member = object.value(QLatin1String(name));
        const QString text =
            member.isString() ? member.toString() : textIn(member, names, nesting + 1);
        if (!text.trimmed().isEmpty())
            return text.left(maximumWords);
    }
    return {};
}

/// The number of a value, also of "5", "8s" and "2x".
std::optional<double> numberIn(const QJsonValue &value)
{
    if (value.isDouble())
        return value.toDouble();
    static const QRegularExpression form(QStringLiteral("-?\\d+(?:\\.\\d+)?"));
    const QRegularExpressionMatch match = form.match(value.toString().left(20));
    return match.hasMatch() ? std::optional(match.captured().toDouble()) : std::nullopt;
}

std::optional<double> numberOf(const QJsonObject &input, Names names)
{
    for (const char *name : names) {
        if (const auto number = numberIn(input.value(QLatin1String(name))))
            return number;
    }
    return std::nullopt;
}

int wholeOf(const QJsonObject &input, Names names, int least, int most, int fallback)
{
    const double number = numberOf(input, names).value_or(fallback);
    return static_cast<int>(
        std::clamp(number, static_cast<double>(least), static_cast<double>(most)));
}

bool isAddress(const QString &text)
{
    constexpr qsizetype longest = 4'096;
    return text.startsWith(QLatin1String("data:"), Qt::CaseInsensitive)
        || (text.size() <= longest && text.left(12).contains(QLatin1String("://"))
            && !text.contains(u' '));
}

InputMedia::Kind kindOf(const QString &name)
{
    if (mentions(name, {"mask"}))
        return mentions(name, {"video"}) ? InputMedia::Kind::Other : InputMedia::Kind::Mask;
    if (mentions(name, {"video", "clip"}))
        return InputMedia::Kind::Video;
    if (mentions(name, {"audio", "voice", "song", "music", "speech", "sound"}))
        return InputMedia::Kind::Audio;
    if (mentions(name, {"image", "img", "picture", "photo", "frame", "garment", "face"}))
        return InputMedia::Kind::Image;
    return InputMedia::Kind::Other;
}

void collectMedia(const QJsonValue &value, const QString &field, const QString &name, int nesting,
                  QList<InputMedia> &media)
{
    if (nesting > maximumNesting || media.size() >= maximumMedia)
        return;
    if (value.isString() && isAddress(value.toString())) {
        media.append({kindOf(name), field, value.toString()});
    } else if (value.isArray()) {
        const QJsonArray list = value.toArray();
        for (const QJsonValue &entry : list)
            collectMedia(entry, field, name, nesting + 1, media);
    } else if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (auto it = object.constBegin(); it != object.constEnd(); ++it) {
            const QString inner = it.key() == QLatin1String("url") ? name : it.key();
            collectMedia(it.value(), nesting == 0 ? it.key() : field, inner, nesting + 1, media);
        }
    }
}

/// The picture that a model starts from comes before those it only looks at, and before a film's
/// last one.
int rank(const InputMedia &media)
{
    if (mentions(media.field,
                 {"reference", "style", "control", "ip_adapter", "redux", "end_", "last_", "tail_",
                  "background"}))
        return 2;
    return media.field.startsWith(QLatin1String("image_url")) ? 0 : 1;
}

PictureTask taskOf(const QString &endpoint, const QString &category)
{
    const bool picture = category.startsWith(QLatin1String("image-to-image"))
        || category == QLatin1String("vision") || category == QLatin1String("workflow");
    if (!picture && !mentions(endpoint, {"upscal", "depth", "dwpose", "rembg", "birefnet"}))
        return PictureTask::PaintOver;
    struct Row
    {
        PictureTask task;
        Names words;
    };
    static const Row rows[] = {
        {PictureTask::Upscale,
         {"upscal", "esrgan", "aura-sr", "ccsr", "pasd", "super-res", "drct", "swin2sr", "thera"}},
        {PictureTask::CutOut,
         {"rembg", "birefnet", "background/remove", "background-remov", "remove-background",
          "matting", "/ben/"}},
        {PictureTask::Depth, {"depth", "midas"}},
        {PictureTask::Normals, {"normal"}},
        {PictureTask::Edges,
         {"imageutils/canny", "preprocessors/canny", "/hed", "lineart", "scribble", "teed", "pidi",
          "mlsd"}},
        {PictureTask::Pose, {"dwpose", "openpose"}},
        {PictureTask::Segment,
         {"/sam", "segment", "florence", "moondream", "detect", "ocr", "isaac"}},
        {PictureTask::Restore,
         {"codeformer", "restor", "deblur", "denoise", "post-processing", "extract-nth-frame",
          "smart-resize", "gfpgan", "ddcolor"}},
    };
    for (const Row &row : rows) {
        if (mentions(endpoint, row.words))
            return row.task;
    }
    return PictureTask::PaintOver;
}

QString imageFormatOf(const QJsonObject &input)
{
    for (const char *name : {"output_format", "image_format", "format", "image_output_format"}) {
        const QString format = input.value(QLatin1String(name)).toString().toLower();
        if (format == QLatin1String("jpg") || format == QLatin1String("jpeg"))
            return QStringLiteral("jpeg");
        if (format == QLatin1String("png") || format == QLatin1String("webp"))
            return format;
    }
    return {};
}

/// "fal-ai/image-apps-v2/product-photography" -> "image apps product photography"
QString wordsOf(const QString &endpoint)
{
    static const QRegularExpression separators(QStringLiteral("[-_/.]+"));
    static const QRegularExpression versions(QStringLiteral("\\bv?\\d[\\w.]*\\b"));
    return endpoint.section(u'/', 1)
        .replace(separators, QStringLiteral(" "))
        .remove(versions)
        .simplified();
}

} // namespace

EmulationRequest EmulationRequest::read(const QString &endpoint, const QString &category,
                                        const QJsonObject &input, const EmulationLimits &limits)
{
    EmulationRequest request;
    request.endpoint = endpoint;
    request.category = category;
    request.input = input;
    request.prompt = textIn(input,
                            {"prompt",
                             "text_prompt",
                             "positive_prompt",
                             "edit_prompt",
                             "instruction",
                             "prompts",
                             "multi_prompt",
                             "structured_prompt",
                             "short_description",
                             "text",
                             "gen_text",
                             "caption",
                             "description",
                             "query",
                             "question",
                             "messages",
                             "content",
                             "lyrics",
                             "script",
                             "target_prompt",
                             "text_input",
                             "object_name",
                             "tags"},
                            0);
    if (request.prompt.isEmpty())
        request.prompt = wordsOf(endpoint);
    request.negativePrompt = textIn(input, {"negative_prompt"}, 0);
    request.speech = textIn(input,
                            {"text", "gen_text", "input", "script", "inputs", "blocks", "prompt",
                             "turns", "dialogue", "lyrics", "text_input", "transcript"},
                            0);
    if (request.speech.isEmpty())
        request.speech = request.prompt;
    request.seed = seedOf(input) & 0x7fffffff;
    request.pictures = wholeOf(input,
                               {"num_images", "n", "num_samples", "num_outputs", "number_of_images",
                                "num_results", "batch_size", "max_images", "image_count"},
                               1, limits.pictures, 1);

    const bool film = category.endsWith(QLatin1String("video"));
    request.size = requestedSize(input, film ? 480 : 1024);
    request.imageFormat = imageFormatOf(input);
    request.steps = wholeOf(input, {"num_inference_steps", "steps"}, 1, 40, 12);
    request.guidance =
        std::clamp(numberOf(input, {"guidance_scale", "cfg_scale"}).value_or(3.5), 0.0, 20.0);
    request.strength =
        std::clamp(numberOf(input, {"strength", "image_strength"}).value_or(0.65), 0.0, 1.0);
    request.factor =
        std::clamp(numberOf(input,
                            {"upscale_factor", "scale", "scale_factor", "upscaling_factor",
                             "upsampling_factor", "scaling_factor", "factor"})
                       .value_or(2.0),
                   1.0, 8.0);

    request.framesPerSecond = wholeOf(
        input, {"fps", "frames_per_second", "frame_rate", "output_fps", "export_fps"}, 5, 60, 24);
    if (const auto seconds =
            numberOf(input,
                     {"duration", "duration_seconds", "seconds", "video_length",
                      "audio_length_in_s", "seconds_total", "audio_end_in_s", "length"})) {
        request.seconds = *seconds;
    } else if (const auto ms = numberOf(input, {"music_length_ms", "duration_ms"})) {
        request.seconds = *ms / 1000.0;
    } else if (const auto frames = numberOf(input, {"num_frames", "frame_num", "video_frames"})) {
        request.seconds = *frames / request.framesPerSecond;
    }
    request.seconds = std::clamp(request.seconds, 0.0, limits.soundSeconds);
    request.inlineMedia = input.value(QLatin1String("sync_mode")).toBool();

    collectMedia(input, {}, {}, 0, request.media);
    std::stable_sort(request.media.begin(), request.media.end(),
                     [](const InputMedia &a, const InputMedia &b) { return rank(a) < rank(b); });
    if (request.first(InputMedia::Kind::Image) != nullptr)
        request.task = taskOf(endpoint, category);
    return request;
}

const InputMedia *EmulationRequest::first(InputMedia::Kind kind) const
{
    const auto found = std::find_if(media.cbegin(), media.cend(), [kind](const InputMedia &medium) {
        return medium.kind == kind;
    });
    return found == media.cend() ? nullptr : &*found;
}

} // namespace peregrine::localserver
