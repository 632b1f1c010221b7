#include "tests/support/capture.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QUrl>

#include <algorithm>

namespace peregrine::test {

namespace {

/// The pieces of a recorded stream; small pauses keep them apart on the way.
ScriptedAnswer streamOf(const QJsonObject &scripted)
{
    QList<QByteArray> pieces;
    const QJsonArray chunks = scripted.value(QStringLiteral("chunks")).toArray();
    for (const QJsonValue &value : chunks) {
        const QJsonObject chunk = value.toObject();
        pieces.append(
            chunk.contains(QStringLiteral("base64"))
                ? QByteArray::fromBase64(chunk.value(QStringLiteral("base64")).toString().toUtf8())
                : chunk.value(QStringLiteral("text")).toString().toUtf8());
    }
    ScriptedAnswer answer =
        ScriptedAnswer::status(scripted.value(QStringLiteral("status")).toInt(200));
    answer.drip(pieces, std::chrono::milliseconds(20));
    return answer;
}

ScriptedAnswer answerOf(const QJsonObject &scripted, const QUrl &base)
{
    if (scripted.contains(QStringLiteral("drop")))
        return ScriptedAnswer::hangUp();
    QByteArray body = scripted.value(QStringLiteral("text")).toString().toUtf8();
    if (scripted.contains(QStringLiteral("base64")))
        body =
            QByteArray::fromBase64(scripted.value(QStringLiteral("base64")).toString().toLatin1());
    if (scripted.contains(QStringLiteral("json"))) {
        const QJsonValue json = scripted.value(QStringLiteral("json"));
        body = QJsonDocument(QJsonArray{json}).toJson(QJsonDocument::Compact);
        body = body.mid(1, body.size() - 2);
    }
    body.replace("\"https://", '"' + base.toEncoded() + '/');
    ScriptedAnswer answer = scripted.contains(QStringLiteral("chunks"))
        ? streamOf(scripted)
        : ScriptedAnswer::status(scripted.value(QStringLiteral("status")).toInt(200), body);
    const QJsonObject headers = scripted.value(QStringLiteral("headers")).toObject();
    for (auto it = headers.begin(); it != headers.end(); ++it)
        answer.header(it.key().toUtf8(), it.value().toString().toUtf8());
    return answer;
}

QByteArray pathOf(const QByteArray &target)
{
    const qsizetype query = target.indexOf('?');
    return query < 0 ? target : target.left(query);
}

QList<QByteArray> queryOf(const QByteArray &target)
{
    const qsizetype query = target.indexOf('?');
    QList<QByteArray> items = query < 0 ? QList<QByteArray>() : target.mid(query + 1).split('&');
    std::sort(items.begin(), items.end());
    return items;
}

} // namespace

QByteArray CapturedRequest::header(const QByteArray &name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

QByteArray CapturedRequest::target() const
{
    return url.toUtf8().mid(qsizetype(sizeof("https:/")) - 1);
}

Capture::Capture(const QString &scenario, const QUrl &base)
{
    QFile file(QStringLiteral(PEREGRINE_CAPTURES "/%1.json").arg(scenario));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("there is no capture %s", qPrintable(scenario));
    const QJsonObject recording = QJsonDocument::fromJson(file.readAll()).object();
    m_events = recording.value(QStringLiteral("events")).toArray();
    m_calls = recording.value(QStringLiteral("calls")).toArray();
    const QJsonArray requests = recording.value(QStringLiteral("requests")).toArray();
    for (const QJsonValue &value : requests) {
        const QJsonObject recorded = value.toObject();
        CapturedRequest request;
        request.method = recorded.value(QStringLiteral("method")).toString().toUtf8();
        request.url = recorded.value(QStringLiteral("url")).toString();
        const QJsonArray headers = recorded.value(QStringLiteral("client_headers")).toArray();
        for (const QJsonValue &header : headers)
            request.headers.append({header.toArray().at(0).toString().toUtf8(),
                                    header.toArray().at(1).toString().toUtf8()});
        const QJsonObject body = recorded.value(QStringLiteral("body")).toObject();
        request.hasTextBody = body.contains(QStringLiteral("text"));
        request.body = body.value(QStringLiteral("text")).toString().toUtf8();
        request.answer =
            answerOf(recorded.value(QStringLiteral("scripted_response")).toObject(), base);
        m_requests.append(request);
    }
}

QJsonArray Capture::events(const QString &type) const
{
    QJsonArray values;
    for (const QJsonValue &event : m_events) {
        if (event[QLatin1String("type")].toString() == type)
            values.append(event[QLatin1String("value")]);
    }
    return values;
}

QJsonValue Capture::outcome(qsizetype n) const
{
    const QJsonObject call = m_calls.at(n).toObject();
    const QJsonValue resolved = call.value(QStringLiteral("resolved"));
    return resolved.isUndefined() ? call.value(QStringLiteral("rejected")) : resolved;
}

void Capture::script(ScriptedServer &server) const
{
    for (const CapturedRequest &request : m_requests)
        server.on(pathOf(request.target()), request.answer);
}

QString Capture::differences(const QList<SeenRequest> &seen) const
{
    QStringList found;
    const auto differ = [&found](qsizetype n, const char *what, const QByteArray &recorded,
                                 const QByteArray &ours) {
        if (recorded != ours) {
            found.append(QStringLiteral("request %1, %2: recorded \"%3\", ours \"%4\"")
                             .arg(QString::number(n + 1), QLatin1String(what),
                                  QString::fromUtf8(recorded), QString::fromUtf8(ours)));
        }
    };
    if (seen.size() != m_requests.size())
        found.append(QStringLiteral("recorded %1 requests, ours %2")
                         .arg(m_requests.size())
                         .arg(seen.size()));
    for (qsizetype n = 0; n < std::min(seen.size(), m_requests.size()); ++n) {
        const CapturedRequest &recorded = m_requests.at(n);
        const SeenRequest &ours = seen.at(n);
        differ(n, "method", recorded.method, ours.method);
        differ(n, "path", pathOf(recorded.target()), pathOf(ours.target));
        differ(n, "query", queryOf(recorded.target()).join('&'), queryOf(ours.target).join('&'));
        for (const char *name : {"Authorization", "Content-Type"})
            differ(n, name, recorded.header(name), ours.header(name));
        if (!recorded.header("Accept").isEmpty())
            differ(n, "Accept", recorded.header("Accept"), ours.header("Accept"));
        for (const auto &[name, value] : recorded.headers) {
            if (name.toLower().startsWith("x-"))
                differ(n, name.constData(), value, ours.header(name));
        }
        for (const auto &[name, value] : ours.headers) {
            if (name.toLower().startsWith("x-"))
                differ(n, name.constData(), recorded.header(name), value);
        }
        const QJsonDocument json = QJsonDocument::fromJson(recorded.body);
        if (!json.isNull())
            differ(n, "body", json.toJson(QJsonDocument::Compact),
                   QJsonDocument::fromJson(ours.body).toJson(QJsonDocument::Compact));
        else if (recorded.hasTextBody)
            differ(n, "body", recorded.body, ours.body);
    }
    return found.join(u'\n');
}

} // namespace peregrine::test
