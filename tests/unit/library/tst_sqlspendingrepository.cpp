#include "core/library/sqlhelpers.h"
#include "core/library/sqljobrepository.h"
#include "core/library/sqlspendingrepository.h"
#include "core/library/store.h"
#include "tests/support/await.h"

#include <QTemporaryDir>
#include <QTest>

using namespace peregrine;
using namespace peregrine::test;
using namespace Qt::StringLiterals;

namespace {

const QDateTime noon = QDateTime::fromMSecsSinceEpoch(1'700'000'000'123, Qt::UTC);

SpendEntry reserved(const QString &job, double amount)
{
    return {JobId(job), u"fal"_s, u"default"_s, {}, amount, false};
}

SpendEntry spent(const QString &job, double amount, bool isExact = false)
{
    return {JobId(job), u"fal"_s, u"default"_s, noon, amount, isExact};
}

} // namespace

class TestSqlSpendingRepository : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_store = std::make_unique<Store>(m_folder->filePath(u"library.sqlite"_s));
        QVERIFY(await(m_store->open()));
        m_repository = std::make_unique<SqlSpendingRepository>(*m_store);
    }
    void cleanup()
    {
        m_repository.reset();
        m_store.reset();
    }

    void comesBack()
    {
        const SpendEntry open{JobId(u"b"_s), u"http://x"_s, {}, {}, 0, false};
        save({spent(u"a"_s, 0.25, true), open});
        QCOMPARE(all(),
                 (QList{spent(u"a"_s, 0.25, true),
                        SpendEntry{JobId(u"b"_s), u"http://x"_s, u""_s, {}, 0, false}}));
        QCOMPARE(await(m_repository->since(noon.addMSecs(1)))->size(), 1);
        QCOMPARE(await(m_repository->since(noon))->size(), 2);
    }

    void olderOnesOfJobsThatMayGoOn()
    {
        SqlJobRepository jobs(*m_store);
        QList<SpendEntry> entries;
        for (const JobState state : {JobState::Failed, JobState::Queued, JobState::Done,
                                     JobState::Canceled, JobState::Unknown}) {
            Job job;
            job.id = JobId(jobStateName(state));
            job.endpoint = *EndpointId::parse(u"a/b"_s);
            job.state = state;
            QVERIFY(await(jobs.save(job)));
            entries.append(spent(job.id.toString(), 1));
        }
        save(entries);
        QCOMPARE(await(m_repository->since(noon))->size(), 5);
        QCOMPARE(await(m_repository->since(noon.addDays(1)))->size(), 3);
    }

    void neverBackwards()
    {
        save({reserved(u"a"_s, 1)});
        save({reserved(u"a"_s, 2)});
        QCOMPARE(all(), QList{reserved(u"a"_s, 2)});
        save({spent(u"a"_s, 3)});
        QCOMPARE(all(), QList{spent(u"a"_s, 3)});
        // Another program says the same a little later, or knows less.
        SpendEntry later = spent(u"a"_s, 4);
        later.spentAt = noon.addDays(1);
        save({later, reserved(u"a"_s, 5)});
        QCOMPARE(all(), QList{spent(u"a"_s, 3)});
        later.isExact = true;
        save({later});
        QCOMPARE(all(), QList{spent(u"a"_s, 4, true)});
        save({spent(u"a"_s, 6), spent(u"a"_s, 7, true)});
        QCOMPARE(all(), QList{spent(u"a"_s, 4, true)});
    }

    void onlyWhatIsReservedIsReleased()
    {
        save({reserved(u"a"_s, 1), spent(u"b"_s, 2)});
        QVERIFY(await(m_repository->release({JobId(u"a"_s), JobId(u"b"_s), JobId(u"c"_s)})));
        QCOMPARE(all(), QList{spent(u"b"_s, 2)});
    }

    void whatCannotBeAnAmountIsLeftOut()
    {
        save({spent(u"a"_s, 1)});
        using Written = Expected<Done, Error>;
        QVERIFY(await(m_store->run([](QSqlDatabase &database) -> Written {
            const auto done = execute(
                database,
                u"INSERT INTO spending (job, server, profile, spent_at, amount, is_exact) VALUES"
                " ('n', 'fal', 'default', NULL, -5, 1), ('i', 'fal', 'default', NULL, 9e999, 1)"_s);
            if (!done)
                return Unexpected{done.error()};
            return Done();
        })));
        QCOMPARE(all(), QList{spent(u"a"_s, 1)});
    }

    void aClosedStoreSaysSo()
    {
        Store closed(m_folder->filePath(u"other.sqlite"_s));
        SqlSpendingRepository repository(closed);
        QVERIFY(!await(repository.since(noon)));
        QVERIFY(!await(repository.save({spent(u"a"_s, 1)})));
        QVERIFY(!await(repository.release({JobId(u"a"_s)})));
    }

private:
    void save(const QList<SpendEntry> &entries) { QVERIFY(await(m_repository->save(entries))); }
    [[nodiscard]] QList<SpendEntry> all()
    {
        QList<SpendEntry> entries =
            *await(m_repository->since(QDateTime::fromMSecsSinceEpoch(0, Qt::UTC)));
        std::sort(entries.begin(), entries.end(), [](const SpendEntry &a, const SpendEntry &b) {
            return a.job.toString() < b.job.toString();
        });
        return entries;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<SqlSpendingRepository> m_repository;
};

QTEST_GUILESS_MAIN(TestSqlSpendingRepository)
#include "tst_sqlspendingrepository.moc"
