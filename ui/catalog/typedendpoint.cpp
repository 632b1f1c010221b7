#include "ui/catalog/typedendpoint.h"

#include "ui/catalog/modellistmodel.h"

namespace peregrine {

EndpointId typedEndpoint(const QString &text, const ModelListModel &models)
{
    const QString id = text.trimmed();
    if (!id.contains(QLatin1Char('/')) || id.endsWith(QLatin1Char('/')))
        return {};
    const auto parsed = EndpointId::parse(id);
    if (!parsed)
        return {};
    const ModelCard *card = models.find(*parsed);
    return card ? EndpointId() : *parsed;
}

} // namespace peregrine
