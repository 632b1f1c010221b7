#pragma once

#include "app/cli/command.h"

namespace peregrine::cli {

/// peregrine-cli cancel ENDPOINT REQUEST_ID
class CancelCommand final : public Command
{
    Q_OBJECT

public:
    CancelCommand(Context context, QueueTicket ticket);
    void start() override;

private:
    QueueTicket m_ticket;
};

} // namespace peregrine::cli
