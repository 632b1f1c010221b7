#include "core/schema/limitwords.h"
#include "core/schema/openapireader.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace peregrine;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 mb = 1024 * 1024;

QJsonObject document(const QJsonObject &properties)
{
    const QJsonObject input{{u"type"_s, u"object"_s}, {u"properties"_s, properties}};
    const QJsonObject body{
        {u"content"_s, QJsonObject{{u"application/json"_s, QJsonObject{{u"schema"_s, input}}}}}};
    const QJsonObject post{{u"requestBody"_s, body}};
    return {{u"openapi"_s, u"3.0.4"_s},
            {u"info"_s,
             QJsonObject{{u"x-fal-metadata"_s, QJsonObject{{u"endpointId"_s, u"test/words"_s}}}}},
            {u"paths"_s, QJsonObject{{u"/test/words"_s, QJsonObject{{u"post"_s, post}}}}}};
}

} // namespace

class TestLimitWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bytes_data()
    {
        QTest::addColumn<QString>("help");
        QTest::addColumn<qint64>("bytes");
        QTest::newRow("max") << u"Supported formats: JPEG, PNG. Max 30 MB."_s << 30 * mb;
        QTest::newRow("beside advice")
            << u"Resolution: 128-5000px, max 8MB (recommended ≤6MB for base64 encoding)."_s
            << 8 * mb;
        QTest::newRow("each") << u"Pass multiple images. Max 20 MB each."_s << 20 * mb;
        QTest::newRow("size") << u"GLB or OBJ file. Max size: 200MB."_s << 200 * mb;
        QTest::newRow("max file size") << u"Max file size: 10.0MB, Timeout: 20s"_s << 10 * mb;
        QTest::newRow("maximum file size") << u"Maximum file size: 1.5 GB"_s << 1536 * mb;
        QTest::newRow("up to") << u"- Duration: 3 to 30 s\n- File size: Up to 15 MB"_s << 15 * mb;
        QTest::newRow("inline") << u"A URL (downloaded and sent inline, max 15MB)."_s << 15 * mb;
        QTest::newRow("kibibytes") << u"up to 512 KiB"_s << qint64(512 * 1024);
        QTest::newRow("in words") << u"At most 5 megabytes."_s << 5 * mb;
        QTest::newRow("must be") << u"The file must be smaller than 25MB."_s << 25 * mb;
        QTest::newRow("file size must be")
            << u"The file size must be less than 20 MB."_s << 20 * mb;
        QTest::newRow("not larger") << u"No larger than 4 MB"_s << 4 * mb;
        QTest::newRow("not exceed") << u"The image must not exceed 10MB"_s << 10 * mb;
        QTest::newRow("sign") << u"JPEG, ≤10MB"_s << 10 * mb;
        QTest::newRow("limit") << u"File size limit: 7MB"_s << 7 * mb;
        QTest::newRow("limited") << u"Limited to 7 MB."_s << 7 * mb;
        QTest::newRow("after") << u"PNG or JPEG, 10MB max"_s << 10 * mb;
        QTest::newRow("or less") << u"A picture of 3 MB or less"_s << 3 * mb;
        QTest::newRow("the largest") << u"JPEG: max 5MB, PNG: max 20MB"_s << 20 * mb;

        QTest::newRow("sum") << u"(maximum total size 10MB across all pictures)"_s << qint64(0);
        QTest::newRow("sum after") << u"Up to 5 pictures, max 10 MB in total."_s << qint64(0);
        QTest::newRow("rate") << u"Streams up to 24 MB/s, max 5 MBit, up to 5 MB per second"_s
                              << qint64(0);
        QTest::newRow("megapixels") << u"Up to 10 megapixels, max 16 MP"_s << qint64(0);
        QTest::newRow("advice") << u"Recommended below 6 MB."_s << qint64(0);
        QTest::newRow("advice up to") << u"We recommend files up to 6 MB."_s << qint64(0);
        QTest::newRow("condition")
            << u"If the file is up to 5 MB it is sent inline."_s << qint64(0);
        QTest::newRow("speed") << u"Pictures under 5 MB are faster."_s << qint64(0);
        QTest::newRow("output") << u"Generates files up to 50 MB."_s << qint64(0);
        QTest::newRow("an example") << u"A 5 MB picture works as well."_s << qint64(0);
        QTest::newRow("nothing") << u"The picture."_s << qint64(0);
        QTest::newRow("empty") << QString() << qint64(0);
        QTest::newRow("absurd") << u"Max 99999999999 MB"_s << qint64(0);
    }
    void bytes()
    {
        QFETCH(QString, help);
        QTEST(limitsInWords(help).maxBytes, "bytes");
    }

    void sides_data()
    {
        QTest::addColumn<QString>("help");
        QTest::addColumn<int>("least");
        QTest::addColumn<int>("most");
        QTest::newRow("px") << u"BMP, WEBP. Resolution: 240-5000px. Max 10MB each."_s << 240
                            << 5000;
        QTest::newRow("pixels")
            << u"Limits:\n- Resolution: 360-2000 pixels (width and height)\n- Max size: 10MB"_s
            << 360 << 2000;
        QTest::newRow("output") << u"Output resolution: 240-5000px."_s << 0 << 0;
        QTest::newRow("one side") << u"Any picture; 1024px is best."_s << 0 << 0;
        QTest::newRow("resized") << u"The image will be resized to 832x480."_s << 0 << 0;
        QTest::newRow("turned round") << u"Resolution: 5000-240px."_s << 0 << 0;
    }
    void sides()
    {
        QFETCH(QString, help);
        QFETCH(int, least);
        QFETCH(int, most);
        const MediaLimits limits = limitsInWords(help);
        QCOMPARE(limits.minPixels, QSize(least, least));
        QCOMPARE(limits.maxPixels, QSize(most, most));
    }

    void seconds_data()
    {
        QTest::addColumn<QString>("help");
        QTest::addColumn<double>("least");
        QTest::addColumn<double>("most");
        QTest::newRow("range") << u"Supports WAV and MP3. Duration: 2-30s. Max 15 MB."_s << 2.0
                               << 30.0;
        QTest::newRow("words") << u"Up to 3 videos\n- Duration: 1-30 seconds each"_s << 1.0 << 30.0;
        QTest::newRow("to") << u"Duration: 3 to 30 s"_s << 3.0 << 30.0;
        QTest::newRow("shorter")
            << u"Input video to erase object from. duration must be less than 5s."_s << 0.0 << 5.0;
        QTest::newRow("truncated")
            << u"If the audio duration exceeds 10 seconds, it is truncated to 10 seconds."_s << 0.0
            << 0.0;
        QTest::newRow("output") << u"The output's duration: 5-10s."_s << 0.0 << 0.0;
    }
    void seconds()
    {
        QFETCH(QString, help);
        const MediaLimits limits = limitsInWords(help);
        QTEST(limits.minSeconds, "least");
        QTEST(limits.maxSeconds, "most");
    }

    void whatIsStatedCounts()
    {
        MediaLimits stated;
        stated.maxBytes = mb;
        stated.maxSeconds = 8;
        stated.maxArea = 1000;
        const MediaLimits read =
            withLimitsInWords(stated, u"Max 30 MB. Resolution: 240-5000px. Duration: 2-30s."_s);
        QCOMPARE(read.maxBytes, mb);
        QCOMPARE(read.maxSeconds, 8.0);
        QCOMPARE(read.minSeconds, 0.0);
        QCOMPARE(read.maxPixels, QSize(0, 0));
        QCOMPARE(read.maxArea, 1000);
    }

    void fieldsAreLimited()
    {
        const auto schema = OpenApiReader::read(document({
            {u"image_url"_s,
             QJsonObject{{u"type"_s, u"string"_s},
                         {u"description"_s, u"The picture. Max 3 MB."_s}}},
            {u"image_urls"_s,
             QJsonObject{{u"type"_s, u"array"_s},
                         {u"items"_s, QJsonObject{{u"type"_s, u"string"_s}}},
                         {u"description"_s, u"Pictures. Max 4 MB each."_s}}},
            {u"audio_url"_s,
             QJsonObject{{u"type"_s, u"string"_s},
                         {u"x-fal"_s, QJsonObject{{u"max_file_size"_s, 1000}}},
                         {u"description"_s, u"Sound. Max 5 MB. Duration: 2-30s."_s}}},
        }));
        QVERIFY(schema);
        const auto limitsOf = [&schema](const QString &name) {
            for (const FieldSpec &field : schema->input.children) {
                if (field.name == name)
                    return field.kind == FieldKind::List ? field.children.constFirst().limits
                                                         : field.limits;
            }
            return MediaLimits();
        };
        QCOMPARE(limitsOf(u"image_url"_s).maxBytes, 3 * mb);
        QCOMPARE(limitsOf(u"image_urls"_s).maxBytes, 4 * mb);
        QCOMPARE(limitsOf(u"audio_url"_s).maxBytes, 1000);
        QCOMPARE(limitsOf(u"audio_url"_s).maxSeconds, 30.0);
    }
};

QTEST_GUILESS_MAIN(TestLimitWords)
#include "tst_limitwords.moc"
