#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/result.h"
#include "core/presets/preset.h"

#include <QList>
#include <QObject>

#include <optional>

namespace peregrine {

class PresetRepository;

/// All presets, in memory and, through the repository, on disk. What is done is there at once;
/// failed() tells when it could not be kept.
class PresetBook : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype maxPresets = 5000;

    /// Both must outlive it. Nothing is read before load().
    PresetBook(PresetRepository &repository, const Clock &clock, QObject *parent = nullptr);

    void load();
    /// load() is through, well or not.
    [[nodiscard]] bool isLoaded() const { return m_isLoaded; }

    /// By name, as people sort.
    [[nodiscard]] const QList<Preset> &presets() const { return m_presets; }
    [[nodiscard]] QList<Preset> presetsFor(const QString &endpoint) const;
    [[nodiscard]] std::optional<Preset> find(const PresetId &id) const;
    /// Of a model, by its name in any case.
    [[nodiscard]] std::optional<Preset> find(const QString &endpoint, const QString &name) const;
    /// What the model's form starts with.
    [[nodiscard]] std::optional<Preset> defaultFor(const QString &endpoint) const;
    /// The name, with a number behind it when the model has a preset of that name.
    [[nodiscard]] QString freeName(const QString &endpoint, const QString &wanted) const;

    /// Adds it under an id of its own, which is the answer. A name that the model has already, and
    /// no name, are a Validation error.
    Expected<PresetId, Error> add(Preset preset);
    /// As add(), under a free name: for presets from elsewhere.
    Expected<PresetId, Error> import(Preset preset);
    Expected<Done, Error> rename(const PresetId &id, const QString &name);
    /// Other values; the thumbnail stays when there is no new one.
    void overwrite(const PresetId &id, Preset::Scope scope, const FormValues &values,
                   const QByteArray &thumbnail);
    /// Takes overwrite() back: what the preset was before. False: it is no longer there.
    bool restore(const Preset &before);
    /// One a model at most.
    void setDefault(const PresetId &id, bool isDefault);
    void remove(const PresetId &id);
    /// Brings back what was removed last, again and again; nothing when there is nothing.
    std::optional<Preset> undoRemove();
    [[nodiscard]] bool canUndoRemove() const { return !m_removed.isEmpty(); }

Q_SIGNALS:
    void changed();
    void loaded();
    void failed(const peregrine::Error &error);

private:
    void put(const Preset &preset);
    [[nodiscard]] Preset *entry(const PresetId &id);

    PresetRepository &m_repository;
    const Clock &m_clock;
    QList<Preset> m_presets;
    QList<Preset> m_removed;
    bool m_isLoaded = false;
};

} // namespace peregrine
