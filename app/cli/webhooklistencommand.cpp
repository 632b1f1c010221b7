#include "app/cli/webhooklistencommand.h"

#include "core/base/json.h"
#include "core/webhook/savedwebhook.h"
#include "core/webhook/webhookkeyset.h"

#include <QDir>
#include <QSaveFile>

#include <utility>

namespace peregrine::cli {

namespace {

QString lineOf(const WebhookDelivery &delivery)
{
    const bool isOk = delivery.status == WebhookDelivery::Status::Ok;
    QString line =
        delivery.requestId.toString() + (isOk ? QStringLiteral("  OK") : QStringLiteral("  ERROR"));
    const QString problem = isOk ? delivery.payloadError : delivery.error;
    if (!problem.isEmpty())
        return line + QStringLiteral("  ") + problem;
    constexpr qsizetype longest = 200;
    QString payload = QString::fromUtf8(toJson(delivery.payload));
    if (payload.size() > longest)
        payload = payload.left(longest) + u'\u2026';
    return line + QStringLiteral("  ") + payload;
}

QJsonObject membersOf(const WebhookDelivery &delivery, const QString &file)
{
    const bool isOk = delivery.status == WebhookDelivery::Status::Ok;
    QJsonObject members{
        {QStringLiteral("request_id"), delivery.requestId.toString()},
        {QStringLiteral("gateway_request_id"), delivery.gatewayRequestId.toString()},
        {QStringLiteral("user_id"), delivery.userId},
        {QStringLiteral("signed_at"), delivery.signedAt.toString(Qt::ISODate)},
        {QStringLiteral("status"), isOk ? QStringLiteral("OK") : QStringLiteral("ERROR")},
        {QStringLiteral("payload"), delivery.payload}};
    if (!delivery.error.isEmpty())
        members.insert(QStringLiteral("error"), delivery.error);
    if (!delivery.payloadError.isEmpty())
        members.insert(QStringLiteral("payload_error"), delivery.payloadError);
    if (!file.isEmpty())
        members.insert(QStringLiteral("file"), file);
    return members;
}

} // namespace

WebhookListenCommand::WebhookListenCommand(Context context, Options options)
    : Command(std::move(context))
    , m_options(std::move(options))
{ }

void WebhookListenCommand::start()
{
    FalClient *server = client();
    if (!server)
        return;
    if (!m_options.saveFolder.isEmpty() && !QDir().mkpath(m_options.saveFolder)) {
        fail(Error::storage(
            tr("The folder %1 cannot be made. Choose another one.").arg(m_options.saveFolder)));
        return;
    }
    auto source = WebhookKeySource::open(m_options.jwks, server->transport(), m_clock);
    if (!source) {
        fail(source.error());
        return;
    }
    m_source = std::move(*source);
    WebhookReceiver::Options options;
    options.port = m_options.port;
    options.publicHosts = m_options.hosts;
    m_receiver = std::make_unique<WebhookReceiver>(m_source->keys(), m_clock, options);
    connect(m_receiver.get(), &WebhookReceiver::delivered, this, &WebhookListenCommand::print);
    connect(m_receiver.get(), &WebhookReceiver::repeated, this, [this](const RequestId &id) {
        output().note(tr("%1 was delivered again.").arg(id.toString()));
        output().event(QStringLiteral("repeated"), {{QStringLiteral("request_id"), id.toString()}});
    });
    connect(m_receiver.get(), &WebhookReceiver::refused, this,
            [this](const WebhookRefusal &refusal) {
                output().note(tr("Refused: %1").arg(refusal.message));
                output().event(QStringLiteral("refused"),
                               {{QStringLiteral("reason"), webhookReasonName(refusal.reason)},
                                {QStringLiteral("message"), refusal.message}});
            });
    connect(&m_source->keys(), &WebhookKeySet::refreshFailed, this, [this](const Error &error) {
        output().note(tr("The keys for webhooks could not be fetched. %1").arg(error.message));
    });
    const auto url = m_receiver->start();
    if (!url) {
        fail(url.error());
        return;
    }
    output().text(url->toString());
    output().event(QStringLiteral("listening"), {{QStringLiteral("url"), url->toString()}});
    output().note(
        tr("Forward a tunnel to there, and submit with the tunnel's address as --webhook. "
           "Ctrl+C ends it."));
}

void WebhookListenCommand::interrupt()
{
    Q_EMIT finished(ExitDone);
}

void WebhookListenCommand::print(const WebhookDelivery &delivery, const WebhookMessage &message)
{
    const auto file = save(message);
    output().text(lineOf(delivery));
    output().event(QStringLiteral("webhook"), membersOf(delivery, file ? *file : QString()));
    if (!file)
        fail(file.error());
}

Expected<QString, Error> WebhookListenCommand::save(const WebhookMessage &message)
{
    if (m_options.saveFolder.isEmpty())
        return QString();
    SavedWebhook saved;
    saved.message = message;
    saved.receivedAt = m_clock.now();
    // Nothing of the delivery is in the name.
    const QString name = QStringLiteral("webhook-%1-%2.http")
                             .arg(saved.receivedAt->toString(QStringLiteral("yyyyMMdd-HHmmsszzz")))
                             .arg(++m_saved, 4, 10, QLatin1Char('0'));
    QSaveFile file(QDir(m_options.saveFolder).absoluteFilePath(name));
    const QByteArray bytes = saved.toBytes();
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit()) {
        return Unexpected{Error::storage(
            tr("%1 cannot be written: %2.").arg(file.fileName(), file.errorString()))};
    }
    return file.fileName();
}

} // namespace peregrine::cli
