#include "core/base/json.h"
#include "core/jobs/receipt.h"
#include "core/library/assetrepository.h"
#include "core/library/sqljobrepository.h"
#include "core/library/store.h"
#include "core/localserver/localserver.h"
#include "tests/support/await.h"

#include <QDirIterator>
#include <QImageReader>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>
#include <QUrlQuery>

#include <memory>

using namespace peregrine;
using namespace peregrine::test;

namespace {

constexpr int jobCount = 20;
/// PEREGRINE_KILL_ROUNDS asks for more.
constexpr int usualRounds = 40;
constexpr int killsInARound = 3;
/// From the start of the program; it sends after about half a second.
constexpr int latestKillMs = 1600;
constexpr int patienceMs = 60'000;

QString environmentOr(const char *name, const QString &otherwise)
{
    return qEnvironmentVariable(name, otherwise);
}

QStringList filesBelow(const QString &folder)
{
    QStringList found;
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        // QLockFile's own.
        if (!path.contains(QLatin1String("/names.lock")))
            found.append(path);
    }
    return found;
}

} // namespace

/// The real program is killed again and again while it works off a queue, at moments that nobody
/// chose. In the end every job is there, done exactly once, and the server was never asked twice.
class TestKill : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();

    void killedAgainAndAgain_data();
    void killedAgainAndAgain();

private:
    void queueJobs(const QString &folder);
    void start(QProcess &program, const QString &folder) const;
    [[nodiscard]] QList<Job> jobsIn(Store &store) const;
    void check(const QString &folder, const QList<Job> &jobs);
    /// How many requests the server has got with each prompt.
    [[nodiscard]] QHash<QString, int> requests();

    QTemporaryDir m_serverFolder;
    std::unique_ptr<LocalServer> m_server;
    QUrl m_base;
    QRandomGenerator m_random;
    QString m_round;
    QHash<QString, int> m_statesAtKill;
    /// Jobs that ended Unknown and that the server has, and that it has not.
    int m_lost = 0;
    int m_unsent = 0;
};

void TestKill::initTestCase()
{
    LocalServer::Options options;
    options.dataFolder = m_serverFolder.path();
    options.concurrency = 4;
    options.minimumRunMs = 150;
    m_server = std::make_unique<LocalServer>(options);
    const auto base = m_server->start();
    QVERIFY(base.hasValue());
    m_base = *base;
    const QString seed = environmentOr("PEREGRINE_KILL_SEED", QString());
    const quint32 number = seed.isEmpty() ? QRandomGenerator::global()->generate() : seed.toUInt();
    m_random.seed(number);
    qInfo("PEREGRINE_KILL_SEED=%u", number);
}

void TestKill::cleanupTestCase()
{
    QStringList states;
    for (auto it = m_statesAtKill.cbegin(); it != m_statesAtKill.cend(); ++it)
        states.append(QStringLiteral("%1 %2").arg(it.key()).arg(it.value()));
    states.sort();
    qInfo("Jobs in each state at the moments of killing: %s",
          qPrintable(states.join(QStringLiteral(", "))));
    qInfo("Jobs that ended Unknown: %d that the server has, %d that it has not", m_lost, m_unsent);
    m_server.reset();
}

void TestKill::queueJobs(const QString &folder)
{
    Store store(folder + QStringLiteral("/library.sqlite"), folder + QStringLiteral("/results"));
    QVERIFY(await(store.open()).hasValue());
    QList<Job> jobs;
    for (int i = 0; i < jobCount; ++i) {
        Job job;
        job.id = JobId(makeIdText());
        job.batch = BatchId(m_round);
        job.endpoint = *EndpointId::parse(QStringLiteral("local/paint"));
        job.modelTitle = QStringLiteral("Paint");
        job.server = m_base.toString();
        job.input = {{QStringLiteral("prompt"), QStringLiteral("%1 fox %2").arg(m_round).arg(i)},
                     {QStringLiteral("num_images"), i % 5 == 0 ? 2 : 1},
                     {QStringLiteral("num_inference_steps"), 1},
                     {QStringLiteral("image_size"),
                      QJsonObject{{QStringLiteral("width"), 64}, {QStringLiteral("height"), 64}}}};
        job.createdAt = QDateTime::currentDateTimeUtc();
        job.rank = i;
        jobs.append(job);
    }
    QVERIFY(await(SqlJobRepository(store).saveAll(jobs)).hasValue());
}

void TestKill::start(QProcess &program, const QString &folder) const
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    environment.insert(QStringLiteral("FAL_KEY"), QStringLiteral("kill-test:0123456789abcdef"));
    program.setProcessEnvironment(environment);
    program.setProcessChannelMode(QProcess::MergedChannels);
    program.start(QStringLiteral(PEREGRINE_BIN_DIR "/peregrine"),
                  {QStringLiteral("--data-dir"), folder, QStringLiteral("--server"),
                   m_base.toString(), QStringLiteral("local/paint")});
    if (!program.waitForStarted())
        qFatal("peregrine does not start");
}

QList<Job> TestKill::jobsIn(Store &store) const
{
    const auto jobs = await(SqlJobRepository(store).recent(1000));
    if (!jobs)
        qFatal("the library cannot be read: %s", qPrintable(jobs.error().message));
    return *jobs;
}

void TestKill::killedAgainAndAgain_data()
{
    QTest::addColumn<int>("round");
    const int rounds = environmentOr("PEREGRINE_KILL_ROUNDS", QString::number(usualRounds)).toInt();
    for (int round = 0; round < rounds; ++round)
        QTest::addRow("round %d", round) << round;
}

