#pragma once

#include "core/batch/batchrepository.h"
#include "ui/batch/gridarrangement.h"
#include "ui/batch/gridcell.h"

#include <QAbstractTableModel>
#include <QCache>
#include <QHash>
#include <QPixmap>
#include <QSet>
#include <QSize>

namespace peregrine {

/// The jobs of one batch at their places. Where a job was sent again, the newest one of a place
/// counts.
class BatchGridModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role { CellRole = Qt::UserRole };

    struct Counts
    {
        int waiting = 0;
        int running = 0;
        int done = 0;
        int failed = 0;
        int canceled = 0;
        int unknown = 0;
        int all = 0;
    };

    explicit BatchGridModel(QObject *parent = nullptr);

    void setContent(const BatchContent &content);
    [[nodiscard]] const Batch &batch() const { return m_batch; }
    /// Jobs of other batches, and those without a place of this plan's, are left out.
    void update(const QList<Job> &jobs);
    void addAssets(const QList<Asset> &assets);
    void removeAssets(const QList<AssetId> &ids);
    void setThumbnail(const AssetId &id, const QPixmap &picture);

    /// Width to height of the first result that has pixels; a square until there is one.
    [[nodiscard]] const QSize &shape() const { return m_shape; }

    [[nodiscard]] const GridArrangement &arrangement() const { return m_arrangement; }
    void setArrangement(const GridArrangement &arrangement);

    [[nodiscard]] GridCell cell(const QList<int> &place) const;
    [[nodiscard]] GridCell cell(const QModelIndex &index) const;
    [[nodiscard]] const Counts &counts() const { return m_counts; }
    /// The newest job of each place in one of these states, in the order of the plan.
    [[nodiscard]] QList<JobId> jobsIn(const QList<GridCell::State> &states) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    void countsChanged();
    void shapeChanged();
    /// A cell on show has a result without a picture; setThumbnail() answers. Once each, until it
    /// is forgotten for want of room.
    void thumbnailWanted(const peregrine::Asset &asset) const;

private:
    void place(const Job &job);
    void count();
    void takeShape(const QList<Asset> &assets);
    void announce(const QList<int> &place);
    [[nodiscard]] QModelIndex indexOf(const QList<int> &place) const;
    [[nodiscard]] QVariant pictureOf(const GridCell &cell) const;

    Batch m_batch;
    GridArrangement m_arrangement;
    QSize m_shape{1, 1};
    bool m_hasShape = false;
    /// By place.
    QHash<QList<int>, Job> m_jobs;
    QHash<JobId, QList<int>> m_places;
    /// In the order of their index.
    QHash<JobId, QList<Asset>> m_assets;
    Counts m_counts;
    mutable QCache<QString, QPixmap> m_pictures;
    mutable QSet<QString> m_wanted;
};

} // namespace peregrine
