#pragma once

#include "app/cli/command.h"

namespace peregrine::cli {

/// peregrine-cli schema ENDPOINT
class SchemaCommand final : public Command
{
    Q_OBJECT

public:
    SchemaCommand(Context context, EndpointId endpoint);
    void start() override;

private:
    void print(const QJsonObject &document);

    EndpointId m_endpoint;
};

} // namespace peregrine::cli
