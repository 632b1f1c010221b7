#include "core/library/librarywatch.h"
#include "tests/support/await.h"
#include "tests/unit/library/libraryfixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace peregrine;
using namespace peregrine::test;

/// What another program does to a library is noticed.
class TestLibraryWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void addedAndRemovedElsewhere();
    void otherWritingIsNoNews();
    void fromTimeToTime();
    void deletedWhileLooking();

private:
    /// When what was asked for has been answered and its news were delivered.
    static void settle(LibraryFixture &library)
    {
        QVERIFY(await(library.assets().facts()));
        QCoreApplication::processEvents();
    }
};

void TestLibraryWatch::addedAndRemovedElsewhere()
{
    LibraryFixture library;
    library.add(QStringLiteral("before"));
    Store elsewhere(library.store().databasePath());
    QVERIFY(await(elsewhere.open()));
    SqlJobRepository jobs(elsewhere);
    LibraryWatch watch(library.store());
    watch.start(3'600'000);
    settle(library);
    QSignalSpy added(&library.assets(), &AssetRepository::added);
    QSignalSpy removed(&library.assets(), &AssetRepository::removed);

    const Job job = LibraryFixture::job(QStringLiteral("elsewhere"));
    const Asset asset = library.asset(job, QStringLiteral("elsewhere.png"));
    QVERIFY(await(jobs.saveResult(job, {asset})));
    watch.look();
    QTRY_COMPARE(added.size(), 1);
    QCOMPARE(added.first().first().value<QList<AssetId>>(), QList<AssetId>{asset.id});

    QVERIFY(await(jobs.saveResult(job, {})));
    watch.look();
    QTRY_COMPARE(removed.size(), 1);
    QCOMPARE(removed.first().first().value<QList<AssetId>>(), QList<AssetId>{asset.id});
    QCOMPARE(added.size(), 1);
}

void TestLibraryWatch::otherWritingIsNoNews()
{
    LibraryFixture library;
    Store elsewhere(library.store().databasePath());
    QVERIFY(await(elsewhere.open()));
    SqlJobRepository jobs(elsewhere);
    LibraryWatch watch(library.store());
    watch.start(3'600'000);
    settle(library);
    QSignalSpy added(&library.assets(), &AssetRepository::added);
    QSignalSpy removed(&library.assets(), &AssetRepository::removed);
    QVERIFY(await(jobs.save(LibraryFixture::job(QStringLiteral("only a job")))));
    watch.look();
    settle(library);
    QVERIFY(added.isEmpty() && removed.isEmpty());
}

void TestLibraryWatch::fromTimeToTime()
{
    LibraryFixture library;
    Store elsewhere(library.store().databasePath());
    QVERIFY(await(elsewhere.open()));
    SqlJobRepository jobs(elsewhere);
    LibraryWatch watch(library.store());
    watch.start(1);
    settle(library);
    QSignalSpy added(&library.assets(), &AssetRepository::added);
    const Job job = LibraryFixture::job(QStringLiteral("elsewhere"));
    QVERIFY(await(jobs.saveResult(job, {library.asset(job, QStringLiteral("e.png"))})));
    QTRY_VERIFY(!added.isEmpty());
}

void TestLibraryWatch::deletedWhileLooking()
{
    LibraryFixture library;
    auto watch = std::make_unique<LibraryWatch>(library.store());
    watch->start(1);
    watch.reset();
    settle(library);
}

QTEST_GUILESS_MAIN(TestLibraryWatch)
#include "tst_librarywatch.moc"
