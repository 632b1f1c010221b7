#include "ui/gallery/gallerymodel.h"

#include "core/base/async.h"
#include "core/library/assetrepository.h"
#include "ui/viewer/assetmime.h"
#include "ui/viewer/assettext.h"

#include <QMimeData>
#include <QtConcurrent>

#include <algorithm>
#include <utility>

namespace peregrine {

namespace {

/// A batch that comes in brings many news; the list is asked for once.
constexpr int askAgainMs = 150;
/// With more new places than this the rows are set anew.
constexpr qsizetype mostInsertions = 64;

bool isBefore(const LibraryEntry &a, const LibraryEntry &b)
{
    return a.createdAt != b.createdAt ? a.createdAt > b.createdAt : a.id > b.id;
}

LibraryEntry entryOf(const Asset &asset)
{
    LibraryEntry entry;
    entry.id = asset.id;
    entry.createdAt = asset.createdAt.isValid() ? asset.createdAt.toMSecsSinceEpoch() : 0;
    entry.kind = asset.kind;
    if (!asset.size.isEmpty())
        entry.aspect = float(asset.size.width()) / float(asset.size.height());
    return entry;
}

Asset outlineOf(const LibraryEntry &entry)
{
    Asset asset;
    asset.id = entry.id;
    asset.kind = entry.kind;
    asset.createdAt = QDateTime::fromMSecsSinceEpoch(entry.createdAt, Qt::UTC);
    return asset;
}

} // namespace

GalleryModel::GalleryModel(AssetRepository &repository, Thumbnailer &thumbnailer,
                           qint64 thumbnailBytes, QObject *parent)
    : QAbstractListModel(parent)
    , m_repository(repository)
    , m_thumbnails(thumbnailer, thumbnailBytes)
    , m_loaded(repository, [this](int window) { return idsOfWindow(window); })
{
    connect(&m_loaded, &LoadedAssets::loaded, this, &GalleryModel::announceLoaded);
    m_askSoon.setSingleShot(true);
    m_askSoon.setInterval(askAgainMs);
    connect(&m_askSoon, &QTimer::timeout, this, &GalleryModel::ask);
    connect(&m_repository, &AssetRepository::removed, this, &GalleryModel::removeAssets);
    connect(&m_repository, &AssetRepository::changed, this, &GalleryModel::loadChanged);
    connect(&m_repository, &AssetRepository::added, this, &GalleryModel::loadAdded);
    connect(&m_thumbnails, &ThumbnailFeed::loaded, this, [this](const AssetId &id) {
        announce(id, {Qt::DecorationRole, FailureRole, ExcerptRole});
    });
}

GalleryModel::~GalleryModel()
{
    m_index.cancel();
}

int GalleryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.entries.size());
}

QVariant GalleryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const int row = index.row();
    const Asset *asset = m_loaded.find(idAt(row));
    if (asset == nullptr) {
        want(row);
        return role == AssetRole ? QVariant::fromValue(outlineOf(m_rows.entries.at(row)))
                                 : QVariant();
    }
    switch (role) {
    case Qt::DisplayRole:
        return asset->title.isEmpty() ? asset->modelTitle : asset->title.simplified();
    case Qt::DecorationRole: {
        const QPixmap pixmap = m_thumbnails.pixmap(*asset);
        return pixmap.isNull() ? QVariant() : QVariant(pixmap);
    }
    case Qt::AccessibleTextRole:
        return assettext::spoken(*asset);
    case AssetRole:
        return QVariant::fromValue(*asset);
    case FailureRole:
        return m_thumbnails.failure(asset->id);
    case ExcerptRole:
        return m_thumbnails.excerpt(*asset);
    default:
        return {};
    }
}

Qt::ItemFlags GalleryModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractListModel::flags(index);
    return index.isValid() ? flags | Qt::ItemIsDragEnabled | Qt::ItemNeverHasChildren : flags;
}

QStringList GalleryModel::mimeTypes() const
{
    return {QStringLiteral("text/uri-list")};
}

