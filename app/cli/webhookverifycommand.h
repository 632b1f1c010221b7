#pragma once

#include "app/cli/command.h"
#include "app/cli/webhookkeysource.h"
#include "core/base/clock.h"
#include "core/webhook/savedwebhook.h"

#include <memory>
#include <optional>

namespace peregrine::cli {

/// peregrine-cli webhook verify: checks a delivery that was saved, by the time at which it came.
class WebhookVerifyCommand final : public Command
{
    Q_OBJECT

public:
    struct Options
    {
        /// As SavedWebhook writes it; only the body when there is a headersFile.
        QString file{};
        QString headersFile{};
        QString jwks{};
        /// When it came, in Unix seconds; else what the file says, else now.
        std::optional<qint64> at{};
    };

    WebhookVerifyCommand(Context context, Options options);
    void start() override;

private:
    [[nodiscard]] Expected<SavedWebhook, Error> read() const;
    void verify();

    Options m_options;
    SystemClock m_clock;
    SavedWebhook m_saved;
    std::unique_ptr<WebhookKeySource> m_source;
};

} // namespace peregrine::cli
