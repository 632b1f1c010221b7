#include "ui/gallery/loadedassets.h"

#include "core/base/async.h"
#include "core/library/assetrepository.h"

#include <utility>

namespace peregrine {

namespace {

/// More windows than a screen and its neighbours need wait for nobody.
constexpr qsizetype wantedLimit = 8;

} // namespace

LoadedAssets::LoadedAssets(AssetRepository &repository, WindowIds idsOf, QObject *parent)
    : QObject(parent)
    , m_repository(repository)
    , m_idsOf(std::move(idsOf))
{
    m_fetchSoon.setSingleShot(true);
    m_fetchSoon.setInterval(0);
    connect(&m_fetchSoon, &QTimer::timeout, this, &LoadedAssets::fetch);
}

const Asset *LoadedAssets::find(const AssetId &id) const
{
    const auto held = m_held.constFind(id);
    return held == m_held.cend() ? m_recent.object(id) : &*held;
}

void LoadedAssets::put(const Asset &asset)
{
    if (const auto held = m_held.find(asset.id); held != m_held.end())
        *held = asset;
    else
        m_recent.insert(asset.id, new Asset(asset));
}

void LoadedAssets::hold(const QList<Asset> &assets)
{
    const auto before = std::exchange(m_held, {});
    for (const Asset &asset : before)
        put(asset);
    for (const Asset &asset : assets)
        m_held.insert(asset.id, asset);
}

void LoadedAssets::forget(const AssetId &id)
{
    m_recent.remove(id);
    m_held.remove(id);
}

void LoadedAssets::want(int window)
{
    m_wanted.removeOne(window);
    m_wanted.append(window);
    if (m_wanted.size() > wantedLimit)
        m_wanted.removeFirst();
    if (!m_fetching && !m_fetchSoon.isActive())
        m_fetchSoon.start();
}

void LoadedAssets::fetch()
{
    QList<AssetId> ids;
    while (ids.isEmpty() && !m_wanted.isEmpty() && !m_fetching) {
        const QList<AssetId> window = m_idsOf(m_wanted.takeLast());
        for (const AssetId &id : window) {
            if (find(id) == nullptr)
                ids.append(id);
        }
    }
    if (ids.isEmpty())
        return;
    m_fetching = true;
    whenDone(this, m_repository.load(ids), [this](const Expected<QList<Asset>, Error> &assets) {
        m_fetching = false;
        if (assets) {
            for (const Asset &asset : *assets)
                put(asset);
            Q_EMIT loaded(*assets);
        } else {
            m_wanted.clear(); // asked again when they are painted again
        }
        fetch();
    });
}

} // namespace peregrine
