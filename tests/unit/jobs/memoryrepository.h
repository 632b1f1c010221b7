#pragma once

#include "core/base/async.h"
#include "core/jobs/jobrepository.h"

#include <QHash>
#include <QPromise>

#include <algorithm>
#include <functional>
#include <memory>

namespace peregrine::test {

/// Keeps jobs in memory, refuses to when told, and can keep its callers waiting.
class MemoryRepository final : public JobRepository
{
public:
    /// Jobs for which this answers true are not saved.
    std::function<bool(const Job &)> refuses = [](const Job &) { return false; };
    /// While true, saves are done but nobody hears of it.
    bool holds = false;
    bool refusesLogs = false;

    void release()
    {
        holds = false;
        for (auto &[promise, saved] : std::exchange(m_held, {})) {
            promise->addResult(saved);
            promise->finish();
        }
    }

    QFuture<Saved> save(const Job &job) override
    {
        Saved saved = Done();
        if (refuses(job))
            saved = Unexpected{Error::storage(QStringLiteral("The disk is full."))};
        else
            kept.insert(job.id, job);
        return answer(saved);
    }
    QFuture<Saved> saveAll(const QList<Job> &jobs) override
    {
        if (std::any_of(jobs.cbegin(), jobs.cend(), refuses))
            return answer(Unexpected{Error::storage(QStringLiteral("The disk is full."))});
        for (const Job &job : jobs)
            kept.insert(job.id, job);
        return answer(Done());
    }
    QFuture<Saved> saveResult(const Job &job, const QList<Asset> &) override { return save(job); }
    QFuture<Saved> appendLog(const JobId &, const QList<LogLine> &lines) override
    {
        if (refusesLogs)
            return readyFuture(
                Saved(Unexpected{Error::storage(QStringLiteral("The disk is full."))}));
        logs += lines;
        return readyFuture(Saved(Done()));
    }
    QFuture<Saved> dismiss(const JobId &id) override
    {
        kept.remove(id);
        return readyFuture(Saved(Done()));
    }
    QFuture<Expected<QList<Job>, Error>> recent(int) override
    {
        return readyFuture(Expected<QList<Job>, Error>(kept.values()));
    }
    QFuture<Expected<Job, Error>> find(const JobId &id) override
    {
        return readyFuture(Expected<Job, Error>(kept.value(id)));
    }
    QFuture<Expected<QList<Asset>, Error>> assetsOf(const JobId &) override
    {
        return readyFuture(Expected<QList<Asset>, Error>(QList<Asset>()));
    }
    QFuture<Expected<QList<LogLine>, Error>> log(const JobId &) override
    {
        return readyFuture(Expected<QList<LogLine>, Error>(logs));
    }

    QFuture<Expected<QList<PastRun>, Error>> pastRuns(int) override
    {
        return readyFuture(Expected<QList<PastRun>, Error>(QList<PastRun>()));
    }

    QFuture<Saved> restore(const JobId &) override { return readyFuture(Saved(Done())); }
    QFuture<Expected<QSet<JobId>, Error>> claim(const QHash<JobId, QString> &runners,
                                                const QString &to) override
    {
        QSet<JobId> claimed;
        for (auto it = runners.cbegin(); it != runners.cend(); ++it) {
            if (kept.contains(it.key()) && kept.value(it.key()).runner == it.value()) {
                kept[it.key()].runner = to;
                claimed.insert(it.key());
            }
        }
        return readyFuture(Expected<QSet<JobId>, Error>(claimed));
    }
    QFuture<Saved> setWish(const JobId &, const QString &) override
    {
        return readyFuture(Saved(Done()));
    }
    QFuture<Expected<JobChanges, Error>> changedSince(qint64) override
    {
        return readyFuture(Expected<JobChanges, Error>(JobChanges()));
    }
    QFuture<Saved> forgetDismissed() override { return readyFuture(Saved(Done())); }

    QHash<JobId, Job> kept;
    QList<LogLine> logs;

private:
    QFuture<Saved> answer(const Saved &saved)
    {
        if (!holds)
            return readyFuture(saved);
        auto promise = std::make_shared<QPromise<Saved>>();
        promise->start();
        m_held.append({promise, saved});
        return promise->future();
    }

    QList<std::pair<std::shared_ptr<QPromise<Saved>>, Saved>> m_held;
};

} // namespace peregrine::test
