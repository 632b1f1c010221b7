#include "core/schema/formvalidator.h"

#include "core/base/json.h"
#include "core/schema/localfilecheck.h"
#include "core/schema/sizelimits.h"
#include "core/schema/unionbranch.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonObject>
#include <QLocale>
#include <QMap>
#include <QRegularExpression>
#include <QSize>
#include <QStringList>
#include <QUrl>

#include <algorithm>
#include <optional>
#include <utility>

namespace peregrine {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::FormValidator)
};

QString numberText(const QJsonValue &value)
{
    return isWhole(value) ? QString::number(value.toInteger())
                          : QLocale().toString(value.toDouble(), 'g', 10);
}

QString missingText(const FieldSpec &spec)
{
    switch (spec.meaning) {
    case FieldMeaning::Prompt:
        return Words::tr("Write a prompt first.");
    case FieldMeaning::Script:
        return Words::tr("Write the text first.");
    case FieldMeaning::Lyrics:
        return Words::tr("Write the lyrics first.");
    default:
        break;
    }
    switch (spec.kind) {
    case FieldKind::Media:
        switch (spec.mediaKind) {
        case MediaKind::Image:
            return Words::tr("Choose a picture first.");
        case MediaKind::Video:
            return Words::tr("Choose a video first.");
        case MediaKind::Audio:
            return Words::tr("Choose a sound file first.");
        default:
            return Words::tr("Choose a file first.");
        }
    case FieldKind::Enum:
    case FieldKind::Size:
    case FieldKind::Boolean:
    case FieldKind::Union:
        return Words::tr("Choose one first.");
    case FieldKind::Integer:
    case FieldKind::Number:
    case FieldKind::Seed:
        return Words::tr("Enter a number first.");
    case FieldKind::Color:
        return Words::tr("Choose a colour first.");
    case FieldKind::List:
    case FieldKind::Map:
        return Words::tr("Add an entry first.");
    default:
        return Words::tr("Fill this in first.");
    }
}

class Check
{
public:
    explicit Check(const QList<FileInput> &files, bool lenient, ClipLookup clips = {})
        : m_clips(std::move(clips))
        , m_lenient(lenient)
    {
        for (const FileInput &file : files)
            m_files.insert(file.pointer, file.path);
    }

    void field(const FieldSpec &spec, const QJsonValue &value, const QStringList &path)
    {
        const bool hasFile = m_files.contains(jsonPointer(path));
        if (value.isNull() && spec.kind == FieldKind::Any)
            return;
        if (value.isUndefined() || (value.isNull() && !hasFile)) {
            if (value.isNull() ? !spec.nullable : spec.required && !spec.nullable)
                fault(path, missingText(spec), QStringLiteral("missing"));
            return;
        }
        switch (spec.kind) {
        case FieldKind::Text:
        case FieldKind::LongText:
            return text(spec, value, path);
        case FieldKind::Integer:
        case FieldKind::Number:
        case FieldKind::Seed:
            return number(spec, value, path);
        case FieldKind::Boolean:
            if (!value.isBool())
                fault(path, Words::tr("This must be on or off."), QStringLiteral("bool_type"));
            return;
        case FieldKind::Enum:
            if (!(spec.openChoices && value.isString()) && !spec.choices.contains(value))
                fault(path, Words::tr("“%1” is not one of the choices.").arg(shown(value)),
                      QStringLiteral("enum"));
            return;
        case FieldKind::Size:
            return size(spec, value, path);
        case FieldKind::Media:
            return media(spec, value, path);
        case FieldKind::List:
            return list(spec, value, path);
        case FieldKind::Object:
            return object(spec, value, path);
        case FieldKind::Union:
            return united(spec, value, path);
        case FieldKind::Color:
            return color(spec, value, path);
        case FieldKind::Tuple:
            return tuple(spec, value, path);
        case FieldKind::Map:
            return map(spec, value, path);
        case FieldKind::Any:
            return;
        }
    }

    [[nodiscard]] const QList<FieldFault> &faults() const { return m_faults; }

private:
    void fault(const QStringList &path, const QString &message, const QString &type)
    {
        m_faults.append({path, message, type});
    }

    static QString shown(const QJsonValue &value)
    {
        const QString text = value.isString() ? value.toString() : QString::fromUtf8(toJson(value));
        return text.size() > 40 ? text.left(39) + u'…' : text;
    }