QMimeData *GalleryModel::mimeData(const QModelIndexList &indexes) const
{
    QModelIndexList sorted = indexes;
    std::sort(sorted.begin(), sorted.end());
    QList<Asset> assets;
    assets.reserve(sorted.size());
    for (const QModelIndex &index : std::as_const(sorted)) {
        const Asset *asset = m_loaded.find(idAt(index.row()));
        if (asset == nullptr)
            return nullptr;
        assets.append(*asset);
    }
    return mimeDataOf(assets);
}

Qt::DropActions GalleryModel::supportedDragActions() const
{
    return Qt::CopyAction;
}

void GalleryModel::load()
{
    if (!m_asked)
        ask();
}

void GalleryModel::reload()
{
    m_another = true;
    ask();
}

void GalleryModel::setWords(const QString &words)
{
    const QString simplified = words.simplified();
    if (simplified == m_words && m_asked)
        return;
    m_words = simplified;
    m_query = parseLibraryQuery(m_words).query;
    reload();
}

void GalleryModel::setGrouping(GalleryGrouping grouping)
{
    if (grouping == m_grouping)
        return;
    m_grouping = grouping;
    if (m_asked)
        reload();
}

void GalleryModel::ask()
{
    m_asked = true;
    m_askSoon.stop();
    m_loading = true;
    m_error.reset();
    m_index.cancel();
    const quint64 question = ++m_question;
    m_index = m_repository.index(m_query);
    whenDone(this, m_index, [this, question](const Expected<LibraryIndex, Error> &index) {
        takeIndex(question, index);
    });
    Q_EMIT loadingChanged();
}

void GalleryModel::takeIndex(quint64 question, const Expected<LibraryIndex, Error> &index)
{
    if (question != m_question)
        return;
    if (!index) {
        m_loading = false;
        m_error = index.error();
        if (m_another)
            resetRows({});
        Q_EMIT loadingChanged();
        return;
    }
    // Days are headings only where time is the order.
    const bool byTime =
        m_query.order == LibraryOrder::Newest || m_query.order == LibraryOrder::Oldest;
    const auto grouping =
        m_grouping == GalleryGrouping::Day && !byTime ? GalleryGrouping::None : m_grouping;
    whenDone(this, QtConcurrent::run(arrangeGallery, *index, grouping),
             [this, question, grouping](const GalleryArrangement &rows) {
                 if (question == m_question)
                     takeArrangement(question, rows, grouping);
             });
}

void GalleryModel::takeArrangement(quint64 question, const GalleryArrangement &rows,
                                   GalleryGrouping grouping)
{
    // The first screen comes whole: no tile is empty and then filled.
    QList<AssetId> first;
    for (const LibraryEntry &entry :
         rows.entries.first(qMin<qsizetype>(rows.entries.size(), windowRows))) {
        if (m_loaded.find(entry.id) == nullptr)
            first.append(entry.id);
    }
    const auto take = [this, question, rows, grouping](const QList<Asset> &assets) {
        if (question != m_question)
            return;
        for (const Asset &asset : assets)
            m_loaded.put(asset);
        m_loading = false;
        m_shownGrouping = grouping;
        takeRows(rows);
        Q_EMIT loadingChanged();
    };
    if (first.isEmpty()) {
        take({});
        return;
    }
    whenDone(this, m_repository.load(first), [take](const Expected<QList<Asset>, Error> &assets) {
        take(assets ? *assets : QList<Asset>());
    });
}

void GalleryModel::takeRows(GalleryArrangement next)
{
    if (std::exchange(m_another, false) || m_rows.entries.isEmpty()) {
        resetRows(std::move(next));
        return;
    }
    m_rows.models = next.models;
    removeMissing(next);
    reorder(next);
    insertMissing(next);
}

void GalleryModel::resetRows(GalleryArrangement next)
{
    beginResetModel();
    m_rows = std::move(next);
    m_front = 0;
    m_loaded.forgetWishes();
    endResetModel();
}

void GalleryModel::removeMissing(const GalleryArrangement &next)
{
    QList<int> rows;
    for (qsizetype row = 0; row < m_rows.entries.size(); ++row) {
        if (!next.rows.contains(m_rows.entries.at(row).id))
            rows.append(int(row));
    }
    removeRowList(std::move(rows));
}

