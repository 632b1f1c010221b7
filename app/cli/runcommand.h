#pragma once

#include "app/cli/inputcommand.h"

namespace peregrine::cli {

/// peregrine-cli run ENDPOINT: one direct call, no queue.
class RunCommand final : public InputCommand
{
    Q_OBJECT

public:
    using InputCommand::InputCommand;

protected:
    void send(const QJsonObject &input) override;
};

} // namespace peregrine::cli
