#include "core/library/assetrepository.h"
#include "core/library/libraryedits.h"
#include "core/library/sqljobrepository.h"
#include "core/library/store.h"
#include "tests/support/await.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace peregrine;
using namespace Qt::StringLiterals;
using peregrine::test::await;

class TestLibraryEdits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void judgesAndTakesBack();
    void undoAskedForAtOnce();
    void anotherEditForgetsRedo();
    void aWholePass();
    void deletedResultsComeBackAsTheyWere();
    void takesBackWhatWasDeletedBefore();
    void whatCannotBeDoneIsSaid();
    void emptyHistory();

private:
    [[nodiscard]] Asset marksOf(qsizetype index) const
    {
        return *await(m_assets->find(m_ids.at(index)));
    }
    [[nodiscard]] int ratingOf(qsizetype index) const { return marksOf(index).judgement.rating; }

    QTemporaryDir m_home;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<SqlJobRepository> m_jobs;
    std::unique_ptr<AssetRepository> m_assets;
    std::unique_ptr<LibraryEdits> m_edits;
    QList<AssetId> m_ids;
};

void TestLibraryEdits::initTestCase()
{
    // The trash of the tests, not the user's.
    qputenv("XDG_DATA_HOME", m_home.path().toUtf8());
}

void TestLibraryEdits::init()
{
    m_edits.reset();
    m_assets.reset();
    m_jobs.reset();
    m_store.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(QDir(m_folder->path()).mkdir(u"results"_s));
    m_store = std::make_unique<Store>(m_folder->filePath(u"library.sqlite"_s),
                                      m_folder->filePath(u"results"_s));
    m_jobs = std::make_unique<SqlJobRepository>(*m_store);
    m_assets = std::make_unique<AssetRepository>(*m_store);
    m_edits = std::make_unique<LibraryEdits>(*m_assets);
    QVERIFY(await(m_store->open()));

    Job job;
    job.id = JobId(makeIdText());
    job.endpoint = *EndpointId::parse(u"local/paint"_s);
    job.input = {{u"prompt"_s, u"a fox"_s}};
    job.state = JobState::Done;
    m_ids.clear();
    QList<Asset> assets;
    for (int i = 0; i < 3; ++i) {
        Asset asset;
        asset.id = AssetId(makeIdText());
        asset.job = job.id;
        asset.index = i;
        asset.kind = MediaKind::Image;
        asset.path = m_folder->filePath(u"results/%1.png"_s.arg(i));
        QFile file(asset.path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("x") == 1);
        assets.append(asset);
        m_ids.append(asset.id);
    }
    QVERIFY(await(m_jobs->saveResult(job, assets)));
}

void TestLibraryEdits::judgesAndTakesBack()
{
    QSignalSpy judged(m_edits.get(), &LibraryEdits::judged);
    m_edits->judge({m_ids.at(0), m_ids.at(1)}, {.rating = 4});
    QTRY_COMPARE(judged.size(), 1);
    m_edits->judge({m_ids.at(0)}, {.rejected = true, .addTags = {u"dull"_s}, .note = u"no"_s});
    QTRY_COMPARE(judged.size(), 2);
    QCOMPARE(marksOf(0).tags, QStringList{u"dull"_s});

    QSignalSpy undone(m_edits.get(), &LibraryEdits::undone);
    m_edits->undo();
    QTRY_COMPARE(undone.size(), 1);
    QCOMPARE(ratingOf(0), 4);
    QVERIFY(!marksOf(0).judgement.rejected && marksOf(0).tags.isEmpty());
    QVERIFY(marksOf(0).note.isEmpty());
    m_edits->undo();
    QTRY_COMPARE(undone.size(), 2);
    QCOMPARE(ratingOf(0) + ratingOf(1), 0);
    QTRY_VERIFY(!m_edits->canUndo() && m_edits->canRedo());

    QSignalSpy redone(m_edits.get(), &LibraryEdits::redone);
    m_edits->redo();
    m_edits->redo();
    QTRY_COMPARE(redone.size(), 2);
    QCOMPARE(ratingOf(0), 4);
    QVERIFY(marksOf(0).judgement.rejected);
    QTRY_VERIFY(!m_edits->canRedo());
}

/// Keys are faster than the disk.
void TestLibraryEdits::undoAskedForAtOnce()
{
    QSignalSpy undone(m_edits.get(), &LibraryEdits::undone);
    m_edits->judge({m_ids.at(0)}, {.rating = 1});
    m_edits->judge({m_ids.at(0)}, {.rating = 2});
    m_edits->undo();
    QTRY_COMPARE(undone.size(), 1);
    QCOMPARE(ratingOf(0), 1);
}

