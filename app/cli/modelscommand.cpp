#include "app/cli/modelscommand.h"

#include "core/catalog/modelcard.h"
#include "core/fal/catalog/modellistcall.h"

namespace peregrine::cli {

ModelsCommand::ModelsCommand(Context context, CatalogService::Query query)
    : Command(std::move(context))
    , m_query(std::move(query))
{ }

void ModelsCommand::start()
{
    FalClient *server = client();
    if (!server)
        return;
    ModelListCall *call = server->catalog().allModels(m_query);
    connect(call, &FalReply::failed, this, &ModelsCommand::fail);
    connect(call, &FalReply::succeeded, this, [this, call] { print(call->value()); });
}

void ModelsCommand::print(const QJsonArray &models)
{
    if (output().json()) {
        output().document(models);
    } else {
        for (const QJsonValue &entry : models) {
            if (const auto card = ModelCard::parse(entry)) {
                output().text(QStringLiteral("%1  %2  %3")
                                  .arg(card->endpoint.toString(), -48)
                                  .arg(card->category, -18)
                                  .arg(card->title));
            }
        }
        output().note(tr("%n model(s)", nullptr, static_cast<int>(models.size())));
    }
    Q_EMIT finished(ExitDone);
}

} // namespace peregrine::cli
