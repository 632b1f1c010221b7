#include "core/localserver/studio/studio.h"

#include <QBuffer>
#include <QImageReader>
#include <QTest>

#include <cmath>

using namespace peregrine::studio;

namespace {

PaintRequest requestFor(const QString &prompt, quint64 seed = 7, QSize size = {160, 128})
{
    PaintRequest request;
    request.prompt = prompt;
    request.seed = seed;
    request.size = size;
    request.steps = 12;
    return request;
}

QByteArray bytesOf(const QImage &image)
{
    QByteArray bytes;
    for (int y = 0; y < image.height(); ++y)
        bytes.append(reinterpret_cast<const char *>(image.constScanLine(y)), image.width() * 4);
    return bytes;
}

/// Mean difference of a channel, 0 to 255.
double difference(const QImage &a, const QImage &b)
{
    double sum = 0.0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            const QRgb p = a.pixel(x, y);
            const QRgb q = b.pixel(x, y);
            sum += std::abs(qRed(p) - qRed(q)) + std::abs(qGreen(p) - qGreen(q))
                + std::abs(qBlue(p) - qBlue(q));
        }
    }
    return sum / (3.0 * a.width() * a.height());
}

QImage gradient(QSize size)
{
    QImage image(size, QImage::Format_RGB32);
    for (int y = 0; y < size.height(); ++y)
        for (int x = 0; x < size.width(); ++x)
            image.setPixel(x, y, x < size.width() / 2 ? qRgb(230, 60, 40) : qRgb(30, 80, 200));
    return image;
}

} // namespace

