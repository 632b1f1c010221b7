#include "core/localserver/storage/filestore.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>

using namespace peregrine;
using namespace peregrine::localserver;

/// The store below the HTTP: what is found, what is pruned, and what several threads do at once.
class TestFileStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pruningLeavesWhatComesIn();
    void halfAFileIsRemovedAtTheNextStart();
};

namespace {

QString partOf(const FileStore &store, const QByteArray &bytes)
{
    QFile part(store.newPartPath());
    const bool written = part.open(QIODevice::WriteOnly) && part.write(bytes) == bytes.size();
    return written ? part.fileName() : QString();
}

QStringList namesIn(const QTemporaryDir &folder)
{
    return QDir(folder.filePath(QStringLiteral("files"))).entryList(QDir::Files, QDir::Name);
}

} // namespace

void TestFileStore::pruningLeavesWhatComesIn()
{
    const QTemporaryDir folder;
    FileStore store(folder.path(), {});
    QVERIFY(store.open());
    std::atomic_bool done = false;
    std::thread pruner([&store, &done] {
        while (!done) {
            store.prune();
            std::this_thread::yield();
        }
    });
    int lost = 0;
    for (int n = 0; n < 20; ++n) {
        const Expected<StoredFile, Error> added = store.add("bytes", {});
        const QString id = QStringLiteral("00000000-0000-4000-8000-%1").arg(n, 12, 10, QChar(u'0'));
        const Expected<StoredFile, Error> adopted =
            store.adopt(id, {partOf(store, "one"), partOf(store, "two")}, {});
        lost += added && store.find(added->id) ? 0 : 1;
        lost += adopted && store.find(id) ? 0 : 1;
    }
    done = true;
    pruner.join();
    QCOMPARE(lost, 0);
}

void TestFileStore::halfAFileIsRemovedAtTheNextStart()
{
    const QTemporaryDir folder;
    {
        FileStore store(folder.path(), {});
        QVERIFY(store.open());
        QVERIFY(store.add("kept", {}));
        const Expected<StoredFile, Error> noContent = store.add("one", {});
        const Expected<StoredFile, Error> noMeta = store.add("two", {});
        QVERIFY(noContent && noMeta);
        QVERIFY(QFile::remove(noContent->path));
        QVERIFY(QFile::remove(
            QString(noMeta->path).replace(QLatin1String(".data"), QLatin1String(".json"))));
        QCOMPARE(namesIn(folder).size(), 4);
    }
    FileStore store(folder.path(), {});
    QVERIFY(store.open());
    store.prune();
    QCOMPARE(namesIn(folder).size(), 2);
}

QTEST_GUILESS_MAIN(TestFileStore)
#include "tst_filestore.moc"
