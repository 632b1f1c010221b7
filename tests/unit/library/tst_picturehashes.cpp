#include "core/library/assetfilerepository.h"
#include "core/library/picturehashes.h"
#include "core/library/similarityrepository.h"
#include "core/library/usagerepository.h"
#include "tests/support/await.h"
#include "tests/unit/library/libraryfixture.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QPainter>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace peregrine;
using namespace peregrine::test;

namespace {

/// The work gives way to all else that runs on this machine.
constexpr int patienceMs = 60'000;

QImage scene(quint32 seed)
{
    QRandomGenerator random(seed);
    QImage image(320, 240, QImage::Format_RGB32);
    image.fill(Qt::gray);
    QPainter painter(&image);
    for (int i = 0; i < 30; ++i)
        painter.fillRect(
            QRect(random.bounded(320), random.bounded(240), random.bounded(120),
                  random.bounded(120)),
            QColor::fromHsv(random.bounded(360), random.bounded(256), random.bounded(256)));
    return image;
}

} // namespace

/// Hashes in the background, and what is found by them.
class TestPictureHashes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void looksAtAllFiles();
    void goesOnWithWhatIsNew();
    void looksAgainAtWhatHasChanged();
    void pauses();
    void deletedAtAnyMoment();
    void similarPictures();
    void duplicates();
    void copiesSpareTheBest();
    void whatTakesRoom();

private:
    void hashAll()
    {
        PictureHashes hashes(m_library->store());
        QSignalSpy finished(&hashes, &PictureHashes::finished);
        hashes.start();
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, patienceMs);
    }
    [[nodiscard]] QString contentOf(const Asset &asset)
    {
        return await(m_files->at(asset.path))->first().contentHash;
    }

    std::unique_ptr<LibraryFixture> m_library;
    std::unique_ptr<AssetFileRepository> m_files;
};

void TestPictureHashes::init()
{
    m_library = std::make_unique<LibraryFixture>();
    m_files = std::make_unique<AssetFileRepository>(m_library->store());
}

void TestPictureHashes::looksAtAllFiles()
{
    QList<Asset> assets;
    for (quint32 i = 0; i < 40; ++i)
        assets.append(m_library->add(QStringLiteral("%1").arg(i), scene(i)));
    const Asset missing = m_library->add(QStringLiteral("no file"));
    const Asset broken =
        m_library->add(LibraryFixture::job(QStringLiteral("broken")), QStringLiteral("broken.png"));
    QFile file(broken.path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("no picture") == 10);
    file.close();

    PictureHashes hashes(m_library->store());
    QSignalSpy finished(&hashes, &PictureHashes::finished);
    QSignalSpy hashed(&hashes, &PictureHashes::hashed);
    hashes.start();
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, patienceMs);
    QVERIFY(!hashes.isWorking());
    qsizetype count = 0;
    for (const QList<QVariant> &signal : hashed)
        count += signal.first().value<QList<AssetId>>().size();
    QCOMPARE(count, 41);

    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(contentOf(broken),
             QString::fromLatin1(
                 QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256).toHex()));
    QVERIFY(contentOf(missing).isEmpty());
    const AssetFile known = await(m_files->at(assets.first().path))->first();
    QCOMPARE(known.bytes, QFileInfo(known.path).size());
    QVERIFY(known.modifiedAt.isValid());
    QCOMPARE(await(m_files->ofContent(known.contentHash))->size(), 1);
}

void TestPictureHashes::goesOnWithWhatIsNew()
{
    PictureHashes hashes(m_library->store());
    QSignalSpy hashed(&hashes, &PictureHashes::hashed);
    const Asset before = m_library->add(QStringLiteral("before the start"), scene(1));
    QVERIFY(hashed.isEmpty());
    hashes.start();
    QTRY_COMPARE_WITH_TIMEOUT(hashed.size(), 1, patienceMs);
    const Asset after = m_library->add(QStringLiteral("after the start"), scene(2));
    QTRY_VERIFY_WITH_TIMEOUT(!contentOf(after).isEmpty(), patienceMs);
    QVERIFY(!contentOf(before).isEmpty());
}

