#include "app/cli/batchfile.h"
#include "core/library/sqljobrepository.h"
#include "core/library/store.h"
#include "core/localserver/localserver.h"
#include "core/settings/folders.h"
#include "tests/cli/cliprocess.h"
#include "tests/support/await.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace peregrine;
using namespace peregrine::test;

namespace {

QString textAt(const QJsonObject &object, const char *name)
{
    return object.value(QLatin1String(name)).toString();
}

QStringList words(std::initializer_list<const char *> list)
{
    QStringList words;
    for (const char *word : list)
        words.append(QString::fromUtf8(word));
    return words;
}

} // namespace

/// peregrine-cli jobs and batch against a server in the test, on a library of their own.
class TestCliJobs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void emptyLibrary();
    void listsAndShows();
    void retryAndResume();
    void cancelsWhatNobodyLooksAfter();
    void fetchesWhatWasSentFromElsewhere();
    void batchGoesOnWhereItWas();
    void batchThatFails();
    void batchIsKilledAgainAndAgain();
    void batchFiles_data();
    void batchFiles();

private:
    [[nodiscard]] QStringList server(const QStringList &arguments) const;
    [[nodiscard]] QList<Job> jobs() const;
    [[nodiscard]] Job stored(JobState state, const QString &prompt) const;
    [[nodiscard]] QString batchFile(int count) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<LocalServer> m_server;
    std::unique_ptr<CliProcess> m_cli;
    QUrl m_base;
};

void TestCliJobs::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    LocalServer::Options options;
    options.concurrency = 4;
    options.minimumRunMs = 50;
    m_server = std::make_unique<LocalServer>(options);
    const auto base = m_server->start();
    QVERIFY(base.hasValue());
    m_base = *base;
    m_cli = std::make_unique<CliProcess>(m_folder->path());
}

void TestCliJobs::cleanup()
{
    m_cli.reset();
    m_server.reset();
}

QStringList TestCliJobs::server(const QStringList &arguments) const
{
    return arguments + QStringList{QStringLiteral("--server"), m_base.toString()};
}

QList<Job> TestCliJobs::jobs() const
{
    const Folders folders = Folders::resolve(m_folder->filePath(QStringLiteral("data")));
    Store store(folders.database(), folders.results());
    if (!await(store.open()))
        qFatal("the library does not open");
    return *await(SqlJobRepository(store).recent(1000));
}

Job TestCliJobs::stored(JobState state, const QString &prompt) const
{
    Job job;
    job.id = JobId(makeIdText());
    job.batch = BatchId(job.id.toString());
    job.endpoint = *EndpointId::parse(QStringLiteral("local/paint"));
    job.server = m_base.toString();
    job.state = state;
    job.runner = QStringLiteral("0193-gone");
    job.input = {{QStringLiteral("prompt"), prompt},
                 {QStringLiteral("num_inference_steps"), 1},
                 {QStringLiteral("image_size"),
                  QJsonObject{{QStringLiteral("width"), 64}, {QStringLiteral("height"), 64}}}};
    job.createdAt = QDateTime::currentDateTimeUtc();
    const Folders folders = Folders::resolve(m_folder->filePath(QStringLiteral("data")));
    Store store(folders.database(), folders.results());
    if (!await(store.open()) || !await(SqlJobRepository(store).save(job)))
        qFatal("the library does not take a job");
    return job;
}

QString TestCliJobs::batchFile(int count) const
{
    const QString path = m_folder->filePath(QStringLiteral("batch.jsonl"));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        qFatal("cannot write the batch");
    for (int i = 0; i < count; ++i)
        file.write("{\"input\":{\"prompt\":\"a fox " + QByteArray::number(i)
                   + "\",\"num_inference_steps\":1,"
                     "\"image_size\":{\"width\":64,\"height\":64}}}\n");
    return path;
}

void TestCliJobs::emptyLibrary()
{
    const CliResult list = m_cli->run(words({"jobs", "list", "--json"}));
    QCOMPARE(list.status, 0);
    QCOMPARE(list.out, QByteArray("[]\n"));
    QVERIFY(!QFile::exists(m_folder->filePath(QStringLiteral("data/library.sqlite"))));
    QCOMPARE(m_cli->run(words({"jobs", "show", "nothing"})).status, 2);
    const CliResult wait = m_cli->run(server(words({"jobs", "wait"})));
    QCOMPARE(wait.status, 0);
}

