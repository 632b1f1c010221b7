#pragma once

#include "core/localserver/models/localmodel.h"

#include <QString>

#include <memory>
#include <vector>

namespace peregrine::localserver {

/// The models this server has, in the order of the catalogue.
class ModelRegistry
{
public:
    ModelRegistry();
    ModelRegistry(const ModelRegistry &) = delete;
    ModelRegistry &operator=(const ModelRegistry &) = delete;
    ~ModelRegistry();

    [[nodiscard]] const std::vector<std::unique_ptr<LocalModel>> &models() const;
    /// By the full endpoint id; null when there is none.
    [[nodiscard]] const LocalModel *find(const QString &endpoint) const;
    /// Whether a model belongs to an owner/alias.
    [[nodiscard]] bool hasApplication(const QString &application) const;

private:
    template <typename Model> void add(const QString &resource, const QJsonObject &shared);

    std::vector<std::unique_ptr<LocalModel>> m_models;
};

} // namespace peregrine::localserver
