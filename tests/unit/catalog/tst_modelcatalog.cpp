#include "core/catalog/modelcatalog.h"
#include "tests/support/scriptedserver.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

#include <algorithm>
#include <memory>

using namespace peregrine;
using namespace peregrine::test;

namespace {

constexpr const char *modelsPath = "/api.fal.ai/v1/models";
constexpr const char *documentPath = "/fal.ai/api/openapi/queue/openapi.json";

ScriptedAnswer json(const QByteArray &body, int status = 200)
{
    ScriptedAnswer answer = ScriptedAnswer::status(status, body);
    answer.header("Content-Type", "application/json");
    return answer;
}

ScriptedAnswer page(const QList<QByteArray> &ids, const QByteArray &cursor = {})
{
    QByteArray entries;
    for (const QByteArray &id : ids)
        entries += (entries.isEmpty() ? "" : ",") + ("{\"endpoint_id\":\"" + id + "\"}");
    return json("{\"models\":[" + entries + "],\"next_cursor\":"
                + (cursor.isEmpty() ? QByteArray("null") : '"' + cursor + '"')
                + ",\"has_more\":" + (cursor.isEmpty() ? "false" : "true") + '}');
}

QStringList idsOf(const ModelCatalog &catalog)
{
    QStringList ids;
    for (const ModelCard &card : catalog.models())
        ids.append(card.endpoint.toString());
    return ids;
}

EndpointId model()
{
    return *EndpointId::parse(QStringLiteral("a/b"));
}

} // namespace

/// The model list and documents of a server that pages, fails, repeats itself and goes away.
class TestModelCatalog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void pages();
    void oddEntriesAreLeftOut();
    void endlessLists_data();
    void endlessLists();
    void offlineWithACache();
    void failures_data();
    void failures();
    void serverSwitchedWhileAsked();
    void serverSwitchedToOneThatIsNone();
    void serverSwitchedByAListener();
    void emptyListReplacesTheCache();
    void deletedWhileAsked();
    void documents();
    void documentFromTheCacheFirst();
    void documentAskedTwiceAtOnce();
    void documentThatIsNotThere();
    void documentOfTheServerBefore();

private:
    std::unique_ptr<ModelCatalog> makeCatalog();
    [[nodiscard]] QString name(const ScriptedServer &server) const
    {
        return server.url({}).toString();
    }
    [[nodiscard]] qsizetype count(const QByteArray &path) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<FalServers> m_servers;
    std::unique_ptr<ModelCatalog> m_catalog;
};

void TestModelCatalog::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<ScriptedServer>();
    m_servers = std::make_unique<FalServers>(Secret());
    m_catalog = makeCatalog();
}

void TestModelCatalog::cleanup()
{
    m_catalog.reset();
    m_servers.reset();
    m_server.reset();
    // The cache writes on the pool.
    QVERIFY(
        QTest::qWaitFor([] { return QThreadPool::globalInstance()->activeThreadCount() == 0; }));
}

std::unique_ptr<ModelCatalog> TestModelCatalog::makeCatalog()
{
    return std::make_unique<ModelCatalog>(*m_servers, CatalogCache(m_folder->path()));
}

qsizetype TestModelCatalog::count(const QByteArray &path) const
{
    const QList<SeenRequest> &seen = m_server->seen();
    return std::count_if(seen.cbegin(), seen.cend(), [&path](const SeenRequest &request) {
        return request.target.split('?').first() == path;
    });
}

void TestModelCatalog::pages()
{
    m_server->on(modelsPath, page({"a/1", "a/2"}, "next one"));
    m_server->on(modelsPath, page({"a/2", "a/3"}));
    QSignalSpy loading(m_catalog.get(), &ModelCatalog::loadingChanged);
    m_catalog->setServer(name(*m_server));
    QVERIFY(m_catalog->isLoading());
    QTRY_VERIFY(!m_catalog->isLoading());
    QCOMPARE(idsOf(*m_catalog),
             QStringList({QStringLiteral("a/1"), QStringLiteral("a/2"), QStringLiteral("a/3")}));
    QCOMPARE(loading.size(), 2);
    QVERIFY(m_server->seen().at(1).target.contains("cursor=next%20one"));
}

