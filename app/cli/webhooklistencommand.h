#pragma once

#include "app/cli/command.h"
#include "app/cli/webhookkeysource.h"
#include "core/base/clock.h"
#include "core/webhook/webhookreceiver.h"

#include <QStringList>

#include <memory>

namespace peregrine::cli {

/// peregrine-cli webhook listen: checks and prints what a tunnel forwards, until interrupted. With
/// --save each good delivery becomes a file that webhook verify reads (see SavedWebhook).
class WebhookListenCommand final : public Command
{
    Q_OBJECT

public:
    struct Options
    {
        quint16 port = 0;
        QStringList hosts{};
        QString jwks{};
        QString saveFolder{};
    };

    WebhookListenCommand(Context context, Options options);
    void start() override;
    void interrupt() override;

private:
    void print(const WebhookDelivery &delivery, const WebhookMessage &message);
    /// The file's path; empty without --save.
    [[nodiscard]] Expected<QString, Error> save(const WebhookMessage &message);

    Options m_options;
    SystemClock m_clock;
    std::unique_ptr<WebhookKeySource> m_source;
    std::unique_ptr<WebhookReceiver> m_receiver;
    int m_saved = 0;
};

} // namespace peregrine::cli
