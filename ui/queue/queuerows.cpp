#include "ui/queue/queuerows.h"

#include <algorithm>

namespace peregrine {

const QueueKey &QueueRow::key() const
{
    return entry ? entry->key : group->key;
}

QueueKey &QueueRow::key()
{
    return entry ? entry->key : group->key;
}

void QueueRow::setShown(bool shown) const
{
    (entry ? entry->shown : group->shown) = shown;
}

int QueueRows::find(const QueueKey &key) const
{
    const auto place = std::lower_bound(m_rows.cbegin(), m_rows.cend(), key,
                                        [this](const QueueRow &row, const QueueKey &wanted) {
                                            return standsBefore(row.key(), wanted, m_descending);
                                        });
    return static_cast<int>(place - m_rows.cbegin());
}

void QueueRows::sort(std::vector<QueueRow> &rows) const
{
    std::sort(rows.begin(), rows.end(),
              [this](const QueueRow &a, const QueueRow &b) { return goesBefore(a, b); });
}

void QueueRows::remove(int first, int last)
{
    m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
}

int QueueRows::runLength(const std::vector<QueueRow> &rows, size_t from) const
{
    const int place = find(rows.at(from).key());
    size_t end = from + 1;
    while (end < rows.size() && (place == size() || goesBefore(rows.at(end), at(place))))
        ++end;
    return static_cast<int>(end - from);
}

void QueueRows::insert(int place, const std::vector<QueueRow> &rows, size_t from, int count)
{
    const auto begin = rows.cbegin() + static_cast<std::ptrdiff_t>(from);
    m_rows.insert(m_rows.begin() + place, begin, begin + count);
}

bool QueueRows::isInOrderAt(const QList<int> &places) const
{
    return std::all_of(places.cbegin(), places.cend(), [this](int place) {
        return (place == 0 || goesBefore(at(place - 1), at(place)))
            && (place + 1 == size() || goesBefore(at(place), at(place + 1)));
    });
}

void QueueRows::reorder(QList<int> places)
{
    if (places.isEmpty())
        return;
    std::sort(places.begin(), places.end());
    std::vector<QueueRow> moved;
    for (const int place : std::as_const(places))
        moved.push_back(at(place));
    // What stays closes up, what moves is merged in.
    auto end = m_rows.begin() + places.constFirst();
    qsizetype next = 0;
    for (int from = places.constFirst(); from < size(); ++from) {
        if (next < places.size() && places.at(next) == from)
            ++next;
        else
            *end++ = at(from);
    }
    sort(moved);
    std::copy(moved.cbegin(), moved.cend(), end);
    std::inplace_merge(m_rows.begin(), end, m_rows.end(),
                       [this](const QueueRow &a, const QueueRow &b) { return goesBefore(a, b); });
}

} // namespace peregrine
