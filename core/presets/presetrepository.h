#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/presets/preset.h"

#include <QFuture>
#include <QList>

namespace peregrine {

/// Where presets are kept. Calls return at once and take effect in the order they are made.
class PresetRepository
{
public:
    using Saved = Expected<Done, Error>;

    PresetRepository() = default;
    PresetRepository(const PresetRepository &) = delete;
    PresetRepository &operator=(const PresetRepository &) = delete;
    virtual ~PresetRepository();

    virtual QFuture<Expected<QList<Preset>, Error>> all() = 0;
    /// Inserts or replaces. A default takes that place from the model's other presets.
    virtual QFuture<Saved> save(const Preset &preset) = 0;
    virtual QFuture<Saved> remove(const PresetId &id) = 0;
};

} // namespace peregrine
