#include "core/library/collectionrepository.h"
#include "tests/support/await.h"
#include "tests/unit/library/libraryfixture.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QImage>
#include <QSignalSpy>
#include <QTest>

using namespace peregrine;
using namespace peregrine::test;

/// Deleting to the trash, and undoing it.
class TestAssetTrash : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void everythingComesBack();
    void quickly();
    void placeIsTaken();
    void folderIsGone();
    void trashWasEmptied();
    void whatWasMissingComesBackMissing();
    void nothingShowsWhatIsInTheTrash();
    void forgottenAfterATime();
    void unknownIdsComeToNothing();

private:
    [[nodiscard]] static QImage picture()
    {
        QImage image(8, 8, QImage::Format_RGB32);
        image.fill(Qt::red);
        return image;
    }
    [[nodiscard]] QString inTrash(const QString &name) const
    {
        return m_home.filePath(QStringLiteral("Trash/") + name);
    }

    QTemporaryDir m_home;
    std::unique_ptr<LibraryFixture> m_library;
};

void TestAssetTrash::initTestCase()
{
    // The trash of the tests, not the user's.
    qputenv("XDG_DATA_HOME", m_home.path().toUtf8());
}

void TestAssetTrash::init()
{
    QDir(inTrash({})).removeRecursively();
    m_library = std::make_unique<LibraryFixture>();
}

void TestAssetTrash::everythingComesBack()
{
    const Asset asset = m_library->add(QStringLiteral("a fox"), picture());
    JudgementChange change;
    change.rating = 4;
    change.addTags = {QStringLiteral("kept")};
    change.note = QStringLiteral("A note.");
    QVERIFY(await(m_library->assets().judge({asset.id}, change)));
    CollectionRepository collections(m_library->store());
    const Collection best{CollectionId(makeIdText()), QStringLiteral("Best"), {}, {}, 0};
    QVERIFY(await(collections.save(best)));
    QVERIFY(await(collections.put(best.id, {asset.id})));
    const Asset before = *await(m_library->assets().find(asset.id));

    QVERIFY(await(m_library->assets().moveToTrash({asset})));
    QVERIFY(!QFile::exists(asset.path));
    QCOMPARE(QDir(inTrash(QStringLiteral("files"))).entryList(QDir::Files).size(), 1);
    QCOMPARE(await(collections.all())->first().assets, 0);

    QSignalSpy added(&m_library->assets(), &AssetRepository::added);
    const auto restored = await(m_library->assets().restoreFromTrash({asset.id}));
    QVERIFY(restored);
    QCOMPARE(restored->size(), 1);
    QVERIFY(restored->first() == before);
    QTRY_COMPARE(added.size(), 1);
    QVERIFY(QFile::exists(asset.path));
    QVERIFY(*await(m_library->assets().find(asset.id)) == before);
    QCOMPARE(await(collections.all())->first().assets, 1);
    QCOMPARE(m_library->found(QStringLiteral("tag:kept in:best")).size(), 1);
    // The trash knows nothing of it any more.
    QVERIFY(QDir(inTrash(QStringLiteral("files"))).entryList(QDir::Files).isEmpty());
    QVERIFY(QDir(inTrash(QStringLiteral("info"))).entryList(QDir::Files).isEmpty());
}

void TestAssetTrash::quickly()
{
    QList<Asset> assets;
    QList<AssetId> ids;
    for (int i = 0; i < 20; ++i) {
        assets.append(m_library->add(QStringLiteral("a fox %1").arg(i), picture()));
        ids.append(assets.constLast().id);
    }
    QVERIFY(await(m_library->assets().moveToTrash(assets)));
    QElapsedTimer clock;
    clock.start();
    const auto restored = await(m_library->assets().restoreFromTrash(ids));
    qInfo() << "20 files came back in" << clock.elapsed() << "ms";
    QCOMPARE(restored->size(), 20);
}

void TestAssetTrash::placeIsTaken()
{
    const Asset asset = m_library->add(QStringLiteral("a fox"), picture());
    QVERIFY(await(m_library->assets().moveToTrash({asset})));
    QFile other(asset.path);
    QVERIFY(other.open(QIODevice::WriteOnly) && other.write("other") == 5);
    other.close();
    const auto restored = await(m_library->assets().restoreFromTrash({asset.id}));
    QVERIFY(restored);
    const QString path = restored->first().path;
    QVERIFY(path != asset.path);
    QVERIFY(QImage(path) == picture().convertToFormat(QImage(path).format()));
    QVERIFY(other.open(QIODevice::ReadOnly));
    QCOMPARE(other.readAll(), QByteArray("other"));
}

