#include "core/presets/presetfile.h"

#include "core/base/json.h"
#include "core/fal/endpointid.h"
#include "core/presets/presetname.h"
#include "core/presets/presetthumbnail.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSaveFile>
#include <QSet>

namespace peregrine::presetfile {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::PresetFile)
};

/// No model nests its input deeper than ten levels.
constexpr int deepest = 64;
constexpr qsizetype longestFileName = 80;

const QLatin1String versionKey("peregrine_preset");

Unexpected<Error> refused(const QString &message)
{
    Error error;
    error.kind = Error::Kind::Validation;
    error.message = message;
    return Unexpected{error};
}

/// The fields of the first level that hold a file of this computer.
QSet<QString> fieldsWithFiles(const Preset &preset)
{
    QSet<QString> names;
    for (const FileInput &file : preset.values.files)
        names.insert(jsonPointerParts(file.pointer).value(0));
    return names;
}

} // namespace

QString extension()
{
    return QStringLiteral(".peregrine-preset");
}

QString suggestedName(const Preset &preset)
{
    static const QRegularExpression refusedByFileSystems(
        QStringLiteral("[\\x00-\\x1f\\x7f<>:\"/\\\\|?*]+"));
    QString name = preset.name;
    name.replace(refusedByFileSystems, QStringLiteral(" "));
    name = name.simplified().left(longestFileName);
    // Leading dots hide a file, trailing ones are lost on some systems.
    while (name.startsWith(u'.') || name.startsWith(u' '))
        name.remove(0, 1);
    while (name.endsWith(u'.') || name.endsWith(u' '))
        name.chop(1);
    if (name.isEmpty())
        name = QStringLiteral("preset");
    return name + extension();
}

QByteArray write(const Preset &preset)
{
    QJsonObject input = preset.values.input;
    for (const QString &name : fieldsWithFiles(preset))
        input.remove(name);
    QJsonObject file{
        {versionKey, version},
        {QStringLiteral("name"), preset.name},
        {QStringLiteral("endpoint"), preset.endpoint},
        {QStringLiteral("scope"),
         preset.scope == Preset::Scope::All ? QStringLiteral("all") : QStringLiteral("some")},
        {QStringLiteral("input"), input}};
    if (!preset.thumbnail.isEmpty())
        file.insert(QStringLiteral("thumbnail"), QString::fromLatin1(preset.thumbnail.toBase64()));
    return QJsonDocument(file).toJson();
}

Expected<Preset, Error> read(const QByteArray &bytes)
{
    if (bytes.size() > maxBytes)
        return refused(Text::tr("It is larger than a preset can be."));
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &problem);
    const QJsonObject file = document.object();
    if (!document.isObject() || !file.contains(versionKey))
        return refused(Text::tr("It is no preset of Peregrine."));
    const QJsonValue made = file.value(versionKey);
    if (made.toInteger() > version)
        return refused(Text::tr("It was made by a newer version of Peregrine. Update Peregrine, "
                                "then import it again."));
    if (made.toInteger() != version)
        return refused(Text::tr("The version of the preset cannot be read."));

    Preset preset;
    const auto name = presetNameOf(file.value(QStringLiteral("name")).toString());
    if (!name)
        return refused(name.error().message);
    preset.name = *name;
    const auto endpoint = EndpointId::parse(file.value(QStringLiteral("endpoint")).toString());
    if (!endpoint)
        return refused(Text::tr("The model it is for is not named as models are: %1")
                           .arg(endpoint.error().message));
    preset.endpoint = endpoint->toString();
    const QString scope = file.value(QStringLiteral("scope")).toString();
    if (scope == QLatin1String("all"))
        preset.scope = Preset::Scope::All;
    else if (scope != QLatin1String("some"))
        return refused(Text::tr("It does not say whether it is for some fields or for all."));
    const QJsonValue input = file.value(QStringLiteral("input"));
    if (!input.isObject())
        return refused(Text::tr("The values of its fields are missing."));
    if (isDeeperThan(input, deepest) || toJson(input).size() > Preset::maxValuesBytes)
        return refused(Text::tr("Its values are larger or nested deeper than any model's."));
    preset.values.input = input.toObject();

    const QString picture = file.value(QStringLiteral("thumbnail")).toString();
    const auto decoded =
        QByteArray::fromBase64Encoding(picture.toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    // A picture is an ornament: without a good one the preset is as useful.
    if (decoded && isPresetThumbnail(*decoded))
        preset.thumbnail = *decoded;
    return preset;
}

Expected<Done, Error> save(const Preset &preset, const QString &path)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(write(preset)) >= 0 && file.commit())
        return Done{};
    return Unexpected{Error::storage(Text::tr("The preset could not be written to %1: %2.")
                                         .arg(QDir::toNativeSeparators(path), file.errorString()))};
}

Expected<Preset, Error> load(const QString &path)
{
    const QString shown = QFileInfo(path).fileName();
    QFile file(path);
    if (QFileInfo(path).isDir() || !file.open(QIODevice::ReadOnly))
        return Unexpected{Error::storage(
            Text::tr("The preset %1 cannot be read: %2.").arg(shown, file.errorString()))};
    auto preset = read(file.read(maxBytes + 1));
    if (preset)
        return preset;
    return refused(Text::tr("The preset %1 cannot be used. %2").arg(shown, preset.error().message));
}

} // namespace peregrine::presetfile