void TestModelCatalog::oddEntriesAreLeftOut()
{
    m_server->on(modelsPath,
                 json(R"({"models":[7,null,{},{"endpoint_id":"x"},{"endpoint_id":"a/b","metadata":)"
                      R"({"display_name":"Title"}}],"has_more":"yes","next_cursor":5})"));
    m_catalog->setServer(name(*m_server));
    QTRY_VERIFY(!m_catalog->isLoading());
    QCOMPARE(idsOf(*m_catalog), QStringList(QStringLiteral("a/b")));
    QCOMPARE(m_catalog->titleOf(model()), QStringLiteral("Title"));
    QCOMPARE(m_catalog->titleOf(*EndpointId::parse(QStringLiteral("c/d"))), QStringLiteral("c/d"));
}

void TestModelCatalog::endlessLists_data()
{
    QTest::addColumn<bool>("repeats");
    QTest::newRow("the same cursor again") << true;
    QTest::newRow("always a new cursor") << false;
}

void TestModelCatalog::endlessLists()
{
    QFETCH(bool, repeats);
    constexpr int maxPages = 200;
    for (int i = 0; i < (repeats ? 1 : maxPages + 20); ++i)
        m_server->on(modelsPath, page({"a/b"}, repeats ? "x" : QByteArray::number(i)));
    m_catalog->setServer(name(*m_server));
    QTRY_VERIFY_WITH_TIMEOUT(!m_catalog->isLoading(), 30'000);
    QCOMPARE(idsOf(*m_catalog), QStringList(QStringLiteral("a/b")));
    QCOMPARE(count(modelsPath), repeats ? 2 : maxPages);
}

void TestModelCatalog::offlineWithACache()
{
    m_server->on(modelsPath, page({"a/b"}));
    m_catalog->setServer(name(*m_server));
    QTRY_COMPARE(m_catalog->models().size(), 1);
    QTRY_VERIFY(!m_catalog->isLoading());
    const QString server = name(*m_server);
    cleanup();

    m_servers = std::make_unique<FalServers>(Secret());
    m_catalog = makeCatalog();
    QSignalSpy failed(m_catalog.get(), &ModelCatalog::failed);
    m_catalog->setServer(server);
    QTRY_COMPARE(idsOf(*m_catalog), QStringList(QStringLiteral("a/b")));
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 30'000);
    QCOMPARE(failed.first().first().value<Error>().kind, Error::Kind::Network);
    QVERIFY(m_catalog->listedAt().isValid());
    QVERIFY(m_catalog->listedAt() <= QDateTime::currentDateTimeUtc());
    QVERIFY(!m_catalog->isLoading());
    QCOMPARE(m_catalog->models().size(), 1);
}

void TestModelCatalog::failures_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::newRow("401") << QByteArray(R"({"error":{"type":"authorization_error","message":"no"}})")
                         << 401;
    QTest::newRow("web page") << QByteArray("<html>hello</html>") << 200;
    QTest::newRow("no models") << QByteArray("{}") << 200;
    QTest::newRow("models of a wrong type") << QByteArray(R"({"models":{}})") << 200;
    QTest::newRow("cut") << QByteArray(R"({"models":[)") << 200;
}

void TestModelCatalog::failures()
{
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    m_server->on(modelsPath, page({"a/b"}, "more"));
    m_server->on(modelsPath, json(body, status));
    QSignalSpy failed(m_catalog.get(), &ModelCatalog::failed);
    m_catalog->setServer(name(*m_server));
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(!m_catalog->isLoading());
    QVERIFY(!failed.first().first().value<Error>().message.isEmpty());
    // And it can be asked again.
    const qsizetype before = count(modelsPath);
    m_catalog->refresh();
    QTRY_VERIFY(count(modelsPath) > before);
}

