#include "core/prompts/wildcardexpansion.h"
#include "core/prompts/wildcardfolder.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace peregrine;
using namespace Qt::StringLiterals;

namespace {

void write(const QString &path, const QByteArray &bytes)
{
    QVERIFY(QDir().mkpath(QFileInfo(path).absolutePath()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

} // namespace

class TestWildcardLists : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsFilesAndSubfolders()
    {
        const QTemporaryDir dir;
        write(dir.filePath(u"colours.txt"_s),
              "\xEF\xBB\xBF# warm ones\r\nred\r\n\r\n  2::orange  \r\n");
        write(dir.filePath(u"light/Time of day.TXT"_s), "dawn\n{early|late} night\n");
        write(dir.filePath(u"light/notes.md"_s), "no\n");
        write(dir.filePath(u"empty.txt"_s), "# nothing\n\n");
        const WildcardLists lists = WildcardLists::read(dir.path());
        QCOMPARE(lists.names(), (QStringList{u"colours"_s, u"light/Time_of_day"_s}));
        QVERIFY(lists.problems().isEmpty());
        const WildcardLists::List *colours = lists.find(u"COLOURS"_s);
        QVERIFY(colours);
        QCOMPARE(colours->options.size(), 2);
        QCOMPARE(colours->weights, 3.0);
        QCOMPARE(lists.find(u"light/time_of_day"_s)->count, 3);
        QVERIFY(!lists.find(u"empty"_s));

        WildcardRandom random(3);
        const auto text = expandWildcards(
            WildcardTemplate::read(u"__colours__ at __light/time_of_day__"_s), lists, random);
        QVERIFY(text);
        QVERIFY(!text->contains(u"__"_s));
    }

    void staysInItsFolder()
    {
        const QTemporaryDir dir;
        write(dir.filePath(u"outside/secret.txt"_s), "the key\n");
        write(dir.filePath(u"outside.txt"_s), "the key\n");
        write(dir.filePath(u"in/a.txt"_s), "a\n");
        QVERIFY(QFile::link(dir.filePath(u"outside"_s), dir.filePath(u"in/link"_s)));
        QVERIFY(QFile::link(dir.filePath(u"outside.txt"_s), dir.filePath(u"in/linked.txt"_s)));
        QVERIFY(QFile::link(dir.filePath(u"in"_s), dir.filePath(u"in/round"_s)));
        const WildcardLists lists = WildcardLists::read(dir.filePath(u"in"_s));
        QCOMPARE(lists.names(), QStringList(u"a"_s));
        QVERIFY(!lists.find(u"../outside"_s));
    }

    void leavesOutWhatIsTooLarge()
    {
        const QTemporaryDir dir;
        write(dir.filePath(u"huge.txt"_s), QByteArray(WildcardLists::maxFileBytes + 1, 'x'));
        write(dir.filePath(u"small.txt"_s), "a\nb\n");
        const WildcardLists lists = WildcardLists::read(dir.path());
        QCOMPARE(lists.names(), QStringList(u"small"_s));
        QCOMPARE(lists.problems().size(), 1);
        QVERIFY(lists.problems().first().contains(u"huge.txt"_s));
    }

    void broken_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("no UTF-8") << QByteArray("caf\xe9\nb\n");
        QTest::newRow("zero bytes") << QByteArray("a\0b\nc\n", 6);
        QTest::newRow("one line without end") << QByteArray(1'000'000, 'y');
        QTest::newRow("braces") << QByteArray("{{{|\n}}|{a|b\n");
    }
    void broken()
    {
        QFETCH(QByteArray, bytes);
        const QTemporaryDir dir;
        write(dir.filePath(u"a.txt"_s), bytes);
        const WildcardLists lists = WildcardLists::read(dir.path());
        QVERIFY(lists.find(u"a"_s));
        WildcardRandom random(3);
        QVERIFY(expandWildcards(WildcardTemplate::read(u"__a__"_s), lists, random).hasValue()
                || bytes.size() > maxExpandedLength);
    }

    void listsThatLeadBackAreCounted()
    {
        const auto lists =
            WildcardLists::fromTexts({{u"a"_s, u"x\n__b__"_s}, {u"b"_s, u"y\n__a__\nz"_s}});
        QVERIFY(lists.find(u"a"_s)->count >= 2);
        QCOMPARE(wildcardCount(WildcardTemplate::read(u"__c__"_s), lists), 1);
    }

    void aFolderThatIsNotThereHasNone()
    {
        QVERIFY(WildcardLists::read(u"/nowhere/at/all"_s).names().isEmpty());
    }

    void theFolderIsReadAgainWhenItChanges()
    {
        const QTemporaryDir dir;
        WildcardFolder folder(dir.filePath(u"wildcards"_s));
        QSignalSpy changed(&folder, &WildcardFolder::changed);
        QVERIFY(changed.wait());
        QVERIFY(folder.isLoaded());
        QVERIFY(folder.lists().names().isEmpty());

        QVERIFY(folder.prepare());
        QTRY_COMPARE(folder.lists().names(), QStringList(u"example"_s));
        QCOMPARE(folder.lists().find(u"example"_s)->count, 4);
        write(dir.filePath(u"wildcards/sub/b.txt"_s), "x\n");
        QTRY_COMPARE(folder.lists().names(), (QStringList{u"example"_s, u"sub/b"_s}));
        write(dir.filePath(u"wildcards/sub/b.txt"_s), "x\ny\nz\n");
        QTRY_COMPARE(folder.lists().find(u"sub/b"_s)->count, 3);
        QVERIFY(QFile::remove(dir.filePath(u"wildcards/example.txt"_s)));
        QTRY_COMPARE(folder.lists().names(), QStringList(u"sub/b"_s));
    }

    void mayGoWhileItReads()
    {
        const QTemporaryDir dir;
        for (int i = 0; i < 20; ++i)
            write(dir.filePath(u"%1.txt"_s.arg(i)), QByteArray("some words\n").repeated(1000));
        for (int i = 0; i < 5; ++i)
            WildcardFolder folder(dir.path());
    }
};

QTEST_GUILESS_MAIN(TestWildcardLists)

#include "tst_wildcardlists.moc"
