#include "core/catalog/modelcatalog.h"
#include "core/catalog/pricebook.h"
#include "tests/support/await.h"
#include "tests/support/scriptedserver.h"

#include <QDirIterator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

#include <memory>

using namespace peregrine;
using namespace peregrine::test;
using namespace Qt::StringLiterals;

namespace {

constexpr const char *pricesPath = "/api.fal.ai/v1/models/pricing";

ScriptedAnswer json(const QByteArray &body, int status = 200)
{
    ScriptedAnswer answer = ScriptedAnswer::status(status, body);
    answer.header("Content-Type", "application/json");
    return answer;
}

ScriptedAnswer priced(const QByteArray &id, const QByteArray &amount)
{
    return json("{\"prices\":[{\"endpoint_id\":\"" + id + "\",\"unit_price\":" + amount
                + ",\"unit\":\"images\",\"currency\":\"USD\"}]}");
}

QList<EndpointId> endpoints(int count)
{
    QList<EndpointId> list;
    for (int i = 0; i < count; ++i)
        list.append(*EndpointId::parse(u"me/%1"_s.arg(i)));
    return list;
}

} // namespace

/// Prices that come in batches, are kept for a day and are refused.
class TestPriceBook : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void batches();
    void keptForADay();
    void refused();
    void cardsHaveThem();

private:
    [[nodiscard]] QString name() const { return m_server->url({}).toString(); }
    [[nodiscard]] std::unique_ptr<PriceBook> makeBook() const
    {
        auto book = std::make_unique<PriceBook>(*m_servers, CatalogCache(m_folder->path()));
        book->setServer(name());
        return book;
    }
    [[nodiscard]] bool writesAreDone() const
    {
        return QTest::qWaitFor(
            [] { return QThreadPool::globalInstance()->activeThreadCount() == 0; });
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<FalServers> m_servers;
};

void TestPriceBook::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<ScriptedServer>();
    m_servers = std::make_unique<FalServers>(Secret());
}

void TestPriceBook::cleanup()
{
    m_servers.reset();
    QVERIFY(writesAreDone());
}

void TestPriceBook::batches()
{
    m_server->on(pricesPath, priced("me/0", "0.5"));
    m_server->on(pricesPath, priced("me/50", "0"));
    m_server->on(pricesPath, json("{\"prices\":[]}"));
    const auto book = makeBook();
    book->want(endpoints(60));
    book->want(endpoints(110));
    QTRY_COMPARE(m_server->seen().size(), 3);
    QCOMPARE(m_server->seen().at(0).target.count("endpoint_id="), 50);
    QCOMPARE(m_server->seen().at(2).target.count("endpoint_id="), 10);
    QTRY_COMPARE(book->priceOf(endpoints(1).first()),
                 std::optional(UnitPrice{0.5, u"images"_s, u"USD"_s}));
    // Free is a price; no entry is none.
    QCOMPARE(book->priceOf(endpoints(51).last())->amount, 0.0);
    QVERIFY(!book->priceOf(endpoints(52).last()));
}

void TestPriceBook::keptForADay()
{
    m_server->on(pricesPath, priced("me/0", "0.5"));
    m_server->on(pricesPath, priced("me/0", "0.75"));
    const auto first = makeBook();
    first->want(endpoints(2));
    QTRY_VERIFY(first->priceOf(endpoints(1).first()));
    QVERIFY(writesAreDone());

    const auto second = makeBook();
    second->want(endpoints(2));
    QTRY_VERIFY(second->priceOf(endpoints(1).first()));
    QVERIFY(writesAreDone());
    QCOMPARE(m_server->seen().size(), 1);

    QDirIterator files(m_folder->path(), QDir::Files);
    QVERIFY(files.hasNext());
    QFile file(files.next());
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.setFileTime(QDateTime::currentDateTimeUtc().addDays(-2),
                             QFileDevice::FileModificationTime));
    file.close();
    const auto third = makeBook();
    third->want(endpoints(2));
    QTRY_COMPARE(third->priceOf(endpoints(1).first())->amount, 0.75);
    QCOMPARE(m_server->seen().size(), 2);
}

void TestPriceBook::refused()
{
    m_server->on(pricesPath,
                 json("{\"error\":{\"type\":\"authorization_error\",\"message\":\"no\"}}", 401));
    const auto book = makeBook();
    book->want(endpoints(120));
    QTRY_COMPARE(m_server->seen().size(), 1);
    // Its end is seen when a new question leaves.
    QTRY_VERIFY_WITH_TIMEOUT((book->want(endpoints(1)), m_server->seen().size() >= 2), 5'000);
    QCOMPARE(m_server->seen().last().target.count("endpoint_id="), 1);
    QVERIFY(!book->priceOf(endpoints(1).first()));
}

void TestPriceBook::cardsHaveThem()
{
    m_server->on("/api.fal.ai/v1/models", json("{\"models\":[{\"endpoint_id\":\"me/0\"}]}"));
    m_server->on(pricesPath, priced("me/0", "0.5"));
    ModelCatalog catalog(*m_servers, CatalogCache(m_folder->path()));
    catalog.setServer(name());
    QTRY_VERIFY(!catalog.models().isEmpty() && catalog.models().first().price);
    QCOMPARE(catalog.models().first().price->amount, 0.5);
    QVERIFY(qAbs(catalog.listedAt().secsTo(QDateTime::currentDateTimeUtc())) < 60);
}

QTEST_GUILESS_MAIN(TestPriceBook)
#include "tst_pricebook.moc"
