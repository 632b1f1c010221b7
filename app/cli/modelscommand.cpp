#include "app/cli/modelscommand.h"

#include "core/catalog/modelcard.h"

namespace peregrine::cli {

namespace {

/// Against a cursor that never ends.
constexpr int maxPages = 200;

} // namespace

ModelsCommand::ModelsCommand(Context context, CatalogService::Query query)
    : Command(std::move(context))
    , m_query(std::move(query))
{ }

void ModelsCommand::start()
{
    askPage();
}

void ModelsCommand::askPage()
{
    FalClient *server = client();
    if (!server)
        return;
    ++m_pages;
    FalCall<ModelPage> *call = server->catalog().models(m_query);
    connect(call, &FalReply::failed, this, &ModelsCommand::fail);
    connect(call, &FalReply::succeeded, this, [this, call] {
        const ModelPage &page = call->value();
        for (const QJsonValue &entry : page.models)
            m_models.append(entry);
        if (page.hasMore && m_pages < maxPages) {
            m_query.cursor = page.nextCursor;
            askPage();
        } else {
            print();
        }
    });
}

void ModelsCommand::print()
{
    if (output().json()) {
        output().document(m_models);
    } else {
        for (const QJsonValue &entry : std::as_const(m_models)) {
            if (const auto card = ModelCard::parse(entry)) {
                output().text(QStringLiteral("%1  %2  %3")
                                  .arg(card->endpoint.toString(), -48)
                                  .arg(card->category, -18)
                                  .arg(card->title));
            }
        }
        output().note(tr("%n model(s)", nullptr, static_cast<int>(m_models.size())));
    }
    Q_EMIT finished(ExitDone);
}

} // namespace peregrine::cli
