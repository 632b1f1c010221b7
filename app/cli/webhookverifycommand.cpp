#include "app/cli/webhookverifycommand.h"

#include "core/webhook/webhookkeyset.h"
#include "core/webhook/webhookverifier.h"

#include <utility>

namespace peregrine::cli {

namespace {

constexpr qint64 maxFileBytes = 64LL * 1024 * 1024;

} // namespace

WebhookVerifyCommand::WebhookVerifyCommand(Context context, Options options)
    : Command(std::move(context))
    , m_options(std::move(options))
{ }

void WebhookVerifyCommand::start()
{
    FalClient *server = client();
    if (!server)
        return;
    auto saved = read();
    if (!saved) {
        fail(saved.error());
        return;
    }
    m_saved = std::move(*saved);
    auto source = WebhookKeySource::open(m_options.jwks, server->transport(), m_clock);
    if (!source) {
        fail(source.error());
        return;
    }
    m_source = std::move(*source);
    WebhookKeySet &keys = m_source->keys();
    connect(&keys, &WebhookKeySet::refreshed, this, &WebhookVerifyCommand::verify);
    connect(&keys, &WebhookKeySet::refreshFailed, this, &WebhookVerifyCommand::fail);
    if (!keys.refresh())
        verify();
}

Expected<SavedWebhook, Error> WebhookVerifyCommand::read() const
{
    const auto file = readWhole(m_options.file, maxFileBytes);
    if (!file)
        return Unexpected{file.error()};
    if (m_options.headersFile.isEmpty())
        return SavedWebhook::parse(*file);
    const auto headers = readWhole(m_options.headersFile, SavedWebhook::maxHeadBytes);
    if (!headers)
        return Unexpected{headers.error()};
    return SavedWebhook::parse(*headers, *file);
}

void WebhookVerifyCommand::verify()
{
    QDateTime came = m_saved.receivedAt.value_or(m_clock.now());
    if (m_options.at)
        came = QDateTime::fromSecsSinceEpoch(*m_options.at, Qt::UTC);
    const auto verified =
        WebhookVerifier().verify(m_saved.message, m_source->keys().current(), came);
    if (!verified) {
        const WebhookRefusal &refusal = verified.error();
        output().event(QStringLiteral("refused"),
                       {{QStringLiteral("reason"), webhookReasonName(refusal.reason)},
                        {QStringLiteral("message"), refusal.message}});
        output().text(tr("Not genuine: %1").arg(refusal.message));
        Q_EMIT finished(ExitFailed);
        return;
    }
    output().text(tr("Genuine: request %1, signed %2.")
                      .arg(verified->requestId(), verified->signedAt().toString(Qt::ISODate)));
    output().event(QStringLiteral("verified"),
                   {{QStringLiteral("request_id"), verified->requestId()},
                    {QStringLiteral("user_id"), verified->userId()},
                    {QStringLiteral("signed_at"), verified->signedAt().toString(Qt::ISODate)}});
    Q_EMIT finished(ExitDone);
}

} // namespace peregrine::cli
