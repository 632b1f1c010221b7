#pragma once

#include "core/base/error.h"
#include "core/jobs/asset.h"
#include "ui/gallery/thumbnailfeed.h"

#include <QAbstractListModel>
#include <QHash>
#include <QList>

#include <optional>

namespace peregrine {

class AssetRepository;
class Thumbnailer;

/// The library's results, newest first, for views. Pages are fetched as a view scrolls
/// (fetchMore), by the id of the last row, so nothing shifts while new results arrive at the top.
/// Rows that the repository removes leave by themselves. Thumbnails are asked for only by
/// data(DecorationRole), which views do for visible rows.
class GalleryModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        AssetRole = Qt::UserRole + 1, ///< Asset
        FailureRole, ///< QString: why there is no thumbnail; empty when there is nothing to say
    };

    /// Rows fetched at once.
    static constexpr int pageSize = 200;

    /// Both must outlive it. Nothing is fetched before the first fetchMore() or setWords().
    GalleryModel(AssetRepository &repository, Thumbnailer &thumbnailer, qint64 thumbnailBytes,
                 QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] QMimeData *mimeData(const QModelIndexList &indexes) const override;
    [[nodiscard]] Qt::DropActions supportedDragActions() const override;

    /// Shows only results with all the words in title, endpoint or model; empty shows all.
    void setWords(const QString &words);
    [[nodiscard]] const QString &words() const { return m_words; }
    /// Loads from the start again, for example after an error.
    void reload();
    /// New results. Known ones are skipped, also those that do not have the words.
    void addAssets(const QList<Asset> &assets);
    void removeAssets(const QList<AssetId> &ids);
    /// What is known about results is another: judged, renamed, gone. Unknown ones are skipped.
    void updateAssets(const QList<Asset> &assets);

    [[nodiscard]] Asset assetAt(int row) const;
    /// -1 when it is not among the rows fetched so far.
    [[nodiscard]] int rowOf(const AssetId &id) const;
    [[nodiscard]] bool isLoading() const { return m_loading; }
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }

Q_SIGNALS:
    /// A page came or failed, or loading began: isLoading(), error() and rowCount() tell.
    void loadingChanged();
    void assetsUpdated(const QList<peregrine::Asset> &assets);

private:
    void takePage(const QList<Asset> &page);
    [[nodiscard]] bool hasWords(const Asset &asset) const;
    void loadChanged(const QList<AssetId> &ids);
    void loadAdded(const QList<AssetId> &ids);
    void insertOne(const Asset &asset);
    void renumber();
    void announceThumbnail(const AssetId &id);

    AssetRepository &m_repository;
    mutable ThumbnailFeed m_thumbnails;
    /// Newest first.
    QList<Asset> m_assets;
    /// Row + m_front: rows added at the front renumber nothing.
    QHash<AssetId, qint64> m_slots;
    qint64 m_front = 0;
    QString m_words;
    quint64 m_question = 0;
    bool m_loading = false;
    bool m_complete = false;
    std::optional<Error> m_error;
};

} // namespace peregrine
