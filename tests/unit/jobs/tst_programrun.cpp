#include "core/jobs/programrun.h"

#include <QDir>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <optional>

using namespace peregrine;

class TestProgramRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void aliveWhileItLives();
    void killedIsOver();
    void whatIsLeftBehindGoes();
    void hostileIds();
    void folderThatCannotBeMade();

private:
    [[nodiscard]] QString runs() const { return m_folder->filePath(QStringLiteral("runs")); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestProgramRun::aliveWhileItLives()
{
    ProgramRun mine(runs());
    QVERIFY(mine.begin());
    QVERIFY(mine.isAlive(mine.id()));
    std::optional<ProgramRun> other(std::in_place, runs());
    QVERIFY(other->begin());
    const QString id = other->id();
    QVERIFY(id != mine.id());
    QVERIFY(mine.isAlive(id));
    QVERIFY(mine.isAlive(id));
    other.reset();
    QVERIFY(!mine.isAlive(id));
    QVERIFY(!mine.isAlive(QStringLiteral("nobody")));
}

void TestProgramRun::killedIsOver()
{
    // This test's own program, which waits to be killed.
    QProcess process;
    process.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--run"), runs()});
    QVERIFY(process.waitForReadyRead());
    const QString id = QString::fromUtf8(process.readLine()).trimmed();
    ProgramRun mine(runs());
    QVERIFY(mine.begin());
    QVERIFY(mine.isAlive(id));
    process.kill();
    QVERIFY(process.waitForFinished());
    QVERIFY(!mine.isAlive(id));
    QCOMPARE(QDir(runs()).entryList(QDir::Files).size(), 1);
}

void TestProgramRun::whatIsLeftBehindGoes()
{
    QProcess process;
    process.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--run"), runs()});
    QVERIFY(process.waitForReadyRead());
    process.kill();
    QVERIFY(process.waitForFinished());
    QCOMPARE(QDir(runs()).entryList(QDir::Files).size(), 1);
    ProgramRun mine(runs());
    QVERIFY(mine.begin());
    QCOMPARE(QDir(runs()).entryList(QDir::Files), QStringList(mine.id() + QStringLiteral(".run")));
}

void TestProgramRun::hostileIds()
{
    ProgramRun mine(runs());
    QVERIFY(mine.begin());
    QFile victim(m_folder->filePath(QStringLiteral("victim.run")));
    QVERIFY(victim.open(QIODevice::WriteOnly));
    for (const char *id : {"../victim", "", "..", "a/b"})
        QVERIFY(!mine.isAlive(QLatin1String(id)));
    QVERIFY(victim.exists());
}

void TestProgramRun::folderThatCannotBeMade()
{
    QFile file(runs());
    QVERIFY(file.open(QIODevice::WriteOnly));
    ProgramRun run(runs());
    const auto begun = run.begin();
    QVERIFY(!begun);
    QCOMPARE(begun.error().kind, Error::Kind::Storage);
}

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == QLatin1String("--run")) {
        ProgramRun run(arguments.value(2));
        if (!run.begin())
            return 1;
        QTextStream(stdout) << run.id() << Qt::endl;
        return QCoreApplication::exec();
    }
    TestProgramRun test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_programrun.moc"
