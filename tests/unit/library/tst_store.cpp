#include "core/library/sqlhelpers.h"
#include "core/library/sqljobrepository.h"
#include "core/library/store.h"
#include "core/library/transaction.h"
#include "tests/support/await.h"

#include <QFile>
#include <QSemaphore>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <atomic>
#include <memory>

using namespace peregrine;
using peregrine::test::await;

namespace {

using Saved = Expected<Done, Error>;

Saved exec(QSqlDatabase &database, const QString &sql)
{
    if (auto done = execute(database, sql); !done)
        return Unexpected{done.error()};
    return Done{};
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("cannot be read");
}

Job someJob()
{
    Job job;
    job.id = JobId(makeIdText());
    job.endpoint = *EndpointId::parse(QStringLiteral("local/paint"));
    return job;
}

} // namespace

class TestStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void makesAFileInANewFolder();
    void workIsDoneInOrderOnOneThread();
    void whatIsCancelledIsNotDone();
    void destructorFinishesWork();
    void notOpenIsAnError();
    void opensTwiceAndAgainAfterAnError();
    void newerIsRefusedUntouched();
    void foreignIsRefusedUntouched();
    void damagedIsRefusedUntouched_data();
    void damagedIsRefusedUntouched();
    void unwritableIsSaid_data();
    void unwritableIsSaid();
    void fullDiskIsSaidAndTheProgramGoesOn();
    void twoProgramsShareIt();
    void aProgramThatHoldsTheLockIsNamed();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

void TestStore::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(QStringLiteral("library.sqlite"));
}

void TestStore::makesAFileInANewFolder()
{
    const QString path = m_folder->filePath(QStringLiteral("a/b/library.sqlite"));
    Store store(path);
    QVERIFY(await(store.open()));
    QVERIFY(QFile::exists(path));
    const auto pragmas =
        await(store.run([](QSqlDatabase &database) -> Expected<QStringList, Error> {
            QStringList values;
            for (const QString &name :
                 {QStringLiteral("journal_mode"), QStringLiteral("synchronous"),
                  QStringLiteral("foreign_keys")})
                values.append(scalar(database, QStringLiteral("PRAGMA ") + name)->toString());
            return values;
        }));
    QCOMPARE(*pragmas,
             (QStringList{QStringLiteral("wal"), QStringLiteral("2"), QStringLiteral("1")}));
}

void TestStore::workIsDoneInOrderOnOneThread()
{
    Store store(m_path);
    QVERIFY(await(store.open()));
    QList<int> order;
    QSet<QThread *> threads;
    QFuture<Saved> last;
    for (int i = 0; i < 200; ++i) {
        last = store.run([&order, &threads, i](QSqlDatabase &) -> Saved {
            order.append(i);
            threads.insert(QThread::currentThread());
            return Done{};
        });
    }
    // Who waits like this runs tasks of QtConcurrent himself; the store's must not be among them.
    last.waitForFinished();
    QVERIFY(last.result());
    QCOMPARE(order.size(), 200);
    QVERIFY(std::is_sorted(order.cbegin(), order.cend()));
    QCOMPARE(threads.size(), 1);
    QVERIFY(!threads.contains(QThread::currentThread()));
}

void TestStore::whatIsCancelledIsNotDone()
{
    Store store(m_path);
    QVERIFY(await(store.open()));
    std::atomic_int done = 0;
    QSemaphore begin;
    const auto work = [&done](QSqlDatabase &) -> Saved {
        ++done;
        return Done{};
    };
    const auto first = store.run([&begin, work](QSqlDatabase &database) -> Saved {
        begin.acquire();
        return work(database);
    });
    auto unwanted = store.run(work);
    const auto last = store.run(work);
    unwanted.cancel();
    begin.release();
    QVERIFY(await(last));
    QVERIFY(first.result());
    QVERIFY(unwanted.isFinished());
    QCOMPARE(unwanted.resultCount(), 0);
    QCOMPARE(done.load(), 2);
}

