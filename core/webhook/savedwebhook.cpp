#include "core/webhook/savedwebhook.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace peregrine {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::SavedWebhook)
};

Unexpected<Error> invalid(const QString &message)
{
    Error error;
    error.kind = Error::Kind::Validation;
    error.message = message;
    return Unexpected{error};
}

bool is(const QByteArray &name, const char *other)
{
    return name.compare(other, Qt::CaseInsensitive) == 0;
}

bool isCredential(const QByteArray &name)
{
    constexpr std::array names{"authorization", "proxy-authorization", "cookie"};
    return std::any_of(names.begin(), names.end(),
                       [&name](const char *one) { return is(name, one); });
}

/// "POST /path HTTP/1.1"
bool isRequestLine(const QByteArray &line)
{
    return line.contains(" HTTP/") && !line.left(line.indexOf(' ')).contains(':');
}

/// The header lines of a file that may go on with a body.
QByteArrayView headOf(const QByteArray &file, qsizetype &bodyStart)
{
    // No headers at all: the empty line is the first.
    for (const char *lineEnd : {"\r\n", "\n"}) {
        if (file.startsWith(lineEnd)) {
            bodyStart = static_cast<qsizetype>(qstrlen(lineEnd));
            return {};
        }
    }
    const qsizetype crlf = file.indexOf("\r\n\r\n");
    const qsizetype lf = file.indexOf("\n\n");
    const bool isCrlf = crlf >= 0 && (lf < 0 || crlf < lf);
    const qsizetype end = isCrlf ? crlf : lf;
    if (end < 0) {
        bodyStart = -1;
        return file;
    }
    bodyStart = end + (isCrlf ? 4 : 2);
    return QByteArrayView(file).first(end);
}

} // namespace

QByteArray SavedWebhook::toBytes() const
{
    QByteArray bytes;
    const auto add = [&bytes](const QByteArray &name, const QByteArray &value) {
        bytes += name + ": " + value + "\r\n";
    };
    if (receivedAt)
        add(receivedHeader, QByteArray::number(receivedAt->toSecsSinceEpoch()));
    for (const WebhookHeader &header : message.headers) {
        if (!isCredential(header.name) && !is(header.name, receivedHeader))
            add(header.name, header.value);
    }
    return bytes + "\r\n" + message.body;
}

Expected<SavedWebhook, Error> SavedWebhook::parse(const QByteArray &file)
{
    qsizetype bodyStart = -1;
    const QByteArrayView head = headOf(file, bodyStart);
    if (bodyStart < 0) {
        return invalid(Text::tr("The file is not a saved delivery: there is no empty line between "
                                "its headers and its body."));
    }
    if (head.size() > maxHeadBytes)
        return invalid(Text::tr("The file is not a saved delivery: its headers are too long."));
    return parse(head.toByteArray(), file.mid(bodyStart));
}

Expected<SavedWebhook, Error> SavedWebhook::parse(const QByteArray &headers, const QByteArray &body)
{
    if (headers.size() > maxHeadBytes)
        return invalid(Text::tr("The headers are too long."));
    SavedWebhook saved;
    saved.message.body = body;
    const QList<QByteArray> lines = headers.split('\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QByteArray line = lines.at(i).trimmed();
        if (line.isEmpty() || (i == 0 && isRequestLine(line)))
            continue;
        const qsizetype colon = line.indexOf(':');
        if (colon <= 0) {
            return invalid(
                Text::tr("Line %1 is not a header. Headers read \"Name: value\".").arg(i + 1));
        }
        const QByteArray name = line.left(colon).trimmed();
        const QByteArray value = line.mid(colon + 1).trimmed();
        if (!is(name, receivedHeader)) {
            saved.message.headers.append(WebhookHeader{name, value});
            continue;
        }
        bool isNumber = false;
        const qint64 seconds = value.toLongLong(&isNumber);
        // QDateTime reckons in milliseconds.
        constexpr qint64 latest = 99'999'999'999;
        if (!isNumber || seconds < 0 || seconds > latest) {
            return invalid(Text::tr("The header %1 is not a time in Unix seconds.")
                               .arg(QLatin1String(receivedHeader)));
        }
        saved.receivedAt = QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC);
    }
    return saved;
}

} // namespace peregrine
