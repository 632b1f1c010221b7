#include "tests/support/await.h"
#include "tests/unit/library/libraryfixture.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace peregrine;
using namespace peregrine::test;

/// What people add to results, and undo.
class TestJudgement : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void changesOnlyWhatIsSet();
    void previousMarksUndo();
    void allOrNone();
    void thousandsAtOnce();
    void numbersAreBounded();
    void tagsAreTidy();
    void tagsNobodyHasAreForgotten();
    void survivesANewResultOfTheJob();
    void importedWithMarks();
    void changesAreTold();

private:
    [[nodiscard]] Asset reread(const Asset &asset)
    {
        return *await(m_library->assets().find(asset.id));
    }

    std::unique_ptr<LibraryFixture> m_library;
};

void TestJudgement::init()
{
    m_library = std::make_unique<LibraryFixture>();
}

void TestJudgement::changesOnlyWhatIsSet()
{
    const Asset asset = m_library->add(QStringLiteral("a fox"));
    JudgementChange rate;
    rate.rating = 3;
    QVERIFY(await(m_library->assets().judge({asset.id}, rate)));
    JudgementChange rest;
    rest.starred = true;
    rest.rejected = true;
    rest.label = ColorLabel::Blue;
    rest.addTags = {QStringLiteral("poster")};
    rest.note = QStringLiteral("  For the wall. ");
    QVERIFY(await(m_library->assets().judge({asset.id}, rest)));
    const Asset judged = reread(asset);
    QCOMPARE(judged.judgement.rating, 3);
    QVERIFY(judged.judgement.starred && judged.judgement.rejected);
    QVERIFY(judged.judgement.label == ColorLabel::Blue);
    QCOMPARE(judged.tags, QStringList{QStringLiteral("poster")});
    QCOMPARE(judged.note, QStringLiteral("For the wall."));
    JudgementChange clear;
    clear.rating = 0;
    clear.note = QString();
    QVERIFY(await(m_library->assets().judge({asset.id}, clear)));
    QCOMPARE(reread(asset).judgement.rating, 0);
    QVERIFY(reread(asset).note.isEmpty());
    QVERIFY(reread(asset).judgement.starred);
}

void TestJudgement::previousMarksUndo()
{
    const Asset a = m_library->add(QStringLiteral("a"));
    const Asset b = m_library->add(QStringLiteral("b"));
    JudgementChange first;
    first.rating = 5;
    first.addTags = {QStringLiteral("x"), QStringLiteral("y")};
    first.note = QStringLiteral("n");
    QVERIFY(await(m_library->assets().judge({a.id}, first)));
    JudgementChange second;
    second.rating = 1;
    second.rejected = true;
    second.removeTags = {QStringLiteral("X")};
    second.addTags = {QStringLiteral("z")};
    second.note = QStringLiteral("other");
    const auto before = await(m_library->assets().judge({a.id, b.id}, second));
    QVERIFY(before);
    QCOMPARE(before->size(), 2);
    QCOMPARE(reread(a).tags, (QStringList{QStringLiteral("y"), QStringLiteral("z")}));

    const auto after = await(m_library->assets().setMarks(*before));
    QVERIFY(after);
    QCOMPARE(reread(a).judgement.rating, 5);
    QCOMPARE(reread(a).tags, (QStringList{QStringLiteral("x"), QStringLiteral("y")}));
    QCOMPARE(reread(a).note, QStringLiteral("n"));
    QVERIFY(reread(b) == b);
    QCOMPARE(m_library->found(QStringLiteral("tag:x")).size(), 1);
    QVERIFY(m_library->found(QStringLiteral("other")).isEmpty());

    QVERIFY(await(m_library->assets().setMarks(*after)));
    QVERIFY(reread(b).judgement.rejected);
    QCOMPARE(m_library->found(QStringLiteral("other")).size(), 2);
}

void TestJudgement::allOrNone()
{
    const Asset asset = m_library->add(QStringLiteral("a"));
    JudgementChange change;
    change.rating = 5;
    const auto judged =
        await(m_library->assets().judge({asset.id, AssetId(QStringLiteral("nobody"))}, change));
    QVERIFY(!judged);
    QCOMPARE(judged.error().kind, Error::Kind::NotFound);
    QCOMPARE(reread(asset).judgement.rating, 0);
}

void TestJudgement::thousandsAtOnce()
{
    constexpr int count = 3000;
    const Job job = LibraryFixture::job(QStringLiteral("many"));
    QList<Asset> assets;
    QList<AssetId> ids;
    for (int i = 0; i < count; ++i) {
        assets.append(m_library->asset(job, QStringLiteral("%1.png").arg(i), i));
        ids.append(assets.constLast().id);
    }
    QVERIFY(await(m_library->jobs().saveResult(job, assets)));
    JudgementChange few;
    few.rating = 5;
    QVERIFY(await(m_library->assets().judge(ids.mid(0, 10), few)));
    JudgementChange all;
    all.rejected = true;
    QElapsedTimer clock;
    clock.start();
    // One twice is judged once.
    const auto before = await(m_library->assets().judge(ids + ids.mid(0, 1), all));
    QVERIFY(before);
    QCOMPARE(before->size(), count);
    qInfo() << count << "judged in" << clock.restart() << "ms";
    QCOMPARE(m_library->found(QStringLiteral("is:rejected")).size(), count);
    clock.restart();
    QVERIFY(await(m_library->assets().setMarks(*before)));
    qInfo() << "undone in" << clock.elapsed() << "ms";
    QVERIFY(m_library->found(QStringLiteral("is:rejected")).isEmpty());
    QCOMPARE(m_library->found(QStringLiteral("rating:5")).size(), 10);
}

