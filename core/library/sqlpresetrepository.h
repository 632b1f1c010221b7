#pragma once

#include "core/presets/presetrepository.h"

namespace peregrine {

class Store;

/// Presets in the library's database.
class SqlPresetRepository final : public PresetRepository
{
public:
    /// The store must outlive it.
    explicit SqlPresetRepository(Store &store);

    QFuture<Expected<QList<Preset>, Error>> all() override;
    QFuture<Saved> save(const Preset &preset) override;
    QFuture<Saved> remove(const PresetId &id) override;

private:
    Store &m_store;
};

} // namespace peregrine