void TestCliJobs::listsAndShows()
{
    const Job failed = stored(JobState::Failed, QStringLiteral("a hen"));
    const Job done = stored(JobState::Done, QStringLiteral("a fox"));
    const CliResult json = m_cli->run(words({"jobs", "list", "--json"}));
    QCOMPARE(json.status, 0);
    const QJsonArray list = QJsonDocument::fromJson(json.out).array();
    QCOMPARE(list.size(), 2);
    QCOMPARE(textAt(list.first().toObject(), "id"), done.id.toString());
    QCOMPARE(textAt(list.first().toObject(), "state"), QStringLiteral("done"));
    const CliResult some = m_cli->run(words({"jobs", "list", "--state", "failed", "--json"}));
    QCOMPARE(QJsonDocument::fromJson(some.out).array().size(), 1);
    QCOMPARE(m_cli->run(words({"jobs", "list", "--state", "odd"})).status, 2);
    QCOMPARE(m_cli->run(words({"jobs", "list"})).out.count('\n'), 2);

    const QString start = done.id.toString().left(done.id.toString().size() - 2);
    const CliResult show = m_cli->run(
        {QStringLiteral("jobs"), QStringLiteral("show"), start, QStringLiteral("--json")});
    QCOMPARE(show.status, 0);
    QCOMPARE(QJsonDocument::fromJson(show.out).object().value(QStringLiteral("input")).toObject(),
             done.input);
    // Both begin with the time.
    const CliResult both =
        m_cli->run({QStringLiteral("jobs"), QStringLiteral("show"), done.id.toString().left(4)});
    QCOMPARE(both.status, 2);
    QVERIFY(both.err.contains("2 job"));
}

void TestCliJobs::retryAndResume()
{
    const Job failed = stored(JobState::Failed, QStringLiteral("a hen"));
    const CliResult retry =
        m_cli->run(server({QStringLiteral("jobs"), QStringLiteral("retry"), failed.id.toString()}));
    QCOMPARE(retry.status, 0);
    QVERIFY(QFileInfo::exists(QString::fromUtf8(retry.out).trimmed()));
    QCOMPARE(jobs().size(), 2);

    const Job waiting = stored(JobState::Waiting, QStringLiteral("a goose"));
    const CliResult resume = m_cli->run(server(words({"jobs", "resume", "--json"})));
    QCOMPARE(resume.status, 0);
    QVERIFY(resume.eventNames().contains(QStringLiteral("job")));
    for (const Job &job : jobs()) {
        if (job.id == waiting.id)
            QCOMPARE(job.state, JobState::Done);
    }
}

void TestCliJobs::cancelsWhatNobodyLooksAfter()
{
    const Job waiting = stored(JobState::Waiting, QStringLiteral("a goose"));
    const Job other = stored(JobState::Waiting, QStringLiteral("a duck"));
    const CliResult cancel = m_cli->run(
        server({QStringLiteral("jobs"), QStringLiteral("cancel"), waiting.id.toString()}));
    QCOMPARE(cancel.status, 0);
    for (const Job &job : jobs())
        QCOMPARE(job.state, job.id == other.id ? JobState::Waiting : JobState::Canceled);
}

void TestCliJobs::fetchesWhatWasSentFromElsewhere()
{
    const CliResult submitted =
        m_cli->run(server(words({"submit", "local/paint", "-i", "prompt=a far fox", "-i",
                                 "image_size:={\"width\":64,\"height\":64}", "--json"})));
    QCOMPARE(submitted.status, 0);
    const QString id = textAt(submitted.lines().constLast(), "request_id");
    QVERIFY2(!id.isEmpty(), submitted.out.constData());
    const QString url = m_base.toString() + QStringLiteral("/queue.fal.run/local/paint/requests/");
    const CliResult fetched =
        m_cli->run(server({QStringLiteral("jobs"), QStringLiteral("fetch"), url + id}));
    QVERIFY2(fetched.status == 0, fetched.err.constData());
    QVERIFY(QFileInfo::exists(QString::fromUtf8(fetched.out).trimmed()));
    QCOMPARE(jobs().size(), 1);
    QCOMPARE(jobs().first().title(), QStringLiteral("a far fox"));
    const CliResult again =
        m_cli->run(server({QStringLiteral("jobs"), QStringLiteral("fetch"), id,
                           QStringLiteral("--endpoint"), QStringLiteral("local/paint")}));
    QCOMPARE(again.out, fetched.out);
    QCOMPARE(jobs().size(), 1);
    QCOMPARE(m_cli->run(server({QStringLiteral("jobs"), QStringLiteral("fetch"), id})).status, 2);
}

void TestCliJobs::batchGoesOnWhereItWas()
{
    const QStringList command = server({QStringLiteral("batch"), batchFile(6),
                                        QStringLiteral("--endpoint"), QStringLiteral("local/paint"),
                                        QStringLiteral("--concurrency"), QStringLiteral("2")});
    const CliResult first = m_cli->run(command);
    QVERIFY2(first.status == 0, first.err.constData());
    QCOMPARE(first.out.trimmed().split('\n').size(), 6);
    QCOMPARE(jobs().size(), 6);
    const CliResult again = m_cli->run(command);
    QCOMPARE(again.status, 0);
    QVERIFY(again.err.contains("6 done before"));
    QCOMPARE(jobs().size(), 6);
}

