#pragma once

#include "ui/queue/queuejobs.h"

#include <QList>

#include <vector>

namespace peregrine {

/// What one row shows: exactly one of the two.
struct QueueRow
{
    QueueEntry *entry = nullptr;
    QueueGroup *group = nullptr;

    [[nodiscard]] const QueueKey &key() const;
    [[nodiscard]] QueueKey &key();
    void setShown(bool shown) const;
};

/// The rows of the queue, sorted by the keys of what they show and found by them. No signals.
class QueueRows
{
public:
    /// For an empty list: what a column is sorted by is turned round.
    void setDescending(bool descending) { m_descending = descending; }
    [[nodiscard]] bool isDescending() const { return m_descending; }

    [[nodiscard]] int size() const { return static_cast<int>(m_rows.size()); }
    [[nodiscard]] const QueueRow &at(int row) const { return m_rows.at(static_cast<size_t>(row)); }
    /// The row with this key; else where it would be.
    [[nodiscard]] int find(const QueueKey &key) const;

    void clear() { m_rows.clear(); }
    /// In any order; sort() follows.
    void append(const QueueRow &row) { m_rows.push_back(row); }
    void sort() { sort(m_rows); }
    void sort(std::vector<QueueRow> &rows) const;

    void remove(int first, int last);
    /// How many of `rows`, which are sorted, from one of them on belong at the same place.
    [[nodiscard]] int runLength(const std::vector<QueueRow> &rows, size_t from) const;
    void insert(int place, const std::vector<QueueRow> &rows, size_t from, int count);
    /// Rows whose keys have changed still stand where they belong.
    [[nodiscard]] bool isInOrderAt(const QList<int> &places) const;
    /// Puts these rows where their new keys belong; all others are in order.
    void reorder(QList<int> places);

private:
    [[nodiscard]] bool goesBefore(const QueueRow &a, const QueueRow &b) const
    {
        return standsBefore(a.key(), b.key(), m_descending);
    }

    std::vector<QueueRow> m_rows;
    bool m_descending = false;
};

} // namespace peregrine
