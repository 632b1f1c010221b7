#include "app/cli/resultcommand.h"

#include "app/cli/delivery.h"

namespace peregrine::cli {

ResultCommand::ResultCommand(Context context, QueueTicket ticket, QString outputFolder)
    : Command(std::move(context))
    , m_ticket(std::move(ticket))
    , m_outputFolder(std::move(outputFolder))
{ }

void ResultCommand::start()
{
    FalClient *server = client();
    if (!server)
        return;
    if (const auto problem = Delivery::checkFolder(m_outputFolder)) {
        fail(*problem);
        return;
    }
    OutputCall *call = server->queue().result(m_ticket);
    connect(call, &FalReply::failed, this, &ResultCommand::fail);
    connect(call, &FalReply::succeeded, this, [this, call] {
        if (m_outputFolder.isEmpty() && call->value().bytes.isEmpty()) {
            output().document(call->value().data);
            Q_EMIT finished(ExitDone);
            return;
        }
        auto *delivery = new Delivery(context(), *client(),
                                      {m_ticket.endpoint, {}, call->value(), m_outputFolder}, this);
        connect(delivery, &Delivery::failed, this, &ResultCommand::fail);
        connect(delivery, &Delivery::delivered, this, [this] { Q_EMIT finished(ExitDone); });
        delivery->start();
    });
}

} // namespace peregrine::cli