void TestModelCatalog::serverSwitchedWhileAsked()
{
    ScriptedServer slow;
    slow.on(modelsPath, page({"old/model"}).stallAfter(0));
    m_server->on(modelsPath, page({"a/b"}));
    QSignalSpy loading(m_catalog.get(), &ModelCatalog::loadingChanged);
    m_catalog->setServer(name(slow));
    QTRY_COMPARE(slow.seen().size(), 1);
    m_catalog->setServer(name(*m_server));
    QTRY_VERIFY(!m_catalog->isLoading());
    QCOMPARE(idsOf(*m_catalog), QStringList(QStringLiteral("a/b")));
    for (qsizetype i = 0; i < loading.size(); ++i)
        QCOMPARE(loading.at(i).first().toBool(), i % 2 == 0);
}

void TestModelCatalog::serverSwitchedToOneThatIsNone()
{
    m_server->on(modelsPath, page({"a/b"}).stallAfter(0));
    m_catalog->setServer(name(*m_server));
    QTRY_COMPARE(count(modelsPath), 1);
    QSignalSpy loading(m_catalog.get(), &ModelCatalog::loadingChanged);
    QSignalSpy failed(m_catalog.get(), &ModelCatalog::failed);
    m_catalog->setServer(QStringLiteral("http://example.org"));
    QCOMPARE(failed.size(), 1);
    QVERIFY(!m_catalog->isLoading());
    QCOMPARE(loading.size(), 1);
    QCOMPARE(loading.first().first().toBool(), false);
}

void TestModelCatalog::serverSwitchedByAListener()
{
    ScriptedServer first;
    first.on(modelsPath, page({"old/model"}));
    m_server->on(modelsPath, page({"a/b"}));
    const QString second = name(*m_server);
    connect(m_catalog.get(), &ModelCatalog::modelsChanged, m_catalog.get(),
            [this, second] { m_catalog->setServer(second); });
    m_catalog->setServer(name(first));
    QTRY_COMPARE(idsOf(*m_catalog), QStringList(QStringLiteral("a/b")));
    QTRY_VERIFY(!m_catalog->isLoading());
    QCOMPARE(m_catalog->server(), second);
}

void TestModelCatalog::emptyListReplacesTheCache()
{
    m_server->on(modelsPath, page({"a/b"}));
    m_server->on(modelsPath, page({}));
    m_catalog->setServer(name(*m_server));
    QTRY_COMPARE(m_catalog->models().size(), 1);
    QTRY_VERIFY(!m_catalog->isLoading());
    m_catalog->refresh();
    QTRY_VERIFY(!m_catalog->isLoading());
    QVERIFY(m_catalog->models().isEmpty());
}

void TestModelCatalog::deletedWhileAsked()
{
    m_server->on(modelsPath, page({"a/b"}).stallAfter(0));
    m_server->on(documentPath, json("{}").stallAfter(0));
    m_catalog->setServer(name(*m_server));
    m_catalog->requestDocument(model());
    QTRY_COMPARE(count(documentPath), 1);
    m_catalog.reset();
    m_servers.reset();
    QCOMPARE(count(modelsPath), 1);
}