void TestAssetTrash::folderIsGone()
{
    QVERIFY(QDir().mkpath(m_library->resultPath(QStringLiteral("2026"))));
    const Asset asset = m_library->add(LibraryFixture::job(QStringLiteral("a fox")),
                                       QStringLiteral("2026/fox.png"));
    QVERIFY(picture().save(asset.path));
    QVERIFY(await(m_library->assets().moveToTrash({asset})));
    QVERIFY(QDir().rmdir(m_library->resultPath(QStringLiteral("2026"))));
    QVERIFY(await(m_library->assets().restoreFromTrash({asset.id})));
    QVERIFY(QFile::exists(asset.path));
}

void TestAssetTrash::trashWasEmptied()
{
    const Asset gone = m_library->add(QStringLiteral("gone"), picture());
    const Asset there = m_library->add(QStringLiteral("there"), picture());
    QVERIFY(await(m_library->assets().moveToTrash({gone})));
    QDir(inTrash({})).removeRecursively();
    QVERIFY(await(m_library->assets().moveToTrash({there})));
    const auto restored = await(m_library->assets().restoreFromTrash({gone.id, there.id}));
    QVERIFY(!restored);
    QCOMPARE(restored.error().kind, Error::Kind::Storage);
    QVERIFY(restored.error().message.contains(gone.path));
    // What could come back has.
    QCOMPARE(m_library->found({}), QStringList{there.title});
}

void TestAssetTrash::whatWasMissingComesBackMissing()
{
    const Asset asset = m_library->add(QStringLiteral("no file"));
    QVERIFY(await(m_library->assets().moveToTrash({asset})));
    QVERIFY(m_library->found({}).isEmpty());
    QVERIFY(await(m_library->assets().restoreFromTrash({asset.id})));
    QCOMPARE(m_library->found({}).size(), 1);
}

void TestAssetTrash::nothingShowsWhatIsInTheTrash()
{
    const Job job = LibraryFixture::job(QStringLiteral("a fox"));
    const Asset asset = m_library->add(job, QStringLiteral("a.png"));
    JudgementChange change;
    change.addTags = {QStringLiteral("x")};
    QVERIFY(await(m_library->assets().judge({asset.id}, change)));
    QVERIFY(await(m_library->assets().moveToTrash({asset})));
    QVERIFY(!await(m_library->assets().find(asset.id)));
    QVERIFY(await(m_library->assets().ofJob(job.id))->isEmpty());
    QVERIFY(await(m_library->assets().newest(10))->isEmpty());
    const auto facts = await(m_library->assets().facts());
    QCOMPARE(facts->assets, 0);
    QVERIFY(facts->models.isEmpty() && facts->tags.isEmpty());
}

void TestAssetTrash::forgottenAfterATime()
{
    const Asset kept = m_library->add(QStringLiteral("kept"), picture());
    const Asset emptied = m_library->add(QStringLiteral("emptied"), picture());
    const Asset old = m_library->add(QStringLiteral("old"), picture());
    QVERIFY(await(m_library->assets().moveToTrash({kept, emptied, old})));
    m_library->execute(QStringLiteral("UPDATE assets SET trashed_at = 1 WHERE title = 'old'"));
    m_library->execute(
        QStringLiteral("UPDATE assets SET trash_path = '/nowhere/x' WHERE title = 'emptied'"));
    QVERIFY(await(m_library->assets().forgetTrashed()));
    QVERIFY(await(m_library->assets().restoreFromTrash({kept.id, emptied.id, old.id})));
    QCOMPARE(m_library->found({}), QStringList{kept.title});
}

void TestAssetTrash::unknownIdsComeToNothing()
{
    const Asset asset = m_library->add(QStringLiteral("a fox"));
    const auto restored =
        await(m_library->assets().restoreFromTrash({asset.id, AssetId(QStringLiteral("nobody"))}));
    QVERIFY(restored);
    QVERIFY(restored->isEmpty());
}

QTEST_GUILESS_MAIN(TestAssetTrash)
#include "tst_assettrash.moc"
