#include "core/catalog/modelcatalog.h"
#include "core/spending/catalogbilling.h"
#include "tests/support/await.h"

#include <QJsonObject>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <limits>

using namespace peregrine;
using namespace peregrine::test;

namespace {

EndpointId endpoint(const char *id)
{
    return *EndpointId::parse(QLatin1String(id));
}

QJsonObject price(double amount, const QString &currency)
{
    return {{QStringLiteral("unit_price"), amount},
            {QStringLiteral("unit"), QStringLiteral("images")},
            {QStringLiteral("currency"), currency}};
}

} // namespace

class TestCatalogBilling : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void unitsBecomeMoney()
    {
        const QTemporaryDir folder;
        const QString server = QStringLiteral("http://127.0.0.1:1");
        const CatalogCache cache(folder.path());
        cache.keepPrices(server,
                         {{QStringLiteral("a/b"), price(0.025, QStringLiteral("USD"))},
                          {QStringLiteral("a/free"), price(0, QStringLiteral("USD"))},
                          {QStringLiteral("a/yen"), price(3, QStringLiteral("JPY"))}});
        QVERIFY(QTest::qWaitFor([&] { return await(cache.prices(server)).has_value(); }));
        FalServers servers{Secret()};
        ModelCatalog catalog(servers, cache);
        const CatalogBilling billing(catalog);
        QVERIFY(!billing.amount(server, endpoint("a/b"), 2));
        catalog.setServer(server);
        QTRY_COMPARE(billing.amount(server, endpoint("a/b"), 2), std::optional(0.05));
        QCOMPARE(billing.amount(server, endpoint("a/b"), 0), std::optional(0.0));
        // Whose price is not said, is in another currency, or is another server's, is not known.
        QVERIFY(!billing.amount(server, endpoint("a/free"), 2));
        QVERIFY(!billing.amount(server, endpoint("a/yen"), 2));
        QVERIFY(!billing.amount(server, endpoint("a/c"), 2));
        QVERIFY(!billing.amount(FalServers::fal, endpoint("a/b"), 2));
        QVERIFY(!billing.amount(server, endpoint("a/b"), std::numeric_limits<double>::infinity()));
    }
};

QTEST_GUILESS_MAIN(TestCatalogBilling)
#include "tst_catalogbilling.moc"
