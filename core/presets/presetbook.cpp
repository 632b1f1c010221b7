#include "core/presets/presetbook.h"

#include "core/base/async.h"
#include "core/presets/presetname.h"
#include "core/presets/presetrepository.h"

#include <QCollator>

#include <algorithm>
#include <iterator>
#include <utility>

namespace peregrine {

namespace {

/// More would be kept in memory for nothing.
constexpr qsizetype mostRemoved = 50;

Unexpected<Error> refused(const QString &message)
{
    Error error;
    error.kind = Error::Kind::Validation;
    error.message = message;
    return Unexpected{error};
}

bool isSameName(const QString &a, const QString &b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

void sortByName(QList<Preset> &presets)
{
    // Without a language "10" would come before "2".
    const QLocale locale;
    QCollator collator(locale.language() == QLocale::C ? QLocale(QLocale::English) : locale);
    collator.setNumericMode(true);
    collator.setCaseSensitivity(Qt::CaseInsensitive);
    std::stable_sort(presets.begin(), presets.end(), [&collator](const Preset &a, const Preset &b) {
        return collator.compare(a.name, b.name) < 0;
    });
}

} // namespace

PresetBook::PresetBook(PresetRepository &repository, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_repository(repository)
    , m_clock(clock)
{ }

void PresetBook::load()
{
    whenDone(this, m_repository.all(), [this](const Expected<QList<Preset>, Error> &kept) {
        if (!kept)
            Q_EMIT failed(kept.error());
        // What was added meanwhile may be among what was read.
        QList<Preset> fresh = std::exchange(m_presets, kept ? *kept : QList<Preset>());
        for (const Preset &preset : std::as_const(fresh)) {
            if (!find(preset.id))
                m_presets.append(preset);
        }
        sortByName(m_presets);
        m_isLoaded = true;
        Q_EMIT changed();
        Q_EMIT loaded();
    });
}

QList<Preset> PresetBook::presetsFor(const QString &endpoint) const
{
    QList<Preset> found;
    std::copy_if(m_presets.cbegin(), m_presets.cend(), std::back_inserter(found),
                 [&endpoint](const Preset &preset) { return preset.endpoint == endpoint; });
    return found;
}

std::optional<Preset> PresetBook::find(const PresetId &id) const
{
    const auto it = std::find_if(m_presets.cbegin(), m_presets.cend(),
                                 [&id](const Preset &preset) { return preset.id == id; });
    return it == m_presets.cend() ? std::nullopt : std::optional(*it);
}

std::optional<Preset> PresetBook::find(const QString &endpoint, const QString &name) const
{
    const auto it = std::find_if(m_presets.cbegin(), m_presets.cend(), [&](const Preset &preset) {
        return preset.endpoint == endpoint && isSameName(preset.name, name);
    });
    return it == m_presets.cend() ? std::nullopt : std::optional(*it);
}

std::optional<Preset> PresetBook::defaultFor(const QString &endpoint) const
{
    const auto it = std::find_if(m_presets.cbegin(), m_presets.cend(), [&](const Preset &preset) {
        return preset.isDefault && preset.endpoint == endpoint;
    });
    return it == m_presets.cend() ? std::nullopt : std::optional(*it);
}

QString PresetBook::freeName(const QString &endpoint, const QString &wanted) const
{
    QString name = wanted;
    for (int number = 2; find(endpoint, name); ++number) {
        const QString end = QStringLiteral(" %1").arg(number);
        name = wanted.left(Preset::maxNameLength - end.size()) + end;
    }
    return name;
}

Expected<PresetId, Error> PresetBook::add(Preset preset)
{
    const auto name = presetNameOf(preset.name);
    if (!name)
        return Unexpected{name.error()};
    if (find(preset.endpoint, *name))
        return refused(tr("There is a preset “%1” for this model already.").arg(*name));
    if (m_presets.size() >= maxPresets)
        return refused(tr("There are %n preset(s), more are not kept. Delete some that you no "
                          "longer need.",
                          nullptr, static_cast<int>(m_presets.size())));
    preset.id = PresetId(makeIdText());
    preset.name = *name;
    preset.createdAt = m_clock.now();
    preset.changedAt = preset.createdAt;
    const PresetId id = preset.id;
    put(preset);
    return id;
}

Expected<PresetId, Error> PresetBook::import(Preset preset)
{
    const auto name = presetNameOf(preset.name);
    if (!name)
        return Unexpected{name.error()};
    preset.name = freeName(preset.endpoint, *name);
    return add(preset);
}

Expected<Done, Error> PresetBook::rename(const PresetId &id, const QString &typed)
{
    const auto preset = find(id);
    const auto name = presetNameOf(typed);
    if (!preset)
        return refused(tr("The preset is no longer there."));
    if (!name)
        return Unexpected{name.error()};
    const auto other = find(preset->endpoint, *name);
    if (other && other->id != id)
        return refused(tr("There is a preset “%1” for this model already.").arg(*name));
    Preset renamed = *preset;
    renamed.name = *name;
    renamed.changedAt = m_clock.now();
    put(renamed);
    return Done{};
}

void PresetBook::overwrite(const PresetId &id, Preset::Scope scope, const FormValues &values,
                           const QByteArray &thumbnail)
{
    auto preset = find(id);
    if (!preset)
        return;
    preset->scope = scope;
    preset->values = values;
    if (!thumbnail.isEmpty())
        preset->thumbnail = thumbnail;
    preset->changedAt = m_clock.now();
    put(*preset);
}

bool PresetBook::restore(const Preset &before)
{
    auto preset = find(before.id);
    if (!preset)
        return false;
    // Its name and its place as default may have changed since, which was no part of it.
    preset->scope = before.scope;
    preset->values = before.values;
    preset->thumbnail = before.thumbnail;
    preset->changedAt = before.changedAt;
    put(*preset);
    return true;
}

void PresetBook::setDefault(const PresetId &id, bool isDefault)
{
    auto preset = find(id);
    if (!preset || preset->isDefault == isDefault)
        return;
    preset->isDefault = isDefault;
    put(*preset);
}

void PresetBook::remove(const PresetId &id)
{
    const auto preset = find(id);
    if (!preset)
        return;
    m_presets.removeIf([&id](const Preset &other) { return other.id == id; });
    m_removed.append(*preset);
    if (m_removed.size() > mostRemoved)
        m_removed.removeFirst();
    whenDone(this, m_repository.remove(id), [this](const PresetRepository::Saved &saved) {
        if (!saved)
            Q_EMIT failed(saved.error());
    });
    Q_EMIT changed();
}

std::optional<Preset> PresetBook::undoRemove()
{
    if (m_removed.isEmpty())
        return std::nullopt;
    Preset preset = m_removed.takeLast();
    // Its name or its place may have been taken meanwhile.
    preset.name = freeName(preset.endpoint, preset.name);
    if (defaultFor(preset.endpoint))
        preset.isDefault = false;
    put(preset);
    return preset;
}

Preset *PresetBook::entry(const PresetId &id)
{
    const auto it = std::find_if(m_presets.begin(), m_presets.end(),
                                 [&id](const Preset &preset) { return preset.id == id; });
    return it == m_presets.end() ? nullptr : &*it;
}

void PresetBook::put(const Preset &preset)
{
    if (preset.isDefault) {
        for (Preset &other : m_presets) {
            if (other.endpoint == preset.endpoint)
                other.isDefault = false;
        }
    }
    if (Preset *known = entry(preset.id))
        *known = preset;
    else
        m_presets.append(preset);
    sortByName(m_presets);
    whenDone(this, m_repository.save(preset), [this](const PresetRepository::Saved &saved) {
        if (!saved)
            Q_EMIT failed(saved.error());
    });
    Q_EMIT changed();
}

} // namespace peregrine
