#pragma once

#include "app/cli/command.h"

namespace peregrine::cli {

/// peregrine-cli result ENDPOINT REQUEST_ID [--output DIR]
class ResultCommand final : public Command
{
    Q_OBJECT

public:
    ResultCommand(Context context, QueueTicket ticket, QString outputFolder);
    void start() override;

private:
    QueueTicket m_ticket;
    QString m_outputFolder;
};

} // namespace peregrine::cli
