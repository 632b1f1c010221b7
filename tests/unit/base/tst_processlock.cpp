#include "core/base/processlock.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace peregrine;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Outcome = ProcessLock::Outcome;

class TestProcessLock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneAtATime()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"a.lock"_s);
        {
            ProcessLock first(path);
            QCOMPARE(first.tryLock(), Outcome::Locked);
            ProcessLock second(path);
            QCOMPARE(second.tryLock(), Outcome::HeldByOther);
            QCOMPARE(second.tryLock(150ms), Outcome::HeldByOther);
        }
        QCOMPARE(ProcessLock(path).tryLock(), Outcome::Locked);
    }

    void folderThatIsMissing()
    {
        const QTemporaryDir folder;
        QCOMPARE(ProcessLock(folder.filePath(u"none/a.lock"_s)).tryLock(), Outcome::NotWritable);
    }

    /// As a program leaves it that is killed between making the file and writing into it.
    void emptyFileOfNobody_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("half a line") << QByteArray("123");
    }

    void emptyFileOfNobody()
    {
        QFETCH(QByteArray, content);
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"a.lock"_s);
        for (const qint64 age : {-86'400, 60}) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(content);
            file.flush();
            QVERIFY(file.setFileTime(QDateTime::currentDateTimeUtc().addSecs(-age),
                                     QFileDevice::FileModificationTime));
            file.close();
            QCOMPARE(ProcessLock(path).tryLock(), Outcome::Locked);
        }
    }

    /// It may be about to be written.
    void newEmptyFileIsWaitedFor()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"a.lock"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        QElapsedTimer time;
        time.start();
        ProcessLock lock(path);
        QCOMPARE(lock.tryLock(), Outcome::Locked);
        QVERIFY(time.elapsed() > 500);
    }

    /// The disk was full when its holder wrote it.
    void emptyFileThatIsHeld()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"a.lock"_s);
        ProcessLock first(path);
        QCOMPARE(first.tryLock(), Outcome::Locked);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.resize(0));
        QVERIFY(file.setFileTime(QDateTime::currentDateTimeUtc().addSecs(-60),
                                 QFileDevice::FileModificationTime));
        file.close();
        QCOMPARE(ProcessLock(path).tryLock(), Outcome::HeldByOther);
        QVERIFY(QFile::exists(path));
    }
};

QTEST_GUILESS_MAIN(TestProcessLock)
#include "tst_processlock.moc"
