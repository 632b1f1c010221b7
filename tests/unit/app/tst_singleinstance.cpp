#include "app/singleinstance.h"

#include <QCoreApplication>
#include <QDir>
#include <QLocalSocket>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QTextStream>

#include <memory>
#include <optional>

using namespace peregrine;

/// The later programs are this test's own, started with --later.
class TestSingleInstance : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void laterOnesHandOver();
    void afterACrashTheNextIsTheFirst();
    void afterItsEndTheNextIsTheFirst();
    void anotherLibraryIsAnotherProgram();
    void hostileMessages_data();
    void hostileMessages();
    void firstThatHangs();

private:
    [[nodiscard]] QString folder(const char *name = "data") const
    {
        return m_folder->filePath(QLatin1String(name));
    }
    /// What a program says that it is, once it knows.
    static QString roleOf(QProcess &process, const QString &folder, const QStringList &arguments);
    /// The socket of the one program that listens here.
    [[nodiscard]] static QString socketPath();

    std::unique_ptr<QTemporaryDir> m_folder;
};

QString TestSingleInstance::roleOf(QProcess &process, const QString &folder,
                                   const QStringList &arguments)
{
    process.start(QCoreApplication::applicationFilePath(),
                  QStringList{QStringLiteral("--later"), folder} + arguments);
    if (!QTest::qWaitFor([&process] { return process.canReadLine(); }, 20'000))
        return {};
    return QString::fromUtf8(process.readLine()).trimmed();
}

void TestSingleInstance::laterOnesHandOver()
{
    SingleInstance first(folder());
    QCOMPARE(first.begin({}), SingleInstance::Role::First);
    QSignalSpy arrived(&first, &SingleInstance::argumentsArrived);
    for (int i = 1; i <= 3; ++i) {
        QProcess later;
        const QStringList arguments{QStringLiteral("fal-ai/x"), QStringLiteral("zwei\nZeilen ü"),
                                    QString::number(i)};
        QCOMPARE(roleOf(later, folder(), arguments), QStringLiteral("handed over"));
        QTRY_COMPARE(arrived.size(), i);
        QCOMPARE(arrived.constLast().first().toStringList(), arguments);
    }
}

void TestSingleInstance::afterACrashTheNextIsTheFirst()
{
    QProcess first;
    QCOMPARE(roleOf(first, folder(), {}), QStringLiteral("first"));
    QProcess second;
    QCOMPARE(roleOf(second, folder(), {}), QStringLiteral("handed over"));
    first.kill();
    QVERIFY(first.waitForFinished());
    SingleInstance third(folder());
    QCOMPARE(third.begin({}), SingleInstance::Role::First);
    QProcess fourth;
    QSignalSpy arrived(&third, &SingleInstance::argumentsArrived);
    QCOMPARE(roleOf(fourth, folder(), {}), QStringLiteral("handed over"));
    QTRY_COMPARE(arrived.size(), 1);
}

void TestSingleInstance::afterItsEndTheNextIsTheFirst()
{
    std::optional<SingleInstance> first(std::in_place, folder());
    QCOMPARE(first->begin({}), SingleInstance::Role::First);
    first.reset();
    SingleInstance second(folder());
    QCOMPARE(second.begin({}), SingleInstance::Role::First);
}

void TestSingleInstance::anotherLibraryIsAnotherProgram()
{
    SingleInstance first(folder());
    QCOMPARE(first.begin({}), SingleInstance::Role::First);
    SingleInstance other(folder("other"));
    QCOMPARE(other.begin({}), SingleInstance::Role::First);
}

QString TestSingleInstance::socketPath()
{
    const QDir runtime(QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation));
    const QFileInfoList sockets =
        runtime.entryInfoList({QStringLiteral("peregrine-*")}, QDir::System, QDir::Time);
    return sockets.isEmpty() ? QString() : sockets.constFirst().filePath();
}

void TestSingleInstance::hostileMessages_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::newRow("nothing but a line") << QByteArray("\n");
    QTest::newRow("no JSON") << QByteArray("open everything\n");
    QTest::newRow("no list") << QByteArray("{\"arguments\":{}}\n");
    QTest::newRow("no arguments") << QByteArray("{}\n");
    QTest::newRow("an array") << QByteArray("[1,2]\n");
    QTest::newRow("too long") << QByteArray(600'000, 'x');
    QTest::newRow("too many") << "{\"arguments\":[" + QByteArray("\"x\",").repeated(2000)
            + "\"x\"]}\n";
    QTest::newRow("deep") << QByteArray(5000, '[') + '\n';
}

void TestSingleInstance::hostileMessages()
{
    QFETCH(QByteArray, message);
    SingleInstance first(folder());
    QCOMPARE(first.begin({}), SingleInstance::Role::First);
    QSignalSpy arrived(&first, &SingleInstance::argumentsArrived);
    QLocalSocket socket;
    socket.connectToServer(socketPath());
    QTRY_COMPARE(socket.state(), QLocalSocket::ConnectedState);
    socket.write(message);
    QTRY_COMPARE_WITH_TIMEOUT(socket.state(), QLocalSocket::UnconnectedState, 10'000);
    for (const QList<QVariant> &call : std::as_const(arrived))
        QVERIFY(call.first().toStringList().isEmpty());
    QProcess later;
    QCOMPARE(roleOf(later, folder(), {QStringLiteral("fine")}), QStringLiteral("handed over"));
    QTRY_VERIFY(!arrived.isEmpty());
    QCOMPARE(arrived.constLast().first().toStringList(), QStringList(QStringLiteral("fine")));
}

void TestSingleInstance::firstThatHangs()
{
    QProcess first;
    QCOMPARE(roleOf(first, folder(), {QStringLiteral("hang")}), QStringLiteral("first"));
    QProcess second;
    QCOMPARE(roleOf(second, folder(), {}), QStringLiteral("alone"));
    first.kill();
    QVERIFY(first.waitForFinished());
}

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    // Sockets of tests are not to be among those of the user's programs.
    QTemporaryDir runtime;
    if (!qEnvironmentVariableIsSet("PEREGRINE_TEST_RUNTIME")) {
        qputenv("PEREGRINE_TEST_RUNTIME", runtime.path().toLocal8Bit());
        qputenv("XDG_RUNTIME_DIR", runtime.path().toLocal8Bit());
    }
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) != QLatin1String("--later")) {
        TestSingleInstance test;
        return QTest::qExec(&test, argc, argv);
    }
    SingleInstance instance(arguments.value(2));
    const SingleInstance::Role role = instance.begin(arguments.mid(3));
    QTextStream(stdout) << (role == SingleInstance::Role::First       ? "first"
                                : role == SingleInstance::Role::Alone ? "alone"
                                                                      : "handed over")
                        << Qt::endl;
    if (role == SingleInstance::Role::HandedOver)
        return 0;
    if (arguments.value(3) == QLatin1String("hang")) {
        // Listens, but nobody is there: its event loop never runs.
        QTextStream(stdin).readAll();
        return 0;
    }
    return QCoreApplication::exec();
}

#include "tst_singleinstance.moc"
