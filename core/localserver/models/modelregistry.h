#pragma once

#include "core/localserver/emulation/emulatedmodels.h"
#include "core/localserver/models/localmodel.h"

#include <QString>

#include <memory>
#include <vector>

namespace peregrine::localserver {

/// The models this server has, in the order of the catalogue: its own, then those it emulates from
/// OpenAPI documents. These are read in the background; asking for what is no model of our own
/// waits until they are. Safe from any thread.
class ModelRegistry
{
public:
    /// schemasFolder: of the documents; empty: none.
    explicit ModelRegistry(const QString &schemasFolder = {});
    ModelRegistry(const ModelRegistry &) = delete;
    ModelRegistry &operator=(const ModelRegistry &) = delete;
    ~ModelRegistry();

    [[nodiscard]] std::vector<const LocalModel *> models() const;
    /// By the full endpoint id; null when there is none.
    [[nodiscard]] const LocalModel *find(const QString &endpoint) const;
    /// Whether a model belongs to an owner/alias.
    [[nodiscard]] bool hasApplication(const QString &application) const;

private:
    template <typename Model> void add(const QString &resource, const QJsonObject &shared);

    std::vector<std::unique_ptr<LocalModel>> m_models;
    std::unique_ptr<EmulatedModels> m_emulated;
};

} // namespace peregrine::localserver
