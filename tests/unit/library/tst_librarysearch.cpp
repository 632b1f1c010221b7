#include "core/library/collectionrepository.h"
#include "tests/support/await.h"
#include "tests/unit/library/libraryfixture.h"

#include <QRandomGenerator>
#include <QTest>

using namespace peregrine;
using namespace peregrine::test;

/// What typed searches find in a library.
class TestLibrarySearch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void finds_data();
    void finds();
    void orders_data();
    void orders();
    void whateverIsTypedIsAQuestion();
    void entriesSayWhatGridsNeed();
    void factsCount();
    void oldTextsAreForgotten();
    void whatChangesIsSeen();

private:
    LibraryFixture m_library;
    Asset m_fox;
    Asset m_owl;
    Asset m_film;
    Asset m_japanese;
};

void TestLibrarySearch::initTestCase()
{
    Job fox = LibraryFixture::job(QStringLiteral("A red Fox in the snow, 100% sharp"));
    fox.input.insert(QStringLiteral("negative_prompt"), QStringLiteral("blurry"));
    fox.input.insert(QStringLiteral("seed"), 42);
    m_fox = m_library.add(fox, QStringLiteral("fox.png"));

    Job owl = LibraryFixture::job(QStringLiteral("\u00c4 wise owl\u2019s nest"));
    owl.endpoint = *EndpointId::parse(QStringLiteral("fal-ai/flux/dev"));
    owl.modelTitle = QStringLiteral("FLUX Caf\u00e9");
    owl.createdAt = owl.createdAt.addDays(-10);
    m_owl = m_library.asset(owl, QStringLiteral("owl.png"));
    m_owl.size = {512, 2048};
    m_owl.bytes = 5'000'000;
    QVERIFY(await(m_library.jobs().saveResult(owl, {m_owl})));

    Job film = LibraryFixture::job(QStringLiteral("film of waves"));
    film.endpoint = *EndpointId::parse(QStringLiteral("fal-ai/flux/dev/video"));
    film.createdAt = film.createdAt.addDays(1);
    m_film = m_library.asset(film, QStringLiteral("waves-name.mp4"));
    m_film.kind = MediaKind::Video;
    m_film.size = {};
    m_film.duration = 8.5;
    QVERIFY(await(m_library.jobs().saveResult(film, {m_film})));

    m_japanese = m_library.add(QStringLiteral("\u72d0\u72f8\u3068\u96ea \uff26\uff55\uff4c\uff4c"));

    JudgementChange change;
    change.rating = 4;
    change.starred = true;
    change.label = ColorLabel::Red;
    change.addTags = {QStringLiteral("Client A"), QStringLiteral("poster")};
    change.note = QStringLiteral("Show it to the board.");
    QVERIFY(await(m_library.assets().judge({m_fox.id}, change)));
    JudgementChange reject;
    reject.rejected = true;
    reject.rating = 2;
    QVERIFY(await(m_library.assets().judge({m_owl.id}, reject)));

    CollectionRepository collections(m_library.store());
    const Collection byHand{CollectionId(makeIdText()), QStringLiteral("My Best"), {}, {}, 0};
    QVERIFY(await(collections.save(byHand)));
    QVERIFY(await(collections.put(byHand.id, {m_film.id})));
    const Collection rated{
        CollectionId(makeIdText()), QStringLiteral("Rated"), QStringLiteral("rating:>=1"), {}, -1};
    QVERIFY(await(collections.save(rated)));
    QVERIFY(await(collections.save({CollectionId(makeIdText()),
                                    QStringLiteral("Rated well"),
                                    QStringLiteral("in:rated -is:rejected"),
                                    {},
                                    -1})));
    QVERIFY(await(collections.save({CollectionId(makeIdText()),
                                    QStringLiteral("Circle"),
                                    QStringLiteral("in:circle"),
                                    {},
                                    -1})));
}

