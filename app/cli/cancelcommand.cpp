#include "app/cli/cancelcommand.h"

#include "app/cli/queuejson.h"

namespace peregrine::cli {

CancelCommand::CancelCommand(Context context, QueueTicket ticket)
    : Command(std::move(context))
    , m_ticket(std::move(ticket))
{ }

void CancelCommand::start()
{
    FalClient *server = client();
    if (!server)
        return;
    CancelCall *call = server->queue().cancel(m_ticket);
    connect(call, &FalReply::failed, this, &CancelCommand::fail);
    connect(call, &FalReply::succeeded, this, [this, call] {
        const CancelOutcome outcome = call->value();
        if (output().json()) {
            output().document(
                QJsonObject{{QStringLiteral("request_id"), m_ticket.request.toString()},
                            {QStringLiteral("outcome"), cancelOutcomeName(outcome)}});
        } else {
            switch (outcome) {
            case CancelOutcome::Removed:
                output().text(tr("Canceled before it ran."));
                break;
            case CancelOutcome::Requested:
                output().text(
                    tr("Cancellation requested; the model may still complete and be charged."));
                break;
            case CancelOutcome::AlreadyCompleted:
                output().text(tr("It had completed already."));
                break;
            }
        }
        Q_EMIT finished(outcome == CancelOutcome::AlreadyCompleted ? ExitFailed : ExitDone);
    });
}

} // namespace peregrine::cli
