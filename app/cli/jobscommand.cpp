#include "app/cli/jobscommand.h"

#include "app/cli/jobdesk.h"
#include "app/cli/jobjson.h"
#include "app/cli/queuejson.h"
#include "core/base/async.h"
#include "core/settings/folders.h"

#include <QFileInfo>
#include <QJsonArray>

#include <algorithm>
#include <utility>

namespace peregrine::cli {

JobsCommand::JobsCommand(Context context, Options options)
    : Command(std::move(context))
    , m_options(std::move(options))
{ }

JobsCommand::~JobsCommand() = default;

void JobsCommand::start()
{
    const bool onlyLooks = m_options.action == Action::List;
    if (onlyLooks && !QFileInfo::exists(context().folders.database())) {
        // Listing makes no library.
        if (output().json())
            output().document(QJsonArray());
        Q_EMIT finished(ExitDone);
        return;
    }
    m_desk = std::make_unique<JobDesk>(context().folders, context().servers,
                                       context().profile.concurrency);
    connect(m_desk.get(), &JobDesk::failed, this, &JobsCommand::fail);
    connect(m_desk.get(), &JobDesk::opened, this, &JobsCommand::begin);
    connect(m_desk.get(), &JobDesk::found, this, [this](const Job &job) {
        m_named.append(job);
        findNext();
    });
    m_desk->open();
}

void JobsCommand::begin()
{
    if (m_options.action == Action::List)
        list();
    else if (m_options.action == Action::Fetch)
        act();
    else
        findNext();
}

void JobsCommand::list()
{
    whenDone(this, m_desk->repository().recent(m_options.limit),
             [this](const Expected<QList<Job>, Error> &jobs) {
                 if (!jobs) {
                     fail(jobs.error());
                     return;
                 }
                 QJsonArray all;
                 int count = 0;
                 for (const Job &job : *jobs) {
                     if (m_options.state && job.state != *m_options.state)
                         continue;
                     if (count++ >= m_options.limit)
                         break;
                     all.append(jobJson(job));
                     output().text(jobLine(job));
                 }
                 if (output().json())
                     output().document(all);
                 else
                     output().note(tr("%n job(s)", nullptr, static_cast<int>(all.size())));
                 Q_EMIT finished(ExitDone);
             });
}

void JobsCommand::findNext()
{
    if (m_named.size() < m_options.ids.size())
        m_desk->find(m_options.ids.at(m_named.size()));
    else
        act();
}

void JobsCommand::show(const Job &job)
{
    whenDone(this, m_desk->repository().assetsOf(job.id),
             [this, job](const Expected<QList<Asset>, Error> &assets) {
                 if (!assets) {
                     fail(assets.error());
                     return;
                 }
                 output().document(wholeJobJson(job, *assets));
                 if (m_options.logs)
                     printLog(job);
                 else
                     Q_EMIT finished(ExitDone);
             });
}

void JobsCommand::printLog(const Job &job)
{
    whenDone(this, m_desk->repository().log(job.id),
             [this](const Expected<QList<LogLine>, Error> &lines) {
                 if (!lines) {
                     fail(lines.error());
                     return;
                 }
                 for (const LogLine &line : *lines) {
                     output().event(QStringLiteral("log"), logJson(line));
                     output().text(logText(line));
                 }
                 Q_EMIT finished(ExitDone);
             });
}

void JobsCommand::act()
{
    if (m_options.action == Action::Show) {
        show(m_named.constFirst());
        return;
    }
    JobManager &jobs = m_desk->jobs();
    QSet<JobId> named;
    for (const Job &job : std::as_const(m_named))
        named.insert(job.id);
    // What is to be cancelled must not be sent first.
    jobs.setPaused(m_options.action == Action::Cancel);
    connect(&jobs, &JobManager::jobsUpdated, this, &JobsCommand::tell);
    connect(&jobs, &JobManager::resumed, this, [this, named] {
        JobManager &manager = m_desk->jobs();
        QSet<JobId> followed = named;
        switch (m_options.action) {
        case Action::Cancel:
            for (const JobId &id : named)
                manager.cancel(id);
            break;
        case Action::Retry:
            followed.clear();
            for (const Job &job : std::as_const(m_named))
                followed.insert(manager.retry(
                    job.id, m_options.newSeed ? JobManager::Seed::New : JobManager::Seed::Same));
            break;
        case Action::Fetch: {
            const auto reference =
                readRequestReference(m_options.ids.join(u' '), m_options.endpoint);
            if (!reference) {
                fail(reference.error());
                return;
            }
            followed = {
                manager.fetch(*reference, reference->endpoint.toString(), context().server)};
            break;
        }
        default:
            if (named.isEmpty()) {
                for (const Job &job : manager.jobs()) {
                    if (isActive(job.state))
                        followed.insert(job.id);
                }
            }
        }
        follow(followed);
    });
    const bool takesNone = m_options.action == Action::Retry || m_options.action == Action::Fetch;
    const bool takesAll = named.isEmpty() && !takesNone;
    jobs.resume([named, takesAll, takesNone](const Job &job) {
        return !takesNone && (takesAll || named.contains(job.id));
    });
}

void JobsCommand::follow(const QSet<JobId> &ids)
{
    for (const Job &job : m_desk->jobs().jobs()) {
        if (!ids.contains(job.id))
            continue;
        m_followed.append(job.id);
        if (isActive(job.state))
            m_open.insert(job.id);
    }
    output().note(tr("%n job(s) to follow", nullptr, static_cast<int>(m_open.size())));
    endWhenAllEnded();
}

void JobsCommand::tell(const QList<Job> &jobs)
{
    for (const Job &job : jobs) {
        if (!m_open.contains(job.id))
            continue;
        if (m_told.value(job.id, JobState::Waiting) != job.state) {
            m_told.insert(job.id, job.state);
            output().event(QStringLiteral("job"), jobJson(job));
            output().note(QStringLiteral("%1  %2").arg(job.id.toString(), jobStateText(job)));
        }
        if (!isActive(job.state))
            m_open.remove(job.id);
    }
    if (!m_followed.isEmpty())
        endWhenAllEnded();
}

void JobsCommand::endWhenAllEnded()
{
    if (!m_open.isEmpty())
        return;
    m_desk->jobs().disconnect(this);
    deliver();
}

void JobsCommand::deliver()
{
    if (m_followed.isEmpty()) {
        const bool hasFailed = std::any_of(m_told.cbegin(), m_told.cend(), [this](JobState state) {
            return m_options.action == Action::Cancel ? state != JobState::Canceled
                                                      : state != JobState::Done;
        });
        Q_EMIT finished(hasFailed ? ExitFailed : ExitDone);
        return;
    }
    const Job job = *m_desk->jobs().job(m_followed.takeFirst());
    m_told.insert(job.id, job.state);
    whenDone(this, m_desk->repository().assetsOf(job.id),
             [this, job](const Expected<QList<Asset>, Error> &assets) {
                 const QList<Asset> files = assets ? *assets : QList<Asset>();
                 if (output().json())
                     output().document(wholeJobJson(job, files));
                 else if (files.isEmpty())
                     output().text(
                         QStringLiteral("%1  %2").arg(job.id.toString(), jobStateText(job)));
                 for (const Asset &file : files)
                     output().text(file.path);
                 deliver();
             });
}

void JobsCommand::interrupt()
{
    if (!m_open.isEmpty())
        output().note(tr("%n job(s) are not done. What the server has goes on there; "
                         "peregrine-cli jobs resume takes it up.",
                         nullptr, static_cast<int>(m_open.size())));
    Command::interrupt();
}

} // namespace peregrine::cli
