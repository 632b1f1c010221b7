#pragma once

#include "app/cli/command.h"

namespace peregrine::cli {

/// peregrine-cli status ENDPOINT REQUEST_ID [--logs]
class StatusCommand final : public Command
{
    Q_OBJECT

public:
    StatusCommand(Context context, QueueTicket ticket, bool logs);
    void start() override;

private:
    QueueTicket m_ticket;
    bool m_logs;
};

} // namespace peregrine::cli
