#include "core/catalog/catalogcache.h"
#include "tests/support/await.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

#include <functional>

using namespace peregrine;
using namespace peregrine::test;

namespace {

const QString server = QStringLiteral("http://127.0.0.1:1/../../x");
const QJsonArray models{QJsonObject{{QStringLiteral("endpoint_id"), QStringLiteral("a/b")}}};

EndpointId endpoint(const char *text)
{
    return *EndpointId::parse(QString::fromLatin1(text));
}

void waitForWrites()
{
    QVERIFY(
        QTest::qWaitFor([] { return QThreadPool::globalInstance()->activeThreadCount() == 0; }));
}

} // namespace

Q_DECLARE_METATYPE(std::function<void(const QString &)>)

class TestCatalogCache : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keeps()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("not/yet/there"));
        const CatalogCache cache(path);
        QVERIFY(!await(cache.models(server)).has_value());
        cache.keepModels(server, models);
        const QJsonObject document{{QStringLiteral("paths"), QJsonObject()}};
        cache.keepDocument(server, endpoint("a/b"), document);
        waitForWrites();
        const auto cached = await(cache.models(server));
        QVERIFY(cached);
        QCOMPARE(cached->entries, models);
        QVERIFY(qAbs(cached->fetchedAt.secsTo(QDateTime::currentDateTimeUtc())) < 60);
        QCOMPARE(await(cache.document(server, endpoint("a/b"))), std::optional(document));
        QVERIFY(!await(cache.document(server, endpoint("a/c"))).has_value());
        QVERIFY(!await(cache.models(QStringLiteral("fal"))).has_value());
        // Names of servers choose no path.
        QCOMPARE(QDir(path).entryList(QDir::Files).size(), 2);
        QCOMPARE(QDir(folder.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot),
                 QStringList(QStringLiteral("not")));
    }

    void brokenFilesAreNotThere_data()
    {
        using Break = std::function<void(const QString &)>;
        QTest::addColumn<Break>("damage");
        const auto written = [](const QByteArray &bytes) {
            return Break([bytes](const QString &path) {
                QFile file(path);
                QVERIFY(file.open(QIODevice::WriteOnly));
                file.write(bytes);
            });
        };
        QTest::newRow("empty") << written({});
        QTest::newRow("cut") << written("[{\"endpoint_id\":");
        QTest::newRow("of another kind") << written("{\"models\":[]}");
        QTest::newRow("binary") << written(QByteArray(1000, '\xff'));
        QTest::newRow("nested without end") << written(QByteArray(1'000'000, '['));
        QTest::newRow("huge") << Break([](const QString &path) {
            QFile file(path);
            QVERIFY(file.resize(CatalogCache::maxBytes + 1));
        });
        QTest::newRow("a folder") << Break([](const QString &path) {
            QVERIFY(QFile::remove(path));
            QVERIFY(QDir().mkpath(path));
        });
    }

    void brokenFilesAreNotThere()
    {
        QFETCH(std::function<void(const QString &)>, damage);
        QTemporaryDir folder;
        const CatalogCache cache(folder.path());
        cache.keepModels(server, models);
        waitForWrites();
        const QFileInfoList files = QDir(folder.path()).entryInfoList(QDir::Files);
        QCOMPARE(files.size(), 1);
        damage(files.first().filePath());
        QVERIFY(!await(cache.models(server)).has_value());
    }

    void nowhereToWrite()
    {
        const CatalogCache none{QString()};
        none.keepModels(server, models);
        waitForWrites();
        QVERIFY(!await(none.models(server)).has_value());
        const CatalogCache impossible(QStringLiteral("/dev/null/cache"));
        impossible.keepModels(server, models);
        waitForWrites();
        QVERIFY(!await(impossible.models(server)).has_value());
    }
};

QTEST_GUILESS_MAIN(TestCatalogCache)
#include "tst_catalogcache.moc"
