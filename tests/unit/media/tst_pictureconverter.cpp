#include "core/base/async.h"
#include "core/media/imageloader.h"
#include "core/media/mediaprobe.h"
#include "core/media/pictureconverter.h"
#include "tests/support/await.h"
#include "tests/unit/media/mediafixtures.h"

#include <QColorSpace>
#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <libheif/heif.h>

using namespace peregrine;
using namespace peregrine::test;

/// Pictures that models do not take become some that they do; HEIC and AVIF are read at all.
class TestPictureConverter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsHeif_data();
    void readsHeif();
    void brokenHeif_data();
    void brokenHeif();
    void convertsTypes_data();
    void convertsTypes();
    void fitsPixels();
    void fitsBytes();
    void flattensForModelsWithoutPng();
    void turnsUprightAndToSrgb();
    void vectorGetsASize();
    void sameQuestionSameFile();
    void namesTellWhatWasDone();
    void whatCannotBeReadIsSaid();
    void needed();
    void deletedWhileAtWork();

private:
    [[nodiscard]] QString file(const QString &name, const QByteArray &bytes)
    {
        return writeFile(m_folder.filePath(name), bytes);
    }
    [[nodiscard]] PictureConverter::Result converted(const QString &path,
                                                     const PictureLimits &limits = {})
    {
        PictureConverter converter(m_folder.filePath(QStringLiteral("copies")));
        return await(converter.convert(path, limits));
    }

    QTemporaryDir m_folder;
};

namespace {

heif_error append(heif_context *, const void *data, std::size_t size, void *to)
{
    static_cast<QByteArray *>(to)->append(static_cast<const char *>(data),
                                          static_cast<qsizetype>(size));
    return {heif_error_Ok, heif_suberror_Unspecified, ""};
}

/// Empty when this libheif has no encoder for it.
QByteArray heif(const QImage &picture, heif_compression_format format)
{
    const QImage pixels = picture.convertToFormat(QImage::Format_RGBA8888);
    heif_context *context = heif_context_alloc();
    heif_encoder *encoder = nullptr;
    QByteArray bytes;
    if (heif_context_get_encoder_for_format(context, format, &encoder).code == heif_error_Ok) {
        heif_encoder_set_lossy_quality(encoder, 80);
        heif_image *image = nullptr;
        heif_image_create(pixels.width(), pixels.height(), heif_colorspace_RGB,
                          heif_chroma_interleaved_RGBA, &image);
        heif_image_add_plane(image, heif_channel_interleaved, pixels.width(), pixels.height(), 8);
        int stride = 0;
        uint8_t *plane = heif_image_get_plane(image, heif_channel_interleaved, &stride);
        for (int y = 0; y < pixels.height(); ++y)
            std::copy_n(pixels.constScanLine(y), pixels.width() * 4, plane + qsizetype(y) * stride);
        heif_image_handle *handle = nullptr;
        heif_context_encode_image(context, image, encoder, nullptr, &handle);
        heif_writer writer{1, append};
        heif_context_write(context, &writer, &bytes);
        heif_image_handle_release(handle);
        heif_image_release(image);
        heif_encoder_release(encoder);
    }
    heif_context_free(context);
    return bytes;
}

QImage transparentPicture()
{
    QImage picture = testPicture({200, 100}).convertToFormat(QImage::Format_ARGB32);
    for (int x = 0; x < 100; ++x) {
        for (int y = 0; y < 100; ++y)
            picture.setPixelColor(x, y, Qt::transparent);
    }
    return picture;
}

} // namespace

Q_DECLARE_METATYPE(heif_compression_format)

void TestPictureConverter::readsHeif_data()
{
    QTest::addColumn<heif_compression_format>("format");
    QTest::addColumn<QString>("mimeType");
    QTest::newRow("avif") << heif_compression_AV1 << QStringLiteral("image/avif");
    QTest::newRow("heic") << heif_compression_HEVC << QStringLiteral("image/heic");
}

