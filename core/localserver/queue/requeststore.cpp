#include "core/localserver/queue/requeststore.h"

#include "core/base/json.h"
#include "core/base/logging.h"
#include "core/localserver/serverid.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QSaveFile>

namespace peregrine::localserver {

namespace {

// Larger than any request that could have been accepted; a file beyond it is not ours.
constexpr qint64 maximumFileBytes = 64 * 1024 * 1024;

QString fileName(const QString &id)
{
    return id + QLatin1String(".json");
}

} // namespace

RequestStore::RequestStore(const QString &folder)
    : m_unfinished(folder + QLatin1String("/requests/unfinished"))
    , m_finished(folder + QLatin1String("/requests/finished"))
    , m_unstored(folder + QLatin1String("/requests/unstored"))
{ }

Expected<Done, Error> RequestStore::open() const
{
    for (const QString &folder : {m_unfinished, m_finished, m_unstored}) {
        if (!QDir().mkpath(folder)) {
            return Unexpected{Error::storage(
                QCoreApplication::translate("peregrine::LocalServer",
                                            "The local server cannot make its folder %1.")
                    .arg(QDir::toNativeSeparators(folder)))};
        }
    }
    return Done{};
}

Expected<Done, Error> RequestStore::save(const StoredRequest &request) const
{
    const bool done = request.state == StoredRequest::State::Done;
    const bool passing = done && !request.options.storePayloads && !request.payloadsRemoved;
    const QString folder = !done ? m_unfinished : passing ? m_unstored : m_finished;
    QSaveFile file(folder + u'/' + fileName(request.id));
    if (!file.open(QIODevice::WriteOnly) || file.write(toJson(request.toJson())) < 0
        || !file.commit()) {
        return Unexpected{Error::storage(
            QCoreApplication::translate("peregrine::LocalServer",
                                        "The local server cannot write %1: %2")
                .arg(QDir::toNativeSeparators(file.fileName()), file.errorString()))};
    }
    if (done)
        QFile::remove(m_unfinished + u'/' + fileName(request.id));
    if (request.payloadsRemoved)
        QFile::remove(m_unstored + u'/' + fileName(request.id));
    return Done{};
}

QList<StoredRequest> RequestStore::unfinished() const
{
    QList<StoredRequest> requests;
    // Ids sort by time, so names do too.
    const QStringList names =
        QDir(m_unfinished).entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name);
    for (const QString &name : names) {
        const QString path = m_unfinished + u'/' + name;
        if (QFile::exists(m_finished + u'/' + name) || QFile::exists(m_unstored + u'/' + name)) {
            // The end of the program came between the two steps of save().
            QFile::remove(path);
        } else if (std::optional<StoredRequest> request = read(path)) {
            requests.append(std::move(*request));
        } else {
            qCWarning(lcLocalServer) << "Cannot read the request file" << name;
        }
    }
    return requests;
}

std::optional<StoredRequest> RequestStore::finished(const QString &id) const
{
    if (!isServerId(id))
        return std::nullopt;
    std::optional<StoredRequest> request = read(m_finished + u'/' + fileName(id));
    return request ? request : read(m_unstored + u'/' + fileName(id));
}

void RequestStore::prune(std::chrono::seconds maximumAge) const
{
    const QDateTime oldest = QDateTime::currentDateTimeUtc().addSecs(-maximumAge.count());
    QDirIterator files(m_finished, {QStringLiteral("*.json")}, QDir::Files);
    while (files.hasNext()) {
        files.next();
        if (files.fileInfo().lastModified() < oldest)
            QFile::remove(files.filePath());
    }
}

bool RequestStore::removePayloads(const QString &id) const
{
    std::optional<StoredRequest> request = finished(id);
    if (!request)
        return false;
    request->input = {};
    request->output = QJsonValue::Null;
    request->logs = {};
    request->payloadsRemoved = true;
    const Expected<Done, Error> saved = save(*request);
    if (!saved)
        qCWarning(lcLocalServer) << "Cannot remove payloads:" << saved.error().message;
    return saved.hasValue();
}

void RequestStore::removeUnstored(const QDateTime &before) const
{
    QDirIterator files(m_unstored, {QStringLiteral("*.json")}, QDir::Files);
    while (files.hasNext()) {
        files.next();
        const std::optional<StoredRequest> request = read(files.filePath());
        if (request && request->ended < before)
            removePayloads(request->id);
    }
}

std::optional<StoredRequest> RequestStore::read(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > maximumFileBytes)
        return std::nullopt;
    const Expected<QJsonValue, QString> json = parseJson(file.readAll());
    if (!json || !json->isObject())
        return std::nullopt;
    std::optional<StoredRequest> request = StoredRequest::fromJson(json->toObject());
    if (request && !path.endsWith(u'/' + fileName(request->id)))
        return std::nullopt;
    return request;
}

} // namespace peregrine::localserver
