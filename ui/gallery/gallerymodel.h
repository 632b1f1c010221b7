#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/jobs/asset.h"
#include "core/library/libraryquery.h"
#include "ui/gallery/galleryarrangement.h"
#include "ui/gallery/loadedassets.h"
#include "ui/gallery/thumbnailfeed.h"

#include <QAbstractListModel>
#include <QFuture>
#include <QList>
#include <QSet>
#include <QTimer>

#include <optional>

namespace peregrine {

class AssetRepository;
class Thumbnailer;

/// The results that a search finds, all of them, for views. It knows of each where it stands; what
/// a tile says and its thumbnail are fetched when data() is asked for them, which views do for what
/// is seen. Rows come and go with the library by themselves.
class GalleryModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        AssetRole = Qt::UserRole + 1, ///< Asset: only id, kind and time while it is fetched
        FailureRole, ///< QString: why there is no thumbnail; empty when there is nothing to say
        ExcerptRole, ///< QString: how a text begins; empty for others and while it is read
    };

    /// So many results are fetched at once, neighbours of the one that is asked for.
    static constexpr int windowRows = 64;

    /// Both must outlive it. Nothing is fetched before load() or setWords().
    GalleryModel(AssetRepository &repository, Thumbnailer &thumbnailer, qint64 thumbnailBytes,
                 QObject *parent = nullptr);
    ~GalleryModel() override;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QStringList mimeTypes() const override;
    /// Null while one of them is not loaded: half of what was chosen is nothing to drag.
    [[nodiscard]] QMimeData *mimeData(const QModelIndexList &indexes) const override;
    [[nodiscard]] Qt::DropActions supportedDragActions() const override;

    /// Asks for the rows, when nothing has been asked for yet.
    void load();
    /// Asks again, for example after an error.
    void reload();
    /// Shows what a typed search finds; empty shows all. See parseLibraryQuery().
    void setWords(const QString &words);
    [[nodiscard]] const QString &words() const { return m_words; }
    void setGrouping(GalleryGrouping grouping);
    [[nodiscard]] GalleryGrouping grouping() const { return m_grouping; }
    /// How the rows stand that are there: the grouping that is wanted may be on its way, or not fit
    /// the order.
    [[nodiscard]] GalleryGrouping shownGrouping() const { return m_shownGrouping; }

    [[nodiscard]] const QList<GallerySection> &sections() const { return m_rows.sections; }
    /// What stands over a section; empty for GalleryGrouping::None, or while it is fetched.
    [[nodiscard]] QString sectionTitle(int section) const;

    /// New results. Known ones are skipped, also those that are not looked for.
    void addAssets(const QList<Asset> &assets);
    void removeAssets(const QList<AssetId> &ids);
    /// What is known about results is another: judged, renamed, gone. Unknown ones are skipped.
    void updateAssets(const QList<Asset> &assets);
    /// These stay loaded, however far one scrolls: the chosen ones.
    void hold(const QList<Asset> &assets) { m_loaded.hold(assets); }

    /// As AssetRole.
    [[nodiscard]] Asset assetAt(int row) const;
    [[nodiscard]] bool isLoaded(int row) const;
    [[nodiscard]] AssetId idAt(int row) const;
    /// -1 when it is not among the rows.
    [[nodiscard]] int rowOf(const AssetId &id) const;
    /// The first that is not newer than the day, or the last row; -1 when there are none or their
    /// order is not that of time.
    [[nodiscard]] int rowOfDay(const QDate &day) const;
    /// Milliseconds since 1970; 0 for rows that are not there.
    [[nodiscard]] qint64 timeAt(int row) const;
    /// Where one is, at a row: the day, or what stands over its section.
    [[nodiscard]] QString placeText(int row) const;
    /// The days of which there are results.
    [[nodiscard]] QSet<QDate> days() const;
    /// Newest or oldest first, in one run.
    [[nodiscard]] bool isByTime() const;

    [[nodiscard]] bool isLoading() const { return m_loading; }
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }

Q_SIGNALS:
    /// Rows came or failed, or loading began: isLoading(), error() and rowCount() tell.
    void loadingChanged();
    void assetsUpdated(const QList<peregrine::Asset> &assets);

private:
    /// Answers of older questions are not taken.
    void ask();
    void takeIndex(quint64 question, const Expected<LibraryIndex, Error> &index);
    void takeArrangement(quint64 question, const GalleryArrangement &rows,
                         GalleryGrouping grouping);
    void takeRows(GalleryArrangement next);
    void resetRows(GalleryArrangement next);
    void removeMissing(const GalleryArrangement &next);
    void reorder(const GalleryArrangement &next);
    void insertMissing(const GalleryArrangement &next);
    void removeRowList(QList<int> rows);
    void renumber();
    void loadChanged(const QList<AssetId> &ids);
    void loadAdded(const QList<AssetId> &ids);
    /// True: a new result's place is known without asking.
    [[nodiscard]] bool isPlain() const;
    void insertPlain(const QList<Asset> &newestFirst);
    void want(int row) const;
    [[nodiscard]] QList<AssetId> idsOfWindow(int window) const;
    void announceLoaded(const QList<Asset> &assets);
    void announce(const AssetId &id, const QList<int> &roles);

    AssetRepository &m_repository;
    mutable ThumbnailFeed m_thumbnails;
    GalleryArrangement m_rows;
    /// Row + m_front: rows added at the front renumber nothing.
    qint64 m_front = 0;
    mutable LoadedAssets m_loaded;
    QTimer m_askSoon;
    QFuture<Expected<LibraryIndex, Error>> m_index;
    QString m_words;
    LibraryQuery m_query;
    GalleryGrouping m_grouping = GalleryGrouping::None;
    GalleryGrouping m_shownGrouping = GalleryGrouping::None;
    quint64 m_question = 0;
    bool m_asked = false;
    bool m_loading = false;
    /// What was asked for is another list, and not the news of this one.
    bool m_another = false;
    std::optional<Error> m_error;
};

} // namespace peregrine
