#include "app/cli/statuscommand.h"

#include "app/cli/queuejson.h"

namespace peregrine::cli {

StatusCommand::StatusCommand(Context context, QueueTicket ticket, bool logs)
    : Command(std::move(context))
    , m_ticket(std::move(ticket))
    , m_logs(logs)
{ }

void StatusCommand::start()
{
    FalClient *server = client();
    if (!server)
        return;
    StatusCall *call = server->queue().status(m_ticket, m_logs);
    connect(call, &FalReply::failed, this, &StatusCommand::fail);
    connect(call, &FalReply::succeeded, this, [this, call] {
        const QueueStatus &status = call->value();
        if (output().json()) {
            output().document(statusJson(m_ticket.request, status));
        } else {
            output().text(statusText(status));
            for (const LogLine &line : status.logs)
                output().text(logText(line));
        }
        Q_EMIT finished(ExitDone);
    });
}

} // namespace peregrine::cli
