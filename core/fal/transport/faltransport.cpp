#include "core/fal/transport/faltransport.h"

#include "core/fal/transport/falexchange.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

namespace peregrine {

namespace {

/// fal's documentation, page "reliability", and its newer clients.
QHash<QString, QUrl> falBackupHosts()
{
    return {{QStringLiteral("fal.run"), QUrl(QStringLiteral("https://falrun.com"))},
            {QStringLiteral("queue.fal.run"), QUrl(QStringLiteral("https://queue.falrun.com"))}};
}

} // namespace

FalTransport::FalTransport(Options options, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
{
    if (!m_options.backupHosts && m_options.environment.isCloud())
        m_options.backupHosts = falBackupHosts();
}

FalExchange *FalTransport::send(const FalRequest &request, QObject *owner,
                                std::function<void(const Expected<FalAnswer, Error> &)> done)
{
    return new FalExchange(*this, request, std::move(done), owner);
}

QNetworkRequest FalTransport::wireRequest(const FalRequest &request) const
{
    const QUrl url = m_options.environment.resolve(request.url);
    QNetworkRequest wire(url);
    // Qt carries Authorization along to other hosts; only same-origin redirects of reads are safe.
    wire.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                      request.method == FalRequest::Method::Get
                          ? QNetworkRequest::SameOriginRedirectPolicy
                          : QNetworkRequest::ManualRedirectPolicy);
    wire.setMaximumRedirectsAllowed(5);
    wire.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    wire.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    if (hasKey() && m_options.environment.mayCarryKey(url))
        wire.setRawHeader("Authorization", "Key " + m_options.key.reveal());
    wire.setRawHeader("Accept", "application/json");
    wire.setRawHeader("Content-Type", "application/json");
    wire.setRawHeader("User-Agent", "Peregrine/" PEREGRINE_VERSION);
    for (const auto &[name, value] : request.headers)
        wire.setRawHeader(name, value);
    if (url == m_options.environment.proxy())
        wire.setRawHeader("x-fal-target-url", request.url.toEncoded());
    return wire;
}

std::optional<QNetworkRequest> FalTransport::backupRequest(const FalRequest &request) const
{
    const QUrl backup =
        m_options.backupHosts.value_or(QHash<QString, QUrl>()).value(request.url.host());
    if (backup.isEmpty())
        return std::nullopt;
    QUrl url = request.url;
    url.setScheme(backup.scheme());
    url.setHost(backup.host());
    url.setPort(backup.port());
    QNetworkRequest wire = wireRequest(request);
    wire.setUrl(url);
    return wire;
}

void FalTransport::setReached(const QString &host, bool reached)
{
    if (reached)
        m_reached.insert(host);
    else
        m_reached.remove(host);
}

QByteArray FalTransport::account() const
{
    // A proxy's account is its own.
    const QByteArray proxy = m_options.environment.proxy().toEncoded();
    if (!hasKey() && proxy.isEmpty())
        return {};
    return QCryptographicHash::hash("peregrine account " + proxy + m_options.key.reveal(),
                                    QCryptographicHash::Sha256)
        .toHex()
        .left(16);
}

void FalTransport::hideKey(QByteArray &text) const
{
    // Shorter ones are no keys of fal's and could be any word of an answer.
    constexpr qsizetype shortest = 12;
    const QByteArray &key = m_options.key.reveal();
    const qsizetype colon = key.indexOf(':');
    for (const QByteArray &part : {key, key.left(colon), key.mid(colon + 1)}) {
        if (part.size() >= shortest)
            text.replace(part, "[key]");
    }
}

std::chrono::milliseconds FalTransport::patience(const FalRequest &request) const
{
    return m_options.patience.value_or(request.patience);
}

std::chrono::milliseconds FalTransport::retryDelay(const RetryPolicy &policy, int n) const
{
    RetryPolicy effective = policy;
    if (m_options.firstRetryDelay)
        effective.firstDelay = *m_options.firstRetryDelay;
    return effective.delay(n, 2.0 * QRandomGenerator::global()->generateDouble() - 1.0);
}

} // namespace peregrine
