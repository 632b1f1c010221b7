#pragma once

#include "core/jobs/job.h"

#include <QHash>
#include <QList>
#include <QObject>

#include <chrono>
#include <optional>

namespace peregrine {

/// How long one job ran on its server.
struct PastRun
{
    JobId job;
    QString server;
    EndpointId endpoint;
    std::chrono::milliseconds duration{0};

    friend bool operator==(const PastRun &, const PastRun &) = default;
};

/// What a job says about how long its model runs: the server's own figure where it gave one, else
/// the time from start to end. Nothing when it is not done or the time is not known.
[[nodiscard]] std::optional<PastRun> pastRunOf(const Job &job);

/// How long a model usually runs on a server, by the newest jobs of it that are done. Knows what it
/// was told; says nothing before it has seen a few.
class DurationBook : public QObject
{
    Q_OBJECT

public:
    /// The newest runs of a model on a server that count.
    static constexpr qsizetype mostRuns = 25;
    /// Fewer say nothing.
    static constexpr qsizetype fewestRuns = 3;

    using QObject::QObject;

    /// In any order; one that is known already counts once.
    void learn(const QList<PastRun> &runs);
    void learnFrom(const QList<Job> &jobs);

    /// The median; nothing without a basis.
    [[nodiscard]] std::optional<std::chrono::milliseconds> usual(const QString &server,
                                                                 const EndpointId &endpoint) const;

Q_SIGNALS:
    /// Some usual() is another.
    void changed();

private:
    struct Model
    {
        /// By job id, which sorts by time: the oldest first.
        QList<PastRun> runs;
        std::optional<std::chrono::milliseconds> median;
    };

    QHash<std::pair<QString, QString>, Model> m_models;
};

} // namespace peregrine
