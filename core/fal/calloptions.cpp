#include "core/fal/calloptions.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <array>
#include <cmath>

namespace peregrine {

namespace {

using Headers = CallOptions::Headers;

constexpr qsizetype maxTags = 10;
constexpr qsizetype maxTagKey = 64;
constexpr qsizetype maxTagValue = 256;
constexpr qsizetype maxTagBytes = 1024;
/// fal takes 16 KB of headers together; the rest is for those that every request carries.
constexpr qsizetype maxHeaderBytes = 15 * 1024;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::CallOptions)
};

Unexpected<Error> refused(const QString &message)
{
    Error error;
    error.kind = Error::Kind::Validation;
    error.message = message;
    return Unexpected{error};
}

bool isPrintable(QChar c)
{
    return c.unicode() >= 0x20 && c.unicode() < 0x7f;
}

bool isPrintable(const QString &text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return isPrintable(c); });
}

/// A header's name is a token (RFC 9110).
bool isToken(const QByteArray &name)
{
    constexpr QByteArrayView others("!#$%&'*+-.^_`|~");
    return !name.isEmpty() && std::all_of(name.begin(), name.end(), [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || others.contains(c);
    });
}

/// Those that the transport, the connection, a proxy or fal's gateway sets itself.
bool isReserved(const QByteArray &lowerCaseName)
{
    constexpr std::array names{"accept",
                               "authorization",
                               "connection",
                               "content-length",
                               "content-type",
                               "cookie",
                               "expect",
                               "host",
                               "keep-alive",
                               "te",
                               "trailer",
                               "transfer-encoding",
                               "upgrade",
                               "user-agent",
                               "x-fal-caller-user-id",
                               "x-fal-cdn-token",
                               "x-fal-client-proxy",
                               "x-fal-endpoint",
                               "x-fal-request-id",
                               "x-fal-target-url"};
    return lowerCaseName.startsWith("proxy-")
        || std::any_of(names.begin(), names.end(),
                       [&](const char *name) { return lowerCaseName == name; });
}

/// In the place where the name stands already, as the members of a JavaScript object.
void set(Headers &headers, const QByteArray &name, const QByteArray &value)
{
    for (auto &[known, old] : headers) {
        if (known == name) {
            old = value;
            return;
        }
    }
    headers.emplaceBack(name, value);
}

Expected<Headers, Error> ownHeaders(const Headers &given)
{
    Headers headers;
    for (const auto &[name, value] : given) {
        const QString shown = QString::fromUtf8(name.left(80)).simplified();
        if (!isToken(name))
            return refused(Text::tr("\"%1\" is not the name of a header.").arg(shown));
        if (isReserved(name.toLower()))
            return refused(Text::tr("The header \"%1\" cannot be set here.").arg(shown));
        if (!isPrintable(QString::fromUtf8(value))) {
            return refused(Text::tr("The value of the header \"%1\" may only have printable ASCII "
                                    "characters.")
                               .arg(shown));
        }
        set(headers, name.toLower(), value.trimmed());
    }
    return headers;
}

/// k=v,k=v: keys in lower case, both trimmed.
Expected<QByteArray, Error> tagList(const QMap<QString, QString> &tags)
{
    static const QRegularExpression legal(QStringLiteral("^[a-z0-9._-]+$"));
    QMap<QString, QString> clean;
    for (auto it = tags.cbegin(); it != tags.cend(); ++it) {
        const QString key = it.key().trimmed().toLower();
        const QString value = it.value().trimmed();
        const QString shown = it.key().left(80).simplified();
        if (key.size() > maxTagKey || !legal.match(key).hasMatch()) {
            return refused(Text::tr("\"%1\" cannot name a tag. A name has up to 64 letters, "
                                    "digits, dots, underscores and hyphens.")
                               .arg(shown));
        }
        if (key.startsWith(QLatin1String("fal.")))
            return refused(
                Text::tr("The tag \"%1\" belongs to fal: names that begin with \"fal.\" are "
                         "reserved.")
                    .arg(shown));
        if (clean.contains(key))
            return refused(Text::tr("The tag \"%1\" is there twice.").arg(shown));
        if (value.size() > maxTagValue || !isPrintable(value) || value.contains(u',')) {
            return refused(
                Text::tr("The value of the tag \"%1\" may have up to 256 printable ASCII "
                         "characters and no comma.")
                    .arg(shown));
        }
        clean.insert(key, value);
    }
    if (clean.size() > maxTags)
        return refused(Text::tr("A request takes at most %n tag(s).", nullptr, int(maxTags)));
    QStringList parts;
    for (auto it = clean.cbegin(); it != clean.cend(); ++it)
        parts.append(it.key() + u'=' + it.value());
    const QByteArray list = parts.join(u',').toLatin1();
    if (list.size() > maxTagBytes)
        return refused(
            Text::tr("The tags are too long together: at most %1 bytes.").arg(maxTagBytes));
    return list;
}

} // namespace

Expected<Headers, Error> CallOptions::toHeaders(const QByteArray &priority) const
{
    auto written = ownHeaders(headers);
    if (!written)
        return written;
    if (startTimeout && !(std::isfinite(*startTimeout) && *startTimeout > 1)) {
        return refused(
            Text::tr("The time until the start must be a number of seconds greater than 1."));
    }
    if (!isPrintable(hint)) {
        return refused(
            Text::tr("The runner hint may only have printable ASCII characters in one line."));
    }
    if (const auto lifecycle = objectLifecycle.check(); !lifecycle)
        return Unexpected{lifecycle.error()};
    const auto tagged = tagList(tags);
    if (!tagged)
        return Unexpected{tagged.error()};

    if (!objectLifecycle.isEmpty())
        set(*written, "x-fal-object-lifecycle-preference", objectLifecycle.headerValue());
    if (!priority.isEmpty())
        set(*written, "x-fal-queue-priority", priority);
    if (!hint.isEmpty())
        set(*written, "x-fal-runner-hint", hint.toLatin1());
    // As JavaScript writes a number: 30, 1.5.
    if (startTimeout)
        set(*written, "x-fal-request-timeout",
            QByteArray::number(*startTimeout, 'g', QLocale::FloatingPointShortest));
    if (!tagged->isEmpty())
        set(*written, "x-fal-tags", *tagged);
    if (storeIo)
        set(*written, "x-fal-store-io", *storeIo ? "1" : "0");
    if (noRetry)
        set(*written, "x-fal-no-retry", "1");
    if (disableFallback)
        set(*written, "x-app-fal-disable-fallback", "1");

    qsizetype bytes = 0;
    for (const auto &[name, value] : std::as_const(*written))
        bytes += name.size() + value.size() + 4;
    if (bytes > maxHeaderBytes) {
        return refused(Text::tr("The headers of the request are too long together: %1 of at most "
                                "%2 bytes.")
                           .arg(bytes)
                           .arg(maxHeaderBytes));
    }
    return written;
}

} // namespace peregrine
