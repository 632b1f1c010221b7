#pragma once

#include "core/base/clock.h"
#include "core/fal/falservers.h"
#include "core/jobs/jobmanager.h"
#include "core/jobs/programrun.h"
#include "core/library/sqljobrepository.h"
#include "core/library/store.h"

#include <QObject>

#include <memory>

namespace peregrine {
struct Folders;
}

namespace peregrine::cli {

/// The library's jobs, for one command. Beside the window: what that looks after is its own.
class JobDesk : public QObject
{
    Q_OBJECT

public:
    /// `limit`: jobs that are under way at once on a server; 0: as the profile has it. Servers and
    /// folders must outlive it.
    JobDesk(const Folders &folders, FalServers &servers, int limit, QObject *parent = nullptr);
    ~JobDesk() override;

    /// Opens the library, or makes it: opened() or failed() follows, once.
    void open();
    [[nodiscard]] SqlJobRepository &repository() { return m_repository; }
    /// After opened().
    [[nodiscard]] JobManager &jobs() { return *m_jobs; }

    /// The job that a person means: by its id, or by the beginning of it that only one has. Answers
    /// by found(), or failed() with words for people.
    void find(const QString &id);

Q_SIGNALS:
    void opened();
    void found(const peregrine::Job &job);
    void failed(const peregrine::Error &error);

private:
    void start();

    FalServers &m_servers;
    SystemClock m_clock;
    ProgramRun m_run;
    Store m_store;
    SqlJobRepository m_repository;
    JobManager::Options m_options;
    std::unique_ptr<JobManager> m_jobs;
};

} // namespace peregrine::cli
