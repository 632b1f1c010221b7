#include "tests/unit/localserver/emulation/emulationbench.h"

#include <QBuffer>
#include <QImage>
#include <QTest>

using namespace peregrine;
using namespace peregrine::localserver;

/// What the outputs of emulated endpoints are: as large, as many and of the kind that was asked
/// for.
class TestEmulatedModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void picturesAreAsAsked();
    void equalInputsGiveEqualPictures();
    void syncModeAnswersDataUris();
    void upscalersScaleTheInput();
    void backgroundsBecomeTransparent();
    void onlyTheMaskedPartIsPainted();
    void filmsHaveTheAskedShape();
    void shapesAreOfTheNamedFormat();
    void whatWasTurnedOffIsLeftOut();
    void filesThatAreGoneAreFaults();
    void workStopsWhenAsked();

private:
    [[nodiscard]] QImage imageOf(const QJsonValue &file) const
    {
        return QImage::fromData(m_bench.bytesOf(file));
    }
    [[nodiscard]] QString uploadedPicture(const QImage &image)
    {
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        image.save(&buffer, "png");
        return m_bench.upload(bytes, "image/png");
    }
    /// A dark square in the middle of a light ground.
    [[nodiscard]] static QImage subject()
    {
        QImage image(96, 96, QImage::Format_RGB32);
        image.fill(QColor(230, 240, 250));
        for (int y = 32; y < 72; ++y) {
            for (int x = 28; x < 68; ++x)
                image.setPixelColor(x, y, QColor(150, 20, 30));
        }
        return image;
    }

    EmulationBench m_bench{EmulationBench::ownDocuments()};
};

void TestEmulatedModel::picturesAreAsAsked()
{
    const ModelAnswer answer =
        m_bench.run(QStringLiteral("sample/painting"),
                    {{u"prompt"_qs, u"a red boat"_qs},
                     {u"num_images"_qs, 3},
                     {u"seed"_qs, 41},
                     {u"output_format"_qs, u"png"_qs},
                     {u"image_size"_qs, QJsonObject{{u"width"_qs, 112}, {u"height"_qs, 80}}}});
    QCOMPARE(answer.status, 200);
    const QJsonArray images = answer.body[u"images"_qs].toArray();
    QCOMPARE(images.size(), 3);
    QCOMPARE(imageOf(images.at(0)).size(), QSize(112, 80));
    QCOMPARE(images.at(0)[u"width"_qs].toInt(), 112);
    QCOMPARE(images.at(0)[u"content_type"_qs].toString(), u"image/png"_qs);
    QVERIFY(imageOf(images.at(0)) != imageOf(images.at(1)));
    QCOMPARE(answer.body[u"seed"_qs].toInt(), 41);
    QCOMPARE(answer.body[u"prompt"_qs].toString(), u"a red boat"_qs);
    QCOMPARE(answer.body[u"has_nsfw_concepts"_qs].toArray(), (QJsonArray{false, false, false}));
    QVERIFY(!answer.body[u"timings"_qs].toObject().isEmpty());
    QVERIFY(m_bench.log().contains(u"image 3/3, step 1/6: composing the scene"_qs));
}

void TestEmulatedModel::equalInputsGiveEqualPictures()
{
    const QJsonObject input{{u"prompt"_qs, u"hills"_qs}, {u"seed"_qs, 7}};
    const auto picture = [&](const QJsonObject &asked) {
        return m_bench.bytesOf(
            m_bench.run(QStringLiteral("sample/painting"), asked).body[u"images"_qs][0]);
    };
    const QByteArray first = picture(input);
    QVERIFY(first.startsWith("\xff\xd8"));
    QCOMPARE(picture(input), first);
    QJsonObject other = input;
    other.insert(u"seed"_qs, 8);
    QVERIFY(picture(other) != first);
}

void TestEmulatedModel::syncModeAnswersDataUris()
{
    const ModelAnswer answer = m_bench.run(QStringLiteral("sample/painting"),
                                           {{u"prompt"_qs, u"hills"_qs}, {u"sync_mode"_qs, true}});
    QVERIFY(answer.body[u"images"_qs][0][u"url"_qs].toString().startsWith(
        u"data:image/jpeg;base64,"_qs));
}

void TestEmulatedModel::upscalersScaleTheInput()
{
    const ModelAnswer answer = m_bench.run(QStringLiteral("sample/upscaler"),
                                           {{u"image_url"_qs, uploadedPicture(subject())}});
    QCOMPARE(answer.status, 200);
    const QImage image = imageOf(answer.body[u"image"_qs]);
    QCOMPARE(image.size(), QSize(384, 384));
    QVERIFY(qAbs(image.pixelColor(192, 208).red() - 150) < 20);
}

