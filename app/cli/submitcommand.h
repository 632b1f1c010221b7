#pragma once

#include "app/cli/inputcommand.h"

namespace peregrine::cli {

/// peregrine-cli submit ENDPOINT: into the queue, prints the request id and ends.
class SubmitCommand final : public InputCommand
{
    Q_OBJECT

public:
    using InputCommand::InputCommand;

protected:
    void send(const QJsonObject &input) override;
};

} // namespace peregrine::cli