void TestLibrarySearch::finds_data()
{
    QTest::addColumn<QString>("search");
    QTest::addColumn<QString>("found");
    const auto row = [](const char *search, const char *found) {
        QTest::newRow(search) << QString::fromUtf8(search) << QString::fromLatin1(found);
    };
    row("", "fox owl film japanese");
    row("fox", "fox");
    row("FOX", "fox");
    row("ox", "fox");
    row("x", "fox owl film");
    row("fo sno", "fox");
    row("\"red fox\"", "fox");
    row("\"fox red\"", "");
    row("\u72d0", "japanese");
    row("\u72d0\u72f8", "japanese");
    row("\u72d0\u72f8\u3068", "japanese");
    row("full", "japanese");
    row("a wise", "owl");
    row("cafe", "owl");
    row("100%", "fox");
    row("100_", "");
    row("\"a\"\"b\"", "");
    row("\"; DROP TABLE assets; --\"", "");
    row("AND", "");
    row("*", "");
    row("fox*", "");
    row("-fox", "owl film japanese");
    row("negative:blurry", "fox");
    row("prompt:blurry", "");
    row("note:board", "fox");
    row("board", "fox");
    row("poster", "fox");
    row("file:waves-name", "film");
    row("waves-name", "film");
    row("model:flux", "owl film");
    row("model:FLUX,paint", "fox owl film japanese");
    row("model:=fal-ai/flux/dev", "owl");
    row("-model:flux", "fox japanese");
    row("tag:poster", "fox");
    row("tag:post", "");
    row("tag:\"client a\"", "fox");
    row("-tag:poster", "owl film japanese");
    row("type:video", "film");
    row("type:image", "fox owl japanese");
    row("label:red", "fox");
    row("is:starred", "fox");
    row("is:rejected", "owl");
    row("is:rated", "fox owl");
    row("is:missing", "");
    row("is:tagged", "fox");
    row("is:noted", "fox");
    row("is:labelled", "fox");
    row("rating:>=3", "fox");
    row("rating:0", "film japanese");
    row("seed:42", "fox");
    row("-seed:42", "owl film japanese");
    row("size:>1024", "owl");
    row("size:1024", "fox japanese");
    row("width:512", "owl");
    row("size:>1MB", "owl");
    row("shape:portrait", "owl");
    row("shape:landscape", "fox japanese");
    row("duration:>5s", "film");
    row("duration:<5s", "");
    row("from:2026-11-01", "fox film japanese");
    row("from:2026-11-02", "film");
    row("to:2026-10-31", "owl");
    row("date:2026-11-01", "fox japanese");
    row("in:\"my best\"", "film");
    row("in:rated", "fox owl");
    row("in:\"rated well\"", "fox");
    row("in:nowhere", "");
    row("in:circle", "");
    row("fox model:paint rating:>3 seed:42 is:starred", "fox");
}

void TestLibrarySearch::finds()
{
    QFETCH(QString, search);
    QFETCH(QString, found);
    const auto index = await(m_library.assets().index(parseLibraryQuery(search).query));
    QVERIFY(index);
    QStringList names;
    for (const auto &[id, name] :
         {std::pair{m_fox.id, "fox"}, std::pair{m_owl.id, "owl"}, std::pair{m_film.id, "film"},
          std::pair{m_japanese.id, "japanese"}}) {
        for (const LibraryEntry &entry : index->entries) {
            if (entry.id == id)
                names.append(QLatin1String(name));
        }
    }
    QCOMPARE(names.join(u' '), found);
    QCOMPARE(index->entries.size(), names.size());
}

