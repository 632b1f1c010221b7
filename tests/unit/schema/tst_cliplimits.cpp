#include "core/schema/cliplimits.h"
#include "core/schema/formmodel.h"
#include "core/schema/openapireader.h"

#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

Q_DECLARE_METATYPE(peregrine::ClipFacts)
Q_DECLARE_METATYPE(peregrine::MediaLimits)

using namespace peregrine;

namespace {

ClipFacts film(double seconds, double fps = 25, const QSize &pixels = {1280, 720})
{
    ClipFacts facts;
    facts.state = ClipFacts::State::Read;
    facts.hasPicture = true;
    facts.hasSound = true;
    facts.seconds = seconds;
    facts.fps = fps;
    facts.frames = static_cast<qint64>(seconds * fps);
    facts.pixels = pixels;
    return facts;
}

ClipFacts sound(double seconds)
{
    ClipFacts facts;
    facts.state = ClipFacts::State::Read;
    facts.hasSound = true;
    facts.seconds = seconds;
    return facts;
}

const QByteArray document = R"({"openapi": "3.0.4", "info": {"title": "t", "version": "1"},
    "components": {"schemas": {"In": {"type": "object", "properties": {
      "audio_url": {"type": "string", "x-fal": {"max_duration": 10}}}}}},
    "paths": {"/a/b": {"post": {"requestBody": {"content": {"application/json": {"schema":
      {"$ref": "#/components/schemas/In"}}}}}}}})";

} // namespace

/// Video and sound files against the limits of a model.
class TestClipLimits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void faults_data();
    void faults();
    void namesFileAndNumbers();
    void validatorAsksWhatIsKnown();
};

