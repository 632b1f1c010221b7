#pragma once

#include <QString>
#include <QtGlobal>

namespace peregrine {

/// Where a row belongs in the list: rows are sorted by these, and found by them.
struct QueueKey
{
    /// What a column is sorted by; the same for all in the list's own order.
    double number = 0;
    QString text;
    /// Of the group, or of a job alone: what is under way, what waits, what has ended.
    int section = 0;
    double order = 0;
    qint64 group = 0;
    /// The head of a group goes before its jobs.
    bool isJob = false;
    int jobSection = 0;
    double jobOrder = 0;
    /// Unique among jobs.
    qint64 job = 0;

    friend bool operator==(const QueueKey &, const QueueKey &) = default;
};

/// Whether one row stands above the other; `descending` turns round what a column is sorted by.
[[nodiscard]] inline bool standsBefore(const QueueKey &a, const QueueKey &b, bool descending)
{
    if (a.number != b.number)
        return (a.number < b.number) != descending;
    if (const int texts = a.text.compare(b.text); texts != 0)
        return (texts < 0) != descending;
    if (a.section != b.section)
        return a.section < b.section;
    if (a.order != b.order)
        return a.order < b.order;
    if (a.group != b.group)
        return a.group > b.group;
    if (a.isJob != b.isJob)
        return b.isJob;
    if (a.jobSection != b.jobSection)
        return a.jobSection < b.jobSection;
    if (a.jobOrder != b.jobOrder)
        return a.jobOrder < b.jobOrder;
    return a.job > b.job;
}

} // namespace peregrine
