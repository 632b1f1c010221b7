#include "core/fal/transport/falanswer.h"

#include "core/base/json.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>
#include <QLocale>

#include <algorithm>

namespace peregrine {

namespace {

/// Server texts are shown to people: bounded, one paragraph.
constexpr qsizetype maxServerText = 2000;
constexpr qsizetype maxFieldFaults = 200;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::FalAnswer)
};

QString bounded(const QString &text)
{
    const QString clean = text.trimmed();
    return clean.size() <= maxServerText ? clean : clean.left(maxServerText) + u'…';
}

bool looksLikeHtml(const FalAnswer &answer)
{
    const QByteArray start = answer.body.left(512).trimmed().toLower();
    return answer.header("content-type").startsWith("text/html")
        || start.startsWith("<!doctype html") || start.startsWith("<html");
}

QStringList pathOf(const QJsonValue &loc)
{
    QStringList path;
    const QJsonArray parts = loc.toArray();
    for (const QJsonValue &part : parts) {
        if (part.isString())
            path.append(part.toString());
        else if (part.isDouble())
            path.append(QString::number(part.toInteger()));
    }
    if (!path.isEmpty()
        && (path.first() == QLatin1String("body") || path.first() == QLatin1String("query")))
        path.removeFirst();
    return path;
}

QList<FieldFault> faultsOf(const QJsonArray &detail)
{
    QList<FieldFault> faults;
    for (const QJsonValue &value : detail) {
        if (faults.size() >= maxFieldFaults)
            break;
        const QJsonObject entry = value.toObject();
        FieldFault fault;
        fault.path = pathOf(entry.value(QStringLiteral("loc")));
        fault.message = bounded(entry.value(QStringLiteral("msg")).toString());
        fault.type = entry.value(QStringLiteral("type")).toString().left(128);
        if (fault.message.isEmpty() && value.isString())
            fault.message = bounded(value.toString());
        if (fault.message.isEmpty())
            fault.message = fault.type;
        if (!fault.message.isEmpty())
            faults.append(fault);
    }
    return faults;
}

/// The server's own words in a body of any shape.
QString serverText(const QJsonValue &body, QList<FieldFault> *faults)
{
    if (body.isString())
        return bounded(body.toString());
    const QJsonObject object = body.toObject();
    const QJsonValue detail = object.value(QStringLiteral("detail"));
    if (detail.isArray()) {
        *faults = faultsOf(detail.toArray());
        if (!faults->isEmpty())
            return faults->first().message;
    }
    if (detail.isString() && !detail.toString().isEmpty())
        return bounded(detail.toString());
    if (detail.isObject()) {
        for (const char *name : {"msg", "message", "error"}) {
            const QString text = detail.toObject().value(QLatin1String(name)).toString();
            if (!text.isEmpty())
                return bounded(text);
        }
    }
    const QString message = object.value(QStringLiteral("message")).toString();
    if (!message.isEmpty())
        return bounded(message);
    const QJsonValue error = object.value(QStringLiteral("error"));
    if (error.isString())
        return bounded(error.toString());
    if (error.isObject())
        return bounded(error.toObject().value(QStringLiteral("message")).toString());
    return bounded(object.value(QStringLiteral("status")).toString());
}

Error::Kind kindOf(int status)
{
    switch (status) {
    case 401:
        return Error::Kind::Unauthorized;
    case 402:
    case 403:
        return Error::Kind::Forbidden;
    case 404:
    case 410:
        return Error::Kind::NotFound;
    case 408:
    case 504:
        return Error::Kind::Timeout;
    case 422:
        return Error::Kind::Validation;
    case 429:
        return Error::Kind::RateLimited;
    case 499:
        return Error::Kind::Canceled;
    default:
        return Error::Kind::Server;
    }
}

QString sentenceFor(Error::Kind kind, int status)
{
    switch (kind) {
    case Error::Kind::Unauthorized:
        return Text::tr(
            "The server did not accept the key. Check that it is complete and still valid.");
    case Error::Kind::Forbidden:
        return Text::tr("The server does not allow this with your key.");
    case Error::Kind::NotFound:
        return Text::tr("The server does not know this model or request.");
    case Error::Kind::Timeout:
        return Text::tr("The server gave up waiting for the model. Try again later.");
    case Error::Kind::Validation:
        return Text::tr("The model did not accept the input.");
    case Error::Kind::RateLimited:
        return Text::tr("The server is asked too often. Wait a moment and try again.");
    case Error::Kind::Canceled:
        return Text::tr("The request was canceled.");
    default:
        return Text::tr("The server answered with an error (HTTP %1). Try again later.")
            .arg(status);
    }
}

} // namespace

RequestId FalAnswer::requestId() const
{
    return RequestId(QString::fromLatin1(header("x-fal-request-id")).left(256));
}

int FalAnswer::retryAfterSeconds() const
{
    const QByteArray value = header("retry-after").trimmed();
    if (value.isEmpty())
        return 0;
    bool number = false;
    const int seconds = value.toInt(&number);
    if (number)
        return std::clamp(seconds, 0, 24 * 3600);
    const QDateTime date = QLocale::c().toDateTime(
        QString::fromLatin1(value), QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"));
    if (!date.isValid())
        return 0;
    const QDateTime utc(date.date(), date.time(), Qt::UTC);
    return static_cast<int>(
        std::clamp<qint64>(QDateTime::currentDateTimeUtc().secsTo(utc), 0, 24 * 3600));
}

Expected<QJsonValue, Error> jsonOf(const FalAnswer &answer)
{
    auto json = parseJson(answer.body);
    if (json)
        return *json;
    if (looksLikeHtml(answer)) {
        return Unexpected{Error::malformed(Text::tr(
            "The server answered with a web page instead of data. Check the server's address."))};
    }
    return Unexpected{Error::malformed(
        Text::tr("The server's answer is not valid JSON (%1).").arg(json.error()))};
}

Expected<QJsonObject, Error> jsonObjectOf(const FalAnswer &answer)
{
    const auto json = jsonOf(answer);
    if (!json)
        return Unexpected{json.error()};
    if (!json->isObject())
        return Unexpected{Error::malformed(Text::tr("The server's answer is not a JSON object."))};
    return json->toObject();
}

Error errorOf(const FalAnswer &answer)
{
    Error error;
    error.httpStatus = answer.status;
    error.kind = kindOf(answer.status);
    error.retryAfterSeconds = answer.retryAfterSeconds();

    QString text;
    if (const auto json = parseJson(answer.body); json)
        text = serverText(*json, &error.fields);
    else if (!looksLikeHtml(answer))
        text = bounded(QString::fromUtf8(answer.body.left(maxServerText)));
    if (error.kind == Error::Kind::Validation && error.fields.isEmpty() && !text.isEmpty())
        error.fields.append({{}, text, {}});

    const QString sentence = sentenceFor(error.kind, answer.status);
    if (error.kind == Error::Kind::Validation && !error.fields.isEmpty()) {
        const FieldFault &first = error.fields.first();
        error.message = first.path.isEmpty()
            ? Text::tr("The model did not accept the input: %1").arg(first.message)
            : Text::tr("The model did not accept \"%1\": %2")
                  .arg(first.path.join(u'.'), first.message);
    } else {
        error.message =
            text.isEmpty() ? sentence : Text::tr("%1 The server says: %2").arg(sentence, text);
    }
    return error;
}

} // namespace peregrine