void TestCliJobs::batchThatFails()
{
    const QString path = m_folder->filePath(QStringLiteral("batch.jsonl"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"prompt\":\"a fox\",\"num_inference_steps\":1,"
               "\"image_size\":{\"width\":64,\"height\":64}}\n\n{\"num_images\":99}\n");
    file.close();
    const QStringList command = server({QStringLiteral("batch"), path, QStringLiteral("--endpoint"),
                                        QStringLiteral("local/paint")});
    const CliResult first = m_cli->run(command);
    QCOMPARE(first.status, 1);
    QVERIFY2(first.err.contains("Line 3: "), first.err.constData());
    QCOMPARE(jobs().size(), 2);
    QCOMPARE(m_cli->run(command).status, 1);
    QCOMPARE(jobs().size(), 2);
    QCOMPARE(m_cli->run(command + words({"--retry-failed"})).status, 1);
    QCOMPARE(jobs().size(), 3);
}

void TestCliJobs::batchIsKilledAgainAndAgain()
{
    constexpr int lines = 20;
    constexpr int kills = 6;
    const QStringList command = server({QStringLiteral("batch"), batchFile(lines),
                                        QStringLiteral("--endpoint"), QStringLiteral("local/paint"),
                                        QStringLiteral("--concurrency"), QStringLiteral("3")});
    QRandomGenerator *random = QRandomGenerator::global();
    for (int kill = 0; kill < kills; ++kill) {
        const std::unique_ptr<QProcess> process = m_cli->start(command);
        // However far it has come; it may have ended.
        (void)QTest::qWaitFor([&] { return process->state() == QProcess::NotRunning; },
                              random->bounded(50, 700));
        process->kill();
        QTRY_COMPARE(process->state(), QProcess::NotRunning);
    }
    const CliResult last = m_cli->run(command);
    QSet<int> places;
    QSet<QString> requests;
    int unknown = 0;
    for (const Job &job : jobs()) {
        QCOMPARE(job.batchPlace.size(), 1);
        QVERIFY(!places.contains(job.batchPlace.first()));
        places.insert(job.batchPlace.first());
        unknown += job.state == JobState::Unknown ? 1 : 0;
        QVERIFY2(job.state == JobState::Done || job.state == JobState::Unknown,
                 qPrintable(jobStateName(job.state)));
        if (job.state == JobState::Done) {
            QVERIFY(!requests.contains(job.request.toString()));
            requests.insert(job.request.toString());
        }
    }
    QCOMPARE(places.size(), lines);
    QCOMPARE(last.status, unknown > 0 ? 1 : 0);
}

void TestCliJobs::batchFiles_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("endpoint");
    QTest::addColumn<int>("count");
    QTest::addColumn<QString>("words");
    const QString model = QStringLiteral("local/paint");
    QTest::newRow("inputs") << QByteArray("{\"prompt\":\"a\"}\n{}\n") << model << 2 << QString();
    QTest::newRow("own endpoints")
        << QByteArray("{\"endpoint\":\"a/b\",\"input\":{}}\r\n\r\n") << QString() << 1 << QString();
    QTest::newRow("no newline at the end") << QByteArray("{}") << model << 1 << QString();
    QTest::newRow("none") << QByteArray("\n\n") << model << 0 << QStringLiteral("no request");
    QTest::newRow("no model") << QByteArray("{}\n") << QString() << 0 << QStringLiteral("Line 1");
    QTest::newRow("no JSON") << QByteArray("{}\nx\n") << model << 0 << QStringLiteral("Line 2");
    QTest::newRow("a list") << QByteArray("[1]\n") << model << 0 << QStringLiteral("object");
    QTest::newRow("bad endpoint") << QByteArray("{\"endpoint\":\"../x\",\"input\":{}}\n") << model
                                  << 0 << QStringLiteral("Line 1");
    QTest::newRow("too many") << QByteArray("{}\n").repeated(10'001) << model << 0
                              << QStringLiteral("10");
}

void TestCliJobs::batchFiles()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, endpoint);
    QFETCH(int, count);
    QFETCH(QString, words);
    const auto parsed = EndpointId::parse(endpoint);
    const auto lines = cli::readBatchFile(bytes, parsed ? *parsed : EndpointId());
    QCOMPARE(lines.hasValue(), count > 0);
    if (lines)
        QCOMPARE(lines->size(), count);
    else
        QVERIFY2(lines.error().message.contains(words), qPrintable(lines.error().message));
}

QTEST_GUILESS_MAIN(TestCliJobs)
#include "tst_clijobs.moc"
