#include "app/cli/resultcommand.h"

namespace peregrine::cli {

ResultCommand::ResultCommand(Context context, QueueTicket ticket)
    : Command(std::move(context))
    , m_ticket(std::move(ticket))
{ }

void ResultCommand::start()
{
    FalClient *server = client();
    if (!server)
        return;
    OutputCall *call = server->queue().result(m_ticket);
    connect(call, &FalReply::failed, this, &ResultCommand::fail);
    connect(call, &FalReply::succeeded, this, [this, call] {
        output().document(call->value().data);
        Q_EMIT finished(ExitDone);
    });
}

} // namespace peregrine::cli