void TestPictureHashes::looksAgainAtWhatHasChanged()
{
    const Asset asset = m_library->add(QStringLiteral("a"), scene(1));
    hashAll();
    const QString first = contentOf(asset);
    AssetFile known = await(m_files->at(asset.path))->first();

    // The same again says nothing new.
    QVERIFY(await(m_files->update({known})));
    QVERIFY(scene(2).save(asset.path));
    hashAll();
    QCOMPARE(contentOf(asset), first);

    known.bytes = QFileInfo(asset.path).size();
    known.modifiedAt = known.modifiedAt.addSecs(10);
    QVERIFY(await(m_files->update({known})));
    hashAll();
    QVERIFY(contentOf(asset) != first);

    // A file that was moved is found, and keeps what is known.
    known = await(m_files->at(asset.path))->first();
    known.path = m_library->resultPath(QStringLiteral("other-name.png"));
    known.missing = true;
    QVERIFY(await(m_files->update({known})));
    QCOMPARE(await(m_files->all())->first().contentHash, known.contentHash);
    QCOMPARE(m_library->found(QStringLiteral("file:other-name is:missing")).size(), 1);
}

void TestPictureHashes::pauses()
{
    PictureHashes hashes(m_library->store());
    QSignalSpy finished(&hashes, &PictureHashes::finished);
    QSignalSpy hashed(&hashes, &PictureHashes::hashed);
    hashes.setPaused(true);
    hashes.start();
    const Asset asset = m_library->add(QStringLiteral("a"), scene(1));
    QVERIFY(await(m_files->all()));
    QVERIFY(!hashes.isWorking());
    QVERIFY(hashed.isEmpty());
    hashes.setPaused(false);
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, patienceMs);
    QVERIFY(!contentOf(asset).isEmpty());
}

void TestPictureHashes::deletedAtAnyMoment()
{
    for (quint32 i = 0; i < 40; ++i)
        m_library->add(QStringLiteral("%1").arg(i), scene(i));
    for (int moment = 0; moment < 8; ++moment) {
        auto hashes = std::make_unique<PictureHashes>(m_library->store());
        hashes->start();
        for (int i = 0; i < moment; ++i)
            QVERIFY(await(m_files->all()));
        hashes.reset();
    }
    hashAll();
}

void TestPictureHashes::similarPictures()
{
    const QImage original = scene(1);
    const Asset a = m_library->add(QStringLiteral("original"), original);
    const Asset small = m_library->add(QStringLiteral("small"), original.scaled(160, 120), "JPG");
    const Asset cut =
        m_library->add(QStringLiteral("cut"), original.copy(32, 24, 320 - 64, 240 - 48));
    const Asset trashed = m_library->add(QStringLiteral("trashed"), original);
    for (quint32 i = 2; i < 12; ++i)
        m_library->add(QStringLiteral("other %1").arg(i), scene(i));
    QImage plain(100, 100, QImage::Format_RGB32);
    plain.fill(Qt::white);
    const Asset blank = m_library->add(QStringLiteral("blank"), plain);
    hashAll();
    m_library->execute(QStringLiteral("UPDATE assets SET trashed_at = 1 WHERE title = 'trashed'"));

    SimilarityRepository similarity(m_library->store());
    const auto found = await(similarity.similarTo(a.id));
    QVERIFY(found);
    QVERIFY(found->size() >= 2);
    QSet<AssetId> first{found->at(0).id, found->at(1).id};
    QCOMPARE(first, (QSet<AssetId>{small.id, cut.id}));
    QVERIFY(found->at(0).distance <= found->at(1).distance);
    for (const SimilarAsset &one : *found)
        QVERIFY(one.id != trashed.id && one.id != a.id);
    QCOMPARE(await(similarity.similarTo(a.id, 1))->size(), 1);
    // As a search: itself first, then by likeness, in any order when asked for.
    QStringList like = m_library->found(QStringLiteral("like:%1").arg(a.id.toString()));
    QCOMPARE(like.size(), found->size() + 1);
    QCOMPARE(like.takeFirst(), a.title);
    QCOMPARE(m_library->found(QStringLiteral("like:%1 cut").arg(a.id.toString())),
             QStringList{cut.title});
    QCOMPARE(m_library->found(QStringLiteral("like:%1 sort:oldest").arg(a.id.toString())).first(),
             a.title);
    QVERIFY(m_library->found(QStringLiteral("like:nobody")).isEmpty());
    QVERIFY(await(similarity.similarTo(blank.id))->isEmpty());
    QVERIFY(await(similarity.similarTo(AssetId(QStringLiteral("nobody"))))->isEmpty());
}