class TestStudioPaint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void equalRequestsGiveEqualBytes_data()
    {
        QTest::addColumn<QString>("prompt");
        for (const char *prompt : {"a red fox in a misty autumn forest at sunrise, oil painting",
                                   "a lighthouse in a storm, watercolor", "neon city at night",
                                   "a cat, pixel art", "mountains, low poly", "a castle, paper cut",
                                   "portrait of a woman, ink", "rocket in space", "zzyzx quux", ""})
            QTest::newRow(prompt) << QString::fromLatin1(prompt);
    }

    void equalRequestsGiveEqualBytes()
    {
        QFETCH(QString, prompt);
        const PaintRequest request = requestFor(prompt);
        const QImage first = paint(request, {});
        QCOMPARE(first.size(), request.size);
        QCOMPARE(first.format(), QImage::Format_RGB32);
        QCOMPARE(bytesOf(first), bytesOf(paint(request, {})));
    }

    void everythingAskedForMatters()
    {
        const PaintRequest request = requestFor(QStringLiteral("a fox in a blue forest"));
        const QImage image = paint(request, {});
        PaintRequest other = request;
        other.seed = 8;
        QVERIFY(difference(image, paint(other, {})) > 6.0);
        other = request;
        other.prompt = QStringLiteral("a boat on the sea");
        QVERIFY(difference(image, paint(other, {})) > 12.0);
        other = request;
        other.prompt = QStringLiteral("a fox in a crimson forest");
        QVERIFY(difference(image, paint(other, {})) > 6.0);
        other = request;
        other.steps = 40;
        QVERIFY(difference(image, paint(other, {})) > 1.0);
        other = request;
        other.guidance = 12.0;
        QVERIFY(difference(image, paint(other, {})) > 1.0);
        other = request;
        other.negativePrompt = QStringLiteral("fox");
        QVERIFY(difference(image, paint(other, {})) > 1.0);
    }

    void unknownWordsStillDiffer()
    {
        QVERIFY(difference(paint(requestFor(QStringLiteral("flibber")), {}),
                           paint(requestFor(QStringLiteral("jabberwock")), {}))
                > 8.0);
    }

    void everySubjectAndStyleCanBeDrawn_data()
    {
        QTest::addColumn<QString>("prompt");
        for (const char *word : {"fox",
                                 "wolf",
                                 "cat",
                                 "tiger",
                                 "lion",
                                 "dog",
                                 "rabbit",
                                 "bear",
                                 "panda",
                                 "horse",
                                 "deer",
                                 "unicorn",
                                 "cow",
                                 "sheep",
                                 "elephant",
                                 "bird",
                                 "owl",
                                 "penguin",
                                 "butterfly",
                                 "dragon",
                                 "fish",
                                 "whale",
                                 "jellyfish",
                                 "turtle",
                                 "knight",
                                 "portrait",
                                 "astronaut",
                                 "robot",
                                 "lighthouse",
                                 "house",
                                 "castle",
                                 "windmill",
                                 "temple",
                                 "tree",
                                 "pine",
                                 "palm",
                                 "cactus",
                                 "mushroom",
                                 "flower",
                                 "rose",
                                 "tulip",
                                 "sunflower",
                                 "boat",
                                 "car",
                                 "rocket",
                                 "balloon",
                                 "airplane",
                                 "train",
                                 "cup",
                                 "apple",
                                 "lemon",
                                 "pear",
                                 "vase",
                                 "candle",
                                 "book",
                                 "planet",
                                 "moon",
                                 "sun",
                                 "crystal",
                                 "island",
                                 "river",
                                 "road",
                                 "village",
                                 "desert",
                                 "underwater",
                                 "aurora",
                                 "rainbow",
                                 "winter forest",
                                 "spring meadow",
                                 "impressionist field",
                                 "pencil house",
                                 "woodcut boat",
                                 "line art owl",
                                 "vaporwave sea",
                                 "film grain road",
                                 "cinematic city",
                                 "magical forest at night",
                                 "monochrome lake",
                                 "pastel sheep",
                                 "isometric castle"})
            QTest::newRow(word) << QString::fromLatin1(word);
    }

    void everySubjectAndStyleCanBeDrawn()
    {
        QFETCH(QString, prompt);
        QVERIFY(!paint(requestFor(prompt, 3, {96, 96}), {}).isNull());
    }

    void sizes_data()
    {
        QTest::addColumn<QSize>("asked");
        QTest::addColumn<QSize>("given");
        QTest::newRow("smallest") << QSize(64, 64) << QSize(64, 64);
        QTest::newRow("odd") << QSize(231, 157) << QSize(231, 157);
        QTest::newRow("very wide") << QSize(1500, 64) << QSize(1500, 64);
        QTest::newRow("very tall") << QSize(64, 1500) << QSize(64, 1500);
        QTest::newRow("too small") << QSize(1, -5) << QSize(64, 64);
        QTest::newRow("too wide") << QSize(100000, 64) << QSize(2048, 64);
    }

    void sizes()
    {
        QFETCH(QSize, asked);
        QFETCH(QSize, given);
        for (const char *prompt :
             {"a fox in a forest, oil painting", "a boat, watercolor", "space, pixel art"})
            QCOMPARE(paint(requestFor(QString::fromLatin1(prompt), 1, asked), {}).size(), given);
    }

    void tellsEveryStepOnce()
    {
        QList<int> steps;
        const PaintRequest request = requestFor(QStringLiteral("a fox, oil painting"));
        const QImage image = paint(request, [&steps](int step, int of, const QString &what) {
            steps.append(step);
            return of == 12 && !what.isEmpty();
        });
        QVERIFY(!image.isNull());
        QList<int> expected;
        for (int i = 1; i <= 12; ++i)
            expected.append(i);
        QCOMPARE(steps, expected);
    }

    void stopsWhenTold()
    {
        for (const int last : {1, 4, 9, 12}) {
            int told = 0;
            const QImage image =
                paint(requestFor(QStringLiteral("a fox, oil painting")),
                      [&told, last](int, int, const QString &) { return ++told < last; });
            QVERIFY(image.isNull());
            QCOMPARE(told, last);
        }
    }

    void theSourceShowsThroughByStrength()
    {
        PaintRequest request = requestFor(QStringLiteral("a forest"));
        const QImage fresh = paint(request, {});
        request.source = gradient({300, 100});
        const QImage wanted = gradient(request.size);
        double last = -1.0;
        for (const double strength : {0.1, 0.5, 0.9}) {
            request.strength = strength;
            const double away = difference(paint(request, {}), wanted);
            QVERIFY2(away > last, qPrintable(QString::number(strength)));
            last = away;
        }
        QVERIFY(last < difference(fresh, wanted));
    }

    void keepsMetadata_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QString>("mime");
        QTest::addColumn<QString>("extension");
        QTest::newRow("png") << QStringLiteral("png") << QStringLiteral("image/png")
                             << QStringLiteral("png");
        QTest::newRow("jpeg") << QStringLiteral("jpeg") << QStringLiteral("image/jpeg")
                              << QStringLiteral("jpg");
        QTest::newRow("webp") << QStringLiteral("webp") << QStringLiteral("image/webp")
                              << QStringLiteral("webp");
        QTest::newRow("unknown") << QStringLiteral("heic") << QStringLiteral("image/png")
                                 << QStringLiteral("png");
    }

    void keepsMetadata()
    {
        QFETCH(QString, format);
        QFETCH(QString, mime);
        QFETCH(QString, extension);
        const QImage image = paint(requestFor(QStringLiteral("a cat")), {});
        EncodedFile file =
            encodeImage(image, format,
                        {{QStringLiteral("Description"), QStringLiteral("Local preview <1 & 2>")},
                         {QStringLiteral("seed"), QStringLiteral("42")}});
        QCOMPARE(file.mimeType, mime);
        QCOMPARE(file.extension, extension);
        QBuffer buffer(&file.bytes);
        QImageReader reader(&buffer);
        const QImage back = reader.read();
        QCOMPARE(back.size(), image.size());
        if (extension == QStringLiteral("webp")) {
            QVERIFY(file.bytes.contains("Local preview &lt;1 &amp; 2&gt;"));
            QVERIFY(file.bytes.contains("VP8X"));
        } else {
            QCOMPARE(back.text(QStringLiteral("Description")),
                     QStringLiteral("Local preview <1 & 2>"));
            QCOMPARE(back.text(QStringLiteral("seed")), QStringLiteral("42"));
        }
        if (extension == QStringLiteral("png"))
            QCOMPARE(bytesOf(back.convertToFormat(QImage::Format_RGB32)), bytesOf(image));
    }

    void encodesNothingFromNothing()
    {
        QVERIFY(encodeImage({}, QStringLiteral("png"), {}).bytes.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestStudioPaint)
#include "tst_studiopaint.moc"
