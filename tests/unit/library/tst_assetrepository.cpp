#include "core/library/assetrepository.h"
#include "core/library/sqlhelpers.h"
#include "core/library/sqljobrepository.h"
#include "core/library/store.h"
#include "tests/support/await.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace peregrine;
using peregrine::test::await;

namespace {

Job jobOf(const QString &prompt, const QString &model = QStringLiteral("Paint"))
{
    Job job;
    job.id = JobId(makeIdText());
    job.endpoint = *EndpointId::parse(QStringLiteral("local/paint"));
    job.modelTitle = model;
    job.input = {{QStringLiteral("prompt"), prompt}};
    job.state = JobState::Done;
    return job;
}

Asset assetOf(const Job &job, const QString &path, int index = 0)
{
    Asset asset;
    asset.id = AssetId(makeIdText());
    asset.job = job.id;
    asset.index = index;
    asset.kind = MediaKind::Image;
    asset.mimeType = QStringLiteral("image/png");
    asset.path = path;
    asset.bytes = 5'000'000'000;
    asset.size = {1024, 768};
    asset.duration = 0.5;
    asset.createdAt = QDateTime::fromMSecsSinceEpoch(1'700'000'000'123).toUTC();
    asset.title = job.title();
    asset.endpoint = job.endpoint.toString();
    asset.modelTitle = job.modelTitle;
    return asset;
}

void writeFile(const QString &path)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write("x"), 1);
}

} // namespace

class TestAssetRepository : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void everyFieldSurvives();
    void unknownSizeStaysUnknown();
    void ofJobInOrder();
    void fiveThousandInPages();
    void search_data();
    void search();
    void libraryMovesWithItsResults();
    void otherResultsFolder();
    void rowsThatLeadOutAreSkipped();
    void moveToTrash();
    void moveToTrashNamesWhatStays();
    void trashForgetsDismissedJobs();
    void deletedWhileTrashing();

private:
    void open(const QString &database, const QString &results);
    [[nodiscard]] QString resultPath(const QString &name) const
    {
        return m_folder->filePath(QStringLiteral("results/") + name);
    }

    QTemporaryDir m_home;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<SqlJobRepository> m_jobs;
    std::unique_ptr<AssetRepository> m_assets;
};

void TestAssetRepository::initTestCase()
{
    // The trash of the tests, not the user's.
    qputenv("XDG_DATA_HOME", m_home.path().toUtf8());
}

void TestAssetRepository::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("results")));
    open(m_folder->filePath(QStringLiteral("library.sqlite")),
         m_folder->filePath(QStringLiteral("results")));
}

void TestAssetRepository::open(const QString &database, const QString &results)
{
    m_assets.reset();
    m_jobs.reset();
    m_store.reset();
    m_store = std::make_unique<Store>(database, results);
    m_jobs = std::make_unique<SqlJobRepository>(*m_store);
    m_assets = std::make_unique<AssetRepository>(*m_store);
    QVERIFY(await(m_store->open()));
}

void TestAssetRepository::everyFieldSurvives()
{
    const Job job = jobOf(QStringLiteral("a cat"));
    const Asset asset = assetOf(job, resultPath(QStringLiteral("\u00e4 cat.png")), 3);
    QVERIFY(await(m_jobs->saveResult(job, {asset})));
    const auto found = await(m_assets->find(asset.id));
    QVERIFY(found);
    QVERIFY(*found == asset);
    QCOMPARE(await(m_assets->find(AssetId(QStringLiteral("x")))).error().kind,
             Error::Kind::NotFound);
}

void TestAssetRepository::unknownSizeStaysUnknown()
{
    const Job job = jobOf(QStringLiteral("a sound"));
    Asset asset = assetOf(job, QStringLiteral("/other/a.wav"));
    asset.size = {};
    asset.createdAt = {};
    QVERIFY(await(m_jobs->saveResult(job, {asset})));
    QVERIFY(*await(m_assets->find(asset.id)) == asset);
}

void TestAssetRepository::ofJobInOrder()
{
    const Job job = jobOf(QStringLiteral("two"));
    const Asset second = assetOf(job, resultPath(QStringLiteral("2.png")), 1);
    const Asset first = assetOf(job, resultPath(QStringLiteral("1.png")), 0);
    QVERIFY(await(m_jobs->saveResult(job, {second, first})));
    const auto assets = await(m_assets->ofJob(job.id));
    QCOMPARE(assets->size(), 2);
    QCOMPARE(assets->first().id, first.id);
}

