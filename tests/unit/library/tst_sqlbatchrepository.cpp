#include "core/library/sqlbatchrepository.h"
#include "core/library/sqlhelpers.h"
#include "core/library/sqljobrepository.h"
#include "core/library/store.h"
#include "tests/support/await.h"

#include <QTemporaryDir>
#include <QTest>

using namespace peregrine;
using namespace peregrine::test;
using namespace Qt::StringLiterals;

namespace {

const QDateTime someTime = QDateTime::fromMSecsSinceEpoch(1'700'000'000'123, Qt::UTC);

Batch batchOf(const QString &id, const QDateTime &createdAt = someTime)
{
    VariationAxis axis{VariationAxis::Kind::Seeds, u"Seed"_s, {}};
    axis.stops = {{u"1"_s, {{u"/seed"_s, 1}}}, {u"2"_s, {{u"/seed"_s, 2}}}};
    return {BatchId(id), u"a cat"_s, createdAt, {{axis}}};
}

Job jobOf(const QString &id, const QString &batch, const QList<int> &place)
{
    Job job;
    job.id = JobId(id);
    job.batch = BatchId(batch);
    job.batchPlace = place;
    job.endpoint = *EndpointId::parse(u"x/y"_s);
    job.createdAt = someTime;
    return job;
}

Asset assetOf(const QString &id, const QString &job, int index)
{
    Asset asset;
    asset.id = AssetId(id);
    asset.job = JobId(job);
    asset.index = index;
    asset.kind = MediaKind::Image;
    asset.mimeType = u"image/png"_s;
    asset.path = u"/r/"_s + id;
    asset.createdAt = someTime;
    return asset;
}

} // namespace

class TestSqlBatchRepository : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_store = std::make_unique<Store>(m_dir->filePath(u"library.sqlite"_s));
        QVERIFY(await(m_store->open()));
    }

    void comesBackWithItsJobsAndResults()
    {
        SqlBatchRepository batches(*m_store);
        SqlJobRepository jobs(*m_store);
        QVERIFY(await(batches.save(batchOf(u"b"_s))));
        QVERIFY(await(jobs.saveAll({jobOf(u"1"_s, u"b"_s, {0}), jobOf(u"2"_s, u"b"_s, {1}),
                                    jobOf(u"3"_s, u"other"_s, {})})));
        QVERIFY(await(jobs.saveResult(jobOf(u"2"_s, u"b"_s, {1}),
                                      {assetOf(u"x"_s, u"2"_s, 0), assetOf(u"y"_s, u"2"_s, 1)})));
        QVERIFY(await(jobs.dismiss(JobId(u"1"_s))));
        const auto found = await(batches.find(BatchId(u"b"_s)));
        QVERIFY2(found, found ? "" : qPrintable(found.error().message));
        QCOMPARE(found->batch, batchOf(u"b"_s));
        QCOMPARE(found->jobs.size(), 2);
        QCOMPARE(found->jobs.at(1).batchPlace, QList<int>{1});
        QCOMPARE(found->assets.size(), 2);
        QCOMPARE(found->assets.at(1).id, AssetId(u"y"_s));
    }

    void jobsWithoutAPlanHaveNone()
    {
        SqlBatchRepository batches(*m_store);
        QCOMPARE(await(batches.find(BatchId(u"none"_s))).error().kind, Error::Kind::NotFound);
    }

    void damagedPlansAreRefused_data()
    {
        QTest::addColumn<QString>("plan");
        QTest::newRow("no JSON") << u"{"_s;
        QTest::newRow("no object") << u"[]"_s;
        QTest::newRow("no axes") << u"{}"_s;
        QTest::newRow("too large") << QString(VariationPlan::maxJsonBytes + 1, u' ');
        QTest::newRow("not a text") << u"\xdead"_s;
    }
    void damagedPlansAreRefused()
    {
        QFETCH(QString, plan);
        SqlBatchRepository batches(*m_store);
        QVERIFY(await(batches.save(batchOf(u"b"_s))));
        QVERIFY(await(m_store->run([plan](QSqlDatabase &database) -> Expected<Done, Error> {
            const auto done = execute(database, u"UPDATE batches SET plan = ?"_s, {plan});
            if (!done)
                return Unexpected{done.error()};
            return Done{};
        })));
        QCOMPARE(await(batches.find(BatchId(u"b"_s))).error().kind, Error::Kind::Malformed);
    }

    void plansWithoutJobsAreForgotten()
    {
        SqlBatchRepository batches(*m_store);
        SqlJobRepository jobs(*m_store);
        QVERIFY(await(batches.save(batchOf(u"empty"_s, someTime.addDays(-9)))));
        QVERIFY(await(batches.save(batchOf(u"used"_s, someTime.addDays(-9)))));
        QVERIFY(await(jobs.save(jobOf(u"1"_s, u"used"_s, {0}))));
        QVERIFY(await(batches.save(batchOf(u"new"_s))));
        QVERIFY(await(batches.save(batchOf(u"newest"_s, someTime.addDays(3)))));
        QVERIFY(!await(batches.find(BatchId(u"empty"_s))));
        QVERIFY(await(batches.find(BatchId(u"used"_s))));
        QVERIFY(!await(batches.find(BatchId(u"new"_s))));
        QVERIFY(await(batches.find(BatchId(u"newest"_s))));
    }

private:
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Store> m_store;
};

QTEST_GUILESS_MAIN(TestSqlBatchRepository)

#include "tst_sqlbatchrepository.moc"
