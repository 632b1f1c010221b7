#include "core/fal/transport/retrypolicy.h"

#include <QTest>

using namespace peregrine;
using namespace std::chrono_literals;

class TestRetryPolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void delays()
    {
        RetryPolicy policy;
        policy.firstDelay = 1s;
        policy.maxDelay = 30s;
        QCOMPARE(policy.delay(0, 0), 1000ms);
        QCOMPARE(policy.delay(3, 0), 8000ms);
        QCOMPARE(policy.delay(20, 0), 30000ms);
        QCOMPARE(policy.delay(1000, 0), 30000ms);
        QCOMPARE(policy.delay(0, 1), 1250ms);
        QCOMPARE(policy.delay(0, -1), 750ms);
        QCOMPARE(policy.delay(0, -9), 750ms);
    }
};

QTEST_APPLESS_MAIN(TestRetryPolicy)
#include "tst_retrypolicy.moc"
