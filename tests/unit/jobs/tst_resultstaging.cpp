#include "core/base/json.h"
#include "core/jobs/receipt.h"
#include "core/jobs/resultstaging.h"

#include <QDirIterator>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace peregrine;

namespace {

void write(const QString &path, const QByteArray &bytes)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write a file of the test");
}

QStringList names(std::initializer_list<const char *> list)
{
    QStringList names;
    for (const char *name : list)
        names.append(QLatin1String(name));
    return names;
}

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

/// What is among the results after a crash at any step of putting them there.
class TestResultStaging : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void publishes();
    void theReceiptSaysWhatItCost();
    void namesThatAreTaken();
    void crashBeforeTheJournal();
    void crashAfter_data();
    void crashAfter();
    void journalThatLies_data();
    void journalThatLies();
    void movedFileThatIsGone();
    void folderThatCannotBeWritten();
    void journalThatCannotBeWritten();
    void receiptThatCannotBeWritten();
    void leftovers();

private:
    [[nodiscard]] ResultStaging staging() const { return {m_results, m_job}; }
    /// Two pictures that have come down.
    [[nodiscard]] QList<Asset> fetched() const;
    [[nodiscard]] QStringList files() const;
    [[nodiscard]] QString journalPath() const
    {
        return staging().folder() + QStringLiteral("/publish.json");
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_results;
    Job m_job;
};

void TestResultStaging::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_results = m_folder->filePath(QStringLiteral("results"));
    m_job = Job();
    m_job.id = JobId(QStringLiteral("job/../1"));
    m_job.endpoint = *EndpointId::parse(QStringLiteral("local/paint"));
    m_job.input = QJsonObject{{QStringLiteral("prompt"), QStringLiteral("a fox")}};
    m_job.output = QJsonObject{{QStringLiteral("seed"), 7}};
    m_job.createdAt = QDateTime::currentDateTimeUtc();
    m_job.endedAt =
        QDateTime::fromString(QStringLiteral("2026-03-01T10:00:00.250Z"), Qt::ISODateWithMs);
}

QList<Asset> TestResultStaging::fetched() const
{
    QList<Asset> assets;
    for (const char *name : {"a.png", "a (2).png"}) {
        Asset asset;
        asset.id = AssetId(QLatin1String(name));
        asset.job = m_job.id;
        asset.index = static_cast<int>(assets.size());
        asset.kind = MediaKind::Image;
        asset.mimeType = QStringLiteral("image/png");
        asset.path = staging().folder() + u'/' + QLatin1String(name);
        asset.bytes = 3;
        asset.size = QSize(8, 9);
        write(asset.path, QByteArray("bytes of ") + name);
        assets.append(asset);
    }
    return assets;
}

QStringList TestResultStaging::files() const
{
    QStringList names = QDir(m_results).entryList(QDir::Files, QDir::Name);
    return names;
}

void TestResultStaging::publishes()
{
    const auto published = staging().publish(fetched(), QStringLiteral("fox"));
    QVERIFY(published);
    QCOMPARE(files(), names({"fox (2).png", "fox.png", "fox.receipt.json"}));
    QCOMPARE(published->assets.size(), 2);
    QCOMPARE(published->assets.at(1).path, m_results + QStringLiteral("/fox (2).png"));
    QCOMPARE(published->assets.at(1).id, AssetId(QStringLiteral("a (2).png")));
    QCOMPARE(published->assets.at(1).size, QSize(8, 9));
    QCOMPARE(published->assets.at(1).index, 1);
    QCOMPARE(published->output, m_job.output);
    QCOMPARE(published->endedAt, m_job.endedAt);
    QCOMPARE(read(published->assets.at(1).path), QByteArray("bytes of a (2).png"));
    QVERIFY(QFile::exists(journalPath()));
    staging().clear();
    QVERIFY(!QFile::exists(staging().folder()));
    QVERIFY(!staging().recover());
    QCOMPARE(files().size(), 3);
}