    void text(const FieldSpec &spec, const QJsonValue &value, const QStringList &path)
    {
        if (!value.isString())
            return fault(path, Words::tr("This must be text."), QStringLiteral("string_type"));
        const QString written = value.toString();
        if (written.trimmed().isEmpty()) {
            const bool meantEmpty = spec.defaultValue == QJsonValue(QString());
            if (spec.required && !meantEmpty && !m_lenient)
                fault(path, missingText(spec), QStringLiteral("missing"));
            return;
        }
        // Servers count code points, QString counts UTF-16.
        const qsizetype length = written.toUcs4().size();
        if (spec.minLength > length)
            return fault(path,
                         Words::tr("This must have at least %n character(s).", nullptr,
                                   static_cast<int>(spec.minLength)),
                         QStringLiteral("string_too_short"));
        if (spec.maxLength >= 0 && length > spec.maxLength)
            return fault(path,
                         Words::tr("This has %1 characters; at most %n character(s) can be sent.",
                                   nullptr, static_cast<int>(spec.maxLength))
                             .arg(length),
                         QStringLiteral("string_too_long"));
        if (!spec.pattern.isEmpty()) {
            const QRegularExpression pattern(spec.pattern);
            if (pattern.isValid() && !pattern.match(written).hasMatch())
                fault(path, Words::tr("This does not have the form the model asks for."),
                      QStringLiteral("string_pattern_mismatch"));
        }
    }

    void number(const FieldSpec &spec, const QJsonValue &value, const QStringList &path)
    {
        if (!value.isDouble())
            return fault(path, Words::tr("This must be a number."), QStringLiteral("number_type"));
        const NumberRange &range = spec.range;
        if (spec.kind != FieldKind::Number && !isWhole(value))
            return fault(path, Words::tr("This must be a whole number."),
                         QStringLiteral("int_type"));
        const int low = range.minimum.isUndefined() ? 1 : compareNumbers(value, range.minimum);
        if (low < 0 || (low == 0 && range.exclusiveMinimum)) {
            const QString words = range.exclusiveMinimum ? Words::tr("This must be more than %1.")
                                                         : Words::tr("This must be at least %1.");
            return fault(path, words.arg(numberText(range.minimum)),
                         QStringLiteral("greater_than_equal"));
        }
        const int high = range.maximum.isUndefined() ? -1 : compareNumbers(value, range.maximum);
        if (high > 0 || (high == 0 && range.exclusiveMaximum)) {
            const QString words = range.exclusiveMaximum ? Words::tr("This must be less than %1.")
                                                         : Words::tr("This must be at most %1.");
            return fault(path, words.arg(numberText(range.maximum)),
                         QStringLiteral("less_than_equal"));
        }
        if (range.multipleOf > 0 && !isMultipleOf(value, range.multipleOf))
            fault(path,
                  Words::tr("This must be a multiple of %1.").arg(numberText(range.multipleOf)),
                  QStringLiteral("multiple_of"));
    }

    void size(const FieldSpec &spec, const QJsonValue &value, const QStringList &path)
    {
        if (value.isObject())
            return pixels(spec, value, path);
        if (!spec.choices.contains(value))
            fault(path, Words::tr("“%1” is not one of the sizes.").arg(shown(value)),
                  QStringLiteral("enum"));
    }

    void pixels(const FieldSpec &spec, const QJsonValue &value, const QStringList &path)
    {
        const qsizetype before = m_faults.size();
        object(spec, value, path);
        const QJsonObject held = value.toObject();
        const QJsonValue width = held.value(QLatin1String("width"));
        const QJsonValue height = held.value(QLatin1String("height"));
        if (m_faults.size() > before || !isWhole(width) || !isWhole(height))
            return;
        const QSize wanted(boundedInt(width), boundedInt(height));
        if (const QString words = sizeLimitFault(wanted, spec.limits); !words.isEmpty())
            fault(path, words, QStringLiteral("image_size"));
    }

    static int boundedInt(const QJsonValue &value)
    {
        return static_cast<int>(std::clamp<qint64>(value.toInteger(), 0, 1'000'000));
    }

    [[nodiscard]] QString fileFault(const FieldSpec &spec, const QString &file) const
    {
        if (const auto facts = checkLocalFile(file, spec.mediaKind, spec.limits); !facts)
            return facts.error();
        const auto clip = m_clips ? m_clips(file) : std::nullopt;
        return clip ? clipFault(QFileInfo(file).fileName(), *clip, spec.mediaKind, spec.limits)
                    : QString();
    }

    void media(const FieldSpec &spec, const QJsonValue &value, const QStringList &path)
    {
        const QString file = m_files.value(jsonPointer(path));
        if (!file.isEmpty()) {
            if (const QString words = fileFault(spec, file); !words.isEmpty())
                fault(path, words, QStringLiteral("file"));
            return;
        }
        if (!value.isString())
            return fault(path, Words::tr("This must be a file or an address."),
                         QStringLiteral("string_type"));
        const QString address = value.toString().trimmed();
        if (address.isEmpty()) {
            const bool meantEmpty = spec.defaultValue == QJsonValue(QString());
            if (spec.required && !meantEmpty && !m_lenient)
                fault(path, missingText(spec), QStringLiteral("missing"));
            return;
        }
        if (m_lenient || address.startsWith(QLatin1String("data:"), Qt::CaseInsensitive))
            return;
        const QUrl url(address, QUrl::TolerantMode);
        const bool web =
            url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http");
        if (!web || url.host().isEmpty())
            fault(path,
                  Words::tr("“%1” is no web address. It begins with https:// and names a host.")
                      .arg(shown(value)),
                  QStringLiteral("url_parsing"));
    }

