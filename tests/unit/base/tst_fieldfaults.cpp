#include "core/base/fieldfaults.h"

#include <QTest>

using namespace peregrine;

class TestFieldFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatTheMessageTellsIsNotListed()
    {
        Error error;
        error.fields = {
            {{QStringLiteral("loras"), QStringLiteral("1")}, QStringLiteral("Too large"), {}},
            {{QStringLiteral("seed")}, QStringLiteral("Too small"), {}}};
        error.message = QStringLiteral("The model did not accept \"loras.1\": Too large");
        QCOMPARE(furtherFaults(error), error.fields.mid(1));
        error.message = QStringLiteral("The model did not accept the inputs: Too large");
        QCOMPARE(furtherFaults(error), error.fields);
        error.fields.first().path.clear();
        QCOMPARE(furtherFaults(error), error.fields.mid(1));
        error.fields.clear();
        QVERIFY(furtherFaults(error).isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestFieldFaults)
#include "tst_fieldfaults.moc"
