#include "core/localserver/models/localmodel.h"

#include "core/localserver/models/openapidocument.h"

#include <utility>

namespace peregrine::localserver {

LocalModel::LocalModel(ModelCard card)
    : m_card(std::move(card))
{ }

LocalModel::~LocalModel() = default;

ModelSchemas LocalModel::schemas() const
{
    return {m_card.schemas, m_card.inputSchema, m_card.outputSchema};
}

QJsonObject LocalModel::openApi(const QString &base) const
{
    return openApiDocument(m_card, base);
}

QString LocalModel::notice() const
{
    return QStringLiteral("%1: a local preview, not the work of a model").arg(m_card.displayName);
}

QImage LocalModel::thumbnail(const std::stop_token &stop) const
{
    return stop.stop_requested() ? QImage() : studio::paintEmblem(emblem());
}

studio::EmblemRequest LocalModel::emblem() const
{
    studio::EmblemRequest request;
    request.category = m_card.category;
    request.family = m_card.application();
    request.name = m_card.endpoint;
    request.size = thumbnailSize;
    return request;
}

} // namespace peregrine::localserver