void TestLibrarySearch::orders_data()
{
    QTest::addColumn<QString>("search");
    QTest::addColumn<QList<AssetId>>("ids");
    QTest::newRow("newest") << QString()
                            << QList<AssetId>{m_film.id, m_japanese.id, m_fox.id, m_owl.id};
    QTest::newRow("oldest") << QStringLiteral("sort:oldest")
                            << QList<AssetId>{m_owl.id, m_fox.id, m_japanese.id, m_film.id};
    QTest::newRow("best rated") << QStringLiteral("sort:rating")
                                << QList<AssetId>{m_fox.id, m_film.id, m_japanese.id, m_owl.id};
    QTest::newRow("largest") << QStringLiteral("sort:largest")
                             << QList<AssetId>{m_owl.id, m_film.id, m_japanese.id, m_fox.id};
    QTest::newRow("longest") << QStringLiteral("sort:longest -model:=fal-ai/flux/dev")
                             << QList<AssetId>{m_film.id, m_japanese.id, m_fox.id};
    QTest::newRow("name") << QStringLiteral("sort:name")
                          << QList<AssetId>{m_fox.id, m_film.id, m_owl.id, m_japanese.id};
}

void TestLibrarySearch::orders()
{
    QFETCH(QString, search);
    QFETCH(QList<AssetId>, ids);
    const auto index = await(m_library.assets().index(parseLibraryQuery(search).query));
    QVERIFY(index);
    QList<AssetId> found;
    for (const LibraryEntry &entry : index->entries)
        found.append(entry.id);
    QCOMPARE(found, ids);
}

void TestLibrarySearch::whateverIsTypedIsAQuestion()
{
    const QStringList pieces{QStringLiteral("fox"),     QStringLiteral("\""),
                             QStringLiteral("-"),       QStringLiteral(" "),
                             QStringLiteral(":"),       QStringLiteral(","),
                             QStringLiteral("rating:"), QStringLiteral(">="),
                             QStringLiteral("5"),       QStringLiteral(".."),
                             QStringLiteral("in:"),     QStringLiteral("circle"),
                             QStringLiteral("model:="), QStringLiteral("NEAR("),
                             QStringLiteral(")"),       QStringLiteral("*"),
                             QStringLiteral("^"),       QStringLiteral("'"),
                             QStringLiteral("like:"),   QStringLiteral("is:copy"),
                             QStringLiteral("from:"),   QStringLiteral("99999999999999999999"),
                             QStringLiteral("\u72d0"),  QString(QChar(0xd800)),
                             QString(QChar(0)),         QStringLiteral("sort:name")};
    QRandomGenerator random(1);
    for (int i = 0; i < 500; ++i) {
        QString text;
        const int count = random.bounded(1, 12);
        for (int k = 0; k < count; ++k)
            text += pieces.at(random.bounded(int(pieces.size())));
        const ParsedLibraryQuery parsed = parseLibraryQuery(text);
        for (const QueryProblem &problem : parsed.problems)
            QVERIFY(problem.at >= 0 && problem.length > 0
                    && problem.at + problem.length <= text.size());
        QVERIFY2(await(m_library.assets().index(parsed.query)), qPrintable(text));
    }
}

void TestLibrarySearch::entriesSayWhatGridsNeed()
{
    const auto index = await(m_library.assets().index(
        parseLibraryQuery(QStringLiteral("model:=fal-ai/flux/dev")).query));
    QCOMPARE(index->entries.size(), 1);
    const LibraryEntry &entry = index->entries.first();
    QCOMPARE(entry.aspect, 0.25F);
    QCOMPARE(entry.kind, MediaKind::Image);
    QCOMPARE(entry.createdAt, m_owl.createdAt.toMSecsSinceEpoch());
    QCOMPARE(index->models.at(entry.model).title, QStringLiteral("FLUX Caf\u00e9"));
    QVERIFY(entry.batch != 0 && entry.prompt != 0);
    // The same prompt, whatever its case and white space, in another batch.
    const Asset again = m_library.add(QStringLiteral("\u00e4  WISE owl\u2019s nest"));
    const auto both =
        await(m_library.assets().index(parseLibraryQuery(QStringLiteral("\"wise owl\"")).query));
    QCOMPARE(both->entries.size(), 2);
    QCOMPARE(both->entries.at(0).prompt, both->entries.at(1).prompt);
    QVERIFY(both->entries.at(0).batch != both->entries.at(1).batch);
    m_library.execute(
        QStringLiteral("DELETE FROM assets WHERE id = '%1'").arg(again.id.toString()));
    QCOMPARE(m_library.found(QStringLiteral("\"wise owl\"")).size(), 1);
}

