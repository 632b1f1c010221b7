#pragma once

#include "core/jobs/job.h"
#include "core/jobs/pastrun.h"

#include <QHash>
#include <QList>
#include <QObject>

#include <chrono>
#include <optional>

namespace peregrine {

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
