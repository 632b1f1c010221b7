#include "core/base/ids.h"

#include <QSet>
#include <QTest>
#include <QUuid>

using namespace peregrine;

class TestIds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void uniqueAndInOrder()
    {
        QSet<QString> seen;
        QString last;
        for (int i = 0; i < 20'000; ++i) {
            const QString id = makeIdText();
            QVERIFY2(id > last, qPrintable(last + QStringLiteral(" then ") + id));
            seen.insert(id);
            last = id;
        }
        QCOMPARE(seen.size(), 20'000);
        const QUuid uuid = QUuid::fromString(last);
        QVERIFY(!uuid.isNull());
        QCOMPARE(last.at(14), QLatin1Char('7'));
    }
};

QTEST_APPLESS_MAIN(TestIds)
#include "tst_ids.moc"
