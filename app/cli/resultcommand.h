#pragma once

#include "app/cli/command.h"

namespace peregrine::cli {

/// peregrine-cli result ENDPOINT REQUEST_ID
class ResultCommand final : public Command
{
    Q_OBJECT

public:
    ResultCommand(Context context, QueueTicket ticket);
    void start() override;

private:
    QueueTicket m_ticket;
};

} // namespace peregrine::cli