void TestAssetRepository::fiveThousandInPages()
{
    constexpr int total = 5000;
    constexpr int page = 200;
    QList<AssetId> ids;
    QFuture<JobRepository::Saved> last;
    for (int i = 0; i < total / 10; ++i) {
        const Job job = jobOf(QStringLiteral("prompt %1").arg(i));
        QList<Asset> assets;
        for (int k = 0; k < 10; ++k) {
            assets.append(assetOf(job, resultPath(QStringLiteral("%1-%2.png").arg(i).arg(k)), k));
            ids.prepend(assets.last().id);
        }
        last = m_jobs->saveResult(job, assets);
    }
    QVERIFY(await(last));

    QElapsedTimer clock;
    clock.start();
    QList<AssetId> seen;
    AssetId before;
    while (true) {
        const auto rows = await(m_assets->newest(page, before));
        QVERIFY(rows);
        for (const Asset &asset : *rows)
            seen.append(asset.id);
        if (rows->size() < page)
            break;
        before = rows->last().id;
    }
    QCOMPARE(seen, ids);
    qInfo() << "paged" << total << "assets in" << clock.restart() << "ms";
    QCOMPARE(await(m_assets->search(QStringLiteral("prompt 499"), 100))->size(), 10);
    qInfo() << "searched" << total << "assets in" << clock.elapsed() << "ms";
}

void TestAssetRepository::search_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<int>("found");
    QTest::newRow("nothing typed") << QString() << 3;
    QTest::newRow("one word") << QStringLiteral("cat") << 1;
    QTest::newRow("case") << QStringLiteral("CAT") << 1;
    QTest::newRow("part of a word") << QStringLiteral("ligh") << 1;
    QTest::newRow("case of other letters") << QStringLiteral("\u00c4PFEL") << 1;
    QTest::newRow("all words count") << QStringLiteral("  cat   oil ") << 1;
    QTest::newRow("not all are there") << QStringLiteral("cat apple") << 0;
    QTest::newRow("model") << QStringLiteral("flux") << 1;
    QTest::newRow("endpoint") << QStringLiteral("local/paint") << 3;
    QTest::newRow("per cent is a letter") << QStringLiteral("100%") << 1;
    QTest::newRow("underscore is a letter") << QStringLiteral("a_t") << 0;
    QTest::newRow("quotes") << QStringLiteral("'; DROP TABLE jobs; --") << 0;
}

void TestAssetRepository::search()
{
    QFETCH(QString, words);
    QFETCH(int, found);
    for (const Job &job :
         {jobOf(QStringLiteral("a Cat, oil on canvas")),
          jobOf(QStringLiteral("lighthouse at 100% night"), QStringLiteral("FLUX")),
          jobOf(QStringLiteral("\u00e4pfel"))})
        QVERIFY(await(m_jobs->saveResult(job, {assetOf(job, resultPath(QStringLiteral("x")))})));
    QCOMPARE(await(m_assets->search(words, 10))->size(), found);
}

void TestAssetRepository::libraryMovesWithItsResults()
{
    const Job job = jobOf(QStringLiteral("a cat"));
    const Asset asset = assetOf(job, resultPath(QStringLiteral("a/cat.png")));
    QVERIFY(await(m_jobs->saveResult(job, {asset})));
    open(m_folder->filePath(QStringLiteral("library.sqlite")), QStringLiteral("/moved/results"));
    QCOMPARE(await(m_assets->find(asset.id))->path, QStringLiteral("/moved/results/a/cat.png"));
}

void TestAssetRepository::otherResultsFolder()
{
    const Job job = jobOf(QStringLiteral("a cat"));
    const Asset asset = assetOf(job, resultPath(QStringLiteral("cat.png")));
    QVERIFY(await(m_jobs->saveResult(job, {asset})));
    QVERIFY(await(m_store->setResultsFolder(QStringLiteral("/other"))));
    QCOMPARE(await(m_assets->find(asset.id))->path, asset.path);
    open(m_folder->filePath(QStringLiteral("library.sqlite")), QStringLiteral("/other"));
    QCOMPARE(await(m_assets->find(asset.id))->path, asset.path);
}