void TestPictureHashes::duplicates()
{
    const Asset a = m_library->add(QStringLiteral("a"), scene(1));
    const Asset same = m_library->add(QStringLiteral("same"), scene(1));
    const Asset small = m_library->add(QStringLiteral("small"), scene(1).scaled(160, 120), "JPG");
    const Asset b = m_library->add(QStringLiteral("b"), scene(2));
    const Asset cut = m_library->add(QStringLiteral("cut"), scene(2).copy(32, 24, 256, 192));
    for (quint32 i = 3; i < 12; ++i)
        m_library->add(QStringLiteral("other %1").arg(i), scene(i));
    hashAll();
    SimilarityRepository similarity(m_library->store());
    const auto groups = await(similarity.duplicates());
    QVERIFY(groups);
    QCOMPARE(groups->size(), 2);
    QCOMPARE(groups->at(0), (QList<AssetId>{a.id, same.id, small.id}));
    QCOMPARE(groups->at(1), (QList<AssetId>{b.id, cut.id}));
}

void TestPictureHashes::copiesSpareTheBest()
{
    m_library->add(QStringLiteral("oldest"), scene(1));
    const Asset rated = m_library->add(QStringLiteral("rated"), scene(1));
    m_library->add(QStringLiteral("third"), scene(1));
    m_library->add(QStringLiteral("other"), scene(2));
    JudgementChange change;
    change.rating = 3;
    QVERIFY(await(m_library->assets().judge({rated.id}, change)));
    hashAll();
    QCOMPARE(
        m_library->found(QStringLiteral("is:duplicate sort:name")),
        (QStringList{QStringLiteral("oldest"), QStringLiteral("rated"), QStringLiteral("third")}));
    QCOMPARE(m_library->found(QStringLiteral("is:copy sort:name")),
             (QStringList{QStringLiteral("oldest"), QStringLiteral("third")}));
}

void TestPictureHashes::whatTakesRoom()
{
    const Asset first = m_library->add(QStringLiteral("first"), scene(1));
    m_library->add(QStringLiteral("second"), scene(1));
    const Asset rejected = m_library->add(QStringLiteral("rejected"), scene(2));
    const Asset gone = m_library->add(QStringLiteral("gone"));
    m_library->execute(QStringLiteral("UPDATE assets SET missing = 1 WHERE title = 'gone'"));
    JudgementChange change;
    change.rejected = true;
    QVERIFY(await(m_library->assets().judge({rejected.id}, change)));
    hashAll();

    UsageRepository repository(m_library->store());
    const auto usage = await(repository.usage());
    QVERIFY(usage);
    const qint64 one = QFileInfo(first.path).size();
    const qint64 other = QFileInfo(rejected.path).size();
    QCOMPARE(usage->total.assets, 4);
    QCOMPARE(usage->total.bytes, 2 * one + other);
    QCOMPARE(usage->rejected.bytes, other);
    QCOMPARE(usage->models.size(), 1);
    QCOMPARE(usage->models.first().assets, 3);
    QCOMPARE(usage->kinds.first().name, QStringLiteral("image"));
    QCOMPARE(usage->months.size(), 1);
    QCOMPARE(usage->months.first().name, QStringLiteral("2026-11"));
    for (const LibraryUsage::Share &share :
         {usage->models.first(), usage->kinds.first(), usage->months.first()})
        QCOMPARE(m_library->found(share.search + QStringLiteral(" -is:missing")).size(),
                 share.assets);

    const auto suggestions = await(repository.suggestions());
    QVERIFY(suggestions);
    QCOMPARE(suggestions->size(), 3);
    for (const CleanupSuggestion &suggestion : *suggestions) {
        QCOMPARE(suggestion.assets, 1);
        QCOMPARE(m_library->found(suggestion.search).size(), 1);
        const qint64 bytes = suggestion.kind == CleanupSuggestion::Kind::Rejected ? other
            : suggestion.kind == CleanupSuggestion::Kind::Copies                  ? one
                                                                                  : 0;
        QCOMPARE(suggestion.bytes, bytes);
    }
}

QTEST_GUILESS_MAIN(TestPictureHashes)
#include "tst_picturehashes.moc"
