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
    void tilesAreFetchedAroundTheRowAskedFor()
    {
        GalleryFixture fixture;
        const int count = GalleryModel::windowRows * 2 + 1;
        const QList<Asset> made = fixture.addPictures(count);
        GalleryModel model(fixture.assets(), fixture.thumbnailer(), cacheBytes);
        model.load();
        QVERIFY(model.isLoading());
        QTRY_COMPARE(model.rowCount(), count);
        QVERIFY(!model.isLoading());
        for (int row = 0; row < count; ++row) {
            QCOMPARE(model.idAt(row), made.at(count - 1 - row).id);
            QCOMPARE(model.rowOf(model.idAt(row)), row);
        }
        // The first come with the rows.
        QVERIFY(model.isLoaded(GalleryModel::windowRows - 1));
        const int row = 2 * GalleryModel::windowRows;
        QVERIFY(!model.isLoaded(row));
        QVERIFY(model.index(row).data().isNull());
        QCOMPARE(model.index(row).data(GalleryModel::AssetRole).value<Asset>().id, model.idAt(row));
        QTRY_VERIFY(model.isLoaded(row));
        QVERIFY(!model.isLoaded(row - 1));
        QVERIFY(!model.index(row).data().toString().isEmpty());
    }

    void newResultsArriveOnTop()
    {
        GalleryFixture fixture;
        GalleryModel model(fixture.assets(), fixture.thumbnailer(), cacheBytes);
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.load();
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
        QTRY_COMPARE(model.index(0).data().toString(), u"a red fox"_s);
        Asset cat = fakeAsset(1);
        cat.title = u"another cat"_s;
        model.addAssets({cat});
        QCOMPARE(model.rowCount(), 1);
        model.setWords(u"nothing has this"_s);
        model.setWords(u" cat "_s);
        QTRY_COMPARE(model.index(0).data().toString(), u"a grey cat"_s);
        QCOMPARE(model.rowCount(), 1);
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
        model.load();
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
        model.load();
        QTRY_COMPARE(model.rowCount(), 1);
        QVERIFY(model.index(0).data(Qt::DecorationRole).isNull());
        QTRY_VERIFY(model.isLoaded(0));
        changed.clear();
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
        model.load();
        QTRY_COMPARE(model.rowCount(), 3);
        QTRY_VERIFY(model.isLoaded(0));
        const std::unique_ptr<QMimeData> mime(model.mimeData({model.index(2), model.index(0)}));
        const QList<QUrl> expected{QUrl::fromLocalFile(made.at(2).path),
                                   QUrl::fromLocalFile(made.at(0).path)};
        QCOMPARE(mime->urls(), expected);
        QVERIFY(model.flags(model.index(0)).testFlag(Qt::ItemIsDragEnabled));
    }

    void newResultsOfASearchComeByThemselves()
    {
        GalleryFixture fixture;
        const Asset first = fixture.addPicture(u"a red fox"_s);
        fixture.addPicture(u"a grey cat"_s);
        GalleryModel model(fixture.assets(), fixture.thumbnailer(), cacheBytes);
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setWords(u"fox"_s);
        QTRY_COMPARE(model.rowCount(), 1);
        QSignalSpy reset(&model, &GalleryModel::modelReset);
        const QPersistentModelIndex kept(model.index(0));
        fixture.addPicture(u"another cat"_s);
        const Asset fresh = fixture.addPicture(u"a second fox"_s);
        QTRY_COMPARE(model.rowCount(), 2);
        QCOMPARE(model.rowOf(fresh.id), 0);
        QCOMPARE(model.rowOf(first.id), 1);
        QCOMPARE(kept.row(), 1);
        QCOMPARE(reset.size(), 0);
    }

    void groupsHaveHeadings()
    {
        GalleryFixture fixture;
        const Asset fox = fixture.addPicture(u"a red fox"_s);
        fixture.addPicture(u"a grey cat"_s);
        const Asset again = fixture.addPicture(u"A red  fox"_s);
        GalleryModel model(fixture.assets(), fixture.thumbnailer(), cacheBytes);
        model.load();
        QTRY_COMPARE(model.rowCount(), 3);
        QVERIFY(model.sectionTitle(0).isEmpty());
        QCOMPARE(model.rowOfDay(QDate::currentDate()), 0);
        QCOMPARE(model.rowOfDay(QDate::currentDate().addDays(-3)), 2);
        model.setGrouping(GalleryGrouping::Prompt);
        QTRY_COMPARE(model.sections().size(), 2);
        QCOMPARE(model.rowOf(again.id), 0);
        QCOMPARE(model.rowOf(fox.id), 1);
        QCOMPARE(model.sections().at(0).count, 2);
        QTRY_COMPARE(model.sectionTitle(0), u"A red fox"_s);
        QTRY_COMPARE(model.sectionTitle(1), u"a grey cat"_s);
        QCOMPARE(model.rowOfDay(QDate::currentDate()), -1);
        model.setGrouping(GalleryGrouping::Model);
        QTRY_COMPARE(model.sectionTitle(0), u"Paint"_s);
        QCOMPARE(model.sections().size(), 1);
        model.setGrouping(GalleryGrouping::Day);
        QTRY_COMPARE(model.sectionTitle(0), u"Today"_s);
        fixture.addPicture(u"a blue bird"_s);
        QTRY_COMPARE(model.rowCount(), 4);
        QCOMPARE(model.sections().size(), 1);
        QCOMPARE(model.sections().at(0).count, 4);
    }

    void textsShowHowTheyBegin()
    {
        GalleryFixture fixture;
        fixture.addFile(u"poem.txt"_s, "\n\nroses are red\n\nviolets\tare blue\r\n",
                        MediaKind::Text, u"text/plain"_s);
        fixture.addFile(u"binary.txt"_s, QByteArray("a\0b", 3), MediaKind::Text, u"text/plain"_s);
        GalleryModel model(fixture.assets(), fixture.thumbnailer(), cacheBytes);
        model.load();
        // The answer of a text model, as fal's are kept: its words, not its braces.
        fixture.addFile(u"answer.json"_s, R"({"output": "A quiet sea.", "usage": {"tokens": 9}})",
                        MediaKind::Text, u"application/json"_s);
        QTRY_COMPARE(model.rowCount(), 3);
        QTRY_COMPARE(model.index(0).data(GalleryModel::ExcerptRole).toString(), u"A quiet sea."_s);
        QTRY_COMPARE(model.index(2).data(GalleryModel::ExcerptRole).toString(),
                     u"roses are red\nviolets are blue"_s);
        QTRY_VERIFY(model.index(1).data(GalleryModel::ExcerptRole).toString().isEmpty()
                    && !model.index(1).data(GalleryModel::FailureRole).toString().isEmpty());
    }

    void deletedDuringLoadingIsSafe()
    {
        GalleryFixture fixture;
        fixture.addPictures(20);
        auto model =
            std::make_unique<GalleryModel>(fixture.assets(), fixture.thumbnailer(), cacheBytes);
        model->load();
        model.reset();
        QCoreApplication::processEvents();
    }

    void trashRemovesTheRow()
    {
        GalleryFixture fixture;
        const QList<Asset> made = fixture.addPictures(3);
        GalleryModel model(fixture.assets(), fixture.thumbnailer(), cacheBytes);
        model.load();
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
        QTRY_VERIFY(!strip.model()->index(3, 0).data().isNull());
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
