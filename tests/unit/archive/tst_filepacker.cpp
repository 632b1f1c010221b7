#include "core/archive/filepacker.h"
#include "core/archive/packlist.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QFutureWatcher>
#include <QMap>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <zip.h>

using namespace peregrine;
using namespace Qt::StringLiterals;

namespace {

/// Name to content, as another program reads the archive.
QMap<QString, QByteArray> contentOf(const QString &path)
{
    QMap<QString, QByteArray> content;
    zip_t *archive = zip_open(QFile::encodeName(path).constData(), ZIP_RDONLY, nullptr);
    if (!archive)
        return content;
    for (zip_int64_t i = 0; i < zip_get_num_entries(archive, 0); ++i) {
        zip_stat_t facts;
        zip_stat_index(archive, zip_uint64_t(i), 0, &facts);
        QByteArray bytes(qsizetype(facts.size), '\0');
        zip_file_t *file = zip_fopen_index(archive, zip_uint64_t(i), 0);
        const zip_int64_t count = zip_fread(file, bytes.data(), facts.size);
        zip_fclose(file);
        content.insert(QString::fromUtf8(facts.name), bytes.left(qsizetype(count)));
    }
    zip_discard(archive);
    return content;
}

/// What takes long to pack.
QByteArray noise(qsizetype megabytes)
{
    QByteArray bytes(megabytes * 1024 * 1024, Qt::Uninitialized);
    quint32 state = 1;
    for (char &byte : bytes) {
        state = state * 1664525U + 1013904223U;
        byte = char(state >> 24);
    }
    return bytes;
}

} // namespace

class TestFilePacker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void aFolderIsItsContents();
    void severalKeepTheirNames();
    void theSameFilesGiveTheSameArchive();
    void namesOfOthersAreKept();
    void whatCannotBePacked_data();
    void whatCannotBePacked();
    void tooDeep();
    void tooMany();
    void canceledLeavesNothing();
    void deletedWhilePacking();

private:
    QString write(const QString &name, const QByteArray &bytes) const;
    [[nodiscard]] FilePacker::Result pack(const QStringList &paths) const;
    [[nodiscard]] QString at(const QString &name) const { return m_folder->filePath(name); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FilePacker> m_packer;
};

void TestFilePacker::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_packer = std::make_unique<FilePacker>();
    m_packer->setFolder(at(u"packed"_s));
}

void TestFilePacker::cleanup()
{
    m_packer.reset();
}

QString TestFilePacker::write(const QString &name, const QByteArray &bytes) const
{
    const QString path = at(name);
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? path : QString();
}

