#include "core/fal/transport/falanswer.h"

#include "core/base/json.h"
#include "core/fal/transport/errorbody.h"
#include "core/fal/transport/errorwords.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <optional>

namespace peregrine {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::FalAnswer)
};

bool looksLikeHtml(const FalAnswer &answer)
{
    const QByteArray start = answer.body.left(512).trimmed().toLower();
    return answer.header("content-type").startsWith("text/html")
        || start.startsWith("<!doctype html") || start.startsWith("<html");
}

/// X-Fal-Needs-Retry, or X-Fal-Retryable by its older name: 1 and 0, also seen as true and false.
std::optional<bool> needsRetry(const FalAnswer &answer)
{
    for (const char *name : {"x-fal-needs-retry", "x-fal-retryable"}) {
        const QByteArray value = answer.header(name).trimmed().toLower();
        if (value == "1" || value == "true" || value == "yes")
            return true;
        if (value == "0" || value == "false" || value == "no")
            return false;
    }
    return std::nullopt;
}

bool containsAny(const QString &text, std::initializer_list<const char *> phrases)
{
    return std::any_of(phrases.begin(), phrases.end(), [&text](const char *phrase) {
        return text.contains(QLatin1String(phrase), Qt::CaseInsensitive);
    });
}

bool saysNoBalance(const QString &text)
{
    return containsAny(text,
                       {"exhausted balance", "insufficient balance", "insufficient_balance",
                        "insufficient credit", "insufficient_credit", "insufficient funds",
                        "insufficient_funds", "out of credit", "no credits left",
                        "payment required", "payment_required", "top up your"});
}

bool saysLocked(const QString &text)
{
    return containsAny(text,
                       {"user is locked", "account is locked", "user locked", "account locked",
                        "user_locked", "account_locked", "account is suspended"});
}

Error::Kind kindOf(int status)
{
    switch (status) {
    case 401:
        return Error::Kind::Unauthorized;
    case 402:
        return Error::Kind::Locked;
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

/// fal tells a locked account and a used-up balance by the text alone, with several statuses.
bool isLocked(const Error &error, const QString &text)
{
    const bool couldBe = error.httpStatus == 401 || error.httpStatus == 402
        || error.httpStatus == 403 || error.httpStatus == 429;
    return error.httpStatus == 402
        || (couldBe
            && (saysNoBalance(text) || saysLocked(text) || saysNoBalance(error.type)
                || saysLocked(error.type)));
}

QString sentenceFor(const Error &error, const QString &text)
{
    if (error.kind == Error::Kind::Locked) {
        return error.httpStatus == 402 || saysNoBalance(text) || saysNoBalance(error.type)
            ? Text::tr("The account's balance is used up. Add credit in the billing settings of "
                       "the account, then try again.")
            : Text::tr("The account is locked. Look at its dashboard or ask fal's support, then "
                       "try again.");
    }
    if (const QString words = errorWords(error.type); !words.isEmpty())
        return words;
    switch (error.kind) {
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
        return error.retryAfterSeconds > 0
            ? Text::tr("The server is asked too often. Try again in %n second(s).", nullptr,
                       error.retryAfterSeconds)
            : Text::tr("The server is asked too often. Wait a moment and try again.");
    case Error::Kind::Canceled:
        return Text::tr("The request was canceled.");
    default:
        break;
    }
    if (error.httpStatus == 413) {
        return Text::tr("The request is too large for the server. Upload files instead of sending "
                        "them inside the input.");
    }
    return Text::tr("The server answered with an error (HTTP %1). Try again later.")
        .arg(error.httpStatus);
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

bool FalAnswer::isStartTimeout() const
{
    return status == 504 && headers.contains("x-fal-request-timeout-type");
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
    ErrorBody body;
    if (const auto json = parseJson(answer.body))
        body = ErrorBody::read(*json);
    else if (!looksLikeHtml(answer))
        body.text = ErrorBody::bounded(QString::fromUtf8(answer.body.left(8192)));

    Error error;
    error.httpStatus = answer.status;
    error.retryAfterSeconds = answer.retryAfterSeconds();
    error.needsRetry = answer.isStartTimeout() ? false : needsRetry(answer);
    error.request = answer.requestId().isEmpty() ? body.request : answer.requestId();
    error.type = body.type.isEmpty()
        ? QString::fromLatin1(answer.header("x-fal-error-type")).trimmed().left(128)
        : body.type;
    error.fields = body.fields;
    error.kind = kindOf(answer.status);
    if (isLocked(error, body.text))
        error.kind = Error::Kind::Locked;

    if (error.kind == Error::Kind::Validation) {
        // As fal's JavaScript client makes one of a text.
        if (error.fields.isEmpty() && !body.text.isEmpty())
            error.fields.append({{}, body.text, QStringLiteral("value_error"), {}});
        if (error.fields.isEmpty()) {
            error.message = sentenceFor(error, body.text);
            return error;
        }
        const FieldFault &first = error.fields.first();
        error.message = first.path.isEmpty()
            ? Text::tr("The model did not accept the input: %1").arg(first.message)
            : Text::tr("The model did not accept \"%1\": %2")
                  .arg(first.path.join(u'.'), first.message);
        return error;
    }
    const QString sentence = answer.isStartTimeout()
        ? Text::tr("The request did not start within the time that was set for it.")
        : sentenceFor(error, body.text);
    error.message = body.text.isEmpty() || body.text == sentence
        ? sentence
        : Text::tr("%1 The server says: %2").arg(sentence, body.text);
    return error;
}

} // namespace peregrine