void GalleryModel::reorder(const GalleryArrangement &next)
{
    QList<LibraryEntry> ordered;
    ordered.reserve(m_rows.entries.size());
    bool moved = false;
    for (const LibraryEntry &entry : next.entries) {
        if (rowOf(entry.id) < 0)
            continue;
        moved = moved || rowOf(entry.id) != ordered.size();
        ordered.append(entry);
    }
    if (!moved) {
        m_rows.entries = ordered;
        return;
    }
    Q_EMIT layoutAboutToBeChanged();
    const QModelIndexList before = persistentIndexList();
    QList<AssetId> ids;
    ids.reserve(before.size());
    for (const QModelIndex &index : before)
        ids.append(idAt(index.row()));
    m_rows.entries = ordered;
    m_rows.sections = gallerySections(ordered, m_shownGrouping);
    renumber();
    QModelIndexList after;
    after.reserve(before.size());
    for (const AssetId &id : std::as_const(ids))
        after.append(index(rowOf(id)));
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged();
}

void GalleryModel::insertMissing(const GalleryArrangement &next)
{
    struct Run
    {
        int first = 0;
        int count = 0;
    };
    QList<Run> runs;
    for (qsizetype row = 0; row < next.entries.size(); ++row) {
        if (rowOf(next.entries.at(row).id) >= 0)
            continue;
        if (!runs.isEmpty() && runs.constLast().first + runs.constLast().count == row)
            ++runs.last().count;
        else
            runs.append({int(row), 1});
    }
    if (runs.size() > mostInsertions) {
        resetRows(next);
        return;
    }
    for (const Run &run : std::as_const(runs)) {
        beginInsertRows({}, run.first, run.first + run.count - 1);
        m_rows.entries.insert(run.first, run.count, LibraryEntry());
        std::copy_n(next.entries.cbegin() + run.first, run.count,
                    m_rows.entries.begin() + run.first);
        m_rows.sections = gallerySections(m_rows.entries, m_shownGrouping);
        m_loaded.forgetWishes();
        if (run.first == runs.constLast().first)
            renumber();
        endInsertRows();
    }
}

void GalleryModel::removeRowList(QList<int> rows)
{
    if (rows.isEmpty())
        return;
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    m_loaded.forgetWishes();
    // From the back and a run of neighbours at a time, so that the rows before stay where they are.
    while (!rows.isEmpty()) {
        const int last = rows.takeLast();
        int first = last;
        while (!rows.isEmpty() && rows.constLast() == first - 1)
            first = rows.takeLast();
        beginRemoveRows({}, first, last);
        for (int row = first; row <= last; ++row)
            m_rows.rows.remove(idAt(row));
        m_rows.entries.remove(first, last - first + 1);
        m_rows.sections = gallerySections(m_rows.entries, m_shownGrouping);
        if (rows.isEmpty())
            renumber();
        endRemoveRows();
    }
}

void GalleryModel::renumber()
{
    m_front = 0;
    for (qsizetype row = 0; row < m_rows.entries.size(); ++row)
        m_rows.rows.insert(m_rows.entries.at(row).id, int(row));
}

QString GalleryModel::sectionTitle(int section) const
{
    if (section < 0 || section >= m_rows.sections.size())
        return {};
    const GallerySection &one = m_rows.sections.at(section);
    const auto titleOfFirst = [this, &one] {
        const Asset *first = m_loaded.find(idAt(one.first));
        if (first == nullptr)
            want(one.first);
        return first == nullptr ? QString() : first->title.simplified();
    };
    switch (m_shownGrouping) {
    case GalleryGrouping::Day:
        return assettext::day(QDateTime::fromMSecsSinceEpoch(timeAt(one.first)),
                              QDate::currentDate());
    case GalleryGrouping::Model: {
        if (one.model < 0 || one.model >= m_rows.models.size())
            return tr("Model not known");
        const LibraryIndex::Model &model = m_rows.models.at(one.model);
        return model.title.isEmpty() ? model.endpoint : model.title;
    }
    case GalleryGrouping::Prompt:
        return one.hasKey ? titleOfFirst() : tr("Without a prompt");
    case GalleryGrouping::Batch: {
        if (!one.hasKey)
            return tr("Not of a batch");
        const QString day =
            assettext::day(QDateTime::fromMSecsSinceEpoch(timeAt(one.first)), QDate::currentDate());
        return tr("%1: %2", "a day, and a prompt").arg(day, titleOfFirst());
    }
    case GalleryGrouping::None:
        break;
    }
    return {};
}