void TestLibraryEdits::anotherEditForgetsRedo()
{
    m_edits->judge({m_ids.at(0)}, {.rating = 1});
    m_edits->undo();
    QTRY_VERIFY(m_edits->canRedo());
    m_edits->judge({m_ids.at(1)}, {.starred = true});
    QTRY_VERIFY(!m_edits->canRedo());
    m_edits->redo();
    m_edits->undo();
    QTRY_VERIFY(!m_edits->canUndo());
    QVERIFY(!marksOf(1).judgement.starred);
}

void TestLibraryEdits::aWholePass()
{
    m_edits->judge({m_ids.at(0)}, {.rating = 1});
    m_edits->beginPass();
    m_edits->judge({m_ids.at(0)}, {.rating = 5});
    m_edits->judge({m_ids.at(1)}, {.rejected = true});
    m_edits->judge({m_ids.at(0), m_ids.at(2)}, {.label = ColorLabel::Red});
    QTRY_COMPARE(m_edits->passLength(), 3);
    QSignalSpy undone(m_edits.get(), &LibraryEdits::undone);
    m_edits->undoPass();
    QTRY_COMPARE(undone.size(), 1);
    QCOMPARE(ratingOf(0), 1);
    QCOMPARE(marksOf(0).judgement.label, ColorLabel::None);
    QVERIFY(!marksOf(1).judgement.rejected);
    QCOMPARE(m_edits->passLength(), 0);

    // As one step, it is done again.
    QSignalSpy redone(m_edits.get(), &LibraryEdits::redone);
    m_edits->redo();
    QTRY_COMPARE(redone.size(), 1);
    QCOMPARE(ratingOf(0), 5);
    QVERIFY(marksOf(1).judgement.rejected);
    QCOMPARE(marksOf(2).judgement.label, ColorLabel::Red);
}

void TestLibraryEdits::deletedResultsComeBackAsTheyWere()
{
    m_edits->judge({m_ids.at(1)}, {.rating = 3, .addTags = {u"keep"_s}});
    const QList<Asset> both = *await(m_assets->load({m_ids.at(0), m_ids.at(1)}));
    QSignalSpy trashed(m_edits.get(), &LibraryEdits::trashed);
    m_edits->moveToTrash(both);
    QTRY_COMPARE(trashed.size(), 1);
    QVERIFY(!QFile::exists(both.at(0).path) && !QFile::exists(both.at(1).path));

    QSignalSpy undone(m_edits.get(), &LibraryEdits::undone);
    m_edits->undo();
    QTRY_COMPARE(undone.size(), 1);
    QVERIFY(QFile::exists(both.at(0).path) && QFile::exists(both.at(1).path));
    QCOMPARE(ratingOf(1), 3);
    QCOMPARE(marksOf(1).tags, QStringList{u"keep"_s});

    QSignalSpy redone(m_edits.get(), &LibraryEdits::redone);
    m_edits->redo();
    QTRY_COMPARE(redone.size(), 1);
    QVERIFY(!QFile::exists(both.at(0).path));
    m_edits->undo();
    QTRY_COMPARE(undone.size(), 2);
    QVERIFY(QFile::exists(both.at(0).path));
}

/// The offer beside the news is about what was deleted, also when something was judged since.
void TestLibraryEdits::takesBackWhatWasDeletedBefore()
{
    const QList<Asset> first = *await(m_assets->load({m_ids.at(0)}));
    m_edits->moveToTrash(first);
    m_edits->judge({m_ids.at(1)}, {.rating = 2});
    QSignalSpy undone(m_edits.get(), &LibraryEdits::undone);
    m_edits->takeBack(first);
    QTRY_COMPARE(undone.size(), 1);
    QVERIFY(QFile::exists(first.at(0).path));
    QCOMPARE(ratingOf(1), 2);
    m_edits->takeBack(first);
    m_edits->undo();
    QTRY_COMPARE(undone.size(), 2);
    QCOMPARE(ratingOf(1), 0);
}

void TestLibraryEdits::whatCannotBeDoneIsSaid()
{
    QSignalSpy failed(m_edits.get(), &LibraryEdits::failed);
    Asset stays = marksOf(0);
    // The kernel lets nobody move this.
    stays.path = u"/proc/self/stat"_s;
    m_edits->moveToTrash({stays});
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(failed.constFirst().constFirst().value<Error>().message.contains(stays.path));
    QTRY_VERIFY(!m_edits->canUndo());
}

void TestLibraryEdits::emptyHistory()
{
    m_edits->undo();
    m_edits->redo();
    m_edits->undoPass();
    m_edits->judge({}, {.rating = 1});
    m_edits->moveToTrash({});
    QVERIFY(!m_edits->canUndo() && !m_edits->canRedo());
}

QTEST_GUILESS_MAIN(TestLibraryEdits)
#include "tst_libraryedits.moc"
