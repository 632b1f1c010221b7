#include "core/presets/draftfile.h"

#include "core/base/json.h"
#include "core/fal/endpointid.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>
#include <QSet>

#include <optional>

namespace peregrine::draftfile {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::DraftFile)
};

constexpr int version = 1;
/// No model nests its input deeper than ten levels.
constexpr int deepest = 64;
constexpr qsizetype longestPath = 4096;

const QLatin1String versionKey("peregrine_drafts");
const QLatin1String draftsKey("drafts");
const QLatin1String endpointKey("endpoint");
const QLatin1String inputKey("input");
const QLatin1String filesKey("files");
const QLatin1String pointerKey("pointer");
const QLatin1String pathKey("path");

Unexpected<Error> refused(const QString &message)
{
    Error error;
    error.kind = Error::Kind::Validation;
    error.message = message;
    return Unexpected{error};
}

bool isTooLarge(const FormDraft &draft)
{
    return draft.values.files.size() > FormDraft::maxFiles
        || isDeeperThan(draft.values.input, deepest)
        || toJson(draft.values.input).size() > FormDraft::maxValuesBytes;
}

std::optional<QList<FileInput>> filesOf(const QJsonValue &entry)
{
    QList<FileInput> files;
    const QJsonArray list = entry.toArray();
    if (list.size() > FormDraft::maxFiles)
        return std::nullopt;
    for (const QJsonValue &value : list) {
        const FileInput file{value[pointerKey].toString(), value[pathKey].toString()};
        if (!file.pointer.startsWith(u'/') || file.pointer.size() > longestPath
            || file.path.size() > longestPath || !QDir::isAbsolutePath(file.path))
            return std::nullopt;
        files.append(file);
    }
    return files;
}

std::optional<FormDraft> draftOf(const QJsonValue &entry)
{
    const auto endpoint = EndpointId::parse(entry[endpointKey].toString());
    const auto files = filesOf(entry[filesKey]);
    if (!endpoint || !files || !entry[inputKey].isObject())
        return std::nullopt;
    FormDraft draft{endpoint->toString(), {entry[inputKey].toObject(), *files}};
    return isTooLarge(draft) ? std::nullopt : std::optional(draft);
}

} // namespace

QByteArray write(const QList<FormDraft> &drafts)
{
    QJsonArray list;
    for (const FormDraft &draft : drafts) {
        if (list.size() == maxDrafts || isTooLarge(draft))
            continue;
        QJsonArray files;
        for (const FileInput &file : draft.values.files)
            files.append(QJsonObject{{pointerKey, file.pointer}, {pathKey, file.path}});
        list.append(QJsonObject{
            {endpointKey, draft.endpoint}, {inputKey, draft.values.input}, {filesKey, files}});
    }
    return QJsonDocument(QJsonObject{{versionKey, version}, {draftsKey, list}})
        .toJson(QJsonDocument::Compact);
}

Expected<Contents, Error> read(const QByteArray &bytes)
{
    if (bytes.size() > maxBytes)
        return refused(Text::tr("The file is larger than drafts can be."));
    const QJsonObject file = QJsonDocument::fromJson(bytes).object();
    const QJsonValue made = file.value(versionKey);
    if (made.toInteger() > version)
        return refused(Text::tr("They were kept by a newer version of Peregrine."));
    if (made.toInteger() != version || !file.value(draftsKey).isArray())
        return refused(Text::tr("The file is damaged."));
    Contents contents;
    QSet<QString> known;
    const QJsonArray list = file.value(draftsKey).toArray();
    for (const QJsonValue &entry : list) {
        const auto draft = draftOf(entry);
        if (!draft || known.contains(draft->endpoint) || contents.drafts.size() == maxDrafts) {
            ++contents.broken;
            continue;
        }
        known.insert(draft->endpoint);
        contents.drafts.append(*draft);
    }
    return contents;
}

Expected<Done, Error> save(const QList<FormDraft> &drafts, const QString &path)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(write(drafts)) >= 0 && file.commit())
        return Done{};
    return Unexpected{Error::storage(Text::tr("What the forms hold could not be kept in %1: %2.")
                                         .arg(QDir::toNativeSeparators(path), file.errorString()))};
}

Expected<Contents, Error> load(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return Contents();
    if (QFileInfo(path).isDir() || !file.open(QIODevice::ReadOnly))
        return Unexpected{
            Error::storage(Text::tr("What the forms held last cannot be read from %1: %2.")
                               .arg(QDir::toNativeSeparators(path), file.errorString()))};
    auto contents = read(file.read(maxBytes + 1));
    if (contents)
        return contents;
    return refused(
        Text::tr("What the forms held last cannot be used. %1").arg(contents.error().message));
}

} // namespace peregrine::draftfile
