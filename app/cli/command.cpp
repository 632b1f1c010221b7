#include "app/cli/command.h"

namespace peregrine::cli {

Command::~Command() = default;

void Command::interrupt()
{
    Q_EMIT finished(ExitCanceled);
}

FalClient *Command::client()
{
    const auto client = m_context.servers.client(m_context.server);
    if (client)
        return *client;
    fail(client.error());
    return nullptr;
}

void Command::fail(const Error &error)
{
    m_context.output.error(error);
    Q_EMIT finished(exitStatusOf(error));
}

void Command::failUpload(Error error)
{
    if (error.kind == Error::Kind::Storage)
        error.kind = Error::Kind::Validation;
    fail(error);
}

} // namespace peregrine::cli