void TestClipLimits::faults_data()
{
    QTest::addColumn<ClipFacts>("facts");
    QTest::addColumn<MediaKind>("kind");
    QTest::addColumn<MediaLimits>("limits");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const ClipFacts &facts, const MediaLimits &limits,
                        const QString &words, MediaKind kind = MediaKind::Video) {
        QTest::newRow(name) << facts << kind << limits << words;
    };
    const auto with = [](auto member, auto value) {
        MediaLimits limits;
        limits.*member = value;
        return limits;
    };
    row("no limits", film(3600), {}, {});
    row("longest", film(10), with(&MediaLimits::maxSeconds, 10.0), {});
    row("a block of sound longer", film(10.04), with(&MediaLimits::maxSeconds, 10.0), {});
    row("too long", film(10.2), with(&MediaLimits::maxSeconds, 10.0),
        QStringLiteral("at most 10 s"));
    row("too long by a part", film(10.2), with(&MediaLimits::maxSeconds, 10.05),
        QStringLiteral("10.2 s long; this model takes at most 10.05 s"));
    row("too short", film(1.5), with(&MediaLimits::minSeconds, 2.0),
        QStringLiteral("at least 2 s"));
    row("length not known", film(0), with(&MediaLimits::minSeconds, 2.0), {});
    row("sound too long", sound(31), with(&MediaLimits::maxSeconds, 30.0),
        QStringLiteral("31 s long"), MediaKind::Audio);
    row("29.97", film(5, 30000.0 / 1001), with(&MediaLimits::minFps, 30.0), {});
    row("too many a second", film(5, 120), with(&MediaLimits::maxFps, 60.0),
        QStringLiteral("120 frames a second; this model takes at most 60"));
    row("too few a second", film(5, 12.5), with(&MediaLimits::minFps, 24.0),
        QStringLiteral("only 12.5 frames a second"));
    row("frame rate not known", film(5, 0), with(&MediaLimits::minFps, 24.0), {});
    row("too many frames", film(10), with(&MediaLimits::maxFrames, 100),
        QStringLiteral("more frames (250)"));
    row("too few frames", film(1), with(&MediaLimits::minFrames, 81),
        QStringLiteral("fewer frames (25)"));
    row("too wide", film(5), with(&MediaLimits::maxPixels, QSize(1000, 0)),
        QStringLiteral("1280 pixels wide; this model takes at most 1000"));
    row("too high", film(5), with(&MediaLimits::maxPixels, QSize(0, 700)),
        QStringLiteral("720 pixels high; this model takes at most 700"));
    row("too narrow", film(5, 25, {200, 720}), with(&MediaLimits::minPixels, QSize(300, 300)),
        QStringLiteral("only 200 pixels wide"));
    row("too low", film(5, 25, {720, 200}), with(&MediaLimits::minPixels, QSize(300, 300)),
        QStringLiteral("only 200 pixels high"));
    row("too large", film(5), with(&MediaLimits::maxArea, qint64{500'000}),
        QStringLiteral("up to 0.5 megapixels"));
    row("too small", film(5), with(&MediaLimits::minArea, qint64{2'000'000}),
        QStringLiteral("from 2 megapixels"));
    row("too broad", film(5, 25, {3000, 1000}), with(&MediaLimits::maxAspect, 2.5),
        QStringLiteral("3000 × 1000"));
    row("too tall", film(5, 25, {300, 1000}), with(&MediaLimits::minAspect, 0.4),
        QStringLiteral("300 × 1000"));
    row("size not known", film(5, 25, {}), with(&MediaLimits::minPixels, QSize(300, 300)), {});
    row("pixels of a sound field", film(5), with(&MediaLimits::maxPixels, QSize(100, 100)), {},
        MediaKind::Audio);
    row("only sound", sound(5), {}, QStringLiteral("no video"));
    ClipFacts silent = film(5);
    silent.hasSound = false;
    row("no sound", silent, {}, QStringLiteral("no sound"), MediaKind::Audio);
    ClipFacts damaged;
    damaged.state = ClipFacts::State::Damaged;
    row("damaged", damaged, {}, QStringLiteral("damaged"));
    row("nobody has looked", ClipFacts(), with(&MediaLimits::maxSeconds, 1.0), {});
    row("a picture's field", damaged, with(&MediaLimits::maxSeconds, 1.0), {}, MediaKind::Image);
}

void TestClipLimits::faults()
{
    QFETCH(ClipFacts, facts);
    QFETCH(MediaKind, kind);
    QFETCH(MediaLimits, limits);
    QFETCH(QString, words);
    const QString fault = clipFault(QStringLiteral("clip.mp4"), facts, kind, limits);
    QCOMPARE(fault.isEmpty(), words.isEmpty());
    QVERIFY2(fault.contains(words), qPrintable(fault));
}

void TestClipLimits::namesFileAndNumbers()
{
    MediaLimits limits;
    limits.maxSeconds = 10;
    QCOMPARE(clipFault(QStringLiteral("clip.mp4"), film(12.4), MediaKind::Video, limits),
             QStringLiteral("“clip.mp4” is 12.4 s long; this model takes at most 10 s."));
}

void TestClipLimits::validatorAsksWhatIsKnown()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("voice.wav"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray("RIFF\x24\0\0\0WAVEfmt ", 16) + QByteArray(60, '\0'));
    file.close();
    const auto schema = OpenApiReader::read(QJsonDocument::fromJson(document).object());
    QVERIFY(schema.hasValue());
    FormModel model;
    model.setSchema(*schema);
    model.setFile(QStringLiteral("/audio_url"), path);
    QVERIFY(model.validate().isEmpty());
    model.setClipLookup([](const QString &) { return std::nullopt; });
    QVERIFY(model.validate().isEmpty());
    model.setClipLookup([path](const QString &asked) {
        return asked == path ? std::optional(sound(12)) : std::nullopt;
    });
    const QList<FieldFault> faults = model.validate();
    QCOMPARE(faults.size(), 1);
    QCOMPARE(faults.first().path, QStringList{QStringLiteral("audio_url")});
    QVERIFY(faults.first().message.contains(QStringLiteral("voice.wav")));
    QCOMPARE(model.error(QStringLiteral("/audio_url")), faults.first().message);
}

QTEST_GUILESS_MAIN(TestClipLimits)
#include "tst_cliplimits.moc"
