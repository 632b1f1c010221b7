#include "core/webhook/webhooksignature.h"

#include <QCoreApplication>

#include <algorithm>

namespace peregrine {

namespace {

using Reason = WebhookRefusal::Reason;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::WebhookSignature)
};

constexpr qsizetype maxValueBytes = 512;
constexpr qsizetype signatureBytes = 64;
/// Enough for the year 5138; more digits could overflow where the time is reckoned with.
constexpr qsizetype maxTimestampDigits = 11;

Unexpected<WebhookRefusal> refuse(Reason reason, const QString &message)
{
    return Unexpected{WebhookRefusal{reason, message}};
}

Expected<QByteArray, WebhookRefusal> valueOf(const QList<WebhookHeader> &headers, const char *name)
{
    const QByteArray *found = nullptr;
    for (const WebhookHeader &header : headers) {
        if (header.name.compare(name, Qt::CaseInsensitive) != 0)
            continue;
        if (found) {
            return refuse(
                Reason::RepeatedHeader,
                Text::tr("The header %1 is there more than once.").arg(QLatin1String(name)));
        }
        found = &header.value;
    }
    const QByteArray value = found ? found->trimmed() : QByteArray();
    if (value.isEmpty()) {
        return refuse(Reason::MissingHeader,
                      Text::tr("The header %1 is missing. Deliveries of fal's have it.")
                          .arg(QLatin1String(name)));
    }
    if (value.size() > maxValueBytes) {
        return refuse(Reason::MissingHeader,
                      Text::tr("The header %1 is too long to be fal's.").arg(QLatin1String(name)));
    }
    return value;
}

bool isDigits(const QByteArray &text)
{
    return std::all_of(text.cbegin(), text.cend(), [](char c) { return c >= '0' && c <= '9'; });
}

bool isHex(const QByteArray &text)
{
    return std::all_of(text.cbegin(), text.cend(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    });
}

} // namespace

Expected<WebhookSignature, WebhookRefusal>
WebhookSignature::read(const QList<WebhookHeader> &headers)
{
    const auto requestId = valueOf(headers, requestIdHeader);
    if (!requestId)
        return Unexpected{requestId.error()};
    const auto userId = valueOf(headers, userIdHeader);
    if (!userId)
        return Unexpected{userId.error()};
    const auto timestamp = valueOf(headers, timestampHeader);
    if (!timestamp)
        return Unexpected{timestamp.error()};
    const auto signature = valueOf(headers, signatureHeader);
    if (!signature)
        return Unexpected{signature.error()};

    if (!isDigits(*timestamp) || timestamp->size() > maxTimestampDigits) {
        return refuse(Reason::MalformedTimestamp,
                      Text::tr("The header %1 is not a time in Unix seconds.")
                          .arg(QLatin1String(timestampHeader)));
    }
    // fromHex() skips what is no hex digit, so the form is checked before.
    if (signature->size() != 2 * signatureBytes || !isHex(*signature)) {
        return refuse(Reason::MalformedSignature,
                      Text::tr("The header %1 is not a signature: 128 hexadecimal digits.")
                          .arg(QLatin1String(signatureHeader)));
    }
    WebhookSignature read;
    read.m_requestId = *requestId;
    read.m_userId = *userId;
    read.m_timestamp = *timestamp;
    read.m_seconds = timestamp->toLongLong();
    read.m_bytes = QByteArray::fromHex(*signature);
    return read;
}

QDateTime WebhookSignature::signedAt() const
{
    return QDateTime::fromSecsSinceEpoch(m_seconds, Qt::UTC);
}

QByteArray WebhookSignature::signedText(const QByteArray &bodySha256) const
{
    return m_requestId + '\n' + m_userId + '\n' + m_timestamp + '\n' + bodySha256.toHex();
}

} // namespace peregrine
