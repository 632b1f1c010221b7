#pragma once

#include "core/jobs/asset.h"

#include <QCache>
#include <QHash>
#include <QList>
#include <QObject>
#include <QTimer>

#include <functional>

namespace peregrine {

class AssetRepository;

/// The assets of the rows that were looked at last, and of those that are held; of all others a
/// gallery knows only where they stand. What is missing is fetched by windows of neighbouring rows,
/// one at a time, the last wanted first.
class LoadedAssets : public QObject
{
    Q_OBJECT

public:
    /// So many are remembered, besides those held.
    static constexpr int most = 4096;

    /// The ids of a window's rows; none for one that is not there.
    using WindowIds = std::function<QList<AssetId>(int window)>;

    /// The repository must outlive it.
    LoadedAssets(AssetRepository &repository, WindowIds idsOf, QObject *parent = nullptr);

    /// Null for one that is not loaded; valid until the next call. Who is found was looked at.
    [[nodiscard]] const Asset *find(const AssetId &id) const;
    /// New, or known otherwise than before.
    void put(const Asset &asset);
    /// These stay until others are held.
    void hold(const QList<Asset> &assets);
    void forget(const AssetId &id);

    /// loaded() follows, unless too many others are wanted after it.
    void want(int window);
    /// The windows have other rows now.
    void forgetWishes() { m_wanted.clear(); }

Q_SIGNALS:
    void loaded(const QList<peregrine::Asset> &assets);

private:
    void fetch();

    AssetRepository &m_repository;
    const WindowIds m_idsOf;
    QCache<AssetId, Asset> m_recent{most};
    QHash<AssetId, Asset> m_held;
    /// The last wanted last.
    QList<int> m_wanted;
    QTimer m_fetchSoon;
    bool m_fetching = false;
};

} // namespace peregrine