bool GalleryModel::isPlain() const
{
    return m_query == LibraryQuery() && isByTime() && !m_another;
}

bool GalleryModel::isByTime() const
{
    const bool ordered =
        m_query.order == LibraryOrder::Newest || m_query.order == LibraryOrder::Oldest;
    const bool byLikeness = std::any_of(
        m_query.filters.cbegin(), m_query.filters.cend(),
        [](const LibraryFilter &filter) { return filter.field == LibraryFilter::Field::Like; });
    return ordered && !byLikeness
        && (m_shownGrouping == GalleryGrouping::None || m_shownGrouping == GalleryGrouping::Day);
}

void GalleryModel::addAssets(const QList<Asset> &assets)
{
    QList<Asset> fresh;
    QSet<AssetId> ids;
    for (const Asset &asset : assets) {
        if (rowOf(asset.id) < 0 && !ids.contains(asset.id))
            fresh.append(asset);
        ids.insert(asset.id);
    }
    if (fresh.isEmpty() || !m_asked)
        return;
    if (!isPlain() || m_loading) {
        m_askSoon.start();
        return;
    }
    std::sort(fresh.begin(), fresh.end(),
              [](const Asset &a, const Asset &b) { return isBefore(entryOf(a), entryOf(b)); });
    insertPlain(fresh);
    Q_EMIT loadingChanged();
}

void GalleryModel::insertPlain(const QList<Asset> &newestFirst)
{
    m_loaded.forgetWishes();
    for (const Asset &asset : newestFirst)
        m_loaded.put(asset);
    QList<LibraryEntry> &entries = m_rows.entries;
    if (entries.isEmpty() || isBefore(entryOf(newestFirst.constLast()), entries.constFirst())) {
        QList<LibraryEntry> fresh;
        fresh.reserve(newestFirst.size() + entries.size());
        for (const Asset &asset : newestFirst)
            fresh.append(entryOf(asset));
        const int count = int(fresh.size());
        beginInsertRows({}, 0, count - 1);
        m_front -= count;
        for (int row = 0; row < count; ++row)
            m_rows.rows.insert(fresh.at(row).id, int(row + m_front));
        entries = fresh + entries;
        m_rows.sections = gallerySections(entries, m_shownGrouping);
        endInsertRows();
        return;
    }
    for (const Asset &asset : newestFirst) {
        const LibraryEntry entry = entryOf(asset);
        const auto place = std::lower_bound(entries.cbegin(), entries.cend(), entry, isBefore);
        const auto row = place - entries.cbegin();
        beginInsertRows({}, int(row), int(row));
        entries.insert(row, entry);
        m_rows.sections = gallerySections(entries, m_shownGrouping);
        renumber();
        endInsertRows();
    }
}

void GalleryModel::removeAssets(const QList<AssetId> &ids)
{
    QList<int> rows;
    for (const AssetId &id : ids) {
        m_thumbnails.forget(id);
        if (const int row = rowOf(id); row >= 0)
            rows.append(row);
    }
    removeRowList(std::move(rows));
    for (const AssetId &id : ids)
        m_loaded.forget(id);
    if (m_loading)
        m_askSoon.start(); // the answer on its way may have them still
    Q_EMIT loadingChanged();
}

void GalleryModel::loadChanged(const QList<AssetId> &ids)
{
    QList<AssetId> known;
    for (const AssetId &id : ids) {
        if (m_loaded.find(id) != nullptr)
            known.append(id);
    }
    if (known.isEmpty())
        return;
    whenDone(this, m_repository.load(known), [this](const Expected<QList<Asset>, Error> &assets) {
        if (assets)
            updateAssets(*assets);
    });
}

