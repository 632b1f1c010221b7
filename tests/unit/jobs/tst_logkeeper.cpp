#include "core/base/async.h"
#include "core/jobs/logkeeper.h"
#include "tests/unit/jobs/memoryrepository.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

#include <optional>

using namespace peregrine;
using namespace peregrine::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QList<LogLine> lines(int from, int count)
{
    QList<LogLine> all;
    for (int i = from; i < from + count; ++i)
        all.append({QDateTime(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC), LogLine::Level::Info,
                    QString::number(i)});
    return all;
}

QString words(const QList<LogLine> &log)
{
    QStringList all;
    for (const LogLine &line : log)
        all.append(line.message);
    return all.join(u' ');
}

} // namespace

/// What jobs log while the library cannot be written.
class TestLogKeeper : public QObject
{
    Q_OBJECT

private:
    std::optional<MemoryRepository> m_repository;
    const JobId m_job{u"a"_s};

    static void expectTrouble()
    {
        QTest::ignoreMessage(QtWarningMsg,
                             QRegularExpression(u"A log cannot be kept yet: .*The disk is full"_s));
    }

private Q_SLOTS:
    void init() { m_repository.emplace(); }

    void isWrittenWhenItIsPossibleAgain()
    {
        expectTrouble();
        LogKeeper keeper(*m_repository, 1ms);
        m_repository->refusesLogs = true;
        keeper.keep(m_job, lines(0, 2));
        keeper.keep(m_job, lines(2, 1));
        // Some attempts later it has not changed its mind.
        QSignalSpy loaded(&keeper, &LogKeeper::loaded);
        for (int i = 0; i < 5; ++i) {
            keeper.load(m_job);
            QVERIFY(loaded.wait());
        }
        QVERIFY(m_repository->logs.isEmpty());
        m_repository->refusesLogs = false;
        keeper.keep(m_job, lines(3, 1));
        QTRY_COMPARE(words(m_repository->logs), u"0 1 2 3"_s);
        keeper.keep(m_job, lines(4, 1));
        QTRY_COMPARE(words(m_repository->logs), u"0 1 2 3 4"_s);
    }

    void isShownBeforeItIsWritten()
    {
        LogKeeper keeper(*m_repository, 1h);
        keeper.keep(m_job, lines(0, 1));
        QTRY_COMPARE(m_repository->logs.size(), 1);
        expectTrouble();
        m_repository->refusesLogs = true;
        QSignalSpy loaded(&keeper, &LogKeeper::loaded);
        keeper.keep(m_job, lines(1, 1));
        keeper.keep(m_job, lines(2, 1));
        keeper.load(m_job);
        // Comes after the question: whoever asked hears of it otherwise.
        keeper.keep(m_job, lines(3, 1));
        QVERIFY(loaded.wait());
        QCOMPARE(words(loaded.constFirst().at(1).value<QList<LogLine>>()), u"0 1 2"_s);
        keeper.load(m_job);
        QVERIFY(loaded.wait());
        QCOMPARE(words(loaded.constLast().at(1).value<QList<LogLine>>()), u"0 1 2 3"_s);
    }

    void isBounded()
    {
        expectTrouble();
        LogKeeper keeper(*m_repository, 1ms);
        m_repository->refusesLogs = true;
        keeper.keep(m_job, lines(0, LogKeeper::mostLines));
        keeper.keep(m_job, lines(LogKeeper::mostLines, 10));
        QSignalSpy loaded(&keeper, &LogKeeper::loaded);
        keeper.load(m_job);
        QVERIFY(loaded.wait());
        keeper.keep(m_job, lines(LogKeeper::mostLines + 10, 1));
        m_repository->refusesLogs = false;
        QTRY_COMPARE(m_repository->logs.size(), LogKeeper::mostLines + 1);
        QVERIFY2(m_repository->logs.constFirst().message.startsWith(u"11 line"_s),
                 qPrintable(m_repository->logs.constFirst().message));
        QCOMPARE(m_repository->logs.at(1).message, u"11"_s);
    }

    void isHandedOverAtTheEnd()
    {
        {
            LogKeeper keeper(*m_repository, 1h);
            keeper.keep(m_job, lines(0, 1));
            keeper.keep(m_job, lines(1, 1));
        }
        QCOMPARE(words(m_repository->logs), u"0 1"_s);
    }
};

QTEST_GUILESS_MAIN(TestLogKeeper)
#include "tst_logkeeper.moc"
