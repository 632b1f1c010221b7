#include "core/jobs/logprogress.h"

#include <QTest>

using namespace peregrine;

class TestLogProgress : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lines_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<double>("progress");
        const auto row = [](const char *line, double progress) {
            QTest::newRow(line) << QString::fromUtf8(line) << progress;
        };
        row("step 7/28", 0.25);
        row("Step 28 of 28", 1.0);
        row(" 46%|####      | 13/28 [00:01<00:01,  9.4it/s]", 13.0 / 28.0);
        row("62%", 0.62);
        row("done 99.5 %", 0.995);
        row("loading model", -1);
        row("took 1.5/2.0 s", -1);
        row("2026/11/22 all well", -1);
        row("http://host/1/2", -1);
        row("5/3", -1);
        row("1/0", -1);
        row("250%", -1);
    }
    void lines()
    {
        QFETCH(QString, line);
        QFETCH(double, progress);
        const auto found = progressOfLogMessage(line);
        if (progress < 0) {
            QVERIFY2(!found, qPrintable(QString::number(found.value_or(0))));
        } else {
            QVERIFY(found.has_value());
            QCOMPARE(*found, progress);
        }
    }
};

QTEST_APPLESS_MAIN(TestLogProgress)
#include "tst_logprogress.moc"
