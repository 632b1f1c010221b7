#pragma once

#include "app/cli/command.h"
#include "core/jobs/jobmanager.h"

#include <QSet>
#include <QStringList>

#include <memory>
#include <optional>

namespace peregrine::cli {

class JobDesk;

/// peregrine-cli jobs list|show|cancel|retry|resume|wait|fetch: the jobs of the library, those of
/// the window too. What no program looks after is taken up where it has to be followed.
class JobsCommand final : public Command
{
    Q_OBJECT

public:
    enum class Action { List, Show, Cancel, Retry, Resume, Wait, Fetch };

    struct Options
    {
        Action action = Action::List;
        /// Ids, or their beginnings; of resume and wait none means all. Of fetch: one request, as
        /// readRequestReference() takes it.
        QStringList ids;
        int limit = 50;
        /// Of list: jobs in this state only.
        std::optional<JobState> state;
        /// Of show.
        bool logs = false;
        /// Of retry: the model chooses another one.
        bool newSeed = false;
        /// Of fetch: the model that made it, where the id alone is given.
        EndpointId endpoint{};
    };

    JobsCommand(Context context, Options options);
    ~JobsCommand() override;
    void start() override;
    void interrupt() override;

private:
    void begin();
    void list();
    void show(const Job &job);
    void printLog(const Job &job);
    /// Finds the jobs that are named, then acts on them.
    void findNext();
    void act();
    void follow(const QSet<JobId> &ids);
    void tell(const QList<Job> &jobs);
    void endWhenAllEnded();
    void deliver();

    Options m_options;
    std::unique_ptr<JobDesk> m_desk;
    QList<Job> m_named;
    /// Followed, in their order; and those of them that have not ended.
    QList<JobId> m_followed;
    QSet<JobId> m_open;
    QHash<JobId, JobState> m_told;
};

} // namespace peregrine::cli