void TestJudgement::numbersAreBounded()
{
    const Asset asset = m_library->add(QStringLiteral("a"));
    for (const auto &[asked, kept] : {std::pair{99, 5}, std::pair{-1, 0}}) {
        JudgementChange change;
        change.rating = asked;
        QVERIFY(await(m_library->assets().judge({asset.id}, change)));
        QCOMPARE(reread(asset).judgement.rating, kept);
    }
    m_library->execute(QStringLiteral("UPDATE assets SET rating = 77, label = 'pink'"));
    QCOMPARE(reread(asset).judgement.rating, 5);
    QVERIFY(reread(asset).judgement.label == ColorLabel::None);
}

void TestJudgement::tagsAreTidy()
{
    const Asset asset = m_library->add(QStringLiteral("a"));
    JudgementChange change;
    change.addTags = {QStringLiteral("  two\n words "),
                      QStringLiteral("Caf\u00e9"),
                      QStringLiteral("CAFE"),
                      QString(),
                      QStringLiteral("  "),
                      QString(5000, u'x')};
    QVERIFY(await(m_library->assets().judge({asset.id}, change)));
    const QStringList tags = reread(asset).tags;
    QCOMPARE(tags.size(), 3);
    QCOMPARE(tags.at(0), QStringLiteral("Caf\u00e9"));
    QCOMPARE(tags.at(1), QStringLiteral("two words"));
    QVERIFY(tags.at(2).size() <= 100);
    QCOMPARE(m_library->found(QStringLiteral("tag:cafe")).size(), 1);
}

void TestJudgement::tagsNobodyHasAreForgotten()
{
    const Asset asset = m_library->add(QStringLiteral("a"));
    JudgementChange change;
    change.addTags = {QStringLiteral("x")};
    QVERIFY(await(m_library->assets().judge({asset.id}, change)));
    QCOMPARE(await(m_library->assets().facts())->tags.size(), 1);
    JudgementChange back;
    back.removeTags = {QStringLiteral("x")};
    QVERIFY(await(m_library->assets().judge({asset.id}, back)));
    QVERIFY(await(m_library->assets().facts())->tags.isEmpty());
}

void TestJudgement::survivesANewResultOfTheJob()
{
    const Job job = LibraryFixture::job(QStringLiteral("a fox"));
    const Asset asset = m_library->add(job, QStringLiteral("a.png"));
    JudgementChange change;
    change.rating = 4;
    change.addTags = {QStringLiteral("kept")};
    change.note = QStringLiteral("kept, too");
    QVERIFY(await(m_library->assets().judge({asset.id}, change)));
    QVERIFY(await(m_library->jobs().saveResult(job, {asset})));
    QCOMPARE(reread(asset).judgement.rating, 4);
    QCOMPARE(reread(asset).tags.size(), 1);
    QCOMPARE(m_library->found(QStringLiteral("\"kept, too\"")).size(), 1);
}

void TestJudgement::importedWithMarks()
{
    ImportedAsset imported;
    imported.asset = m_library->asset(Job(), QStringLiteral("from-elsewhere.png"));
    imported.asset.job = {};
    imported.asset.batch = {};
    imported.asset.imported = true;
    imported.asset.judgement.rating = 2;
    imported.asset.tags = {QStringLiteral("old")};
    imported.description.endpoint = QStringLiteral("automatic1111/sd15");
    imported.description.modelTitle = QStringLiteral("SD 1.5");
    imported.description.title = QStringLiteral("a castle");
    imported.description.prompt = QStringLiteral("a castle, (masterpiece:1.2)");
    imported.description.seed = 7;
    QSignalSpy added(&m_library->assets(), &AssetRepository::added);
    QVERIFY(await(m_library->assets().add({imported})));
    QTRY_COMPARE(added.size(), 1);
    const Asset asset = reread(imported.asset);
    QVERIFY(asset.imported);
    QCOMPARE(asset.title, QStringLiteral("a castle"));
    QCOMPARE(asset.endpoint, QStringLiteral("automatic1111/sd15"));
    QCOMPARE(asset.judgement.rating, 2);
    QCOMPARE(m_library
                 ->found(QStringLiteral("masterpiece seed:7 is:imported tag:old model:\"sd "
                                        "1.5\""))
                 .size(),
             1);
}

void TestJudgement::changesAreTold()
{
    const Asset asset = m_library->add(QStringLiteral("a"));
    AssetRepository other(m_library->store());
    QSignalSpy changed(&other, &AssetRepository::changed);
    JudgementChange change;
    change.starred = true;
    QVERIFY(await(m_library->assets().judge({asset.id}, change)));
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(changed.first().first().value<QList<AssetId>>(), QList<AssetId>{asset.id});
}

QTEST_GUILESS_MAIN(TestJudgement)
#include "tst_judgement.moc"
