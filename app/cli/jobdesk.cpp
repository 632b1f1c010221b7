#include "app/cli/jobdesk.h"

#include "app/cli/argumenttext.h"
#include "core/base/async.h"
#include "core/settings/folders.h"

#include <QtConcurrent>

namespace peregrine::cli {

namespace {

/// Of the newest, by the beginning of an id.
constexpr int searched = 10'000;

} // namespace

JobDesk::JobDesk(const Folders &folders, FalServers &servers, int limit, QObject *parent)
    : QObject(parent)
    , m_servers(servers)
    , m_run(folders.runs())
    , m_store(folders.database(), folders.results())
    , m_repository(m_store)
{
    m_options.resultsFolder = folders.results();
    m_options.run = &m_run;
    if (limit > 0)
        m_options.limit = limit;
}

JobDesk::~JobDesk() = default;

void JobDesk::open()
{
    whenDone(this, m_store.open(), [this](const Expected<Done, Error> &opened) {
        if (!opened) {
            Q_EMIT failed(opened.error());
            return;
        }
        whenDone(this, QtConcurrent::run([&run = m_run] { return run.begin(); }),
                 [this](const Expected<Done, Error> &begun) {
                     if (begun)
                         start();
                     else
                         Q_EMIT failed(begun.error());
                 });
    });
}

void JobDesk::start()
{
    m_jobs = std::make_unique<JobManager>(m_servers, m_repository, m_clock, m_options);
    connect(m_jobs.get(), &JobManager::storageFailed, this, &JobDesk::failed);
    Q_EMIT opened();
}

void JobDesk::find(const QString &id)
{
    whenDone(this, m_repository.recent(searched),
             [this, id](const Expected<QList<Job>, Error> &jobs) {
                 if (!jobs) {
                     Q_EMIT failed(jobs.error());
                     return;
                 }
                 QList<Job> matching;
                 for (const Job &job : *jobs) {
                     if (job.id.toString() == id) {
                         matching = {job};
                         break;
                     }
                     if (!id.isEmpty() && job.id.toString().startsWith(id))
                         matching.append(job);
                 }
                 if (matching.size() == 1) {
                     Q_EMIT found(matching.constFirst());
                     return;
                 }
                 Error error;
                 error.kind = Error::Kind::Validation;
                 error.message = matching.isEmpty()
                     ? tr("There is no job \"%1\". peregrine-cli jobs list shows all.")
                           .arg(shortened(id))
                     : tr("%n job(s) begin with \"%1\": give more of the id.", nullptr,
                          static_cast<int>(matching.size()))
                           .arg(shortened(id));
                 Q_EMIT failed(error);
             });
}

} // namespace peregrine::cli
