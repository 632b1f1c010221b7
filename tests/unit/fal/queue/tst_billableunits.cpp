#include "core/fal/modeloutput.h"
#include "core/fal/transport/falanswer.h"

#include <QTest>

#include <optional>

using namespace peregrine;

Q_DECLARE_METATYPE(std::optional<double>)

/// X-Fal-Billable-Units of a result; whatever is odd is as good as nothing.
class TestBillableUnits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ofAResult_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<std::optional<double>>("units");
        const auto row = [](const char *header, std::optional<double> units) {
            QTest::newRow(*header ? header : "none") << QByteArray(header) << units;
        };
        row("2", 2);
        row(" 0.25 ", 0.25);
        row("0", 0);
        row("1e3", 1000);
        row("", std::nullopt);
        row("-1", std::nullopt);
        row("nan", std::nullopt);
        row("inf", std::nullopt);
        row("1e300", std::nullopt);
        row("two", std::nullopt);
        row("2 images", std::nullopt);
        row("2,5", std::nullopt);
    }

    void ofAResult()
    {
        QFETCH(QByteArray, header);
        QFETCH(std::optional<double>, units);
        for (const char *type : {"application/json", "text/plain", "image/png"}) {
            FalAnswer answer;
            answer.status = 200;
            answer.body = "{}";
            answer.headers.insert("content-type", type);
            if (!header.isEmpty())
                answer.headers.insert("x-fal-billable-units", header);
            const auto output = modelOutputOf(answer);
            QVERIFY(output);
            QCOMPARE(output->billableUnits, units);
        }
    }
};

QTEST_APPLESS_MAIN(TestBillableUnits)
#include "tst_billableunits.moc"
