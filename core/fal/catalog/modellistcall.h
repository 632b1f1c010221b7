#pragma once

#include "core/fal/catalog/catalogservice.h"

#include <QPointer>
#include <QSet>

#include <optional>

namespace peregrine {

/// All pages of the model list, one after the other: the platform API's, or the web site's where
/// there is no platform API. Its value is the entries as the server sent
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
    enum class Generation { Platform, Site };

    void askPage();
    void take(const ModelPage &page);

    CatalogService &m_catalog;
    CatalogService::Query m_query;
    Generation m_generation = Generation::Platform;
    QPointer<FalReply> m_call;
    QJsonArray m_models;
    QSet<QString> m_cursors;
    qsizetype m_bytes = 0;
    std::optional<Error> m_platformError;
};

} // namespace peregrine
