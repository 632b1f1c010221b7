#include "core/fal/queue/logwindow.h"

#include <QTest>

using namespace peregrine;

namespace {

LogLine at(int second, const char *message)
{
    LogLine line;
    line.time = QDateTime(QDate(2026, 1, 1), QTime(0, 0, second), Qt::UTC);
    line.message = QString::fromLatin1(message);
    return line;
}

} // namespace

class TestLogWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void passesEachLineOnce()
    {
        LogWindow window;
        QCOMPARE(window.take({at(1, "a"), at(2, "b")}).size(), 2);
        const QList<LogLine> next = window.take({at(2, "b"), at(2, "c"), at(3, "b")});
        QCOMPARE(next.size(), 2);
        QCOMPARE(next.first().message, QStringLiteral("c"));
        QVERIFY(window.take({at(1, "a"), at(3, "b")}).isEmpty());
    }

    void aLineThatIsThereTwice()
    {
        // Twice in one answer: written twice. Again in the next answer: the same two.
        LogWindow window;
        QCOMPARE(window.take({at(1, "."), at(1, ".")}).size(), 2);
        QVERIFY(window.take({at(1, "."), at(1, ".")}).isEmpty());
        QVERIFY(window.take({at(1, ".")}).isEmpty());
        QCOMPARE(window.take({at(1, "."), at(1, "."), at(1, "."), at(2, ".")}).size(), 2);
    }

    void forgetsTheOldest()
    {
        // A server that invents lines for ever does not fill the memory.
        LogWindow window;
        for (int i = 0; i < LogWindow::maxLines; ++i)
            QCOMPARE(window.take({at(1, QByteArray::number(i).constData())}).size(), 1);
        QVERIFY(window.take({at(1, "0")}).isEmpty());
        QCOMPARE(window.take({at(2, "new")}).size(), 1);
        QVERIFY(window.take({at(2, "new"), at(1, "1")}).isEmpty());
        QCOMPARE(window.take({at(1, "0")}).size(), 1);
    }

    void levels()
    {
        QCOMPARE(logLevelFromName(QStringLiteral("WARNING")), LogLine::Level::Warning);
        QCOMPARE(logLevelFromName(QStringLiteral("STDERR")), LogLine::Level::Stderr);
        QCOMPARE(logLevelFromName(QStringLiteral("nonsense")), LogLine::Level::Info);
        for (const auto level :
             {LogLine::Level::Debug, LogLine::Level::Info, LogLine::Level::Warning,
              LogLine::Level::Error, LogLine::Level::Stdout, LogLine::Level::Stderr})
            QCOMPARE(logLevelFromName(logLevelName(level)), level);
    }
};

QTEST_APPLESS_MAIN(TestLogWindow)
#include "tst_logwindow.moc"
