#include "ui/gallery/gallerymodel.h"

#include "core/base/async.h"
#include "core/library/assetrepository.h"
#include "ui/viewer/assetmime.h"
#include "ui/viewer/assettext.h"

#include <QMimeData>
#include <QSet>

#include <algorithm>

namespace peregrine {

namespace {

bool isNewer(const Asset &a, const Asset &b)
{
    return a.id > b.id;
}

} // namespace

GalleryModel::GalleryModel(AssetRepository &repository, Thumbnailer &thumbnailer,
                           qint64 thumbnailBytes, QObject *parent)
    : QAbstractListModel(parent)
    , m_repository(repository)
    , m_thumbnails(thumbnailer, thumbnailBytes)
{
    connect(&m_repository, &AssetRepository::removed, this, &GalleryModel::removeAssets);
    connect(&m_repository, &AssetRepository::changed, this, &GalleryModel::loadChanged);
    connect(&m_repository, &AssetRepository::added, this, &GalleryModel::loadAdded);
    connect(&m_thumbnails, &ThumbnailFeed::loaded, this, &GalleryModel::announceThumbnail);
}

int GalleryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_assets.size());
}

QVariant GalleryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Asset &asset = m_assets.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return asset.title.isEmpty() ? asset.modelTitle : asset.title.simplified();
    case Qt::DecorationRole: {
        const QPixmap pixmap = m_thumbnails.pixmap(asset);
        return pixmap.isNull() ? QVariant() : QVariant(pixmap);
    }
    case Qt::AccessibleTextRole:
        return assettext::spoken(asset);
    case AssetRole:
        return QVariant::fromValue(asset);
    case FailureRole:
        return m_thumbnails.failure(asset.id);
    default:
        return {};
    }
}

Qt::ItemFlags GalleryModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractListModel::flags(index);
    return index.isValid() ? flags | Qt::ItemIsDragEnabled | Qt::ItemNeverHasChildren : flags;
}

bool GalleryModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && !m_complete && !m_loading && !m_error;
}

void GalleryModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    m_loading = true;
    const quint64 question = ++m_question;
    const AssetId before = m_assets.isEmpty() ? AssetId() : m_assets.constLast().id;
    const auto page = m_words.isEmpty() ? m_repository.newest(pageSize, before)
                                        : m_repository.search(m_words, pageSize, before);
    whenDone(this, page, [this, question](const Expected<QList<Asset>, Error> &found) {
        if (question != m_question)
            return;
        m_loading = false;
        if (found)
            takePage(*found);
        else
            m_error = found.error();
        Q_EMIT loadingChanged();
    });
    Q_EMIT loadingChanged();
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
    for (const QModelIndex &index : std::as_const(sorted))
        assets.append(m_assets.at(index.row()));
    return mimeDataOf(assets);
}

Qt::DropActions GalleryModel::supportedDragActions() const
{
    return Qt::CopyAction;
}

void GalleryModel::setWords(const QString &words)
{
    const QString simplified = words.simplified();
    if (simplified == m_words)
        return;
    m_words = simplified;
    reload();
}

void GalleryModel::reload()
{
    ++m_question;
    beginResetModel();
    m_assets.clear();
    m_slots.clear();
    m_front = 0;
    m_loading = false;
    m_complete = false;
    m_error.reset();
    endResetModel();
    fetchMore({});
}

void GalleryModel::addAssets(const QList<Asset> &assets)
{
    QList<Asset> fresh;
    for (const Asset &asset : assets) {
        if (!m_slots.contains(asset.id) && hasWords(asset))
            fresh.append(asset);
    }
    std::sort(fresh.begin(), fresh.end(), isNewer);
    fresh.erase(std::unique(fresh.begin(), fresh.end(),
                            [](const Asset &a, const Asset &b) { return a.id == b.id; }),
                fresh.end());
    if (fresh.isEmpty())
        return;

    if (m_assets.isEmpty() || isNewer(fresh.constLast(), m_assets.constFirst())) {
        const auto count = fresh.size();
        beginInsertRows({}, 0, int(count) - 1);
        m_front -= count;
        m_assets = fresh + m_assets;
        for (qsizetype row = 0; row < count; ++row)
            m_slots.insert(m_assets.at(row).id, row + m_front);
        endInsertRows();
    } else {
        for (const Asset &asset : std::as_const(fresh))
            insertOne(asset);
    }
    Q_EMIT loadingChanged();
}