void TestResultStaging::theReceiptSaysWhatItCost()
{
    const QString cost = QStringLiteral("cost");
    QVERIFY(!receiptOf(m_job, {}).contains(cost));
    m_job.cost.estimated = 0.025;
    QJsonObject expected{{QStringLiteral("amount"), 0.025},
                         {QStringLiteral("currency"), QStringLiteral("USD")},
                         {QStringLiteral("exact"), false}};
    QCOMPARE(receiptOf(m_job, {}).value(cost).toObject(), expected);
    m_job.cost.billed = 0.05;
    expected.insert(QStringLiteral("amount"), 0.05);
    expected.insert(QStringLiteral("exact"), true);
    QCOMPARE(receiptOf(m_job, {}).value(cost).toObject(), expected);
}

void TestResultStaging::namesThatAreTaken()
{
    write(m_results + QStringLiteral("/fox.png"), "another's");
    write(m_results + QStringLiteral("/fox (2).receipt.json"), "another's");
    const auto published = staging().publish(fetched(), QStringLiteral("fox"));
    QVERIFY(published);
    QCOMPARE(published->assets.at(0).path, m_results + QStringLiteral("/fox (3).png"));
    QCOMPARE(published->assets.at(1).path, m_results + QStringLiteral("/fox (4).png"));
    QCOMPARE(read(m_results + QStringLiteral("/fox.png")), QByteArray("another's"));
    QCOMPARE(read(m_results + QStringLiteral("/fox (2).receipt.json")), QByteArray("another's"));
    QVERIFY(QFile::exists(m_results + QStringLiteral("/fox (3).receipt.json")));
}

void TestResultStaging::crashBeforeTheJournal()
{
    const QList<Asset> assets = fetched();
    QVERIFY(!staging().recover());
    QVERIFY(files().isEmpty());
    QVERIFY(!QFile::exists(assets.constFirst().path));
}

void TestResultStaging::crashAfter_data()
{
    QTest::addColumn<QStringList>("back");
    QTest::newRow("the journal") << names({"fox.png", "fox (2).png", "fox.receipt.json"});
    QTest::newRow("the first move") << names({"fox (2).png", "fox.receipt.json"});
    QTest::newRow("both moves") << names({"fox.receipt.json"});
    QTest::newRow("the receipt") << QStringList{};
}

void TestResultStaging::crashAfter()
{
    QFETCH(QStringList, back);
    const auto published = staging().publish(fetched(), QStringLiteral("fox"));
    QVERIFY(published);
    for (const QString &name : back) {
        const QString path = m_results + u'/' + name;
        if (name.endsWith(QLatin1String(".png")))
            QVERIFY(QFile::rename(
                path,
                staging().folder() + u'/'
                    + QString(name).replace(QLatin1String("fox"), QLatin1String("a"))));
        else
            QVERIFY(QFile::remove(path));
    }
    const auto recovered = staging().recover();
    QVERIFY(recovered);
    QCOMPARE(recovered->assets, published->assets);
    QCOMPARE(recovered->output, m_job.output);
    QCOMPARE(recovered->endedAt, m_job.endedAt);
    QCOMPARE(files(), names({"fox (2).png", "fox.png", "fox.receipt.json"}));
    const auto receipt = parseJson(read(m_results + QStringLiteral("/fox.receipt.json")));
    QVERIFY(receipt);
    QCOMPARE(assetsOfReceipt(receipt->toObject(), m_job, m_results), published->assets);
}

void TestResultStaging::journalThatLies_data()
{
    QTest::addColumn<QByteArray>("journal");
    const auto with = [](const char *moves, const char *receiptFile, const char *job) {
        return QByteArray("{\"moves\":[") + moves + "],\"receipt_file\":\"" + receiptFile
            + "\",\"receipt\":{\"job_id\":\"" + job + "\",\"files\":[]}}";
    };
    const char *move = "{\"from\":\"a.png\",\"to\":\"fox.png\"}";
    const char *job = "job/../1";
    QTest::newRow("cut") << with(move, "r.json", job).chopped(5);
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("no moves") << with("", "r.json", job);
    QTest::newRow("another job's") << with(move, "r.json", "job2");
    QTest::newRow("out of the folder")
        << with("{\"from\":\"a.png\",\"to\":\"../fox.png\"}", "r.json", job);
    QTest::newRow("into the folder")
        << with("{\"from\":\"../../secret\",\"to\":\"fox.png\"}", "r.json", job);
    QTest::newRow("receipt out of the folder") << with(move, "../r.json", job);
    QTest::newRow("folder itself") << with("{\"from\":\".\",\"to\":\"fox.png\"}", "r.json", job);
}

