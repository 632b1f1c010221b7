#include "core/settings/folders.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace peregrine;

class TestFolders : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void dataDirHoldsEverything();
    void optionWinsOverEnvironment();
    void relativeDataDirBecomesAbsolute();
    void platformPlaces();
    void prepareMakesThem();
    void prepareSaysWhatCannotBeWritten_data();
    void prepareSaysWhatCannotBeWritten();
};

void TestFolders::dataDirHoldsEverything()
{
    QTemporaryDir temporary;
    const Folders folders = Folders::resolve(temporary.path(), {});
    for (const QString &path : {folders.database(), folders.results(), folders.cache(),
                                folders.settingsFile(), folders.localServer()})
        QVERIFY2(path.startsWith(temporary.path() + u'/'), qPrintable(path));
    QCOMPARE(folders.database(), temporary.filePath(QStringLiteral("library.sqlite")));
    QCOMPARE(folders.results(), temporary.filePath(QStringLiteral("results")));
}

void TestFolders::optionWinsOverEnvironment()
{
    QProcessEnvironment environment;
    environment.insert(QStringLiteral("PEREGRINE_DATA_DIR"), QStringLiteral("/one"));
    QCOMPARE(Folders::resolve({}, environment).data(), QStringLiteral("/one"));
    QCOMPARE(Folders::resolve(QStringLiteral("/two/"), environment).data(), QStringLiteral("/two"));
}

void TestFolders::relativeDataDirBecomesAbsolute()
{
    const Folders folders = Folders::resolve(QStringLiteral("here"), {});
    QCOMPARE(folders.data(), QDir::current().filePath(QStringLiteral("here")));
}

void TestFolders::platformPlaces()
{
    const Folders folders = Folders::resolve({}, {});
    QVERIFY(QDir::isAbsolutePath(folders.data()));
    QVERIFY(folders.results().endsWith(QStringLiteral("/Peregrine")));
    QVERIFY(folders.settingsFile().endsWith(QStringLiteral("/peregrine/settings.ini")));
    Folders changed = folders;
    changed.setResults({});
    QCOMPARE(changed.results(), folders.results());
    changed.setResults(QStringLiteral("/elsewhere"));
    QCOMPARE(changed.results(), QStringLiteral("/elsewhere"));
}

void TestFolders::prepareMakesThem()
{
    QTemporaryDir temporary;
    const Folders folders = Folders::resolve(temporary.filePath(QStringLiteral("a/b")), {});
    QVERIFY(folders.prepare());
    QVERIFY(QDir(folders.results()).exists());
    QVERIFY(QDir(folders.localServer()).exists());
    QVERIFY(
        QDir(folders.results()).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
}

void TestFolders::prepareSaysWhatCannotBeWritten_data()
{
    QTest::addColumn<QString>("folder");
    // Both are refused to root as well.
    QTest::newRow("below a file") << QStringLiteral("FILE/data");
    QTest::newRow("in a file system of the kernel") << QStringLiteral("/proc/peregrine");
}

void TestFolders::prepareSaysWhatCannotBeWritten()
{
    QFETCH(QString, folder);
    QTemporaryDir temporary;
    QFile file(temporary.filePath(QStringLiteral("file")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    const QString path = folder.replace(QStringLiteral("FILE"), file.fileName());
    const auto prepared = Folders::resolve(path, {}).prepare();
    QVERIFY(!prepared);
    QCOMPARE(prepared.error().kind, Error::Kind::Storage);
    QVERIFY(prepared.error().message.contains(path));
    QVERIFY(prepared.error().message.contains(QStringLiteral("--data-dir")));
}

QTEST_GUILESS_MAIN(TestFolders)
#include "tst_folders.moc"