void GalleryModel::insertOne(const Asset &asset)
{
    const auto place = std::lower_bound(m_assets.cbegin(), m_assets.cend(), asset, isNewer);
    // What is older than the last row comes with its page.
    if (place == m_assets.cend() && !m_complete)
        return;
    const auto row = place - m_assets.cbegin();
    beginInsertRows({}, int(row), int(row));
    m_assets.insert(row, asset);
    renumber();
    endInsertRows();
}

void GalleryModel::removeAssets(const QList<AssetId> &ids)
{
    QList<int> rows;
    for (const AssetId &id : ids) {
        m_thumbnails.forget(id);
        if (const int row = rowOf(id); row >= 0)
            rows.append(row);
    }
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    // From the back and a run of neighbours at a time, so that the rows before stay where they are.
    while (!rows.isEmpty()) {
        const int last = rows.takeLast();
        int first = last;
        while (!rows.isEmpty() && rows.constLast() == first - 1)
            first = rows.takeLast();
        beginRemoveRows({}, first, last);
        for (int row = first; row <= last; ++row)
            m_slots.remove(m_assets.at(row).id);
        m_assets.remove(first, last - first + 1);
        renumber();
        endRemoveRows();
    }
    Q_EMIT loadingChanged();
}

void GalleryModel::loadChanged(const QList<AssetId> &ids)
{
    QList<AssetId> known;
    for (const AssetId &id : ids) {
        if (m_slots.contains(id))
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
    whenDone(this, m_repository.load(ids), [this](const Expected<QList<Asset>, Error> &assets) {
        if (assets)
            addAssets(*assets);
    });
}

void GalleryModel::updateAssets(const QList<Asset> &assets)
{
    for (const Asset &asset : assets) {
        const int row = rowOf(asset.id);
        if (row < 0)
            continue;
        m_assets[row] = asset;
        Q_EMIT dataChanged(index(row), index(row));
    }
    Q_EMIT assetsUpdated(assets);
}

void GalleryModel::takePage(const QList<Asset> &page)
{
    m_complete = page.size() < pageSize;
    QList<Asset> fresh;
    for (const Asset &asset : page) {
        if (!m_slots.contains(asset.id))
            fresh.append(asset);
    }
    if (fresh.isEmpty())
        return;
    const auto first = m_assets.size();
    beginInsertRows({}, int(first), int(first + fresh.size()) - 1);
    m_assets.append(fresh);
    for (qsizetype row = first; row < m_assets.size(); ++row)
        m_slots.insert(m_assets.at(row).id, row + m_front);
    endInsertRows();
}

bool GalleryModel::hasWords(const Asset &asset) const
{
    const QStringList words = m_words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    const QString text =
        asset.title + QLatin1Char('\n') + asset.endpoint + QLatin1Char('\n') + asset.modelTitle;
    return std::all_of(words.cbegin(), words.cend(), [&text](const QString &word) {
        return text.contains(word, Qt::CaseInsensitive);
    });
}

void GalleryModel::renumber()
{
    m_front = 0;
    for (qsizetype row = 0; row < m_assets.size(); ++row)
        m_slots.insert(m_assets.at(row).id, row);
}

Asset GalleryModel::assetAt(int row) const
{
    return row >= 0 && row < m_assets.size() ? m_assets.at(row) : Asset();
}

int GalleryModel::rowOf(const AssetId &id) const
{
    const auto slot = m_slots.constFind(id);
    return slot == m_slots.cend() ? -1 : int(*slot - m_front);
}

void GalleryModel::announceThumbnail(const AssetId &id)
{
    if (const int row = rowOf(id); row >= 0)
        Q_EMIT dataChanged(index(row), index(row), {Qt::DecorationRole, FailureRole});
}

} // namespace peregrine
