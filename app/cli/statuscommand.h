#pragma once

#include "app/cli/command.h"
#include "core/fal/queue/logwindow.h"

namespace peregrine::cli {

/// peregrine-cli status ENDPOINT REQUEST_ID [--logs] [--follow]
class StatusCommand final : public Command
{
    Q_OBJECT

public:
    StatusCommand(Context context, QueueTicket ticket, bool logs, bool follow);
    void start() override;

private:
    void follow();
    void poll();
    void tell(const QueueStatus &status);
    void tellLogs(const QList<LogLine> &lines);

    QueueTicket m_ticket;
    bool m_logs;
    bool m_follow;
    QString m_told;
    LogWindow m_window;
};

} // namespace peregrine::cli
