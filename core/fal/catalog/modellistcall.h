#pragma once

#include "core/fal/catalog/catalogservice.h"

#include <QPointer>
#include <QSet>

namespace peregrine {

/// All pages of the model list, one after the other. Its value is the entries as the server sent
/// them. A list without end (a cursor that comes back, too many or too large pages) is cut.
class ModelListCall final : public FalCall<QJsonArray>
{
    Q_OBJECT

public:
    static constexpr int maxPages = 200;
    static constexpr qsizetype maxModels = 20'000;
    static constexpr qsizetype maxBytes = 64 * 1024 * 1024;

    ModelListCall(CatalogService &catalog, CatalogService::Query query, QObject *parent);

protected:
    void stop() override;

private:
    void askPage();
    void take(const ModelPage &page);

    CatalogService &m_catalog;
    CatalogService::Query m_query;
    QPointer<FalReply> m_call;
    QJsonArray m_models;
    QSet<QString> m_cursors;
    qsizetype m_bytes = 0;
};

} // namespace peregrine
