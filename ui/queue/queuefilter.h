#pragma once

#include "core/jobs/jobstate.h"

#include <QMetaType>
#include <QString>
#include <QStringList>

#include <array>

namespace peregrine {

/// The states of a job as people tell them apart in a long list.
enum class QueueKind { UnderWay, Waiting, Done, Failed, Canceled, Unknown };

inline constexpr std::array queueKinds{QueueKind::UnderWay, QueueKind::Waiting,
                                       QueueKind::Done,     QueueKind::Failed,
                                       QueueKind::Canceled, QueueKind::Unknown};

[[nodiscard]] constexpr QueueKind queueKind(JobState state)
{
    switch (state) {
    case JobState::Waiting:
        return QueueKind::Waiting;
    case JobState::Uploading:
    case JobState::Submitting:
    case JobState::Queued:
    case JobState::Running:
    case JobState::Canceling:
    case JobState::Fetching:
        return QueueKind::UnderWay;
    case JobState::Done:
        return QueueKind::Done;
    case JobState::Failed:
        return QueueKind::Failed;
    case JobState::Canceled:
        return QueueKind::Canceled;
    case JobState::Unknown:
        break;
    }
    return QueueKind::Unknown;
}

/// How many jobs there are of each kind.
class QueueCounts
{
public:
    void add(JobState state, int by) { m_counts.at(static_cast<size_t>(queueKind(state))) += by; }
    [[nodiscard]] int of(QueueKind kind) const { return m_counts.at(static_cast<size_t>(kind)); }
    [[nodiscard]] int total() const
    {
        int sum = 0;
        for (const int count : m_counts)
            sum += count;
        return sum;
    }
    /// Done, failed or canceled.
    [[nodiscard]] int ended() const
    {
        return of(QueueKind::Done) + of(QueueKind::Failed) + of(QueueKind::Canceled);
    }
    [[nodiscard]] int active() const { return of(QueueKind::UnderWay) + of(QueueKind::Waiting); }

    friend bool operator==(const QueueCounts &, const QueueCounts &) = default;

private:
    std::array<int, queueKinds.size()> m_counts{};
};

/// Which jobs are listed.
struct QueueFilter
{
    /// In the order of queueKinds; none set: all kinds.
    std::array<bool, queueKinds.size()> kinds{};
    /// Each word is looked for in title, model, endpoint and server, a longer one in ids, too;
    /// without regard to case.
    QString text;

    [[nodiscard]] bool wants(JobState state) const
    {
        return kinds == std::array<bool, queueKinds.size()>{}
        || kinds.at(static_cast<size_t>(queueKind(state)));
    }
    [[nodiscard]] QStringList words() const
    {
        return text.toCaseFolded().simplified().split(u' ', Qt::SkipEmptyParts);
    }
    [[nodiscard]] bool isEmpty() const { return *this == QueueFilter{}; }

    friend bool operator==(const QueueFilter &, const QueueFilter &) = default;
};

} // namespace peregrine

Q_DECLARE_METATYPE(peregrine::QueueCounts)