void TestAssetRepository::rowsThatLeadOutAreSkipped()
{
    const Job job = jobOf(QStringLiteral("a cat"));
    const Asset asset = assetOf(job, resultPath(QStringLiteral("cat.png")));
    QVERIFY(await(m_jobs->saveResult(job, {asset})));
    QVERIFY(await(m_store->run([](QSqlDatabase &database) -> Expected<Done, Error> {
        if (auto done = execute(database, QStringLiteral("UPDATE assets SET path = '../../x'"));
            !done)
            return Unexpected{done.error()};
        return Done{};
    })));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("leads nowhere")));
    QVERIFY(await(m_assets->newest(10))->isEmpty());
}

void TestAssetRepository::moveToTrash()
{
    const Job job = jobOf(QStringLiteral("two"));
    const Asset there = assetOf(job, resultPath(QStringLiteral("there.png")), 0);
    const Asset gone = assetOf(job, resultPath(QStringLiteral("gone.png")), 1);
    writeFile(there.path);
    QVERIFY(await(m_jobs->saveResult(job, {there, gone})));
    QSignalSpy removed(m_assets.get(), &AssetRepository::removed);
    QVERIFY(await(m_assets->moveToTrash({there, gone})));
    QTRY_COMPARE(removed.size(), 1);
    QCOMPARE(removed.first().first().value<QList<AssetId>>(), (QList<AssetId>{there.id, gone.id}));
    QVERIFY(!QFile::exists(there.path));
    QVERIFY(QFile::exists(m_home.filePath(QStringLiteral("Trash/files/there.png"))));
    QVERIFY(await(m_assets->newest(10))->isEmpty());
    QVERIFY(await(m_jobs->find(job.id)));
}

void TestAssetRepository::moveToTrashNamesWhatStays()
{
    const Job job = jobOf(QStringLiteral("two"));
    const Asset there = assetOf(job, resultPath(QStringLiteral("stays-away.png")), 0);
    // The kernel lets nobody move this.
    const Asset stays = assetOf(job, QStringLiteral("/proc/self/stat"), 1);
    writeFile(there.path);
    QVERIFY(await(m_jobs->saveResult(job, {stays, there})));
    QSignalSpy removed(m_assets.get(), &AssetRepository::removed);
    const auto moved = await(m_assets->moveToTrash({stays, there}));
    QVERIFY(!moved);
    QCOMPARE(moved.error().kind, Error::Kind::Storage);
    QVERIFY(moved.error().message.contains(stays.path));
    QTRY_COMPARE(removed.size(), 1);
    QCOMPARE(removed.first().first().value<QList<AssetId>>(), QList<AssetId>{there.id});
    QCOMPARE(await(m_assets->newest(10))->size(), 1);
}

void TestAssetRepository::trashForgetsDismissedJobs()
{
    const Job job = jobOf(QStringLiteral("one"));
    const Asset asset = assetOf(job, resultPath(QStringLiteral("one.png")));
    QVERIFY(await(m_jobs->saveResult(job, {asset})));
    QVERIFY(await(m_jobs->dismiss(job.id)));
    QVERIFY(await(m_assets->moveToTrash({asset})));
    QVERIFY(await(m_jobs->save(jobOf(QStringLiteral("the latest is kept")))));
    // It may come back, and then its inputs are asked for.
    QVERIFY(await(m_jobs->forgetDismissed()));
    QVERIFY(await(m_jobs->find(job.id)));
    QVERIFY(await(m_assets->forgetTrashed(0)));
    QVERIFY(await(m_jobs->forgetDismissed()));
    QVERIFY(!await(m_jobs->find(job.id)));
}

void TestAssetRepository::deletedWhileTrashing()
{
    const Job job = jobOf(QStringLiteral("many"));
    QList<Asset> assets;
    for (int i = 0; i < 20; ++i) {
        assets.append(assetOf(job, resultPath(QStringLiteral("%1.png").arg(i)), i));
        writeFile(assets.last().path);
    }
    QVERIFY(await(m_jobs->saveResult(job, assets)));
    const auto moving = m_assets->moveToTrash(assets);
    m_assets.reset();
    QVERIFY(moving.isFinished());
    QVERIFY(moving.result());
    QVERIFY(!QFile::exists(assets.last().path));
}

QTEST_GUILESS_MAIN(TestAssetRepository)
#include "tst_assetrepository.moc"
