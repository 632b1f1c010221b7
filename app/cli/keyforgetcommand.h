#pragma once

#include "app/cli/command.h"

namespace peregrine::cli {

/// peregrine-cli key forget: out of the system's key store.
class KeyForgetCommand final : public Command
{
    Q_OBJECT

public:
    explicit KeyForgetCommand(Context context);
    void start() override;
};

} // namespace peregrine::cli
