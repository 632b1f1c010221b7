#include "core/localserver/queue/requesthistory.h"

#include "core/base/json.h"
#include "core/base/logging.h"
#include "core/localserver/serverid.h"

#include <QCoreApplication>
#include <QDir>
#include <QSaveFile>

#include <algorithm>
#include <utility>

namespace peregrine::localserver {

namespace {

constexpr qint64 lifetimeSeconds = 30LL * 24 * 3600;
constexpr qsizetype maximumRequests = 50'000;
// A line has an id, an endpoint, four numbers and at most 1 KiB of tags.
constexpr qint64 maximumLineBytes = 8 * 1024;

QString timeText(const QDateTime &time)
{
    return time.isValid() ? time.toString(Qt::ISODateWithMs) : QString();
}

QDateTime timeIn(const QJsonObject &json, const char *name)
{
    return QDateTime::fromString(json.value(QLatin1String(name)).toString(), Qt::ISODateWithMs);
}

} // namespace

double PastRequest::seconds() const
{
    return started.isValid() ? static_cast<double>(started.msecsTo(ended)) / 1000.0 : 0;
}

QJsonObject PastRequest::toJson() const
{
    return {
        {QStringLiteral("id"), id},
        {QStringLiteral("endpoint"), endpoint},
        {QStringLiteral("sent"), timeText(sent)},
        {QStringLiteral("started"), timeText(started)},
        {QStringLiteral("ended"), timeText(ended)},
        {QStringLiteral("status"), status},
        {QStringLiteral("units"), units},
        {QStringLiteral("tags"), tags},
    };
}

std::optional<PastRequest> PastRequest::fromJson(const QJsonObject &json)
{
    PastRequest past;
    past.id = json.value(QStringLiteral("id")).toString();
    past.endpoint = json.value(QStringLiteral("endpoint")).toString();
    past.sent = timeIn(json, "sent");
    past.started = timeIn(json, "started");
    past.ended = timeIn(json, "ended");
    past.status = json.value(QStringLiteral("status")).toInt();
    past.units = std::max(0.0, json.value(QStringLiteral("units")).toDouble());
    past.tags = json.value(QStringLiteral("tags")).toObject();
    const bool whole = isServerId(past.id) && !past.endpoint.isEmpty() && past.sent.isValid()
        && past.ended.isValid();
    return whole ? std::optional(past) : std::nullopt;
}

RequestHistory::RequestHistory(const QString &folder, std::shared_ptr<const Clock> clock)
    : m_clock(std::move(clock))
    , m_file(folder + QLatin1String("/requests/history.jsonl"))
{ }

Expected<Done, Error> RequestHistory::open()
{
    const std::scoped_lock lock(m_mutex);
    if (m_file.open(QIODevice::ReadOnly)) {
        while (!m_file.atEnd()) {
            const Expected<QJsonValue, QString> line = parseJson(m_file.readLine(maximumLineBytes));
            // A line that was not written whole is left out.
            if (auto past = line ? PastRequest::fromJson(line->toObject()) : std::nullopt)
                m_past.append(std::move(*past));
            if (m_past.size() > maximumRequests)
                m_past.removeFirst();
        }
        m_file.close();
    }
    forgetOldest();
    if (QDir().mkpath(m_file.fileName().section(u'/', 0, -2)) && rewrite()
        && m_file.open(QIODevice::WriteOnly | QIODevice::Append))
        return Done{};
    return Unexpected{Error::storage(
        QCoreApplication::translate("peregrine::LocalServer",
                                    "The local server cannot write %1: %2")
            .arg(QDir::toNativeSeparators(m_file.fileName()), m_file.errorString()))};
}

void RequestHistory::completed(const StoredRequest &request)
{
    PastRequest past;
    past.id = request.id;
    past.endpoint = request.endpoint;
    past.sent = request.submitted;
    past.started = request.started;
    past.ended = request.ended;
    past.status = request.status;
    past.units = request.units;
    past.tags = request.options.tags;

    const std::scoped_lock lock(m_mutex);
    // A request that ended twice, because the program did in between, counts once.
    const auto same = [&past](const PastRequest &other) { return other.id == past.id; };
    m_past.removeIf(same);
    m_past.append(past);
    if (m_file.write(peregrine::toJson(past.toJson()) + '\n') < 0 || !m_file.flush())
        qCWarning(lcLocalServer) << "Cannot write the history:" << m_file.errorString();
    forgetOldest();
}

QList<PastRequest> RequestHistory::all() const
{
    const std::scoped_lock lock(m_mutex);
    return m_past;
}

bool RequestHistory::rewrite()
{
    QSaveFile file(m_file.fileName());
    if (!file.open(QIODevice::WriteOnly))
        return false;
    for (const PastRequest &past : std::as_const(m_past))
        file.write(peregrine::toJson(past.toJson()) + '\n');
    return file.commit();
}

void RequestHistory::forgetOldest()
{
    const QDateTime oldest = m_clock->now().addSecs(-lifetimeSeconds);
    const auto kept =
        std::find_if(m_past.cbegin(), m_past.cend(),
                     [&oldest](const PastRequest &past) { return past.ended >= oldest; });
    const qsizetype tooMany = m_past.size() - maximumRequests;
    m_past.remove(0, std::max<qsizetype>({kept - m_past.cbegin(), tooMany, 0}));
}

} // namespace peregrine::localserver