void TestPictureConverter::readsHeif()
{
    QFETCH(heif_compression_format, format);
    QFETCH(QString, mimeType);
    const QImage picture = testPicture({120, 80});
    const QByteArray bytes = heif(picture, format);
    QVERIFY2(!bytes.isEmpty(), "libheif has no encoder for it");
    // By content, whatever the name.
    const QString path =
        file(QLatin1String(QTest::currentDataTag()) + QLatin1String(".jpg"), bytes);
    QCOMPARE(*imageSize(path), QSize(120, 80));
    const auto image = loadImage(path);
    QVERIFY(image.hasValue());
    QCOMPARE(image->size(), QSize(120, 80));
    const QColor wanted = picture.pixelColor(60, 5);
    const QColor got = image->pixelColor(60, 5);
    QVERIFY(std::abs(wanted.red() - got.red()) < 24 && std::abs(wanted.blue() - got.blue()) < 24);
    const auto small = loadImage(path, 40);
    QVERIFY(small.hasValue());
    QCOMPARE(std::max(small->width(), small->height()), 40);
    const auto probed = probeMedia(path);
    QVERIFY(probed.hasValue());
    QCOMPARE(probed->mimeType, mimeType);
    QCOMPARE(probed->size, QSize(120, 80));

    const auto copy = converted(path);
    QVERIFY(copy.hasValue());
    QVERIFY(QStringList({QStringLiteral("image/png"), QStringLiteral("image/jpeg")})
                .contains(copy->mimeType));
    QCOMPARE(copy->pixels, QSize(120, 80));
}

void TestPictureConverter::brokenHeif_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray whole = heif(testPicture({64, 64}), heif_compression_AV1);
    for (const qsizetype length :
         {qsizetype(16), qsizetype(40), whole.size() / 2, whole.size() - 1})
        QTest::addRow("cut after %lld", qlonglong(length)) << whole.left(length);
    QByteArray changed = whole;
    for (qsizetype i = 60; i < changed.size(); i += 7)
        changed[i] = char(changed.at(i) ^ 0x5a);
    QTest::newRow("changed") << changed;
}

void TestPictureConverter::brokenHeif()
{
    QFETCH(QByteArray, bytes);
    const QString path = file(QStringLiteral("broken.avif"), bytes);
    const auto image = loadImage(path);
    QVERIFY(!image.hasValue());
    QVERIFY(image.error().message.contains(QStringLiteral("broken.avif")));
    QVERIFY(!converted(path).hasValue());
}

void TestPictureConverter::convertsTypes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("mimeType");
    const QImage picture = testPicture({200, 100});
    const QString png = QStringLiteral("image/png");
    QTest::newRow("bmp") << encoded(picture, "bmp") << png;
    QTest::newRow("tiff") << encoded(picture, "tiff") << png;
    QTest::newRow("transparent webp") << encoded(transparentPicture(), "webp") << png;
    QTest::newRow("jpeg") << encoded(picture, "jpeg") << QStringLiteral("image/jpeg");
}

void TestPictureConverter::convertsTypes()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, mimeType);
    const QString path = file(QStringLiteral("source"), bytes);
    const auto copy = converted(path);
    QVERIFY2(copy.hasValue(), copy ? "" : qPrintable(copy.error().message));
    QCOMPARE(copy->mimeType, mimeType);
    QCOMPARE(copy->pixels, QSize(200, 100));
    QCOMPARE(copy->bytes, QFileInfo(copy->path).size());
    // The original is as it was.
    QFile source(path);
    QVERIFY(source.open(QIODevice::ReadOnly));
    QCOMPARE(source.readAll(), bytes);
}

