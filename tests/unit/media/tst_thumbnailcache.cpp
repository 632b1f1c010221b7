#include "core/media/thumbnailcache.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace peregrine;

namespace {

QStringList filesIn(const QString &folder)
{
    QStringList files;
    QDirIterator walk(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (walk.hasNext())
        files.append(walk.next());
    return files;
}

/// Noise, so that it takes room on disk.
QImage noise(uint seed)
{
    QImage image(200, 200, QImage::Format_RGB32);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            seed = seed * 1664525U + 1013904223U;
            image.setPixel(x, y, 0xff000000U | (seed >> 8));
        }
    }
    return image;
}

} // namespace

class TestThumbnailCache : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void findsWhatWasInserted();
    void changedFileIsNotFound();
    void damagedEntryIsRemoved();
    void withoutFolder();
    void unwritableFolderIsNoError();
    void isBounded();

private:
    [[nodiscard]] QFileInfo source(const QString &name, const QByteArray &bytes = "x") const
    {
        QFile file(m_folder->filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("a file of the test cannot be written");
        return QFileInfo(file);
    }
    [[nodiscard]] QString cacheFolder() const
    {
        return m_folder->filePath(QStringLiteral("cache"));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestThumbnailCache::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestThumbnailCache::findsWhatWasInserted()
{
    ThumbnailCache cache(cacheFolder());
    const QFileInfo file = source(QStringLiteral("a"));
    QVERIFY(cache.find(file).isNull());
    QImage clear(30, 20, QImage::Format_ARGB32);
    clear.fill(Qt::transparent);
    cache.insert(file, clear);
    const QImage found = ThumbnailCache(cacheFolder()).find(file);
    QCOMPARE(found.size(), QSize(30, 20));
    QCOMPARE(found.pixelColor(3, 3).alpha(), 0);
    QVERIFY(cache.find(source(QStringLiteral("b"))).isNull());
}

void TestThumbnailCache::changedFileIsNotFound()
{
    ThumbnailCache cache(cacheFolder());
    cache.insert(source(QStringLiteral("a")), noise(1));
    QVERIFY(cache.find(source(QStringLiteral("a"), "longer")).isNull());
    const QFileInfo before = source(QStringLiteral("a"));
    cache.insert(before, noise(1));
    QFile file(before.filePath());
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.setFileTime(QDateTime::currentDateTime().addSecs(-100),
                             QFileDevice::FileModificationTime));
    file.close();
    QVERIFY(cache.find(QFileInfo(before.filePath())).isNull());
}

void TestThumbnailCache::damagedEntryIsRemoved()
{
    ThumbnailCache cache(cacheFolder());
    const QFileInfo file = source(QStringLiteral("a"));
    cache.insert(file, noise(1));
    const QStringList entries = filesIn(cacheFolder());
    QCOMPARE(entries.size(), 1);
    QFile entry(entries.first());
    QVERIFY(entry.open(QIODevice::WriteOnly | QIODevice::Truncate));
    entry.write("not a picture");
    entry.close();
    QVERIFY(cache.find(file).isNull());
    QCOMPARE(filesIn(cacheFolder()).size(), 0);
}

void TestThumbnailCache::withoutFolder()
{
    ThumbnailCache cache({});
    const QFileInfo file = source(QStringLiteral("a"));
    cache.insert(file, noise(1));
    QVERIFY(cache.find(file).isNull());
    cache.prune();
}

void TestThumbnailCache::unwritableFolderIsNoError()
{
    const QFileInfo file = source(QStringLiteral("a"));
    ThumbnailCache cache(file.filePath() + QStringLiteral("/below"));
    cache.insert(file, noise(1));
    QVERIFY(cache.find(file).isNull());
}

void TestThumbnailCache::isBounded()
{
    constexpr qint64 limit = 200'000;
    ThumbnailCache cache(cacheFolder(), limit);
    const QFileInfo first = source(QStringLiteral("first"));
    cache.insert(first, noise(1));
    // As if it had been used last long ago.
    QFile entry(filesIn(cacheFolder()).first());
    QVERIFY(entry.open(QIODevice::ReadWrite));
    QVERIFY(entry.setFileTime(QDateTime::currentDateTime().addDays(-30),
                              QFileDevice::FileModificationTime));
    entry.close();
    for (uint i = 0; i < 40; ++i)
        cache.insert(source(QStringLiteral("%1").arg(i)), noise(i));
    qint64 total = 0;
    const QStringList entries = filesIn(cacheFolder());
    for (const QString &path : entries)
        total += QFileInfo(path).size();
    QVERIFY(entries.size() > 1);
    QVERIFY2(total <= limit + limit / 4, qPrintable(QString::number(total)));
    QVERIFY(cache.find(first).isNull());
}

QTEST_GUILESS_MAIN(TestThumbnailCache)
#include "tst_thumbnailcache.moc"
