#include "core/fal/transport/errorwords.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QLatin1String>
#include <QLocale>
#include <QStringList>

#include <array>

namespace peregrine {

namespace {

constexpr qsizetype maxLimitText = 120;
constexpr qsizetype maxListed = 20;

struct Words
{
    const char *type;
    /// With %1 and %2 for the limits.
    const char *sentence;
    /// Members of the context, for each limit one or more separated by "|".
    std::array<const char *, 2> limits{};
    /// When the limits are not told; none: the server's words are kept.
    const char *without = nullptr;
};

constexpr std::array table{
    // The model's own: detail[].type.
    Words{"internal_server_error",
          QT_TRANSLATE_NOOP("peregrine::ErrorWords",
                            "The model failed. Try again; if it fails again, change the input.")},
    Words{"generation_timeout",
          QT_TRANSLATE_NOOP("peregrine::ErrorWords",
                            "The model took too long. Try again or ask for less: fewer steps, a "
                            "smaller size, a shorter length.")},
    Words{"downstream_service_error",
          QT_TRANSLATE_NOOP("peregrine::ErrorWords",
                            "A service that the model uses answered with an error. Check the "
                            "input, then try again.")},
    Words{"downstream_service_unavailable",
          QT_TRANSLATE_NOOP("peregrine::ErrorWords",
                            "A service that the model uses is not available. Try again later.")},
    Words{"content_policy_violation",
          QT_TRANSLATE_NOOP("peregrine::ErrorWords",
                            "The model's content policy does not allow this. Change the prompt or "
                            "the files.")},
    Words{"no_media_generated",
          QT_TRANSLATE_NOOP("peregrine::ErrorWords",
                            "The model made nothing from this input. Change the prompt and try "
                            "again.")},
    Words{"image_load_error",
          QT_TRANSLATE_NOOP("peregrine::ErrorWords",
                            "The model could not read the image. Check that it is an image and "
                            "not damaged.")},
    Words{"file_download_error",
          QT_TRANSLATE_NOOP("peregrine::ErrorWords",
                            "The model could not download the file. Its address must be open to "
                            "everybody; uploading the file helps.")},
    Words{"face_detection_error",
          QT_TRANSLATE_NOOP("peregrine::ErrorWords",
                            "The model found no face in the picture. Use one where a face is "
                            "clearly seen.")},
    Words{"feature_not_supported",
          QT_TRANSLATE_NOOP("peregrine::ErrorWords",
                            "The model does not support this combination of settings.")},
    Words{"image_too_small",
          QT_TRANSLATE_NOOP("peregrine::ErrorWords",
                            "The image is too small; it must be at least %1 x %2 pixels."),
          {"min_width", "min_height"},
          QT_TRANSLATE_NOOP("peregrine::ErrorWords", "The image is too small for the model.")},
    Words{"image_too_large",
          QT_TRANSLATE_NOOP("peregrine::ErrorWords",
                            "The image is too large; it may be at most %1 x %2 pixels."),
          {"max_width", "max_height"},
          QT_TRANSLATE_NOOP("peregrine::ErrorWords", "The image is too large for the model.")},
    Words{"file_too_large",
          QT_TRANSLATE_NOOP("peregrine::ErrorWords", "The file is too large; the limit is %1."),
          {"max_size"},
          QT_TRANSLATE_NOOP("peregrine::ErrorWords", "The file is too large for the model.")},
    Words{"greater_than",
          QT_TRANSLATE_NOOP("peregrine::ErrorWords", "It must be more than %1."),
          {"gt|limit_value"}},
    Words{"greater_than_equal",
          QT_TRANSLATE_NOOP("peregrine::ErrorWords", "It must be at least %1."),
          {"ge|limit_value"}},
    Words{"less_than",
          QT_TRANSLATE_NOOP("peregrine::ErrorWords", "It must be less than %1."),
          {"lt|limit_value"}},
    Words{"less_than_equal",
          QT_TRANSLATE_NOOP("peregrine::ErrorWords", "It must be at most %1."),
          {"le|limit_value"}},
    Words{"multiple_of",
          QT_TRANSLATE_NOOP("peregrine::ErrorWords", "It must be a multiple of %1."),
          {"multiple_of"}},
    Words{"sequence_too_short",
          QT_TRANSLATE_NOOP("peregrine::ErrorWords", "It is too short; the least length is %1."),
          {"min_length|limit_value"}},
    Words{"sequence_too_long",
          QT_TRANSLATE_NOOP("peregrine::ErrorWords", "It is too long; the greatest length is %1."),
          {"max_length|limit_value"}},
    Words{"one_of",
          QT_TRANSLATE_NOOP("peregrine::ErrorWords", "It must be one of these: %1."),
          {"expected|enum_values|permitted"}},
    Words{"invalid_archive",
          QT_TRANSLATE_NOOP("peregrine::ErrorWords",
                            "The archive cannot be opened. These kinds are supported: %1."),
          {"supported_extensions"},
          QT_TRANSLATE_NOOP("peregrine::ErrorWords",
                            "The archive cannot be opened. Check that it is not damaged.")},
    Words{"archive_file_count_below_minimum",
          QT_TRANSLATE_NOOP("peregrine::ErrorWords",
                            "The archive has too few files; the least number is %1."),
          {"min_count|minimum|min_files|min_file_count"},
          QT_TRANSLATE_NOOP("peregrine::ErrorWords", "The archive has too few files.")},
    Words{"archive_file_count_exceeds_maximum",
          QT_TRANSLATE_NOOP("peregrine::ErrorWords",
                            "The archive has too many files; the greatest number is %1."),
          {"max_count|maximum|max_files|max_file_count"},
          QT_TRANSLATE_NOOP("peregrine::ErrorWords", "The archive has too many files.")},
    Words{"audio_duration_too_long",
          QT_TRANSLATE_NOOP("peregrine::ErrorWords",
                            "The sound is too long; it may last up to %1 s."),
          {"max_duration|max_seconds|maximum"},
          QT_TRANSLATE_NOOP("peregrine::ErrorWords", "The sound is too long for the model.")},
    Words{"audio_duration_too_short",
          QT_TRANSLATE_NOOP("peregrine::ErrorWords",
                            "The sound is too short; it must last at least %1 s."),
          {"min_duration|min_seconds|minimum"},
          QT_TRANSLATE_NOOP("peregrine::ErrorWords", "The sound is too short for the model.")},
    Words{"video_duration_too_long",
          QT_TRANSLATE_NOOP("peregrine::ErrorWords",
                            "The video is too long; it may last up to %1 s."),
          {"max_duration|max_seconds|maximum"},
          QT_TRANSLATE_NOOP("peregrine::ErrorWords", "The video is too long for the model.")},
    Words{"video_duration_too_short",
          QT_TRANSLATE_NOOP("peregrine::ErrorWords",
                            "The video is too short; it must last at least %1 s."),
          {"min_duration|min_seconds|minimum"},
          QT_TRANSLATE_NOOP("peregrine::ErrorWords", "The video is too short for the model.")},
    Words{"unsupported_audio_format",
          QT_TRANSLATE_NOOP("peregrine::ErrorWords",
                            "The model does not take this kind of sound file. Use one of these: "
                            "%1."),
          {"supported_formats"},
          QT_TRANSLATE_NOOP("peregrine::ErrorWords",
                            "The model does not take this kind of sound file.")},
    Words{"unsupported_image_format",
          QT_TRANSLATE_NOOP("peregrine::ErrorWords",
                            "The model does not take this kind of image file. Use one of these: "
                            "%1."),
          {"supported_formats"},
          QT_TRANSLATE_NOOP("peregrine::ErrorWords",
                            "The model does not take this kind of image file.")},
    Words{"unsupported_video_format",
          QT_TRANSLATE_NOOP("peregrine::ErrorWords",
                            "The model does not take this kind of video file. Use one of these: "
                            "%1."),
          {"supported_formats"},
          QT_TRANSLATE_NOOP("peregrine::ErrorWords",
                            "The model does not take this kind of video file.")},
    // The infrastructure's: error_type and X-Fal-Error-Type.
    Words{"request_timeout",
          QT_TRANSLATE_NOOP("peregrine::ErrorWords",
                            "The request was not done in the time it had. Try again later.")},
    Words{"startup_timeout",
          QT_TRANSLATE_NOOP("peregrine::ErrorWords",
                            "The model did not start in time. Try again in a few minutes.")},
    Words{"runner_scheduling_failure",
          QT_TRANSLATE_NOOP("peregrine::ErrorWords",
                            "There was no machine free to run the model. Try again later.")},
    Words{"runner_connection_timeout",
          QT_TRANSLATE_NOOP("peregrine::ErrorWords",
                            "The machine that runs the model did not answer. Try again.")},
    Words{"runner_disconnected",
          QT_TRANSLATE_NOOP("peregrine::ErrorWords",
                            "The machine that ran the model went away in the middle. Try again.")},
    Words{"runner_connection_refused",
          QT_TRANSLATE_NOOP("peregrine::ErrorWords",
                            "The machine that runs the model took no request. Try again.")},
    Words{"runner_connection_error",
          QT_TRANSLATE_NOOP("peregrine::ErrorWords",
                            "The machine that runs the model could not be reached. Try again.")},
    Words{"runner_incomplete_response",
          QT_TRANSLATE_NOOP("peregrine::ErrorWords",
                            "The model's answer broke off in the middle. Try again.")},
    Words{"runner_server_error",
          QT_TRANSLATE_NOOP("peregrine::ErrorWords",
                            "The machine that runs the model failed. Try again later.")},
    Words{"internal_error",
          QT_TRANSLATE_NOOP("peregrine::ErrorWords",
                            "The server had a problem of its own. Try again later.")},
    Words{"client_disconnected",
          QT_TRANSLATE_NOOP("peregrine::ErrorWords",
                            "The connection was closed before the answer was there.")},
    Words{"client_cancelled",
          QT_TRANSLATE_NOOP("peregrine::ErrorWords", "The request was canceled.")},
    Words{"bad_request",
          QT_TRANSLATE_NOOP("peregrine::ErrorWords", "The server did not understand the request.")},
    Words{"concurrent_requests_limit",
          QT_TRANSLATE_NOOP("peregrine::ErrorWords",
                            "The account runs as many requests at once as it may. Wait until one "
                            "is done, or use the queue, where requests wait by themselves.")},
    // The platform API's: error.type.
    Words{"authorization_error",
          QT_TRANSLATE_NOOP("peregrine::ErrorWords",
                            "The key does not allow this. Some questions need a key with admin "
                            "scope.")},
    Words{"rate_limited",
          QT_TRANSLATE_NOOP("peregrine::ErrorWords",
                            "The server is asked too often. Wait a moment and try again.")},
    // Pydantic's, new names; the old ones are mapped to these.
    Words{"missing", QT_TRANSLATE_NOOP("peregrine::ErrorWords", "This field is required.")},
    Words{"string_too_short",
          QT_TRANSLATE_NOOP("peregrine::ErrorWords",
                            "The text is too short; the least length is %1."),
          {"min_length|limit_value"}},
    Words{"string_too_long",
          QT_TRANSLATE_NOOP("peregrine::ErrorWords",
                            "The text is too long; the greatest length is %1."),
          {"max_length|limit_value"}},
    Words{"string_type", QT_TRANSLATE_NOOP("peregrine::ErrorWords", "It must be a text.")},
    Words{"int_type", QT_TRANSLATE_NOOP("peregrine::ErrorWords", "It must be a whole number.")},
    Words{"float_type", QT_TRANSLATE_NOOP("peregrine::ErrorWords", "It must be a number.")},
    Words{"bool_type", QT_TRANSLATE_NOOP("peregrine::ErrorWords", "It must be true or false.")},
    Words{"list_type", QT_TRANSLATE_NOOP("peregrine::ErrorWords", "It must be a list.")},
    Words{"dict_type", QT_TRANSLATE_NOOP("peregrine::ErrorWords", "It must be an object.")},
    Words{"url_type", QT_TRANSLATE_NOOP("peregrine::ErrorWords", "It must be a web address.")},
};

struct OtherName
{
    const char *name;
    const char *type;
};

constexpr std::array otherNames{
    OtherName{"value_error.missing", "missing"},
    OtherName{"value_error.number.not_gt", "greater_than"},
    OtherName{"value_error.number.not_ge", "greater_than_equal"},
    OtherName{"value_error.number.not_lt", "less_than"},
    OtherName{"value_error.number.not_le", "less_than_equal"},
    OtherName{"value_error.number.not_multiple", "multiple_of"},
    OtherName{"value_error.any_str.min_length", "string_too_short"},
    OtherName{"value_error.any_str.max_length", "string_too_long"},
    OtherName{"value_error.list.min_items", "sequence_too_short"},
    OtherName{"value_error.list.max_items", "sequence_too_long"},
    OtherName{"too_short", "sequence_too_short"},
    OtherName{"too_long", "sequence_too_long"},
    OtherName{"type_error.enum", "one_of"},
    OtherName{"value_error.const", "one_of"},
    OtherName{"literal_error", "one_of"},
    OtherName{"enum", "one_of"},
    OtherName{"type_error.str", "string_type"},
    OtherName{"type_error.integer", "int_type"},
    OtherName{"int_parsing", "int_type"},
    OtherName{"int_from_float", "int_type"},
    OtherName{"type_error.float", "float_type"},
    OtherName{"float_parsing", "float_type"},
    OtherName{"value_error.boolean", "bool_type"},
    OtherName{"type_error.bool", "bool_type"},
    OtherName{"bool_parsing", "bool_type"},
    OtherName{"type_error.list", "list_type"},
    OtherName{"type_error.dict", "dict_type"},
    OtherName{"model_type", "dict_type"},
    OtherName{"model_attributes_type", "dict_type"},
    OtherName{"value_error.url.scheme", "url_type"},
    OtherName{"url_parsing", "url_type"},
    OtherName{"url_scheme", "url_type"},
};

QString shown(const QJsonValue &value)
{
    if (value.isDouble())
        return QString::number(value.toDouble(), 'g', QLocale::FloatingPointShortest);
    if (value.isString())
        return value.toString().simplified().left(maxLimitText);
    if (value.isArray()) {
        QStringList entries;
        const QJsonArray array = value.toArray();
        for (const QJsonValue &entry : array) {
            if (entries.size() == maxListed) {
                entries.append(QStringLiteral("…"));
                break;
            }
            if (const QString text = entry.isArray() ? QString() : shown(entry); !text.isEmpty())
                entries.append(text);
        }
        return entries.join(QLatin1String(", "));
    }
    return {};
}

QString limitOf(const QJsonObject &context, const char *names)
{
    const QStringList all = QString::fromLatin1(names).split(u'|');
    for (const QString &name : all) {
        const QJsonValue value = context.value(name);
        if (name == QLatin1String("max_size") && value.isDouble() && value.toDouble() >= 0)
            return QLocale().formattedDataSize(value.toInteger(), 1,
                                               QLocale::DataSizeTraditionalFormat);
        if (const QString text = shown(value); !text.isEmpty())
            return text;
    }
    return {};
}

QString translated(const char *text)
{
    return QCoreApplication::translate("peregrine::ErrorWords", text);
}

} // namespace

QString errorWords(const QString &type, const QJsonObject &context)
{
    QLatin1String name;
    for (const OtherName &other : otherNames) {
        if (type == QLatin1String(other.name))
            name = QLatin1String(other.type);
    }
    for (const Words &words : table) {
        const QLatin1String known(words.type);
        if (type != known && name != known)
            continue;
        QStringList limits;
        bool complete = true;
        for (const char *names : words.limits) {
            if (!names)
                continue;
            limits.append(limitOf(context, names));
            complete = complete && !limits.last().isEmpty();
        }
        if (!complete)
            return words.without ? translated(words.without) : QString();
        QString sentence = translated(words.sentence);
        // At once: a limit that itself reads %1 is not filled in again.
        if (limits.size() == 2)
            return sentence.arg(limits.at(0), limits.at(1));
        return limits.isEmpty() ? sentence : sentence.arg(limits.first());
    }
    return {};
}

} // namespace peregrine
