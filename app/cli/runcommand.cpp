#include "app/cli/runcommand.h"

namespace peregrine::cli {

void RunCommand::send(const QJsonObject &input)
{
    RunService::Options run;
    static_cast<CallOptions &>(run) = options().submit;
    FalCall<ModelOutput> *call = client()->run().run(options().endpoint, input, run);
    connect(call, &FalReply::failed, this, &RunCommand::fail);
    connect(call, &FalReply::succeeded, this,
            [this, call, input] { deliver(input, call->value()); });
}

} // namespace peregrine::cli