void TestResultStaging::journalThatLies()
{
    QFETCH(QByteArray, journal);
    const QList<Asset> assets = fetched();
    write(m_folder->filePath(QStringLiteral("secret")), "mine");
    write(journalPath(), journal);
    QVERIFY(!staging().recover());
    QVERIFY(files().isEmpty());
    QVERIFY(!QFile::exists(m_folder->filePath(QStringLiteral("fox.png"))));
    QVERIFY(!QFile::exists(m_folder->filePath(QStringLiteral("r.json"))));
    QVERIFY(QFile::exists(m_folder->filePath(QStringLiteral("secret"))));
}

void TestResultStaging::movedFileThatIsGone()
{
    QVERIFY(staging().publish(fetched(), QStringLiteral("fox")));
    QVERIFY(QFile::remove(m_results + QStringLiteral("/fox.png")));
    // Whoever removed it: the result is not whole, so it is fetched again.
    QVERIFY(!staging().recover());
    QVERIFY(!QFile::exists(staging().folder()));
}

void TestResultStaging::folderThatCannotBeWritten()
{
    const QList<Asset> assets = fetched();
    write(m_folder->filePath(QStringLiteral("file")), "not a folder");
    const ResultStaging blocked(m_folder->filePath(QStringLiteral("file")), m_job);
    const auto published = blocked.publish(assets, QStringLiteral("fox"));
    QVERIFY(!published);
    QCOMPARE(published.error().kind, Error::Kind::Storage);
}

void TestResultStaging::journalThatCannotBeWritten()
{
    QList<Asset> assets = fetched();
    QVERIFY(QDir().mkpath(journalPath()));
    const auto failed = staging().publish(assets, QStringLiteral("fox"));
    QVERIFY(!failed);
    QCOMPARE(failed.error().kind, Error::Kind::Storage);
    QVERIFY(failed.error().message.contains(QStringLiteral("results")));
    QVERIFY(files().isEmpty());
    // Fetched again, they find nothing in their way.
    assets = fetched();
    QVERIFY(staging().publish(assets, QStringLiteral("fox")));
    QCOMPARE(files(), names({"fox (2).png", "fox.png", "fox.receipt.json"}));
}

/// The disk is full when the files have moved: the next attempt finds them, none is there twice.
void TestResultStaging::receiptThatCannotBeWritten()
{
    const QList<Asset> assets = fetched();
    const QString inTheWay = staging().folder() + QStringLiteral("/receipt.json");
    QVERIFY(QDir().mkpath(inTheWay));
    const auto failed = staging().publish(assets, QStringLiteral("fox"));
    QVERIFY(!failed);
    QCOMPARE(failed.error().kind, Error::Kind::Storage);
    QVERIFY2(failed.error().message.contains(QStringLiteral("try again")),
             qPrintable(failed.error().message));
    QVERIFY(QDir().rmdir(inTheWay));
    const auto recovered = staging().recover();
    QVERIFY(recovered);
    QCOMPARE(recovered->assets.size(), 2);
    QCOMPARE(files(), names({"fox (2).png", "fox.png", "fox.receipt.json"}));
}

void TestResultStaging::leftovers()
{
    Job other = m_job;
    other.id = JobId(QStringLiteral("other"));
    const ResultStaging others(m_results, other);
    const QList<Asset> assets = fetched();
    write(others.folder() + QStringLiteral("/b.png"), "bytes");
    ResultStaging::clearLeftovers(m_results, {m_job.id});
    QVERIFY(!QFile::exists(staging().folder()));
    QVERIFY(QFile::exists(others.folder() + QStringLiteral("/b.png")));
}

QTEST_GUILESS_MAIN(TestResultStaging)
#include "tst_resultstaging.moc"