void TestStore::destructorFinishesWork()
{
    constexpr int jobs = 100;
    {
        Store store(m_path);
        SqlJobRepository repository(store);
        (void)store.open();
        for (int i = 0; i < jobs; ++i)
            repository.save(someJob());
    }
    Store store(m_path);
    SqlJobRepository repository(store);
    QVERIFY(await(store.open()));
    QCOMPARE(await(repository.recent(1000))->size(), jobs);
}

void TestStore::notOpenIsAnError()
{
    Store store(m_path);
    SqlJobRepository repository(store);
    const auto jobs = await(repository.recent(10));
    QVERIFY(!jobs);
    QCOMPARE(jobs.error().kind, Error::Kind::Storage);
    QVERIFY(!QFile::exists(m_path));
}

void TestStore::opensTwiceAndAgainAfterAnError()
{
    const QString folder = m_folder->filePath(QStringLiteral("folder"));
    QFile inTheWay(folder);
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    inTheWay.close();
    Store store(folder + QStringLiteral("/library.sqlite"));
    QVERIFY(!await(store.open()));
    QVERIFY(inTheWay.remove());
    QVERIFY(await(store.open()));
    QVERIFY(await(store.open()));
}

void TestStore::newerIsRefusedUntouched()
{
    {
        Store store(m_path);
        QVERIFY(await(store.open()));
        QVERIFY(await(store.run([](QSqlDatabase &database) {
            return exec(database, QStringLiteral("PRAGMA user_version = 9999"));
        })));
    }
    const QByteArray before = contentOf(m_path);
    {
        Store store(m_path);
        const auto opened = await(store.open());
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, Error::Kind::Storage);
        QVERIFY(opened.error().message.contains(QStringLiteral("newer version")));
        QVERIFY(opened.error().message.contains(QStringLiteral("9999")));
        SqlJobRepository repository(store);
        QCOMPARE(await(repository.save(someJob())).error(), opened.error());
    }
    QCOMPARE(contentOf(m_path), before);
}

void TestStore::foreignIsRefusedUntouched()
{
    const QString connection = QStringLiteral("foreign");
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connection);
        database.setDatabaseName(m_path);
        QVERIFY(database.open());
        QVERIFY(exec(database, QStringLiteral("CREATE TABLE jobs (id)")));
    }
    QSqlDatabase::removeDatabase(connection);
    const QByteArray before = contentOf(m_path);
    {
        Store store(m_path);
        const auto opened = await(store.open());
        QVERIFY(!opened);
        QVERIFY(opened.error().message.contains(QStringLiteral("another program")));
    }
    QCOMPARE(contentOf(m_path), before);
}

void TestStore::damagedIsRefusedUntouched_data()
{
    QTest::addColumn<int>("damage");
    QTest::newRow("not a database at all") << 0;
    QTest::newRow("cut off") << 1;
    QTest::newRow("pages overwritten") << 2;
    QTest::newRow("a few bytes") << 3;
}

