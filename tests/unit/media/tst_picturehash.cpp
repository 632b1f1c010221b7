#include "core/media/picturehash.h"

#include <QBuffer>
#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <QRadialGradient>
#include <QRandomGenerator>
#include <QTest>

using namespace peregrine;

namespace {

/// No photograph, but with light and dark at all scales, as they have.
QImage scene(quint32 seed, const QSize &size = {640, 480})
{
    QRandomGenerator random(seed);
    QImage image(size, QImage::Format_RGB32);
    image.fill(QColor::fromHsv(random.bounded(360), 90, 160));
    QPainter painter(&image);
    for (int i = 0; i < 40; ++i) {
        const QPointF center(random.bounded(size.width()), random.bounded(size.height()));
        const double radius = 20 + random.bounded(160);
        QRadialGradient light(center, radius);
        const QColor color =
            QColor::fromHsv(random.bounded(360), random.bounded(256), random.bounded(256));
        light.setColorAt(0, color);
        light.setColorAt(1, QColor(color.red(), color.green(), color.blue(), 0));
        painter.fillRect(image.rect(), light);
        painter.fillRect(QRect(random.bounded(size.width()), random.bounded(size.height()),
                               random.bounded(60), random.bounded(60)),
                         color);
    }
    return image;
}

QImage recompressed(const QImage &image, const char *format, int quality)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, format, quality);
    return QImage::fromData(buffer.data());
}

QImage cropped(const QImage &image, int percent)
{
    const int x = image.width() * percent / 100;
    const int y = image.height() * percent / 100;
    return image.copy(x, y, image.width() - 2 * x, image.height() - 2 * y);
}

QImage brighter(QImage image)
{
    QPainter painter(&image);
    painter.fillRect(image.rect(), QColor(255, 255, 255, 40));
    return image;
}

} // namespace

class TestPictureHash : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void copiesAreNear_data()
    {
        QTest::addColumn<int>("change");
        QTest::addColumn<int>("most");
        QTest::newRow("half the size") << 0 << PictureHash::mostOfCopies;
        QTest::newRow("a quarter of the size") << 1 << PictureHash::mostOfCopies;
        QTest::newRow("poor JPEG") << 2 << PictureHash::mostOfCopies;
        QTest::newRow("small and poor") << 3 << PictureHash::mostOfCopies;
        QTest::newRow("brighter") << 4 << PictureHash::mostOfCopies;
        QTest::newRow("edges of 3 % cut off") << 5 << PictureHash::mostOfSimilar;
        QTest::newRow("edges of a tenth cut off") << 6 << PictureHash::mostOfCopies;
        QTest::newRow("edges of 8 % cut off, poor") << 7 << PictureHash::mostOfSimilar;
        QTest::newRow("other shape") << 8 << PictureHash::mostOfCopies;
    }
    void copiesAreNear()
    {
        QFETCH(int, change);
        QFETCH(int, most);
        for (quint32 seed = 1; seed <= 12; ++seed) {
            const QImage original = scene(seed);
            const QImage copy = [&original, change] {
                switch (change) {
                case 0:
                    return original.scaled(320, 240, Qt::IgnoreAspectRatio,
                                           Qt::SmoothTransformation);
                case 1:
                    return original.scaled(160, 120, Qt::IgnoreAspectRatio,
                                           Qt::SmoothTransformation);
                case 2:
                    return recompressed(original, "JPEG", 15);
                case 3:
                    return recompressed(original.scaled(200, 150), "JPEG", 30);
                case 4:
                    return brighter(original);
                case 5:
                    return cropped(original, 3);
                case 6:
                    return cropped(original, 10);
                case 7:
                    return recompressed(cropped(original, 8), "JPEG", 30);
                default:
                    return original.scaled(512, 512, Qt::IgnoreAspectRatio,
                                           Qt::SmoothTransformation);
                }
            }();
            const auto a = pictureHash(original);
            const auto b = pictureHash(copy);
            QVERIFY(a && b);
            const int distance = hashDistance(*a, *b);
            QVERIFY2(distance <= most,
                     qPrintable(QStringLiteral("picture %1: %2").arg(seed).arg(distance)));
        }
    }

    void othersAreFar()
    {
        constexpr quint32 count = 60;
        QList<PictureHash> hashes;
        for (quint32 seed = 1; seed <= count; ++seed)
            hashes.append(*pictureHash(scene(seed)));
        int taken = 0;
        for (qsizetype i = 0; i < hashes.size(); ++i) {
            for (qsizetype j = 0; j < i; ++j) {
                const int distance = hashDistance(hashes.at(i), hashes.at(j));
                QVERIFY(distance > PictureHash::mostOfCopies);
                taken += distance <= PictureHash::mostOfSimilar ? 1 : 0;
            }
        }
        // One in a hundred pairs may be taken for similar.
        QVERIFY2(taken < int(count * count / 200), qPrintable(QString::number(taken)));
    }

    void nothingToSee()
    {
        QVERIFY(!pictureHash(QImage()));
        QImage plain(100, 100, QImage::Format_RGB32);
        plain.fill(Qt::darkGreen);
        QVERIFY(!pictureHash(plain));
        QImage clear(100, 100, QImage::Format_ARGB32);
        clear.fill(Qt::transparent);
        QVERIFY(!pictureHash(clear));
    }

    void oddSizes()
    {
        const QImage picture = scene(3);
        QVERIFY(pictureHash(picture.scaled(1, 300)).has_value());
        QVERIFY(pictureHash(picture.scaled(3000, 2)).has_value());
        QVERIFY(pictureHash(picture.convertToFormat(QImage::Format_Mono)).has_value());
        const auto deep = pictureHash(picture.convertToFormat(QImage::Format_RGBA64));
        QVERIFY(deep && hashDistance(*deep, *pictureHash(picture)) <= 1);
    }
};

QTEST_MAIN(TestPictureHash)
#include "tst_picturehash.moc"