void TestPictureConverter::fitsPixels()
{
    const QString path = file(QStringLiteral("large.png"), encoded(testPicture({900, 300}), "png"));
    PictureLimits limits;
    limits.maxPixels = QSize(300, 300);
    QCOMPARE(converted(path, limits)->pixels, QSize(300, 100));
    limits.maxPixels = {0, 0};
    limits.maxArea = 90'000;
    const QSize size = converted(path, limits)->pixels;
    QVERIFY(qint64{size.width()} * size.height() <= 90'000);
    QVERIFY(std::abs(double(size.width()) / size.height() - 3) < 0.05);
}

void TestPictureConverter::fitsBytes()
{
    // Noise cannot be made small but by its pixels.
    QImage noise(600, 600, QImage::Format_RGB32);
    quint32 state = 1;
    for (int y = 0; y < noise.height(); ++y) {
        for (int x = 0; x < noise.width(); ++x) {
            state = state * 1'664'525U + 1'013'904'223U;
            noise.setPixel(x, y, 0xff000000U | (state >> 8U));
        }
    }
    const QString path = file(QStringLiteral("noise.png"), encoded(noise, "png"));
    PictureLimits limits;
    limits.maxBytes = 40'000;
    const auto copy = converted(path, limits);
    QVERIFY(copy.hasValue());
    QVERIFY(copy->bytes <= 40'000);
    QVERIFY(copy->pixels.width() < 600);
    limits.maxBytes = 100;
    const auto hopeless = converted(path, limits);
    QVERIFY(!hopeless.hasValue());
    QVERIFY(hopeless.error().message.contains(QStringLiteral("noise.png")));
}

void TestPictureConverter::flattensForModelsWithoutPng()
{
    const QString path = file(QStringLiteral("clear.png"), encoded(transparentPicture(), "png"));
    PictureLimits limits;
    limits.mimeTypes = {QStringLiteral("image/jpeg")};
    const auto copy = converted(path, limits);
    QVERIFY(copy.hasValue());
    QCOMPARE(copy->mimeType, QStringLiteral("image/jpeg"));
    QVERIFY(QImage(copy->path).pixelColor(20, 50).lightness() > 240);
}

void TestPictureConverter::turnsUprightAndToSrgb()
{
    const QString turned = file(QStringLiteral("turned.jpg"), turnedJpeg(testPicture({200, 100})));
    PictureLimits limits;
    limits.maxArea = 15'000;
    const QSize size = converted(turned, limits)->pixels;
    QVERIFY(size.height() > size.width());

    QImage wide = testPicture({50, 50});
    wide.setColorSpace(QColorSpace(QColorSpace::AdobeRgb));
    const QString path = file(QStringLiteral("wide.tiff"), encoded(wide, "tiff"));
    const QImage copy(converted(path)->path);
    QVERIFY(!copy.colorSpace().isValid() || copy.colorSpace() == QColorSpace(QColorSpace::SRgb));
}

void TestPictureConverter::vectorGetsASize()
{
    const QString path = file(QStringLiteral("drawing.svg"),
                              R"(<svg xmlns="http://www.w3.org/2000/svg" width="24" height="12">
        <rect width="12" height="12" fill="red"/></svg>)");
    const auto copy = converted(path);
    QVERIFY2(copy.hasValue(), copy ? "" : qPrintable(copy.error().message));
    QCOMPARE(copy->pixels, QSize(1024, 512));
    QCOMPARE(copy->mimeType, QStringLiteral("image/png"));
    PictureLimits limits;
    limits.maxPixels = QSize(200, 200);
    QCOMPARE(converted(path, limits)->pixels, QSize(200, 100));
}

void TestPictureConverter::sameQuestionSameFile()
{
    const QString path = file(QStringLiteral("again.bmp"), encoded(testPicture({40, 40}), "bmp"));
    const QString first = converted(path)->path;
    const QDateTime made = QFileInfo(first).lastModified();
    QCOMPARE(converted(path)->path, first);
    QCOMPARE(QFileInfo(first).lastModified(), made);
    // Another picture under the same name is another question.
    (void)file(QStringLiteral("again.bmp"), encoded(testPicture({60, 40}), "bmp"));
    QCOMPARE(converted(path)->pixels, QSize(60, 40));
}

void TestPictureConverter::namesTellWhatWasDone()
{
    const QByteArray bmp = encoded(testPicture({400, 200}), "bmp");
    const QString fox = file(QStringLiteral("fox.in.snow.bmp"), bmp);
    const auto nameOf = [](const PictureConverter::Result &copy) {
        return copy ? QFileInfo(copy->path).fileName() : copy.error().message;
    };
    QCOMPARE(nameOf(converted(fox)), QStringLiteral("fox.in.snow (converted).png"));
    PictureLimits limits;
    limits.maxPixels = QSize(100, 100);
    QCOMPARE(nameOf(converted(fox, limits)), QStringLiteral("fox.in.snow (smaller).png"));
    // Pictures of the same name do not take each other's place.
    QVERIFY(QDir(m_folder.path()).mkpath(QStringLiteral("other")));
    const QString other = file(QStringLiteral("other/fox.in.snow.bmp"), bmp);
    QCOMPARE(nameOf(converted(other)), QStringLiteral("fox.in.snow (converted).png"));
    QVERIFY(converted(other)->path != converted(fox)->path);
    // Nothing of a name leads elsewhere, or is longer than a file system takes.
    QCOMPARE(nameOf(converted(file(QStringLiteral("..bmp"), bmp))),
             QStringLiteral("picture (converted).png"));
    QCOMPARE(nameOf(converted(file(QStringLiteral("a\\b|c\u202Egnp.bmp"), bmp))),
             QStringLiteral("a b c gnp (converted).png"));
    const QString longName = QString(u'\u732B').repeated(80);
    const QString named = nameOf(converted(file(longName + QStringLiteral(".bmp"), bmp)));
    QVERIFY(named.startsWith(u'\u732B') && named.endsWith(QStringLiteral(" (converted).png")));
    QVERIFY(named.toUtf8().size() <= 255);
}

void TestPictureConverter::whatCannotBeReadIsSaid()
{
    for (const QByteArray &bytes :
         {QByteArray("GIF89a"), QByteArray("no picture"), pngThatClaims(50'000, 50'000)}) {
        const QString path = file(QStringLiteral("odd"), bytes);
        const auto copy = converted(path);
        QVERIFY(!copy.hasValue());
        QVERIFY(copy.error().message.contains(QStringLiteral("odd")));
    }
    QVERIFY(!converted(m_folder.filePath(QStringLiteral("nothing"))).hasValue());
}

void TestPictureConverter::needed()
{
    const QString png = file(QStringLiteral("fine.png"), encoded(testPicture({40, 40}), "png"));
    const QString bmp = file(QStringLiteral("odd.bmp"), encoded(testPicture({40, 40}), "bmp"));
    QVERIFY(!PictureConverter::isNeeded(png, {}));
    QVERIFY(PictureConverter::isNeeded(bmp, {}));
    QVERIFY(!PictureConverter::isNeeded(file(QStringLiteral("a.txt"), "words"), {}));
    PictureLimits limits;
    limits.maxPixels = QSize(39, 0);
    QVERIFY(PictureConverter::isNeeded(png, limits));
    limits = {};
    limits.maxBytes = 10;
    QVERIFY(PictureConverter::isNeeded(png, limits));
}

void TestPictureConverter::deletedWhileAtWork()
{
    const QString path =
        file(QStringLiteral("work.bmp"), encoded(testPicture({1500, 1500}), "bmp"));
    QFuture<PictureConverter::Result> last;
    {
        PictureConverter converter(m_folder.filePath(QStringLiteral("other")));
        for (int i = 0; i < 5; ++i) {
            PictureLimits limits;
            limits.maxArea = 1'000'000 - i;
            last = converter.convert(path, limits);
        }
    }
    QVERIFY(last.isFinished());
}

QTEST_GUILESS_MAIN(TestPictureConverter)
#include "tst_pictureconverter.moc"
