#include "resources/resources.h"
#include "tests/gui/gallery/galleryfixture.h"
#include "ui/gallery/gallerygrid.h"
#include "ui/gallery/gallerymodel.h"
#include "ui/gallery/hoverplayer.h"
#include "ui/gallery/marksbadge.h"
#include "ui/gallery/tilelayout.h"
#include "ui/theme/theme.h"

#include <QAccessible>
#include <QPainter>
#include <QScrollBar>
#include <QtTest>

#include <numeric>

using namespace peregrine;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 cacheBytes = 8 * 1024 * 1024;

QList<GallerySection> sectionsOf(const QList<int> &counts)
{
    QList<GallerySection> sections;
    int first = 0;
    for (const int count : counts) {
        GallerySection section;
        section.first = first;
        section.count = count;
        sections.append(section);
        first += count;
    }
    return sections;
}

} // namespace

class TestGalleryGrid : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<GalleryFixture> m_fixture;
    std::unique_ptr<GalleryModel> m_model;
    std::unique_ptr<GalleryGrid> m_grid;

    void open()
    {
        m_model = std::make_unique<GalleryModel>(m_fixture->assets(), m_fixture->thumbnailer(),
                                                 cacheBytes);
        m_grid = std::make_unique<GalleryGrid>();
        m_grid->setModel(m_model.get());
        m_grid->setTileEdge(100);
        m_grid->resize(430, 400);
        m_grid->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_grid.get()));
        m_model->load();
        QTRY_VERIFY(!m_model->isLoading());
    }

    [[nodiscard]] QPoint centerOf(int row) const
    {
        return m_grid->visualRect(m_model->index(row)).center();
    }

    [[nodiscard]] QList<int> chosen() const
    {
        QList<int> rows;
        const QModelIndexList indexes = m_grid->selectionModel()->selectedIndexes();
        for (const QModelIndex &index : indexes)
            rows.append(index.row());
        std::sort(rows.begin(), rows.end());
        return rows;
    }

    /// The mouse comes from outside, also when it rested there in the test before.
    void restOn(int row) const
    {
        QTest::mouseMove(m_grid->viewport(), {m_grid->viewport()->width() - 2, 2});
        QTest::mouseMove(m_grid->viewport(), centerOf(row));
    }

