#include "app/cli/webhookkeysource.h"

#include <QCoreApplication>
#include <QFile>
#include <QUrl>

namespace peregrine::cli {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::cli::WebhookKeySource)
};

Unexpected<Error> invalid(const QString &message)
{
    Error error;
    error.kind = Error::Kind::Validation;
    error.message = message;
    return Unexpected{error};
}

bool isAddress(const QString &text)
{
    return text.startsWith(QLatin1String("https://")) || text.startsWith(QLatin1String("http://"));
}

} // namespace

Expected<std::unique_ptr<WebhookKeySource>, Error>
WebhookKeySource::open(const QString &jwks, FalTransport &server, const Clock &clock)
{
    std::unique_ptr<WebhookKeySource> source(new WebhookKeySource);
    if (jwks.isEmpty()) {
        source->m_keys = std::make_unique<WebhookKeySet>(server, clock, WebhookKeySet::Options());
        return source;
    }
    if (isAddress(jwks)) {
        const QUrl url(jwks, QUrl::StrictMode);
        if (!url.isValid() || url.host().isEmpty()
            || (url.scheme() == QLatin1String("http") && !isLoopbackHost(url.host())))
            return invalid(Text::tr("--jwks is an https address, or a file."));
        source->m_transport = std::make_unique<FalTransport>(FalTransport::Options());
        WebhookKeySet::Options options;
        options.url = url;
        source->m_keys =
            std::make_unique<WebhookKeySet>(*source->m_transport, clock, std::move(options));
        return source;
    }
    const auto bytes = readWhole(jwks, WebhookKeys::maxBytes);
    if (!bytes)
        return Unexpected{bytes.error()};
    auto keys = WebhookKeys::parse(*bytes);
    if (!keys)
        return invalid(keys.error().message);
    source->m_keys = std::make_unique<WebhookKeySet>(std::move(*keys));
    return source;
}

Expected<QByteArray, Error> readWhole(const QString &path, qint64 maxBytes)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return invalid(Text::tr("%1 cannot be read: %2.").arg(path, file.errorString()));
    QByteArray bytes = file.read(maxBytes + 1);
    if (bytes.size() > maxBytes)
        return invalid(Text::tr("%1 is too large.").arg(path));
    return bytes;
}

} // namespace peregrine::cli
