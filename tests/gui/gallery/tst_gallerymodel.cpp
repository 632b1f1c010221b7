#include "tests/gui/gallery/galleryfixture.h"
#include "ui/gallery/filmstrip.h"
#include "ui/gallery/gallerygrid.h"
#include "ui/gallery/gallerymodel.h"

#include <QAbstractItemModelTester>
#include <QMimeData>
#include <QSignalSpy>
#include <QtTest>

using namespace peregrine;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 cacheBytes = 8 * 1024 * 1024;

Asset fakeAsset(int number)
{
    Asset asset;
    asset.id = AssetId(u"id-%1"_s.arg(number, 6, 10, QLatin1Char('0')));
    asset.title = u"title %1"_s.arg(number);
    asset.kind = MediaKind::Image;
    asset.path = u"/nowhere/%1.png"_s.arg(number);
    return asset;
}

} // namespace

class TestGalleryModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pagesNewestFirst()
    {
        GalleryFixture fixture;
        const int count = GalleryModel::pageSize + 30;
        const QList<Asset> made = fixture.addPictures(count);
        GalleryModel model(fixture.assets(), fixture.thumbnailer(), cacheBytes);
        QVERIFY(model.canFetchMore({}));
        // Without the model tester: it fetches by itself, and asks for every row's thumbnail at
        // each signal. The tests below have it.
        model.fetchMore({});
        QVERIFY(model.isLoading());
        QVERIFY(!model.canFetchMore({}));
        QTRY_COMPARE(model.rowCount(), GalleryModel::pageSize);
        QCOMPARE(model.assetAt(0).id, made.constLast().id);
        model.fetchMore({});
        QTRY_COMPARE(model.rowCount(), count);
        QVERIFY(!model.canFetchMore({}));
        for (int row = 0; row < count; ++row)
            QCOMPARE(model.rowOf(model.assetAt(row).id), row);
        QCOMPARE(model.assetAt(count - 1).id, made.constFirst().id);
    }

    void newResultsArriveOnTop()
    {
        GalleryFixture fixture;
        GalleryModel model(fixture.assets(), fixture.thumbnailer(), cacheBytes);
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.fetchMore({});
        QTRY_VERIFY(!model.isLoading());
        QSignalSpy inserted(&model, &GalleryModel::rowsInserted);
        model.addAssets({fakeAsset(1), fakeAsset(3), fakeAsset(2), fakeAsset(3)});
        QCOMPARE(inserted.size(), 1);
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.assetAt(0).id, fakeAsset(3).id);
        model.addAssets({fakeAsset(5), fakeAsset(3)});
        QCOMPARE(model.rowCount(), 4);
        model.addAssets({fakeAsset(4)});
        QCOMPARE(model.rowOf(fakeAsset(4).id), 1);
        QCOMPARE(model.rowOf(fakeAsset(1).id), 4);
        model.removeAssets({fakeAsset(4).id, fakeAsset(5).id, fakeAsset(2).id, fakeAsset(9).id});
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.rowOf(fakeAsset(3).id), 0);
        QCOMPARE(model.rowOf(fakeAsset(1).id), 1);
        QCOMPARE(model.rowOf(fakeAsset(2).id), -1);
    }

    void searchReplacesTheRows()
    {
        GalleryFixture fixture;
        fixture.addPicture(u"a red fox"_s);
        fixture.addPicture(u"a grey cat"_s);
        GalleryModel model(fixture.assets(), fixture.thumbnailer(), cacheBytes);
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setWords(u"fox"_s);
        QTRY_COMPARE(model.rowCount(), 1);
        QCOMPARE(model.assetAt(0).title, u"a red fox"_s);
        Asset cat = fakeAsset(1);
        cat.title = u"another cat"_s;
        model.addAssets({cat});
        QCOMPARE(model.rowCount(), 1);
        model.setWords(u"nothing has this"_s);
        model.setWords(u" cat "_s);
        QTRY_COMPARE(model.rowCount(), 1);
        QCOMPARE(model.assetAt(0).title, u"a grey cat"_s);
        model.setWords({});
        QTRY_COMPARE(model.rowCount(), 2);
    }

    void thumbnailsOnlyForVisibleRows()
    {
        GalleryFixture fixture;
        fixture.addPictures(150);
        GalleryModel model(fixture.assets(), fixture.thumbnailer(), cacheBytes);
        QSignalSpy changed(&model, &GalleryModel::dataChanged);
        GalleryGrid grid;
        grid.setModel(&model);
        grid.resize(420, 400);
        grid.setTileEdge(100);
        grid.show();
        model.fetchMore({});
        QTRY_COMPARE(model.rowCount(), 150);
        QTRY_VERIFY(!model.index(0).data(Qt::DecorationRole).isNull());
        QTRY_VERIFY(!model.index(15).data(Qt::DecorationRole).isNull());
        QTRY_VERIFY(changed.size() >= 16);
        QCoreApplication::processEvents();
        QVERIFY2(changed.size() <= 30, qPrintable(QString::number(changed.size())));
        const auto announced = changed.size();
        grid.viewport()->update();
        QCoreApplication::processEvents();
        QCOMPARE(changed.size(), announced);
    }

    void brokenPicturesSayWhyOnce()
    {
        GalleryFixture fixture;
        fixture.addFile(u"broken.png"_s, "no picture", MediaKind::Image, u"image/png"_s);
        GalleryModel model(fixture.assets(), fixture.thumbnailer(), cacheBytes);
        QSignalSpy changed(&model, &GalleryModel::dataChanged);
        model.fetchMore({});
        QTRY_COMPARE(model.rowCount(), 1);
        QVERIFY(model.index(0).data(Qt::DecorationRole).isNull());
        QTRY_VERIFY(!model.index(0).data(GalleryModel::FailureRole).toString().isEmpty());
        QVERIFY(model.index(0).data(Qt::DecorationRole).isNull());
        QCoreApplication::processEvents();
        QCOMPARE(changed.size(), 1);
    }

    void dragsCarryTheOriginals()
    {
        GalleryFixture fixture;
        const QList<Asset> made = fixture.addPictures(3);
        GalleryModel model(fixture.assets(), fixture.thumbnailer(), cacheBytes);
        model.fetchMore({});
        QTRY_COMPARE(model.rowCount(), 3);
        const std::unique_ptr<QMimeData> mime(model.mimeData({model.index(2), model.index(0)}));
        const QList<QUrl> expected{QUrl::fromLocalFile(made.at(2).path),
                                   QUrl::fromLocalFile(made.at(0).path)};
        QCOMPARE(mime->urls(), expected);
        QVERIFY(model.flags(model.index(0)).testFlag(Qt::ItemIsDragEnabled));
    }

    void deletedDuringLoadingIsSafe()
    {
        GalleryFixture fixture;
        fixture.addPictures(20);
        auto model =
            std::make_unique<GalleryModel>(fixture.assets(), fixture.thumbnailer(), cacheBytes);
        model->fetchMore({});
        model.reset();
        QCoreApplication::processEvents();
    }

    void trashRemovesTheRow()
    {
        GalleryFixture fixture;
        const QList<Asset> made = fixture.addPictures(3);
        GalleryModel model(fixture.assets(), fixture.thumbnailer(), cacheBytes);
        model.fetchMore({});
        QTRY_COMPARE(model.rowCount(), 3);
        QFile::remove(made.at(1).path);
        const auto trashed = fixture.assets().moveToTrash({made.at(1)});
        QTRY_COMPARE(model.rowCount(), 2);
        QCOMPARE(model.rowOf(made.at(1).id), -1);
        QVERIFY(trashed.isFinished());
    }

    void filmstripTellsWhatIsChosen()
    {
        GalleryFixture fixture;
        const QList<Asset> made = fixture.addPictures(4);
        Filmstrip strip(fixture.assets(), fixture.thumbnailer());
        QSignalSpy chosen(&strip, &Filmstrip::assetChosen);
        QSignalSpy activated(&strip, &Filmstrip::assetActivated);
        strip.resize(400, Filmstrip::stripHeight);
        strip.show();
        QTRY_COMPARE(strip.model()->rowCount(), 4);
        strip.setCurrentAsset(made.at(2).id);
        QCOMPARE(chosen.size(), 0);
        QCOMPARE(strip.currentAsset().id, made.at(2).id);
        QTest::keyClick(&strip, Qt::Key_Right);
        QCOMPARE(chosen.takeFirst().at(0).value<Asset>().id, made.at(1).id);
        QTest::keyClick(&strip, Qt::Key_Left);
        QTest::keyClick(&strip, Qt::Key_Left);
        QCOMPARE(strip.currentAsset().id, made.at(3).id);
        QTest::keyClick(&strip, Qt::Key_Left);
        QCOMPARE(strip.currentAsset().id, made.at(3).id);
        QTest::keyClick(&strip, Qt::Key_Return);
        QCOMPARE(activated.size(), 1);
        QVERIFY(!strip.accessibleName().isEmpty());
    }
};

QTEST_MAIN(TestGalleryModel)
#include "tst_gallerymodel.moc"