private Q_SLOTS:
    void initTestCase() { initResources(); }

    void init() { m_fixture = std::make_unique<GalleryFixture>(); }

    void cleanup()
    {
        m_grid.reset();
        m_model.reset();
        m_fixture.reset();
    }

    void layoutAgreesWithItself_data()
    {
        QTest::addColumn<QList<int>>("counts");
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("heading");
        QTest::newRow("nothing") << QList<int>{} << 400 << 30;
        QTest::newRow("one section") << QList<int>{11} << 410 << 0;
        QTest::newRow("several") << QList<int>{1, 4, 5, 9, 2} << 430 << 30;
        QTest::newRow("narrow") << QList<int>{3, 2} << 40 << 30;
    }

    void layoutAgreesWithItself()
    {
        QFETCH(QList<int>, counts);
        QFETCH(int, width);
        QFETCH(int, heading);
        TileLayout layout;
        layout.set(sectionsOf(counts), width, 100, heading);
        const int rows = std::accumulate(counts.cbegin(), counts.cend(), 0);
        QCOMPARE(layout.rowCount(), rows);
        QVERIFY(layout.columns() * layout.edge() <= width);
        QRegion covered;
        for (int row = 0; row < rows; ++row) {
            const QRect tile = layout.tile(row);
            QVERIFY(covered.intersected(tile).isEmpty());
            covered += tile;
            QCOMPARE(layout.rowAt(tile.topLeft()), row);
            QCOMPARE(layout.rowAt(tile.bottomRight()), row);
            QCOMPARE(layout.headingAt(tile.center()), -1);
            QVERIFY(tile.bottom() < layout.height());
            const QList<TileLayout::Rows> touched = layout.rowsIn(tile.adjusted(5, 5, -5, -5));
            QCOMPARE(touched, (QList<TileLayout::Rows>{{row, row}}));
        }
        for (int section = 0; section < counts.size(); ++section) {
            if (heading == 0)
                break;
            const QRect head = layout.heading(section);
            QCOMPARE(layout.headingAt(head.center()), section);
            QCOMPARE(layout.rowAt(head.center()), -1);
            QVERIFY(covered.intersected(head).isEmpty());
        }
        const QList<TileLayout::Rows> all =
            layout.rowsIn({0, 0, qMax(1, width), qMax(1, layout.height())});
        QCOMPARE(all.size(), rows == 0 ? 0 : 1);
        QVERIFY(layout.tile(rows).isNull());
        QVERIFY(layout.tile(-1).isNull());
    }

    void upAndDownKeepTheColumn()
    {
        TileLayout layout;
        layout.set(sectionsOf({5, 2, 4}), 300, 100, 30); // lines: 012 34 | 56 | 789 10
        QCOMPARE(layout.below(0), 3);
        QCOMPARE(layout.below(2), 4);
        QCOMPARE(layout.below(4), 6);
        QCOMPARE(layout.below(6), 8);
        QCOMPARE(layout.below(9), 10);
        QCOMPARE(layout.below(10), 10);
        QCOMPARE(layout.above(10), 7);
        QCOMPARE(layout.above(9), 6);
        QCOMPARE(layout.above(5), 3);
        QCOMPARE(layout.above(1), 1);
    }

    void chosenByKeysMouseAndBand()
    {
        m_fixture->addPictures(10);
        open();
        QCOMPARE(m_grid->tiles().columns(), 4);
        QTest::mouseClick(m_grid->viewport(), Qt::LeftButton, {}, centerOf(1));
        QCOMPARE(chosen(), QList<int>{1});
        QTest::keyClick(m_grid.get(), Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(chosen(), (QList<int>{1, 2, 3, 4, 5}));
        QTest::mouseClick(m_grid->viewport(), Qt::LeftButton, Qt::ControlModifier, centerOf(3));
        QCOMPARE(chosen(), (QList<int>{1, 2, 4, 5}));
        QTest::keyClick(m_grid.get(), Qt::Key_Home);
        QCOMPARE(chosen(), QList<int>{0});
        QTest::keyClick(m_grid.get(), Qt::Key_End);
        QCOMPARE(chosen(), QList<int>{9});
        QTest::keyClick(m_grid.get(), Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(chosen().size(), 10);
        // From the empty place behind the last tile, over tiles of two columns.
        const QPoint empty = centerOf(9) + QPoint(130, 0);
        QVERIFY(!m_grid->indexAt(empty).isValid());
        QTest::mousePress(m_grid->viewport(), Qt::LeftButton, {}, empty);
        QTest::mouseMove(m_grid->viewport(), centerOf(9));
        QTest::mouseMove(m_grid->viewport(), centerOf(5));
        QTest::mouseRelease(m_grid->viewport(), Qt::LeftButton, {}, centerOf(5));
        QCOMPARE(chosen(), (QList<int>{5, 6, 9}));
    }

    void homeGoesBackToTheTopWhoeverIsCurrent()
    {
        m_fixture->addPictures(40);
        open();
        m_grid->selectionModel()->setCurrentIndex(m_model->index(0), QItemSelectionModel::NoUpdate);
        QScrollBar *bar = m_grid->verticalScrollBar();
        bar->setValue(bar->maximum());
        QTest::keyClick(m_grid.get(), Qt::Key_Home);
        QCOMPARE(bar->value(), 0);
        QCOMPARE(chosen(), QList<int>{0});
        QTest::keyClick(m_grid.get(), Qt::Key_End);
        bar->setValue(0);
        QTest::keyClick(m_grid.get(), Qt::Key_End);
        QCOMPARE(bar->value(), bar->maximum());
        QCOMPARE(chosen(), QList<int>{39});
    }

    void headingChoosesItsGroup()
    {
        m_fixture->addPicture(u"fox"_s);
        m_fixture->addPicture(u"cat"_s);
        m_fixture->addPicture(u"fox"_s);
        open();
        m_model->setGrouping(GalleryGrouping::Prompt);
        QTRY_COMPARE(m_model->sections().size(), 2);
        const QRect heading = m_grid->tiles().heading(0);
        QVERIFY(!heading.isEmpty());
        QTest::mouseClick(m_grid->viewport(), Qt::LeftButton, {}, heading.center());
        QCOMPARE(chosen(), (QList<int>{0, 1}));
        QTest::mouseClick(m_grid->viewport(), Qt::LeftButton, Qt::ControlModifier,
                          m_grid->tiles().heading(1).center());
        QCOMPARE(chosen(), (QList<int>{0, 1, 2}));
    }

    void whatOneLooksAtStaysWhileResultsCome()
    {
        m_fixture->addPictures(60);
        open();
        m_grid->verticalScrollBar()->setValue(350);
        const QPersistentModelIndex first(m_grid->firstVisible());
        const int top = m_grid->visualRect(first).top();
        m_fixture->addPictures(5);
        QTRY_COMPARE(m_model->rowCount(), 65);
        QCOMPARE(first.row(), 17);
        QCOMPARE(m_grid->visualRect(first).top(), top);
        m_grid->verticalScrollBar()->setValue(0);
        m_fixture->addPicture(u"new"_s);
        QTRY_COMPARE(m_model->rowCount(), 66);
        QCOMPARE(m_grid->verticalScrollBar()->value(), 0);
    }

    void videoPlaysUnderTheMouse()
    {
        m_fixture->addPicture(u"still"_s);
        m_fixture->addFile(u"sea.mp4"_s, GalleryFixture::video(), MediaKind::Video, u"video/mp4"_s);
        open();
        HoverPlayer player(m_grid.get());
        restOn(0);
        QTRY_VERIFY_WITH_TIMEOUT(player.isPlaying(), 15000);
        QTest::mouseMove(m_grid->viewport(), centerOf(1));
        QTRY_VERIFY(!player.isPlaying());
    }

    void viewClosedWhileAVideoPlays()
    {
        m_fixture->addFile(u"sea.mp4"_s, GalleryFixture::video(), MediaKind::Video, u"video/mp4"_s);
        open();
        auto *player = new HoverPlayer(m_grid.get());
        restOn(0);
        QTRY_VERIFY_WITH_TIMEOUT(player->isPlaying(), 15000);
        const QPointer<HoverPlayer> gone(player);
        m_grid.reset();
        QVERIFY(gone.isNull());
    }

    void videoThatIsTakenAwayStops()
    {
        const Asset film = m_fixture->addFile(u"sea.mp4"_s, GalleryFixture::video(),
                                              MediaKind::Video, u"video/mp4"_s);
        open();
        HoverPlayer player(m_grid.get());
        restOn(0);
        QTRY_VERIFY_WITH_TIMEOUT(player.isPlaying(), 15000);
        m_model->removeAssets({film.id});
        QVERIFY(!player.isPlaying());
    }

    void marksAreLegibleInBothAppearances()
    {
        Judgement judgement;
        judgement.rating = 3;
        judgement.starred = true;
        const QPalette before = QApplication::palette();
        for (const bool dark : {false, true}) {
            QApplication::setPalette(theme::makePalette(dark));
            QImage tile(160, 160, QImage::Format_RGB32);
            tile.fill(Qt::gray);
            QPainter painter(&tile);
            drawMarks(&painter, tile.rect(), judgement);
            painter.end();
            int light = 0;
            for (int y = 0; y < tile.height(); ++y) {
                for (int x = 0; x < tile.width(); ++x)
                    light += qGray(tile.pixel(x, y)) > 220 ? 1 : 0;
            }
            QVERIFY2(light > 100, qPrintable(QString::number(light)));
        }
        QApplication::setPalette(before);
    }

    void screenReadersSeeTheTiles()
    {
        m_fixture->addPictures(3);
        open();
        QAccessibleInterface *grid = QAccessible::queryAccessibleInterface(m_grid.get());
        QVERIFY(grid != nullptr);
        QCOMPARE(grid->text(QAccessible::Name), u"Results"_s);
        QVERIFY2(grid->childCount() >= 3, qPrintable(QString::number(grid->childCount())));
    }
};

QTEST_MAIN(TestGalleryGrid)
#include "tst_gallerygrid.moc"
