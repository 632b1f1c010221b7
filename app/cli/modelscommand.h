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
    void askPage();
    void print();

    CatalogService::Query m_query;
    QJsonArray m_models;
    int m_pages = 0;
};

} // namespace peregrine::cli