void TestEmulatedModel::backgroundsBecomeTransparent()
{
    const ModelAnswer answer = m_bench.run(QStringLiteral("sample/background-removal"),
                                           {{u"image_url"_qs, uploadedPicture(subject())}});
    const QImage image = imageOf(answer.body[u"image"_qs]);
    QCOMPARE(image.size(), QSize(96, 96));
    QVERIFY(image.pixelColor(2, 2).alpha() < 40);
    QVERIFY(image.pixelColor(48, 52).alpha() > 200);
    const QImage mask = imageOf(answer.body[u"mask_image"_qs]);
    QVERIFY(mask.pixelColor(48, 52).lightness() > mask.pixelColor(2, 2).lightness() + 100);
}

void TestEmulatedModel::onlyTheMaskedPartIsPainted()
{
    QImage mask(96, 96, QImage::Format_RGB32);
    mask.fill(Qt::black);
    for (int y = 0; y < 48; ++y) {
        for (int x = 0; x < 96; ++x)
            mask.setPixelColor(x, y, Qt::white);
    }
    const ModelAnswer answer = m_bench.run(QStringLiteral("sample/inpaint"),
                                           {{u"prompt"_qs, u"dark forest at night"_qs},
                                            {u"image_url"_qs, uploadedPicture(subject())},
                                            {u"mask_url"_qs, uploadedPicture(mask)}});
    const QImage image = imageOf(answer.body[u"images"_qs][0]);
    QCOMPARE(image.pixelColor(4, 90), QColor(230, 240, 250));
    QVERIFY(image.pixelColor(4, 10) != QColor(230, 240, 250));
}

void TestEmulatedModel::filmsHaveTheAskedShape()
{
    const ModelAnswer answer =
        m_bench.run(QStringLiteral("sample/film"), {{u"prompt"_qs, u"waves"_qs}});
    const QJsonValue video = answer.body[u"video"_qs];
    QCOMPARE(video[u"content_type"_qs].toString(), u"video/mp4"_qs);
    QVERIFY(video[u"height"_qs].toInt() > video[u"width"_qs].toInt());
    QCOMPARE(video[u"duration"_qs].toDouble(), 1.0);
    QCOMPARE(video[u"num_frames"_qs].toInt(), 24);
    QVERIFY(m_bench.bytesOf(video).mid(4, 4) == "ftyp");
    QVERIFY(!imageOf(answer.body[u"thumbnail"_qs]).isNull());
}

void TestEmulatedModel::shapesAreOfTheNamedFormat()
{
    const ModelAnswer answer = m_bench.run(
        QStringLiteral("sample/shape"), {{u"image_url"_qs, u"https://example.com/chair.png"_qs}});
    QVERIFY(m_bench.bytesOf(answer.body[u"model_mesh"_qs]).startsWith("glTF"));
    const QJsonValue urls = answer.body[u"model_urls"_qs];
    QVERIFY(m_bench.bytesOf(urls[u"obj"_qs]).contains("\nf 1//1 "));
    QVERIFY(m_bench.bytesOf(urls[u"ply"_qs]).startsWith("ply\n"));
    const QByteArray stl = m_bench.bytesOf(urls[u"stl"_qs]);
    QCOMPARE(stl.size(), 84 + 50 * 432);
}

void TestEmulatedModel::whatWasTurnedOffIsLeftOut()
{
    const QString endpoint = QStringLiteral("sample/painting");
    QJsonObject input{{u"prompt"_qs, u"hills"_qs}};
    const QJsonObject without = m_bench.run(endpoint, input).body.toObject();
    QVERIFY(!without.contains(u"mask_image"_qs));
    QVERIFY(!without.contains(u"error"_qs));
    input.insert(u"output_mask"_qs, true);
    QVERIFY(m_bench.run(endpoint, input).body.toObject().contains(u"mask_image"_qs));
}

void TestEmulatedModel::filesThatAreGoneAreFaults()
{
    const ModelAnswer answer = m_bench.run(
        QStringLiteral("sample/upscaler"),
        {{u"image_url"_qs, u"http://127.0.0.1:1/v3.fal.media/files/local/gone.png"_qs}});
    QCOMPARE(answer.status, 422);
    QCOMPARE(answer.body[u"detail"_qs][0][u"loc"_qs],
             QJsonValue(QJsonArray{u"body"_qs, u"image_url"_qs}));
}

void TestEmulatedModel::workStopsWhenAsked()
{
    QVERIFY(m_bench.stopsAtOnce(QStringLiteral("sample/painting"),
                                {{u"prompt"_qs, u"hills"_qs}, {u"num_images"_qs, 4}}));
    QVERIFY(m_bench.log().size() <= 3);
}

QTEST_GUILESS_MAIN(TestEmulatedModel)
#include "tst_emulatedmodel.moc"