void TestStore::damagedIsRefusedUntouched()
{
    QFETCH(int, damage);
    {
        Store store(m_path);
        SqlJobRepository repository(store);
        QVERIFY(await(store.open()));
        for (int i = 0; i < 200; ++i)
            repository.save(someJob());
        QVERIFY(await(repository.recent(1)));
    }
    QByteArray bytes = contentOf(m_path);
    QVERIFY(bytes.size() > 40'000);
    if (damage == 0)
        bytes.fill('?');
    else if (damage == 1)
        bytes.truncate(bytes.size() / 2);
    else if (damage == 2)
        std::fill(bytes.begin() + 8192, bytes.begin() + 40'000, '\x5a');
    else
        bytes = QByteArray("SQLite");
    QFile file(m_path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QCOMPARE(file.write(bytes), bytes.size());
    file.close();
    {
        Store store(m_path);
        const auto opened = await(store.open());
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, Error::Kind::Storage);
        QVERIFY2(opened.error().message.contains(QStringLiteral("damaged")),
                 qPrintable(opened.error().message));
        QVERIFY(opened.error().message.contains(QStringLiteral("backup")));
    }
    QCOMPARE(contentOf(m_path), bytes);
}

void TestStore::unwritableIsSaid_data()
{
    QTest::addColumn<QString>("path");
    // All are refused to root as well.
    QTest::newRow("below a file") << QStringLiteral("FOLDER/file/library.sqlite");
    QTest::newRow("the kernel's") << QStringLiteral("/proc/peregrine/library.sqlite");
    QTest::newRow("read-only file system") << QStringLiteral("/proc/library.sqlite");
    QTest::newRow("a folder has the name") << QStringLiteral("FOLDER/folder");
}

void TestStore::unwritableIsSaid()
{
    QFETCH(QString, path);
    QFile file(m_folder->filePath(QStringLiteral("file")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("folder")));
    Store store(path.replace(QStringLiteral("FOLDER"), m_folder->path()));
    const auto opened = await(store.open());
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, Error::Kind::Storage);
    QVERIFY2(opened.error().message.contains(QStringLiteral("--data-dir")),
             qPrintable(opened.error().message));
}

void TestStore::fullDiskIsSaidAndTheProgramGoesOn()
{
    Store store(m_path);
    SqlJobRepository repository(store);
    QVERIFY(await(store.open()));
    const Job kept = someJob();
    QVERIFY(await(repository.save(kept)));
    // SQLite gives the same answer when it may not grow its file as when the disk is full.
    QVERIFY(await(store.run([](QSqlDatabase &database) {
        const auto pages = scalar(database, QStringLiteral("PRAGMA page_count"));
        return exec(database, QStringLiteral("PRAGMA max_page_count = %1").arg(pages->toInt() + 1));
    })));
    Job large = someJob();
    large.input = {{QStringLiteral("prompt"), QString(100'000, u'x')}};
    const auto saved = await(repository.save(large));
    QVERIFY(!saved);
    QCOMPARE(saved.error().kind, Error::Kind::Storage);
    QVERIFY2(saved.error().message.contains(QStringLiteral("full")),
             qPrintable(saved.error().message));
    const auto failed = await(repository.saveResult(large, {}));
    QVERIFY(!failed);

    QVERIFY(await(store.run([](QSqlDatabase &database) {
        return exec(database, QStringLiteral("PRAGMA max_page_count = 1000000"));
    })));
    QVERIFY(await(repository.save(large)));
    QCOMPARE(await(repository.recent(10))->size(), 2);
}

void TestStore::twoProgramsShareIt()
{
    Store window(m_path);
    Store commandLine(m_path);
    QVERIFY(await(window.open()));
    QVERIFY(await(commandLine.open()));
    SqlJobRepository first(window);
    SqlJobRepository second(commandLine);
    QList<QFuture<Saved>> writes;
    for (int i = 0; i < 50; ++i) {
        writes.append(first.save(someJob()));
        writes.append(second.saveResult(someJob(), {}));
    }
    for (const QFuture<Saved> &write : std::as_const(writes))
        QVERIFY(await(write));
    QCOMPARE(await(first.recent(1000))->size(), 100);
}

void TestStore::aProgramThatHoldsTheLockIsNamed()
{
    Store holder(m_path);
    Store waiting(m_path);
    QVERIFY(await(holder.open()));
    QVERIFY(await(waiting.open()));
    // As long as the wait is, but not the five seconds of the program.
    QVERIFY(await(waiting.run([](QSqlDatabase &database) {
        return exec(database, QStringLiteral("PRAGMA busy_timeout = 50"));
    })));
    QVERIFY(await(holder.run(
        [](QSqlDatabase &database) { return exec(database, QStringLiteral("BEGIN IMMEDIATE")); })));
    SqlJobRepository repository(waiting);
    const auto saved = await(repository.save(someJob()));
    QVERIFY(!saved);
    QVERIFY2(saved.error().message.contains(QStringLiteral("in use")),
             qPrintable(saved.error().message));
    QVERIFY(await(holder.run(
        [](QSqlDatabase &database) { return exec(database, QStringLiteral("COMMIT")); })));
    QVERIFY(await(repository.save(someJob())));
}

QTEST_GUILESS_MAIN(TestStore)
#include "tst_store.moc"
