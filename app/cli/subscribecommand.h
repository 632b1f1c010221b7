#pragma once

#include "app/cli/inputcommand.h"

#include <QPointer>

namespace peregrine {
class QueueSubscription;
}

namespace peregrine::cli {

/// peregrine-cli subscribe ENDPOINT: into the queue, follows it, prints the output. Ctrl+C cancels
/// the request on the server, once the server has named it.
class SubscribeCommand final : public InputCommand
{
    Q_OBJECT

public:
    using InputCommand::InputCommand;
    void interrupt() override;

protected:
    void send(const QJsonObject &input) override;

private:
    void tell(const QueueStatus &status);
    void cancelOnServer();

    QPointer<QueueSubscription> m_subscription;
    QString m_told;
    bool m_interrupted = false;
};

} // namespace peregrine::cli