    void list(const FieldSpec &spec, const QJsonValue &value, const QStringList &path)
    {
        if (!value.isArray())
            return fault(path, Words::tr("This must be a list."), QStringLiteral("list_type"));
        const QJsonArray array = value.toArray();
        // A required list without a stated minimum may be empty to the server, but nobody means it.
        const bool meantEmpty = spec.defaultValue.isArray();
        const qsizetype least = spec.minItems >= 0       ? spec.minItems
            : spec.required && !meantEmpty && !m_lenient ? 1
                                                         : 0;
        if (array.isEmpty() && !spec.required && !m_lenient)
            return;
        if (array.size() < least)
            fault(path, Words::tr("Add at least %n entry(s).", nullptr, static_cast<int>(least)),
                  QStringLiteral("too_short"));
        if (spec.maxItems >= 0 && array.size() > spec.maxItems)
            fault(path,
                  Words::tr("There may be at most %n entry(s).", nullptr,
                            static_cast<int>(spec.maxItems)),
                  QStringLiteral("too_long"));
        for (qsizetype i = 0; i < array.size(); ++i)
            field(spec.children.constFirst(), array.at(i), path + QStringList{QString::number(i)});
    }

    void object(const FieldSpec &spec, const QJsonValue &value, const QStringList &path)
    {
        if (!value.isObject())
            return fault(path, Words::tr("This must have named parts."),
                         QStringLiteral("model_type"));
        const QJsonObject held = value.toObject();
        for (const FieldSpec &member : spec.children) {
            QJsonValue part = held.value(member.name);
            if (m_lenient && part.isUndefined() && !initialValue(member).isUndefined())
                continue;
            field(member, part, path + QStringList{member.name});
        }
    }

    void color(const FieldSpec &spec, const QJsonValue &value, const QStringList &path)
    {
        switch (spec.colorForm) {
        case ColorForm::Hex:
            return text(spec, value, path);
        case ColorForm::Tuple:
            return tuple(spec, value, path);
        case ColorForm::Object:
            return object(spec, value, path);
        }
    }

    void tuple(const FieldSpec &spec, const QJsonValue &value, const QStringList &path)
    {
        if (!value.isArray())
            return fault(path, Words::tr("This must be a list."), QStringLiteral("list_type"));
        const QJsonArray array = value.toArray();
        if (array.isEmpty() && !spec.required && !m_lenient)
            return;
        const qsizetype places = spec.children.size();
        const qsizetype least = spec.minItems >= 0 ? spec.minItems : places;
        if (array.size() < least || array.size() > places)
            return fault(path,
                         Words::tr("This must have %n value(s).", nullptr,
                                   static_cast<int>(array.size() < least ? least : places)),
                         array.size() < least ? QStringLiteral("too_short")
                                              : QStringLiteral("too_long"));
        for (qsizetype i = 0; i < array.size(); ++i)
            field(spec.children.at(i), array.at(i), path + QStringList{QString::number(i)});
    }

    void map(const FieldSpec &spec, const QJsonValue &value, const QStringList &path)
    {
        if (!value.isObject())
            return fault(path, Words::tr("This must have named parts."),
                         QStringLiteral("model_type"));
        const QJsonObject held = value.toObject();
        if (held.isEmpty() && !spec.required && !m_lenient)
            return;
        if (held.size() < spec.minItems)
            fault(path,
                  Words::tr("Add at least %n entry(s).", nullptr, static_cast<int>(spec.minItems)),
                  QStringLiteral("too_short"));
        if (spec.maxItems >= 0 && held.size() > spec.maxItems)
            fault(path,
                  Words::tr("There may be at most %n entry(s).", nullptr,
                            static_cast<int>(spec.maxItems)),
                  QStringLiteral("too_long"));
        for (auto it = held.begin(); it != held.end(); ++it)
            field(spec.children.constFirst(), it.value(), path + QStringList{it.key()});
    }

    void united(const FieldSpec &spec, const QJsonValue &value, const QStringList &path)
    {
        if (m_files.contains(jsonPointer(path))) {
            for (const FieldSpec &branch : spec.children) {
                if (branch.kind == FieldKind::Media)
                    return field(branch, value, path);
            }
        }
        if (const FieldSpec *branch = branchOf(spec, value))
            field(*branch, value, path);
    }

    QMap<QString, QString> m_files;
    ClipLookup m_clips;
    QList<FieldFault> m_faults;
    bool m_lenient;
};

} // namespace

QList<FieldFault> FormValidator::check(const FieldSpec &root, const FormValues &values,
                                       const ClipLookup &clips)
{
    Check check(values.files, false, clips);
    check.field(root, values.input, {});
    return check.faults();
}

bool FormValidator::admits(const FieldSpec &spec, const QJsonValue &value)
{
    return faultCount(spec, value) == 0;
}

qsizetype FormValidator::faultCount(const FieldSpec &spec, const QJsonValue &value)
{
    Check check({}, true);
    check.field(spec, value, {});
    return check.faults().size();
}

} // namespace peregrine