void TestModelCatalog::documents()
{
    m_server->on(modelsPath, page({"a/b"}));
    m_server->on(documentPath, json(R"({"paths":{"one":{}}})"));
    m_server->on(documentPath, json(R"({"paths":{"two":{}}})"));
    const auto written = [] { return QThreadPool::globalInstance()->activeThreadCount() == 0; };
    const auto pathOf = [](const QList<QVariant> &arguments) {
        const QJsonObject document = arguments.at(1).toJsonObject();
        return document.value(QStringLiteral("paths")).toObject().keys().value(0);
    };
    m_catalog->setServer(name(*m_server));
    QSignalSpy ready(m_catalog.get(), &ModelCatalog::documentReady);
    m_catalog->requestDocument(model());
    QTRY_COMPARE(ready.size(), 1);
    QVERIFY(QTest::qWaitFor(written));
    // From the cache at once, then the network's other one.
    m_catalog->requestDocument(model());
    QTRY_COMPARE(ready.size(), 3);
    QCOMPARE(pathOf(ready.at(1)), QStringLiteral("one"));
    QCOMPARE(pathOf(ready.at(2)), QStringLiteral("two"));
    QVERIFY(QTest::qWaitFor(written));
    // The network has the same: once.
    m_catalog->requestDocument(model());
    QTRY_COMPARE(count(documentPath), 3);
    QTRY_COMPARE(ready.size(), 4);
    QCOMPARE(pathOf(ready.last()), QStringLiteral("two"));
}

void TestModelCatalog::documentFromTheCacheFirst()
{
    const CatalogCache cache(m_folder->path());
    cache.keepDocument(name(*m_server), model(),
                       QJsonObject{{QStringLiteral("paths"), QJsonObject()}});
    QVERIFY(
        QTest::qWaitFor([] { return QThreadPool::globalInstance()->activeThreadCount() == 0; }));
    m_server->on(documentPath, json("null", 404));
    m_catalog->setServer(name(*m_server));
    QSignalSpy ready(m_catalog.get(), &ModelCatalog::documentReady);
    QSignalSpy failed(m_catalog.get(), &ModelCatalog::documentFailed);
    m_catalog->requestDocument(model());
    QTRY_COMPARE(ready.size(), 1);
    QTRY_VERIFY(count(documentPath) == 1);
    QTRY_VERIFY(count(modelsPath) >= 2);
    QCOMPARE(failed.size(), 0);
}

void TestModelCatalog::documentAskedTwiceAtOnce()
{
    m_server->on(documentPath, json(R"({"paths":{}})"));
    m_catalog->setServer(name(*m_server));
    QSignalSpy ready(m_catalog.get(), &ModelCatalog::documentReady);
    m_catalog->requestDocument(model());
    m_catalog->requestDocument(model());
    QTRY_VERIFY(!ready.isEmpty());
    QCOMPARE(count(documentPath), 1);
}

void TestModelCatalog::documentThatIsNotThere()
{
    m_server->on(documentPath, json("null", 404));
    m_server->on(modelsPath, page({}));
    m_catalog->setServer(name(*m_server));
    QSignalSpy failed(m_catalog.get(), &ModelCatalog::documentFailed);
    m_catalog->requestDocument(model());
    QTRY_COMPARE(failed.size(), 1);
    const Error error = failed.first().at(1).value<Error>();
    QCOMPARE(error.kind, Error::Kind::NotFound);
    QVERIFY(error.message.contains(QLatin1String("a/b")));
}

void TestModelCatalog::documentOfTheServerBefore()
{
    ScriptedServer other;
    other.on(documentPath, json(R"({"paths":{}})").stallAfter(2));
    m_server->on(modelsPath, page({"a/b"}));
    m_catalog->setServer(name(other));
    QSignalSpy ready(m_catalog.get(), &ModelCatalog::documentReady);
    QSignalSpy failed(m_catalog.get(), &ModelCatalog::documentFailed);
    m_catalog->requestDocument(model());
    QTRY_VERIFY(
        std::any_of(other.seen().cbegin(), other.seen().cend(), [](const SeenRequest &request) {
            return request.target.startsWith(documentPath);
        }));
    m_catalog->setServer(name(*m_server));
    other.close();
    QTRY_COMPARE(m_catalog->models().size(), 1);
    QCOMPARE(ready.size() + failed.size(), 0);
}

QTEST_GUILESS_MAIN(TestModelCatalog)
#include "tst_modelcatalog.moc"
