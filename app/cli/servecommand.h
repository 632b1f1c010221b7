#pragma once

#include "app/cli/command.h"

namespace peregrine::cli {

/// peregrine-cli serve [--port N]: the local server, until interrupted. The server runs already
/// when the command starts; it prints the base URL first.
class ServeCommand final : public Command
{
    Q_OBJECT

public:
    ServeCommand(Context context, QUrl base);
    void start() override;
    void interrupt() override;

private:
    QUrl m_base;
};

} // namespace peregrine::cli
