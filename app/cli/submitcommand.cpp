#include "app/cli/submitcommand.h"

#include "app/cli/queuejson.h"

namespace peregrine::cli {

void SubmitCommand::send(const QJsonObject &input)
{
    SubmitCall *call = client()->queue().submit(options().endpoint, input, options().submit);
    connect(call, &FalReply::failed, this, &SubmitCommand::fail);
    connect(call, &FalReply::succeeded, this, [this, call] {
        if (output().json())
            output().event(QStringLiteral("queued"), ticketJson(call->value()));
        else
            output().text(call->value().request.toString());
        Q_EMIT finished(ExitDone);
    });
}

} // namespace peregrine::cli
