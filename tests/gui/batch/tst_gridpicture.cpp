#include "tests/gui/batch/batchfixture.h"
#include "ui/batch/batchgridmodel.h"
#include "ui/batch/gridexport.h"
#include "ui/theme/theme.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace peregrine;
using namespace Qt::StringLiterals;

namespace {

GridPicture gridOf(int columns, int rows, int pages = 1)
{
    GridPicture grid;
    grid.columns = columns;
    for (int page = 0; page < pages; ++page) {
        GridPicture::Page made;
        made.title = u"Page %1"_s.arg(page);
        for (int i = 0; i < columns * rows; ++i)
            made.cells.append({QString(), MediaKind::Image, u"Failed"_s, QString()});
        grid.pages.append(made);
    }
    return grid;
}

const std::atomic_bool goOn{false};

/// Whether a pixel of the colour is in the area.
bool has(const QImage &image, const QRect &area, const QColor &colour)
{
    for (int y = area.top(); y <= area.bottom(); ++y) {
        for (int x = area.left(); x <= area.right(); ++x) {
            if (image.pixelColor(x, y) == colour)
                return true;
        }
    }
    return false;
}

} // namespace

class TestGridPicture : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void staysWithinBounds_data()
    {
        QTest::addColumn<int>("columns");
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("pages");
        QTest::addColumn<bool>("fits");
        QTest::newRow("one") << 1 << 1 << 1 << true;
        QTest::newRow("60 jobs") << 3 << 10 << 2 << true;
        QTest::newRow("a row of 100") << 100 << 1 << 1 << true;
        QTest::newRow("1000 in a square") << 32 << 32 << 1 << true;
        QTest::newRow("a column of 200") << 1 << 200 << 1 << true;
        QTest::newRow("a column of 1000") << 1 << 1000 << 1 << false;
    }
    void staysWithinBounds()
    {
        QFETCH(int, columns);
        QFETCH(int, rows);
        QFETCH(int, pages);
        QFETCH(bool, fits);
        const auto image = drawGrid(gridOf(columns, rows, pages), 768, goOn);
        QCOMPARE(image.hasValue(), fits);
        if (!fits) {
            QCOMPARE(image.error().kind, Error::Kind::Media);
            return;
        }
        QVERIFY(image->width() <= maxGridSide && image->height() <= maxGridSide);
        QVERIFY(qint64(image->width()) * image->height() <= maxGridPixels);
    }

    void drawsResultsAndLabels()
    {
        const QTemporaryDir dir;
        BatchContent content = contentOf(3, 2);
        content.jobs[3].state = JobState::Failed;
        const QList<QColor> colours{Qt::red, Qt::green, Qt::blue, Qt::black, Qt::cyan, Qt::magenta};
        for (qsizetype i = 0; i < content.jobs.size(); ++i) {
            if (content.jobs.at(i).state != JobState::Failed)
                content.assets.append(
                    resultOf(content.jobs.at(i), dir.path(), colours.at(i), {128, 64}));
        }
        BatchGridModel model;
        model.setContent(content);
        const QPalette palette = theme::makePalette(false);
        const GridPicture grid = gridPictureOf(model, QFont(), palette);
        QCOMPARE(grid.columnLabels, (QStringList{u"0.0"_s, u"0.1"_s}));
        QCOMPARE(grid.rowLabels, (QStringList{u"100"_s, u"101"_s, u"102"_s}));
        QCOMPARE(grid.shape, QSize(128, 64));
        QCOMPARE(grid.pages.size(), 1);
        QCOMPARE(grid.pages.first().cells.at(3).words, u"Failed"_s);
        const auto image = drawGrid(grid, 128, goOn);
        QVERIFY(image);
        // In the order of rows and columns.
        QList<QPoint> places;
        for (const QColor &colour : {colours[0], colours[1], colours[2], colours[4], colours[5]}) {
            QPoint found(-1, -1);
            for (int y = 0; y < image->height() && found.x() < 0; y += 4) {
                for (int x = 0; x < image->width(); x += 4) {
                    if (image->pixelColor(x, y) == colour) {
                        found = {x, y};
                        break;
                    }
                }
            }
            QVERIFY(found.x() >= 0);
            places.append(found);
        }
        QVERIFY(places[0].x() < places[1].x());
        QCOMPARE(places[0].y(), places[1].y());
        QVERIFY(places[2].y() > places[0].y());
        QCOMPARE(places[2].x(), places[0].x());
        QVERIFY(places[4].x() > places[3].x());
        // Labels stand over the columns and beside the rows.
        const QColor ground = palette.color(QPalette::Window);
        const QImage picture = *image;
        bool isWritten = false;
        for (int y = 24; y < places[0].y() && !isWritten; ++y)
            isWritten = picture.pixelColor(places[0].x() + 60, y) != ground
                || has(picture, {places[0].x(), y, 120, 1}, palette.color(QPalette::WindowText));
        QVERIFY(isWritten);
    }

    void pagesFollowEachOther()
    {
        BatchGridModel model;
        model.setContent(contentOf(3, 2, 2));
        const GridPicture grid = gridPictureOf(model, QFont(), QPalette());
        QCOMPARE(grid.pages.size(), 2);
        QCOMPARE(grid.pages.at(1).title, u"Model Model 1"_s);
        QCOMPARE(grid.pages.at(1).cells.size(), 6);
    }

    void oneAxisIsASquare()
    {
        BatchGridModel model;
        model.setContent(contentOf(10));
        const GridPicture grid = gridPictureOf(model, QFont(), QPalette());
        QCOMPARE(grid.columns, 4);
        QCOMPARE(grid.pages.first().cells.size(), 10);
        QCOMPARE(grid.pages.first().cells.at(9).label, u"109"_s);
        QVERIFY(drawGrid(grid, 64, goOn));
    }

    void brokenResultsAreWords()
    {
        const QTemporaryDir dir;
        BatchContent content = contentOf(2);
        content.assets = {resultOf(content.jobs.first(), dir.path(), Qt::red)};
        QFile file(content.assets.first().path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("no picture");
        file.close();
        BatchGridModel model;
        model.setContent(content);
        QVERIFY(drawGrid(gridPictureOf(model, QFont(), QPalette()), 128, goOn));
    }

    void namesDecideTheFormat()
    {
        const QTemporaryDir dir;
        const auto wrong = saveGrid(gridOf(1, 1), 64, dir.filePath(u"grid.bmp"_s), goOn);
        QVERIFY(!wrong);
        QVERIFY(wrong.error().message.contains(u".png"_s));
        QVERIFY(!QFile::exists(dir.filePath(u"grid.bmp"_s)));
        const std::atomic_bool stop{true};
        QCOMPARE(saveGrid(gridOf(2, 2), 64, dir.filePath(u"grid.png"_s), stop).error().kind,
                 Error::Kind::Canceled);
        QVERIFY(!QFile::exists(dir.filePath(u"grid.png"_s)));
    }
};

QTEST_MAIN(TestGridPicture)

#include "tst_gridpicture.moc"
