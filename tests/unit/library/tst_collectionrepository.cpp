#include "core/library/collectionrepository.h"
#include "tests/support/await.h"
#include "tests/unit/library/libraryfixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace peregrine;
using namespace peregrine::test;

class TestCollectionRepository : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void survives();
    void namesAreUnique();
    void putAndTakeAnswerWhatChanged();
    void searchesTakeNothingByHand();
    void renamed();
    void removedAndRestored();
    void of();
    void tellsOfChanges();

private:
    Collection make(const QString &name, const QString &search = {})
    {
        Collection collection{CollectionId(makeIdText()), name, search,
                              QDateTime::fromMSecsSinceEpoch(1000).toUTC(),
                              search.isEmpty() ? 0 : -1};
        if (!await(m_collections->save(collection)))
            qFatal("a collection cannot be saved");
        return collection;
    }

    std::unique_ptr<LibraryFixture> m_library;
    std::unique_ptr<CollectionRepository> m_collections;
};

void TestCollectionRepository::init()
{
    m_collections.reset();
    m_library = std::make_unique<LibraryFixture>();
    m_collections = std::make_unique<CollectionRepository>(m_library->store());
}

void TestCollectionRepository::survives()
{
    const Collection search = make(QStringLiteral("Well rated"), QStringLiteral("rating:>=4"));
    const Collection byHand = make(QStringLiteral("Best"));
    const auto all = await(m_collections->all());
    QVERIFY(all);
    QCOMPARE(all->size(), 2);
    QVERIFY(all->at(0) == byHand);
    QVERIFY(all->at(1) == search);
    QVERIFY(all->at(1).isSearch() && !all->at(0).isSearch());
}

void TestCollectionRepository::namesAreUnique()
{
    Collection first = make(QStringLiteral("Best"));
    const auto again = await(
        m_collections->save({CollectionId(makeIdText()), QStringLiteral(" bEST "), {}, {}, 0}));
    QVERIFY(!again);
    QCOMPARE(again.error().kind, Error::Kind::Validation);
    QVERIFY(again.error().message.contains(QStringLiteral("bEST")));
    const auto nameless =
        await(m_collections->save({CollectionId(makeIdText()), QStringLiteral("  "), {}, {}, 0}));
    QVERIFY(!nameless);
    // Its own name is free for it.
    first.name = QStringLiteral("BEST");
    QVERIFY(await(m_collections->save(first)));
    QCOMPARE(await(m_collections->all())->size(), 1);
}

void TestCollectionRepository::putAndTakeAnswerWhatChanged()
{
    const Asset a = m_library->add(QStringLiteral("a"));
    const Asset b = m_library->add(QStringLiteral("b"));
    const Collection best = make(QStringLiteral("Best"));
    QCOMPARE(*await(m_collections->put(best.id, {a.id})), QList<AssetId>{a.id});
    QCOMPARE(*await(m_collections->put(best.id, {a.id, b.id, AssetId(QStringLiteral("none"))})),
             QList<AssetId>{b.id});
    QCOMPARE(await(m_collections->all())->first().assets, 2);
    QCOMPARE(*await(m_collections->take(best.id, {a.id})), QList<AssetId>{a.id});
    QVERIFY(await(m_collections->take(best.id, {a.id}))->isEmpty());
    QCOMPARE(m_library->found(QStringLiteral("in:best")), QStringList{b.title});
}

void TestCollectionRepository::searchesTakeNothingByHand()
{
    const Asset a = m_library->add(QStringLiteral("a"));
    const Collection search = make(QStringLiteral("Well rated"), QStringLiteral("rating:>=4"));
    QVERIFY(await(m_collections->put(search.id, {a.id}))->isEmpty());
    QVERIFY(m_library->found(QStringLiteral("in:\"well rated\"")).isEmpty());
}

void TestCollectionRepository::renamed()
{
    const Asset a = m_library->add(QStringLiteral("a"));
    Collection best = make(QStringLiteral("Best"));
    QVERIFY(await(m_collections->put(best.id, {a.id})));
    best.name = QStringLiteral("Better");
    QVERIFY(await(m_collections->save(best)));
    QVERIFY(m_library->found(QStringLiteral("in:best")).isEmpty());
    QCOMPARE(m_library->found(QStringLiteral("in:better")).size(), 1);
}

void TestCollectionRepository::removedAndRestored()
{
    const Asset a = m_library->add(QStringLiteral("a"));
    const Collection best = make(QStringLiteral("Best"));
    QVERIFY(await(m_collections->put(best.id, {a.id})));
    const auto removed = await(m_collections->remove(best.id));
    QVERIFY(removed);
    QCOMPARE(removed->assets, QList<AssetId>{a.id});
    QVERIFY(await(m_collections->all())->isEmpty());
    QCOMPARE(m_library->found({}).size(), 1);
    QVERIFY(await(m_collections->restore(*removed)));
    QCOMPARE(m_library->found(QStringLiteral("in:best")).size(), 1);
    QVERIFY(!await(m_collections->remove(CollectionId(QStringLiteral("none")))));
}

void TestCollectionRepository::of()
{
    const Asset a = m_library->add(QStringLiteral("a"));
    const Collection one = make(QStringLiteral("One"));
    make(QStringLiteral("Two"));
    QVERIFY(await(m_collections->put(one.id, {a.id})));
    const auto collections = await(m_collections->of(a.id));
    QCOMPARE(collections->size(), 1);
    QCOMPARE(collections->first().id, one.id);
}

void TestCollectionRepository::tellsOfChanges()
{
    CollectionRepository other(m_library->store());
    QSignalSpy changed(&other, &CollectionRepository::changed);
    make(QStringLiteral("One"));
    QTRY_COMPARE(changed.size(), 1);
}

QTEST_GUILESS_MAIN(TestCollectionRepository)
#include "tst_collectionrepository.moc"