void GalleryModel::loadAdded(const QList<AssetId> &ids)
{
    if (!m_asked)
        return;
    // A folder that was imported, or an answer that may lack them.
    if (!isPlain() || m_loading || ids.size() > LoadedAssets::most / 4) {
        m_askSoon.start();
        return;
    }
    whenDone(this, m_repository.load(ids), [this](const Expected<QList<Asset>, Error> &assets) {
        if (assets)
            addAssets(*assets);
    });
}

void GalleryModel::updateAssets(const QList<Asset> &assets)
{
    for (const Asset &asset : assets) {
        if (m_loaded.find(asset.id) == nullptr)
            continue;
        m_loaded.put(asset);
        announce(asset.id, {});
    }
    Q_EMIT assetsUpdated(assets);
}

void GalleryModel::want(int row) const
{
    m_loaded.want(row / windowRows);
}

QList<AssetId> GalleryModel::idsOfWindow(int window) const
{
    QList<AssetId> ids;
    for (int row = window * windowRows; row < qMin((window + 1) * windowRows, rowCount()); ++row)
        ids.append(idAt(row));
    return ids;
}

void GalleryModel::announceLoaded(const QList<Asset> &assets)
{
    int first = rowCount();
    int last = -1;
    for (const Asset &asset : assets) {
        if (const int row = rowOf(asset.id); row >= 0) {
            first = qMin(first, row);
            last = qMax(last, row);
        }
    }
    if (last >= 0)
        Q_EMIT dataChanged(index(first), index(last));
}

Asset GalleryModel::assetAt(int row) const
{
    if (row < 0 || row >= rowCount())
        return {};
    const Asset *asset = m_loaded.find(idAt(row));
    return asset == nullptr ? outlineOf(m_rows.entries.at(row)) : *asset;
}

bool GalleryModel::isLoaded(int row) const
{
    return row >= 0 && row < rowCount() && m_loaded.find(idAt(row)) != nullptr;
}

AssetId GalleryModel::idAt(int row) const
{
    return row >= 0 && row < rowCount() ? m_rows.entries.at(row).id : AssetId();
}

qint64 GalleryModel::timeAt(int row) const
{
    return row >= 0 && row < rowCount() ? m_rows.entries.at(row).createdAt : 0;
}

QString GalleryModel::placeText(int row) const
{
    if (row < 0 || row >= rowCount())
        return {};
    if (isByTime())
        return assettext::day(QDateTime::fromMSecsSinceEpoch(timeAt(row)), QDate::currentDate());
    const auto after = std::upper_bound(
        m_rows.sections.cbegin(), m_rows.sections.cend(), row,
        [](int value, const GallerySection &section) { return value < section.first; });
    return sectionTitle(int(after - m_rows.sections.cbegin()) - 1);
}

QSet<QDate> GalleryModel::days() const
{
    QSet<QDate> days;
    for (const GallerySection &section : gallerySections(m_rows.entries, GalleryGrouping::Day))
        days.insert(section.day);
    return days;
}

int GalleryModel::rowOf(const AssetId &id) const
{
    const auto slot = m_rows.rows.constFind(id);
    return slot == m_rows.rows.cend() ? -1 : int(*slot - m_front);
}

int GalleryModel::rowOfDay(const QDate &day) const
{
    if (m_rows.entries.isEmpty() || !isByTime())
        return -1;
    const QList<LibraryEntry> &entries = m_rows.entries;
    const bool oldestFirst = m_query.order == LibraryOrder::Oldest;
    const qint64 start = day.startOfDay().toMSecsSinceEpoch();
    const qint64 end = day.addDays(1).startOfDay().toMSecsSinceEpoch();
    const auto place = std::partition_point(
        entries.cbegin(), entries.cend(), [start, end, oldestFirst](const LibraryEntry &entry) {
            return oldestFirst ? entry.createdAt < start : entry.createdAt >= end;
        });
    return int(qMin(place - entries.cbegin(), entries.size() - 1));
}

void GalleryModel::announce(const AssetId &id, const QList<int> &roles)
{
    if (const int row = rowOf(id); row >= 0)
        Q_EMIT dataChanged(index(row), index(row), roles);
}

} // namespace peregrine
