#pragma once

#include "core/jobs/jobrepository.h"

#include <QCoreApplication>

namespace peregrine {

class Store;

/// Jobs, their logs and their results in the library's database.
class SqlJobRepository final : public JobRepository
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::SqlJobRepository)

public:
    /// The store must outlive it.
    explicit SqlJobRepository(Store &store);

    QFuture<Saved> save(const Job &job) override;
    /// Results that the job had before and that are not among `assets` are forgotten; their files
    /// stay.
    QFuture<Saved> saveAll(const QList<Job> &jobs) override;
    QFuture<Saved> saveResult(const Job &job, const QList<Asset> &assets) override;
    QFuture<Saved> appendLog(const JobId &id, const QList<LogLine> &lines) override;
    QFuture<Saved> dismiss(const JobId &id) override;
    QFuture<Saved> restore(const JobId &id) override;

    QFuture<Expected<QList<Job>, Error>> recent(int limit) override;
    QFuture<Expected<Job, Error>> find(const JobId &id) override;
    QFuture<Expected<QList<Asset>, Error>> assetsOf(const JobId &id) override;
    QFuture<Expected<QList<LogLine>, Error>> log(const JobId &id) override;
    QFuture<Expected<QList<PastRun>, Error>> pastRuns(int ofEachModel) override;

    QFuture<Expected<QSet<JobId>, Error>> claim(const QHash<JobId, QString> &runners,
                                                const QString &to) override;
    QFuture<Saved> setWish(const JobId &id, const QString &wish) override;
    QFuture<Expected<JobChanges, Error>> changedSince(qint64 revision) override;
    QFuture<Saved> forgetDismissed() override;

private:
    Store &m_store;
};

} // namespace peregrine