void TestLibrarySearch::factsCount()
{
    const auto facts = await(m_library.assets().facts());
    QVERIFY(facts);
    QCOMPARE(facts->assets, 4);
    QCOMPARE(facts->models.size(), 3);
    QCOMPARE(facts->models.first().endpoint, QStringLiteral("local/paint"));
    QCOMPARE(facts->models.first().assets, 2);
    QCOMPARE(facts->tags.size(), 2);
    QCOMPARE(facts->tags.first().name, QStringLiteral("Client A"));
    QCOMPARE(facts->collections.size(), 4);
    QCOMPARE(facts->collections.at(1).assets, 1);
    QCOMPARE(facts->collections.at(2).assets, -1);
}

void TestLibrarySearch::oldTextsAreForgotten()
{
    Job job = LibraryFixture::job(QStringLiteral("zeppelin"));
    const Asset asset = m_library.add(job, QStringLiteral("z.png"));
    QCOMPARE(m_library.found(QStringLiteral("zeppelin")).size(), 1);
    job.input.insert(QStringLiteral("prompt"), QStringLiteral("balloon"));
    QVERIFY(await(m_library.jobs().saveResult(job, {asset})));
    QVERIFY(m_library.found(QStringLiteral("zeppelin")).isEmpty());
    QCOMPARE(m_library.found(QStringLiteral("balloon")).size(), 1);
    QVERIFY(await(m_library.jobs().saveResult(job, {})));
    QVERIFY(m_library.found(QStringLiteral("balloon")).isEmpty());
}

void TestLibrarySearch::whatChangesIsSeen()
{
    const LibraryQuery query = parseLibraryQuery(QStringLiteral("prompt:dirigible")).query;
    QVERIFY(await(m_library.assets().index(query))->entries.isEmpty());
    const Job job = LibraryFixture::job(QStringLiteral("dirigible"));
    Asset asset = m_library.add(job, QStringLiteral("d.png"));
    QCOMPARE(await(m_library.assets().index(query))->entries.first().aspect, 1024.0F / 768);
    asset.size = {100, 200};
    QVERIFY(await(m_library.jobs().saveResult(job, {asset})));
    QCOMPARE(await(m_library.assets().index(query))->entries.first().aspect, 0.5F);

    // Another program on the same library.
    Store other(m_library.store().databasePath());
    QVERIFY(await(other.open()));
    SqlJobRepository otherJobs(other);
    asset.size = {300, 100};
    QVERIFY(await(otherJobs.saveResult(job, {asset})));
    QCOMPARE(await(m_library.assets().index(query))->entries.first().aspect, 3.0F);
    const Job second = LibraryFixture::job(QStringLiteral("dirigible, again"));
    QVERIFY(await(
        otherJobs.saveResult(second, {m_library.asset(second, QStringLiteral("second.png"))})));
    QCOMPARE(await(m_library.assets().index(query))->entries.size(), 2);
    QVERIFY(await(otherJobs.saveResult(job, {})));
    QCOMPARE(await(m_library.assets().index(query))->entries.size(), 1);
    QVERIFY(await(otherJobs.saveResult(second, {})));
    QVERIFY(await(m_library.assets().index(query))->entries.isEmpty());

    // Rows that come without news.
    m_library.execute(QStringLiteral(
        "INSERT INTO assets (id, position, kind, mime_type, path, bytes, duration, created_at)"
        " VALUES ('unheard', 0, 'image', 'image/png', 'x.png', 1, 0, 1)"));
    QCOMPARE(await(m_library.assets().index(parseLibraryQuery(QStringLiteral("id:unheard")).query))
                 ->entries.size(),
             1);
    m_library.execute(QStringLiteral("DELETE FROM assets WHERE id = 'unheard'"));
}

QTEST_GUILESS_MAIN(TestLibrarySearch)
#include "tst_librarysearch.moc"
