#include "core/library/joblog.h"
#include "core/library/logchunk.h"
#include "core/library/migrations.h"
#include "core/library/sqlhelpers.h"
#include "core/library/sqljobrepository.h"
#include "core/library/store.h"
#include "tests/support/await.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace peregrine;
using peregrine::test::await;

namespace {

using Saved = Expected<Done, Error>;

LogLine line(int number)
{
    return {QDateTime::fromMSecsSinceEpoch(1'700'000'000'000 + number).toUTC(),
            number % 7 == 0 ? LogLine::Level::Error : LogLine::Level::Stdout,
            QStringLiteral("line %1 \u00e4 \U0001F98A\nmore").arg(number)};
}

QList<LogLine> linesOf(int first, int count)
{
    QList<LogLine> lines;
    for (int i = 0; i < count; ++i)
        lines.append(line(first + i));
    return lines;
}

Job someJob()
{
    Job job;
    job.id = JobId(makeIdText());
    job.endpoint = *EndpointId::parse(QStringLiteral("local/paint"));
    return job;
}

} // namespace

class TestJobLog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_store = std::make_unique<Store>(m_folder->filePath(QStringLiteral("library.sqlite")));
        QVERIFY(await(m_store->open()));
        m_jobs = std::make_unique<SqlJobRepository>(*m_store);
        m_job = someJob();
        QVERIFY(await(m_jobs->save(m_job)));
    }

    void cleanup()
    {
        m_jobs.reset();
        m_store.reset();
        m_folder.reset();
    }

    void aChunkComesBackAsItWas();
    void bytesThatAreNoChunk();
    void linesComeInAnyPortions();
    void aLongLogKeepsItsEnds();
    void aLogOfLongLinesIsBounded();
    void aHugeMessageIsCut();
    void aDamagedChunkSaysSo();
    void oldRowsAreMoved();

private:
    [[nodiscard]] qint64 number(const QString &sql)
    {
        return await(m_store->run([sql](QSqlDatabase &database) -> Expected<qint64, Error> {
                   const auto value = scalar(database, sql);
                   return value ? value->toLongLong() : -1;
               }))
            .value();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<SqlJobRepository> m_jobs;
    Job m_job;
};

