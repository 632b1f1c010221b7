#include "app/services.h"
#include "tests/support/await.h"

#include <QFile>
#include <QImage>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace peregrine;
using namespace peregrine::test;

/// The whole core against the embedded server: every model, cancel, and a restart in the middle.
class TestLocalJobs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void everyModel_data();
    void everyModel();
    void pictureOverAPicture();
    void describedPicture();
    void canceledWhileItRuns();
    void rejectedByTheModel();
    void restartInTheMiddle();
    void identicalInputsGiveIdenticalFiles();

private:
    void startProgram();
    void endProgram();
    JobId send(const char *endpoint, const QJsonObject &input, const QList<LocalFile> &files = {});
    Job outcome(const JobId &id);
    QList<Asset> assetsOf(const JobId &id);

    std::unique_ptr<QTemporaryDir> m_data;
    std::unique_ptr<Services> m_services;
};

void TestLocalJobs::init()
{
    m_data = std::make_unique<QTemporaryDir>();
    startProgram();
}

void TestLocalJobs::cleanup()
{
    endProgram();
}

void TestLocalJobs::startProgram()
{
    m_services = std::make_unique<Services>(Folders::resolve(m_data->path()), Secret());
    QVERIFY(m_services->folders.prepare().hasValue());
    QVERIFY(await(m_services->store.open()).hasValue());
    const auto base = m_services->localServer.start();
    QVERIFY(base.hasValue());
    m_services->servers.setLocalBase(*base);
}

void TestLocalJobs::endProgram()
{
    m_services.reset();
}

JobId TestLocalJobs::send(const char *endpoint, const QJsonObject &input,
                          const QList<LocalFile> &files)
{
    JobRequest request;
    request.endpoint = *EndpointId::parse(QString::fromLatin1(endpoint));
    request.modelTitle = QString::fromLatin1(endpoint);
    request.server = FalServers::local;
    request.input = input;
    request.files = files;
    return m_services->jobs.submit(request);
}

