#pragma once

#include "app/cli/command.h"

#include <QJsonArray>

namespace peregrine::cli {

/// peregrine-cli models [WORDS] [--category C]
class ModelsCommand final : public Command
{
    Q_OBJECT

public:
    ModelsCommand(Context context, CatalogService::Query query);
    void start() override;

private:
    void print(const QJsonArray &models);

    CatalogService::Query m_query;
};

} // namespace peregrine::cli
