#include "core/library/copygroups.h"

#include <QMap>

#include <algorithm>
#include <utility>

namespace peregrine {

namespace {

/// Hashes that differ in at most so many bits are equal in one of one more bands.
constexpr int bands = PictureHash::mostOfCopies + 1;

quint64 bandOf(quint64 hash, int band)
{
    const int first = 64 * band / bands;
    const int width = 64 * (band + 1) / bands - first;
    return (hash >> first) & ((quint64(1) << width) - 1);
}

} // namespace

void CopyGroups::add(const QList<AssetId> &group)
{
    for (qsizetype i = 1; i < group.size(); ++i)
        join(placeOf(group.at(0)), placeOf(group.at(i)));
}

void CopyGroups::addPictures(const QList<HashTable::Picture> &pictures)
{
    // Of equal ones only the first is compared with others.
    QHash<std::pair<quint64, quint64>, qsizetype> known;
    QList<qsizetype> different;
    for (qsizetype i = 0; i < pictures.size(); ++i) {
        const PictureHash &hash = pictures.at(i).hash;
        const auto it = known.constFind({hash.whole, hash.center});
        if (it == known.cend()) {
            known.insert({hash.whole, hash.center}, i);
            different.append(i);
        } else {
            join(placeOf(pictures.at(i).id), placeOf(pictures.at(*it).id));
        }
    }
    for (int band = 0; band < bands; ++band) {
        QHash<quint64, QList<qsizetype>> alike;
        for (const qsizetype i : std::as_const(different)) {
            const PictureHash &hash = pictures.at(i).hash;
            alike[bandOf(hash.whole, band)].append(i);
        }
        // A cut one is like the middle of the whole one.
        for (const qsizetype i : std::as_const(different)) {
            const PictureHash &hash = pictures.at(i).hash;
            for (const quint64 key : {bandOf(hash.whole, band), bandOf(hash.center, band)}) {
                const auto it = alike.constFind(key);
                if (it == alike.cend())
                    continue;
                for (const qsizetype j : *it) {
                    if (j != i
                        && hashDistance(hash, pictures.at(j).hash) <= PictureHash::mostOfCopies)
                        join(placeOf(pictures.at(i).id), placeOf(pictures.at(j).id));
                }
            }
        }
    }
}

QList<QList<AssetId>> CopyGroups::groups() const
{
    QMap<int, QList<AssetId>> byRoot;
    for (int place = 0; place < int(m_ids.size()); ++place)
        byRoot[rootOf(place)].append(m_ids.at(place));
    QList<QList<AssetId>> all = byRoot.values();
    all.removeIf([](const QList<AssetId> &group) { return group.size() < 2; });
    for (QList<AssetId> &group : all)
        std::sort(group.begin(), group.end());
    std::sort(all.begin(), all.end(), [](const QList<AssetId> &a, const QList<AssetId> &b) {
        return a.size() != b.size() ? a.size() > b.size() : a.first() > b.first();
    });
    return all;
}

int CopyGroups::placeOf(const AssetId &id)
{
    const auto it = m_places.constFind(id);
    if (it != m_places.cend())
        return *it;
    const int place = int(m_ids.size());
    m_places.insert(id, place);
    m_ids.append(id);
    m_parents.append(place);
    return place;
}

int CopyGroups::rootOf(int place) const
{
    while (m_parents.at(place) != place) {
        m_parents[place] = m_parents.at(m_parents.at(place));
        place = m_parents.at(place);
    }
    return place;
}

void CopyGroups::join(int a, int b)
{
    m_parents[rootOf(a)] = rootOf(b);
}

} // namespace peregrine