void TestKill::killedAgainAndAgain()
{
    QFETCH(int, round);
    m_round = QStringLiteral("r%1").arg(round);
    QTemporaryDir folder;
    queueJobs(folder.path());
    Store store(folder.filePath(QStringLiteral("library.sqlite")),
                folder.filePath(QStringLiteral("results")));
    QVERIFY(await(store.open()).hasValue());
    for (int kill = 0; kill < killsInARound; ++kill) {
        QProcess program;
        start(program, folder.path());
        // Also when it has ended by itself: then that is the bug.
        QVERIFY2(!program.waitForFinished(m_random.bounded(latestKillMs)),
                 program.readAll().constData());
        program.kill();
        QVERIFY(program.waitForFinished());
        for (const Job &job : jobsIn(store))
            ++m_statesAtKill[jobStateName(job.state)];
    }
    QProcess program;
    start(program, folder.path());
    QList<Job> jobs;
    // What a job was put together in goes after it is Done.
    const auto settled = [&] {
        jobs = jobsIn(store);
        return filesBelow(folder.filePath(QStringLiteral("results/.incoming"))).isEmpty()
            && std::none_of(jobs.cbegin(), jobs.cend(),
                            [](const Job &job) { return isActive(job.state); });
    };
    const bool ended = QTest::qWaitFor(settled, patienceMs);
    program.kill();
    QVERIFY(program.waitForFinished());
    if (!ended) {
        for (const Job &job : std::as_const(jobs))
            qInfo() << job.title() << jobStateName(job.state) << job.request.toString()
                    << (job.error ? job.error->message : QString());
        qInfo() << filesBelow(folder.filePath(QStringLiteral("results/.incoming")));
        qInfo().noquote() << program.readAll();
    }
    QVERIFY(ended);
    check(folder.path(), jobsIn(store));
}

void TestKill::check(const QString &folder, const QList<Job> &jobs)
{
    QCOMPARE(jobs.size(), jobCount);
    const QHash<QString, int> sent = requests();
    Store store(folder + QStringLiteral("/library.sqlite"), folder + QStringLiteral("/results"));
    QVERIFY(await(store.open()).hasValue());
    QStringList expected;
    for (const Job &job : jobs) {
        const int count = sent.value(job.title());
        QVERIFY2(count <= 1, qPrintable(job.title() + QStringLiteral(" was sent twice")));
        const auto assets = await(AssetRepository(store).ofJob(job.id));
        QVERIFY(assets.hasValue());
        if (job.state == JobState::Unknown) {
            ++(count > 0 ? m_lost : m_unsent);
            QVERIFY(assets->isEmpty());
            continue;
        }
        QVERIFY2(job.state == JobState::Done,
                 qPrintable(job.title() + u' ' + jobStateName(job.state) + u' '
                            + (job.error ? job.error->message : QString())));
        QCOMPARE(count, 1);
        QCOMPARE(assets->size(), job.input.value(QStringLiteral("num_images")).toInt());
        for (const Asset &asset : *assets) {
            QCOMPARE(QFileInfo(asset.path).size(), asset.bytes);
            QVERIFY2(!QImageReader(asset.path).read().isNull(), qPrintable(asset.path));
            expected.append(asset.path);
        }
        const QFileInfo first(assets->first().path);
        QFile receipt(first.path() + u'/' + first.completeBaseName()
                      + QStringLiteral(".receipt.json"));
        QVERIFY(receipt.open(QIODevice::ReadOnly));
        const auto json = parseJson(receipt.readAll());
        QVERIFY(json.hasValue());
        QCOMPARE(json->toObject().value(QStringLiteral("job_id")).toString(), job.id.toString());
        expected.append(receipt.fileName());
    }
    // Nothing twice, nothing half, nothing left behind.
    QStringList found = filesBelow(folder + QStringLiteral("/results"));
    for (const QString &path : std::as_const(expected))
        QVERIFY2(found.removeOne(path), qPrintable(path + QStringLiteral(" is missing")));
    QVERIFY2(found.isEmpty(),
             qPrintable(QStringLiteral("left behind: ") + found.join(QStringLiteral(", "))));
}

QHash<QString, int> TestKill::requests()
{
    QHash<QString, int> counts;
    QNetworkAccessManager network;
    QString cursor;
    do {
        QUrl url(m_base.toString() + QStringLiteral("/api.fal.ai/v1/models/requests/by-endpoint"));
        QUrlQuery query{{QStringLiteral("endpoint_id"), QStringLiteral("local/paint")},
                        {QStringLiteral("limit"), QStringLiteral("100")},
                        {QStringLiteral("expand"), QStringLiteral("payloads")}};
        if (!cursor.isEmpty())
            query.addQueryItem(QStringLiteral("cursor"), cursor);
        url.setQuery(query);
        QNetworkRequest get(url);
        get.setRawHeader("Authorization", "Key kill-test:0123456789abcdef");
        const std::unique_ptr<QNetworkReply> reply(network.get(get));
        if (!QTest::qWaitFor([&] { return reply->isFinished(); }, patienceMs))
            qFatal("the server does not answer");
        const auto page = parseJson(reply->readAll());
        if (!page || reply->error() != QNetworkReply::NoError)
            qFatal("the server does not list its requests: %s", qPrintable(reply->errorString()));
        const QJsonArray items = page->toObject().value(QStringLiteral("items")).toArray();
        for (const QJsonValue &item : items)
            ++counts[item.toObject()
                         .value(QStringLiteral("json_input"))
                         .toObject()
                         .value(QStringLiteral("prompt"))
                         .toString()];
        cursor = page->toObject().value(QStringLiteral("next_cursor")).toString();
    } while (!cursor.isEmpty());
    return counts;
}

QTEST_GUILESS_MAIN(TestKill)
#include "tst_kill.moc"