Job TestLocalJobs::outcome(const JobId &id)
{
    const auto settled = [this, &id] {
        const Job *job = m_services->jobs.job(id);
        return job && !isActive(job->state);
    };
    if (!QTest::qWaitFor(settled, 100'000))
        qFatal("a job did not end");
    return *m_services->jobs.job(id);
}

QList<Asset> TestLocalJobs::assetsOf(const JobId &id)
{
    return *await(m_services->assets.ofJob(id));
}

void TestLocalJobs::everyModel_data()
{
    QTest::addColumn<QByteArray>("endpoint");
    QTest::addColumn<QJsonObject>("input");
    QTest::addColumn<int>("count");
    QTest::addColumn<QString>("kind");
    const QString prompt = QStringLiteral("prompt");
    QTest::newRow("paint") << QByteArray("local/paint")
                           << QJsonObject{{prompt, QStringLiteral("a fox")},
                                          {QStringLiteral("num_images"), 2},
                                          {QStringLiteral("image_size"), QStringLiteral("square")}}
                           << 2 << QStringLiteral("image");
    QTest::newRow("animate") << QByteArray("local/animate")
                             << QJsonObject{{prompt, QStringLiteral("a calm sea")},
                                            {QStringLiteral("duration"), 1}}
                             << 1 << QStringLiteral("video");
    QTest::newRow("speak") << QByteArray("local/speak")
                           << QJsonObject{{QStringLiteral("text"), QStringLiteral("Good morning.")}}
                           << 1 << QStringLiteral("audio");
}

void TestLocalJobs::everyModel()
{
    QFETCH(QByteArray, endpoint);
    QFETCH(QJsonObject, input);
    QFETCH(int, count);
    QFETCH(QString, kind);
    const JobId id = send(endpoint.constData(), input);
    const Job job = outcome(id);
    QVERIFY2(job.state == JobState::Done, qPrintable(job.error ? job.error->message : QString()));
    const QList<Asset> assets = assetsOf(id);
    QCOMPARE(assets.size(), count);
    for (const Asset &asset : assets) {
        QCOMPARE(mediaKindName(asset.kind), kind);
        QVERIFY(asset.bytes > 0);
        QVERIFY(asset.kind == MediaKind::Image || asset.duration > 0.3);
    }
    const auto log = await(m_services->jobRepository.log(id));
    QVERIFY(!log->isEmpty());
}

void TestLocalJobs::pictureOverAPicture()
{
    const QString path = m_data->filePath(QStringLiteral("blue.png"));
    QImage source(320, 200, QImage::Format_RGB32);
    source.fill(Qt::blue);
    QVERIFY(source.save(path));
    const JobId id = send(
        "local/paint/image-to-image",
        {{QStringLiteral("prompt"), QStringLiteral("a meadow")}, {QStringLiteral("strength"), 0.2}},
        {{QStringLiteral("/image_url"), path}});
    QCOMPARE(outcome(id).state, JobState::Done);
    const QColor middle = QImage(assetsOf(id).first().path)
                              .scaled(1, 1, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
                              .pixelColor(0, 0);
    QVERIFY2(middle.blue() > middle.red(), qPrintable(middle.name()));
}

void TestLocalJobs::describedPicture()
{
    const QString path = m_data->filePath(QStringLiteral("red.png"));
    QImage source(320, 200, QImage::Format_RGB32);
    source.fill(Qt::red);
    QVERIFY(source.save(path));
    const JobId id = send("local/describe", {}, {{QStringLiteral("/image_url"), path}});
    const Job job = outcome(id);
    QCOMPARE(job.state, JobState::Done);
    QVERIFY(!job.output.value(QStringLiteral("output")).toString().isEmpty());
    const QList<Asset> assets = assetsOf(id);
    QCOMPARE(assets.size(), 1);
    QCOMPARE(assets.first().mimeType, QStringLiteral("application/json"));
    QFile file(assets.first().path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(QJsonDocument::fromJson(file.readAll()).isObject());
}

void TestLocalJobs::canceledWhileItRuns()
{
    const JobId id = send("local/animate",
                          {{QStringLiteral("prompt"), QStringLiteral("a storm, oil painting")},
                           {QStringLiteral("duration"), 6}});
    QTRY_COMPARE_WITH_TIMEOUT(m_services->jobs.job(id)->state, JobState::Running, 30'000);
    m_services->jobs.cancel(id);
    QCOMPARE(outcome(id).state, JobState::Canceled);
    QVERIFY(assetsOf(id).isEmpty());
}

void TestLocalJobs::rejectedByTheModel()
{
    const JobId id =
        send("local/paint",
             {{QStringLiteral("prompt"), QStringLiteral("x")}, {QStringLiteral("num_images"), 9}});
    const Job job = outcome(id);
    QCOMPARE(job.state, JobState::Failed);
    QCOMPARE(job.error->kind, Error::Kind::Validation);
    QCOMPARE(job.error->fields.first().path, QStringList(QStringLiteral("num_images")));
}

void TestLocalJobs::restartInTheMiddle()
{
    QList<JobId> ids;
    for (int i = 0; i < 5; ++i) {
        ids.append(send("local/paint",
                        {{QStringLiteral("prompt"), QStringLiteral("a mountain %1").arg(i)},
                         {QStringLiteral("num_images"), 2}}));
    }
    QTRY_VERIFY_WITH_TIMEOUT(!m_services->jobs.job(ids.first())->request.isEmpty(), 30'000);
    endProgram();
    startProgram();
    QSignalSpy resumed(&m_services->jobs, &JobManager::resumed);
    m_services->jobs.resume();
    QVERIFY(resumed.wait());
    for (const JobId &id : ids) {
        const Job job = outcome(id);
        // A submit that was cut off cannot be known to have arrived; all others go on.
        if (job.state == JobState::Unknown) {
            QVERIFY(job.request.isEmpty());
            continue;
        }
        QVERIFY2(job.state == JobState::Done,
                 qPrintable(job.error ? job.error->message : jobStateName(job.state)));
        QCOMPARE(assetsOf(id).size(), 2);
    }
    QCOMPARE(m_services->jobs.job(ids.first())->state, JobState::Done);
}

void TestLocalJobs::identicalInputsGiveIdenticalFiles()
{
    const QJsonObject input{{QStringLiteral("prompt"), QStringLiteral("a lighthouse, ink")},
                            {QStringLiteral("seed"), 5},
                            {QStringLiteral("image_size"), QStringLiteral("square")}};
    QJsonObject other = input;
    other.insert(QStringLiteral("seed"), 6);
    const auto picture = [this](const QJsonObject &asked) {
        const JobId id = send("local/paint", asked);
        return outcome(id).state == JobState::Done ? QImage(assetsOf(id).first().path) : QImage();
    };
    const QImage first = picture(input);
    QVERIFY(!first.isNull());
    QCOMPARE(picture(input), first);
    QVERIFY(picture(other) != first);
    QVERIFY(!first.text().isEmpty());
}

QTEST_GUILESS_MAIN(TestLocalJobs)
#include "tst_localjobs.moc"
