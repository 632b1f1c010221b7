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

} // namespace peregrine::localserver