void TestJobLog::aChunkComesBackAsItWas()
{
    const QList<LogLine> lines = linesOf(0, 1000) + QList<LogLine>{{{}, LogLine::Level::Debug, {}}};
    const QByteArray packed = logchunk::packed(lines);
    QVERIFY(packed.size() < 20'000);
    const auto back = logchunk::unpacked(packed);
    QCOMPARE(back->size(), lines.size());
    for (qsizetype i = 0; i + 1 < lines.size(); ++i)
        QVERIFY(back->at(i) == lines.at(i));
    QVERIFY(!back->constLast().time.isValid());
    QVERIFY(logchunk::unpacked(logchunk::packed({}))->isEmpty());
}

void TestJobLog::bytesThatAreNoChunk()
{
    const QByteArray good = logchunk::packed(linesOf(0, 50));
    QVERIFY(!logchunk::unpacked({}));
    QVERIFY(!logchunk::unpacked("abc"));
    QVERIFY(!logchunk::unpacked(QByteArray(100, '\xff')));
    QVERIFY(!logchunk::unpacked(qCompress(QByteArray("\x7f\xff\xff\xff", 4))));
    QVERIFY(!logchunk::unpacked(good.left(good.size() / 2)));
    // A small file that becomes a large one.
    QVERIFY(!logchunk::unpacked(qCompress(QByteArray(64 * 1024 * 1024, 'x'))));
    QRandomGenerator random(7);
    for (int i = 0; i < 500; ++i) {
        QByteArray bad = good;
        bad[4 + static_cast<qsizetype>(random.bounded(quint32(bad.size() - 4)))] =
            static_cast<char>(random.bounded(256));
        const auto lines = logchunk::unpacked(bad);
        QVERIFY(!lines || lines->size() == 50);
    }
}

void TestJobLog::linesComeInAnyPortions()
{
    QRandomGenerator random(11);
    QList<LogLine> all;
    while (all.size() < 4000) {
        const QList<LogLine> some = linesOf(static_cast<int>(all.size()), random.bounded(1, 400));
        QVERIFY(await(m_jobs->appendLog(m_job.id, some)));
        all.append(some);
    }
    const auto log = await(m_jobs->log(m_job.id));
    QCOMPARE(log->size(), all.size());
    for (qsizetype i = 0; i < all.size(); ++i)
        QVERIFY(log->at(i) == all.at(i));
    QCOMPARE(number(QStringLiteral("SELECT count(*) FROM log_chunks")), (all.size() + 999) / 1000);
    // 100 KB of text.
    QVERIFY(number(QStringLiteral("SELECT sum(length(data)) FROM log_chunks")) < 40'000);
}

void TestJobLog::aLongLogKeepsItsEnds()
{
    constexpr int count = 60'000;
    for (int first = 0; first < count; first += 6000)
        QVERIFY(await(m_jobs->appendLog(m_job.id, linesOf(first, 6000))));
    const auto log = await(m_jobs->log(m_job.id));
    QVERIFY(log->size() <= JobLog::maxLines + 1);
    QVERIFY(log->size() > JobLog::maxLines - 2 * logchunk::maxLines);
    QVERIFY(log->constFirst() == line(0));
    QVERIFY(log->at(999) == line(999));
    QVERIFY(log->constLast() == line(count - 1));
    // One line for what is missing, and the numbers agree.
    const LogLine &gap = log->at(1000);
    const auto missing = count - (log->size() - 1);
    QVERIFY2(gap.message.startsWith(QString::number(missing)), qPrintable(gap.message));
    QVERIFY(log->at(1001) == line(static_cast<int>(1000 + missing)));
}

void TestJobLog::aLogOfLongLinesIsBounded()
{
    QList<LogLine> lines;
    for (int i = 0; i < 300; ++i)
        lines.append({{}, LogLine::Level::Info, QString(40'000, QChar(u'a' + i % 26))});
    QVERIFY(await(m_jobs->appendLog(m_job.id, lines)));
    QVERIFY(number(QStringLiteral("SELECT sum(bytes) FROM log_chunks")) <= JobLog::maxBytes);
    const auto log = await(m_jobs->log(m_job.id));
    QVERIFY(log->constFirst() == lines.constFirst());
    QVERIFY(log->constLast() == lines.constLast());
}

void TestJobLog::aHugeMessageIsCut()
{
    const LogLine huge{{}, LogLine::Level::Info, QString(3'000'000, u'\u4e16')};
    QVERIFY(await(m_jobs->appendLog(m_job.id, {huge, line(1)})));
    const auto log = await(m_jobs->log(m_job.id));
    QCOMPARE(log->size(), 2);
    QCOMPARE(log->at(0).message.size(), logchunk::longestMessage);
    QVERIFY(log->at(0).message.endsWith(u'…'));
    QVERIFY(log->at(1) == line(1));
}

void TestJobLog::aDamagedChunkSaysSo()
{
    QVERIFY(await(m_jobs->appendLog(m_job.id, linesOf(0, 2500))));
    QVERIFY(await(m_store->run([](QSqlDatabase &database) -> Saved {
        if (auto done = execute(
                database,
                QStringLiteral("UPDATE log_chunks SET data = x'00' WHERE id IN"
                               " (SELECT max(id) FROM log_chunks UNION SELECT min(id) + 1 FROM"
                               " log_chunks)"));
            !done)
            return Unexpected{done.error()};
        return Done{};
    })));
    QVERIFY(await(m_jobs->appendLog(m_job.id, linesOf(9000, 3))));
    const auto log = await(m_jobs->log(m_job.id));
    QCOMPARE(log->size(), 1000 + 1 + 1 + 3);
    QCOMPARE(log->at(1000).level, LogLine::Level::Error);
    QVERIFY(log->constLast() == line(9002));
}

void TestJobLog::oldRowsAreMoved()
{
    const QString path = m_folder->filePath(QStringLiteral("old.sqlite"));
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), path);
        database.setDatabaseName(path);
        QVERIFY(database.open());
        QVERIFY(migrate(database, librarySteps().mid(0, 5)));
        for (const QString &id : {QStringLiteral("a"), QStringLiteral("b")}) {
            QVERIFY(execute(
                database,
                QStringLiteral("INSERT INTO jobs (id, batch, endpoint, model_title, title,"
                               " search_text, server, state, queue_position, request, status_url,"
                               " response_url, cancel_url, inference_seconds, files, input,"
                               " output) VALUES (?, '', 'local/paint', '', '', '', 'local', 'done',"
                               " -1, '', '', '', '', 0, '[]', '{}', '{}')"),
                {id}));
        }
        // As two jobs that ran at once wrote them.
        QVERIFY(database.transaction());
        for (int i = 0; i < 3000; ++i) {
            const LogLine old = line(i);
            QVERIFY(execute(database,
                            QStringLiteral("INSERT INTO job_log (job, time, level, message)"
                                           " VALUES (?, ?, ?, ?)"),
                            {i % 3 == 0 ? QStringLiteral("a") : QStringLiteral("b"),
                             old.time.toMSecsSinceEpoch(), logLevelName(old.level), old.message}));
        }
        QVERIFY(database.commit());
    }
    QSqlDatabase::removeDatabase(path);
    Store store(path);
    QVERIFY(await(store.open()));
    SqlJobRepository jobs(store);
    const auto a = await(jobs.log(JobId(QStringLiteral("a"))));
    const auto b = await(jobs.log(JobId(QStringLiteral("b"))));
    QCOMPARE(a->size(), 1000);
    QCOMPARE(b->size(), 2000);
    for (int i = 0; i < 1000; ++i)
        QVERIFY(a->at(i) == line(3 * i));
    QVERIFY(b->at(0) == line(1) && b->at(1) == line(2) && b->at(1999) == line(2999));
}

QTEST_GUILESS_MAIN(TestJobLog)
#include "tst_joblog.moc"