FilePacker::Result TestFilePacker::pack(const QStringList &paths) const
{
    QFutureWatcher<FilePacker::Result> watcher;
    QSignalSpy finished(&watcher, &QFutureWatcherBase::finished);
    watcher.setFuture(m_packer->pack(paths));
    if (!watcher.isFinished())
        finished.wait(10'000);
    return watcher.future().resultCount() > 0 ? watcher.result()
                                              : FilePacker::Result(Unexpected{Error::canceled()});
}

void TestFilePacker::aFolderIsItsContents()
{
    write(u"cats/a.png"_s, "picture");
    write(u"cats/a.txt"_s, "a cat");
    write(u"cats/inner/Größe.png"_s, QByteArray(100'000, 'x'));
    write(u"cats/.hidden"_s, "no");
    write(u"cats/Thumbs.db"_s, "no");
    write(u"cats/__MACOSX/a.png"_s, "no");
    QVERIFY(QFile::link(at(u"cats/a.png"_s), at(u"cats/link.png"_s)));
    QVERIFY(QFile::link(at(u"cats"_s), at(u"cats/round"_s)));
    const auto packed = pack({at(u"cats"_s)});
    QVERIFY2(packed, packed ? "" : qPrintable(packed.error().message));
    QCOMPARE(packed->path, at(u"packed/cats.zip"_s));
    QCOMPARE(packed->files, 3);
    const auto content = contentOf(packed->path);
    QCOMPARE(content.keys(), (QStringList{u"a.png"_s, u"a.txt"_s, u"inner/Größe.png"_s}));
    QCOMPARE(content.value(u"a.txt"_s), QByteArray("a cat"));
    QCOMPARE(content.value(u"inner/Größe.png"_s), QByteArray(100'000, 'x'));
    QCOMPARE(packed->bytes, QFileInfo(packed->path).size());
}

void TestFilePacker::severalKeepTheirNames()
{
    write(u"one/a.png"_s, "first");
    write(u"two/a.png"_s, "second");
    write(u"cats/inner.png"_s, "inner");
    const auto packed = pack({at(u"one/a.png"_s), at(u"two/a.png"_s), at(u"cats"_s)});
    QVERIFY(packed);
    QCOMPARE(QFileInfo(packed->path).fileName(), u"a.zip"_s);
    const auto content = contentOf(packed->path);
    QCOMPARE(content.keys(), (QStringList{u"a (2).png"_s, u"a.png"_s, u"cats/inner.png"_s}));
    QCOMPARE(content.value(u"a (2).png"_s), QByteArray("second"));
}

void TestFilePacker::theSameFilesGiveTheSameArchive()
{
    write(u"cats/b.txt"_s, QByteArray(5000, 'b'));
    write(u"cats/a.txt"_s, "a");
    const auto bytesOf = [](const QString &path) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    const auto first = pack({at(u"cats"_s)});
    const auto second = pack({at(u"cats"_s)});
    QVERIFY(first && second);
    QCOMPARE(second->path, at(u"packed/cats (2).zip"_s));
    QVERIFY(!bytesOf(first->path).isEmpty());
    QCOMPARE(bytesOf(first->path), bytesOf(second->path));
}

void TestFilePacker::namesOfOthersAreKept()
{
    write(u"..cats /a.txt"_s, "a");
    const auto packed = pack({at(u"..cats "_s)});
    QVERIFY(packed);
    QCOMPARE(QFileInfo(packed->path).path(), at(u"packed"_s));
}

void TestFilePacker::whatCannotBePacked_data()
{
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<QString>("words");
    QTest::newRow("an empty folder") << QStringList{u"empty"_s} << u"no file"_s;
    QTest::newRow("nothing") << QStringList{} << u"no file"_s;
    QTest::newRow("gone") << QStringList{u"gone.png"_s} << u"gone.png"_s;
}

void TestFilePacker::whatCannotBePacked()
{
    QFETCH(QStringList, names);
    QFETCH(QString, words);
    QVERIFY(QDir(m_folder->path()).mkpath(u"empty"_s));
    QStringList paths;
    for (const QString &name : names)
        paths.append(at(name));
    const auto packed = pack(paths);
    QVERIFY(!packed);
    QVERIFY2(packed.error().message.contains(words), qPrintable(packed.error().message));
    QVERIFY(QDir(at(u"packed"_s)).isEmpty());
}

void TestFilePacker::tooDeep()
{
    QString name = u"deep"_s;
    for (int depth = 0; depth <= PackList::maxDepth; ++depth)
        name += u"/d"_s;
    write(name + u"/a.txt"_s, "a");
    QVERIFY(!pack({at(u"deep"_s)}));
}

void TestFilePacker::tooMany()
{
    for (int i = 0; i <= PackList::maxFiles; ++i)
        write(u"many/%1"_s.arg(i), "x");
    const auto packed = pack({at(u"many"_s)});
    QVERIFY(!packed);
    QVERIFY(packed.error().message.contains(u"10"));
}

void TestFilePacker::canceledLeavesNothing()
{
    write(u"big/a.txt"_s, noise(48));
    QFuture<FilePacker::Result> future = m_packer->pack({at(u"big"_s)});
    QTRY_VERIFY(future.progressValue() > 0 || future.isFinished());
    future.cancel();
    QTRY_VERIFY(future.isFinished());
    QCOMPARE(future.resultCount(), 0);
    QVERIFY(QDir(at(u"packed"_s)).isEmpty());
}

void TestFilePacker::deletedWhilePacking()
{
    write(u"big/a.txt"_s, noise(48));
    const QFuture<FilePacker::Result> future = m_packer->pack({at(u"big"_s)});
    const QFuture<FilePacker::Result> next = m_packer->pack({at(u"big"_s)});
    m_packer.reset();
    QVERIFY(future.isCanceled() && next.isCanceled());
    QVERIFY(QDir(at(u"packed"_s)).isEmpty());
}

QTEST_GUILESS_MAIN(TestFilePacker)
#include "tst_filepacker.moc"
