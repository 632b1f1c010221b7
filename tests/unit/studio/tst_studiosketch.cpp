#include "core/localserver/studio/sketchpainter.h"

#include <QPainter>
#include <QTest>

#include <cstdlib>

using namespace peregrine::studio;

namespace {

bool never()
{
    return false;
}

QImage sheet(QSize size = {256, 256})
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(Qt::white);
    return image;
}

/// A closed red ring in the middle of the sheet.
QImage ring()
{
    QImage image = sheet();
    QPainter painter(&image);
    painter.setPen(QPen(QColor(210, 30, 30), 5));
    painter.drawEllipse(QPoint(128, 128), 60, 60);
    return image;
}

SketchRequest requestFor(const QImage &drawing, const QString &prompt = {})
{
    SketchRequest request;
    request.drawing = drawing;
    request.prompt = prompt.isEmpty() ? QStringLiteral("an oil painting of a meadow") : prompt;
    request.seed = 7;
    return request;
}

/// Mean colour of a square around a point.
QColor meanAt(const QImage &image, QPoint middle, int radius = 12)
{
    int red = 0;
    int green = 0;
    int blue = 0;
    int count = 0;
    for (int y = middle.y() - radius; y <= middle.y() + radius; ++y) {
        for (int x = middle.x() - radius; x <= middle.x() + radius; ++x) {
            const QRgb color = image.pixel(x, y);
            red += qRed(color);
            green += qGreen(color);
            blue += qBlue(color);
            ++count;
        }
    }
    return {red / count, green / count, blue / count};
}

int distance(const QColor &a, const QColor &b)
{
    return std::abs(a.red() - b.red()) + std::abs(a.green() - b.green())
        + std::abs(a.blue() - b.blue());
}

} // namespace

class TestStudioSketch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void equalRequestsGiveEqualPictures_data();
    void equalRequestsGiveEqualPictures();
    void closedShapesTakeTheColourOfTheirOutline();
    void openPaperBecomesSkyAndGround();
    void thePromptChoosesThePalette();
    void strengthLeavesTheDrawing();
    void takesAnySizeAndTransparency_data();
    void takesAnySizeAndTransparency();
    void filledPicturesHaveNoPaper();
    void stopsWhenAsked();
};

void TestStudioSketch::equalRequestsGiveEqualPictures_data()
{
    QTest::addColumn<QString>("prompt");
    for (const char *prompt : {"an oil painting at sunset", "a watercolor of a lake",
                               "pencil drawing of a forest", "an ink drawing"})
        QTest::newRow(prompt) << QString::fromLatin1(prompt);
}

void TestStudioSketch::equalRequestsGiveEqualPictures()
{
    QFETCH(QString, prompt);
    const SketchPainter one;
    const SketchPainter other;
    SketchRequest request = requestFor(ring(), prompt);
    const QImage first = one.paint(request, never);
    QCOMPARE(first.format(), QImage::Format_RGB32);
    QCOMPARE(first.size(), request.drawing.size());
    // Another prompt between must not change what follows.
    (void)other.paint(requestFor(sheet(), QStringLiteral("night")), never);
    QVERIFY(first == other.paint(request, never));
    request.seed = 8;
    QVERIFY(first != one.paint(request, never));
}

void TestStudioSketch::closedShapesTakeTheColourOfTheirOutline()
{
    const SketchPainter painter;
    const QColor inside = meanAt(painter.paint(requestFor(ring()), never), {128, 128});
    QVERIFY2(inside.red() > inside.green() + 20 && inside.red() > inside.blue() + 20,
             qPrintable(inside.name()));
    // The paper around it is no red.
    const QColor outside = meanAt(painter.paint(requestFor(ring()), never), {30, 60});
    QVERIFY2(distance(inside, outside) > 60, qPrintable(outside.name()));
}

void TestStudioSketch::openPaperBecomesSkyAndGround()
{
    QImage drawing = sheet();
    QPainter painter(&drawing);
    painter.setPen(QPen(QColor(30, 140, 60), 5));
    painter.drawLine(-5, 170, 260, 160);
    painter.end();
    const QImage picture = SketchPainter().paint(requestFor(drawing), never);
    const QColor above = meanAt(picture, {128, 60});
    const QColor below = meanAt(picture, {128, 220});
    QVERIFY2(distance(above, below) > 60, qPrintable(above.name() + u' ' + below.name()));
    QVERIFY2(below.green() > below.blue(), qPrintable(below.name()));
}

void TestStudioSketch::thePromptChoosesThePalette()
{
    const SketchPainter painter;
    const QColor day =
        meanAt(painter.paint(requestFor(sheet(), QStringLiteral("a sunny day")), never), {128, 60});
    const QColor night = meanAt(
        painter.paint(requestFor(sheet(), QStringLiteral("a dark night")), never), {128, 60});
    QVERIFY2(day.lightness() > night.lightness() + 40, qPrintable(day.name() + night.name()));
}

void TestStudioSketch::strengthLeavesTheDrawing()
{
    const SketchPainter painter;
    SketchRequest request = requestFor(ring());
    request.strength = 0.0;
    const QColor paper = meanAt(painter.paint(request, never), {30, 60});
    request.strength = 1.0;
    const QColor sky = meanAt(painter.paint(request, never), {30, 60});
    QVERIFY(distance(paper, Qt::white) < distance(sky, Qt::white));
    QVERIFY2(paper.lightness() > 220, qPrintable(paper.name()));
}

void TestStudioSketch::takesAnySizeAndTransparency_data()
{
    QTest::addColumn<QSize>("given");
    QTest::addColumn<QSize>("painted");
    QTest::newRow("small") << QSize(8, 8) << QSize(64, 64);
    QTest::newRow("odd") << QSize(257, 131) << QSize(257, 131);
    QTest::newRow("large") << QSize(3000, 1500) << QSize(1024, 512);
    QTest::newRow("narrow") << QSize(5000, 8) << QSize(1024, 64);
}

void TestStudioSketch::takesAnySizeAndTransparency()
{
    QFETCH(QSize, given);
    QFETCH(QSize, painted);
    QImage drawing(given, QImage::Format_ARGB32);
    drawing.fill(Qt::transparent);
    QPainter painter(&drawing);
    painter.setPen(QPen(Qt::black, 3));
    painter.drawLine(0, 0, given.width(), given.height());
    painter.end();
    for (const char *prompt : {"oil", "watercolor", "pencil"}) {
        const QImage picture =
            SketchPainter().paint(requestFor(drawing, QString::fromLatin1(prompt)), never);
        QCOMPARE(picture.size(), painted);
    }
}

void TestStudioSketch::filledPicturesHaveNoPaper()
{
    QImage drawing = sheet();
    for (int y = 0; y < drawing.height(); ++y)
        for (int x = 0; x < drawing.width(); ++x)
            drawing.setPixel(x, y, qRgb(x, y, (x * 7 + y * 13) & 255));
    const QImage picture = SketchPainter().paint(requestFor(drawing), never);
    QCOMPARE(picture.size(), drawing.size());
    QVERIFY(SketchPainter().paint(requestFor({}), never).isNull());
}

void TestStudioSketch::stopsWhenAsked()
{
    const SketchPainter painter;
    int asked = 0;
    const QImage picture = painter.paint(requestFor(ring()), [&asked] { return ++asked > 3; });
    QVERIFY(picture.isNull());
    QCOMPARE(asked, 4);
}

QTEST_GUILESS_MAIN(TestStudioSketch)
#include "tst_studiosketch.moc"
