#include "core/presets/presetfile.h"
#include "core/presets/presetthumbnail.h"

#include <QBuffer>
#include <QColor>
#include <QDir>
#include <QFile>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <limits>

using namespace peregrine;
using namespace Qt::StringLiterals;

namespace {

QImage picture(int width, int height)
{
    QImage image(width, height, QImage::Format_RGB32);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x)
            image.setPixel(x, y, qRgb(x % 256, y % 256, (x * y) % 256));
    }
    return image;
}

Preset example()
{
    Preset preset;
    preset.id = PresetId(u"id"_s);
    preset.name = u"Soft “light” / Größe"_s;
    preset.endpoint = u"fal-ai/flux/dev"_s;
    preset.scope = Preset::Scope::All;
    preset.isDefault = true;
    preset.values.input = {
        {u"prompt"_s, u"a {red|blue} cat\n\"quoted\""_s},
        {u"seed"_s, std::numeric_limits<qint64>::max()},
        {u"guidance"_s, 3.5},
        {u"loras"_s, QJsonArray{QJsonObject{{u"path"_s, u"https://h/x"_s}, {u"scale"_s, 1}}}},
        {u"image_url"_s, QJsonValue(QJsonValue::Null)}};
    preset.values.files = {{u"/image_url"_s, u"/home/somebody/private/cat.png"_s}};
    preset.thumbnail = presetThumbnail(picture(640, 480));
    return preset;
}

QJsonObject goodFile()
{
    return QJsonDocument::fromJson(presetfile::write(example())).object();
}

QByteArray with(const QString &member, const QJsonValue &value)
{
    QJsonObject file = goodFile();
    file.insert(member, value);
    return QJsonDocument(file).toJson();
}

} // namespace

class TestPresetFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comesBack()
    {
        const QTemporaryDir dir;
        const QString path = dir.filePath(u"a.peregrine-preset"_s);
        QVERIFY(presetfile::save(example(), path));
        const auto read = presetfile::load(path);
        QVERIFY(read);
        QCOMPARE(read->name, example().name);
        QCOMPARE(read->endpoint, example().endpoint);
        QCOMPARE(read->scope, Preset::Scope::All);
        QCOMPARE(read->thumbnail, example().thumbnail);
        QVERIFY(read->id.isEmpty());
        QVERIFY(!read->isDefault);
        QCOMPARE(read->values.input.value(u"seed"_s).toInteger(),
                 std::numeric_limits<qint64>::max());
        QCOMPARE(read->values.input.value(u"loras"_s), example().values.input.value(u"loras"_s));
    }

    void holdsNothingOfThisComputer()
    {
        const QByteArray bytes = presetfile::write(example());
        QVERIFY(!bytes.contains("private"));
        QVERIFY(!bytes.contains("image_url"));
        QVERIFY(bytes.contains("https://h/x"));
    }

    void refused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("words");
        const auto input = u"input"_s;
        QJsonValue deep = 1;
        for (int i = 0; i < 200; ++i)
            deep = QJsonArray{deep};
        QTest::newRow("nothing") << QByteArray() << u"no preset"_s;
        QTest::newRow("no JSON") << QByteArray("\x89PNG\r\n") << u"no preset"_s;
        QTest::newRow("a list") << QByteArray("[1]") << u"no preset"_s;
        QTest::newRow("other JSON") << QByteArray("{\"input\":{}}") << u"no preset"_s;
        QTest::newRow("newer") << with(u"peregrine_preset"_s, 2) << u"newer version"_s;
        QTest::newRow("version is a text") << with(u"peregrine_preset"_s, u"1"_s) << u"version"_s;
        QTest::newRow("no name") << with(u"name"_s, u" \n"_s) << u"name"_s;
        QTest::newRow("name is a number") << with(u"name"_s, 5) << u"name"_s;
        QTest::newRow("endpoint leads elsewhere")
            << with(u"endpoint"_s, u"../../etc"_s) << u"model"_s;
        QTest::newRow("endpoint is an address")
            << with(u"endpoint"_s, u"https://evil.example/x"_s) << u"model"_s;
        QTest::newRow("no scope") << with(u"scope"_s, u"most"_s) << u"some fields"_s;
        QTest::newRow("input is a list") << with(input, QJsonArray{1}) << u"missing"_s;
        QTest::newRow("deep") << with(input, QJsonObject{{u"a"_s, deep}}) << u"deeper"_s;
        QTest::newRow("wide") << with(input, QJsonObject{{u"a"_s, QString(5'000'000, u'x')}})
                              << u"larger"_s;
        QTest::newRow("huge") << QByteArray(presetfile::maxBytes + 1, ' ') << u"larger"_s;
        QTest::newRow("deep beyond JSON") << QByteArray("{\"peregrine_preset\":1,\"input\":")
                + QByteArray(100'000, '[') << u"no preset"_s;
    }
    void refused()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, words);
        const auto read = presetfile::read(bytes);
        QVERIFY(!read);
        QCOMPARE(read.error().kind, Error::Kind::Validation);
        QVERIFY2(read.error().message.contains(words), qPrintable(read.error().message));
    }

    void badPicturesAreLeftOut_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QByteArray large;
        QBuffer buffer(&large);
        QVERIFY(buffer.open(QIODevice::WriteOnly));
        QVERIFY(QImage(3000, 10, QImage::Format_Mono).save(&buffer, "PNG"));
        QTest::newRow("no picture") << QByteArray("hello");
        QTest::newRow("too many pixels") << large;
        QTest::newRow("too many bytes") << QByteArray(200'000, '\xff');
        QTest::newRow("SVG") << QByteArray("<svg xmlns='http://www.w3.org/2000/svg'/>");
    }
    void badPicturesAreLeftOut()
    {
        QFETCH(QByteArray, bytes);
        const auto read =
            presetfile::read(with(u"thumbnail"_s, QString::fromLatin1(bytes.toBase64())));
        QVERIFY(read);
        QVERIFY(read->thumbnail.isEmpty());
    }

    void picturesAreMadeSmall()
    {
        const QByteArray bytes = presetThumbnail(picture(2000, 1000));
        QVERIFY(isPresetThumbnail(bytes));
        QCOMPARE(presetPicture(bytes).size(), QSize(192, 96));
        QImage clear(300, 300, QImage::Format_ARGB32);
        clear.fill(Qt::transparent);
        QVERIFY(presetPicture(presetThumbnail(clear)).hasAlphaChannel());
        QVERIFY(presetThumbnail(QImage()).isEmpty());
        QVERIFY(presetPicture("x").isNull());
    }

    void namesForFiles_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("file");
        QTest::newRow("plain") << u"Soft light"_s << u"Soft light.peregrine-preset"_s;
        QTest::newRow("slashes") << u"../../etc/passwd"_s << u"etc passwd.peregrine-preset"_s;
        QTest::newRow("hidden") << u".bashrc"_s << u"bashrc.peregrine-preset"_s;
        QTest::newRow("nothing left") << u"???"_s << u"preset.peregrine-preset"_s;
    }
    void namesForFiles()
    {
        QFETCH(QString, name);
        QFETCH(QString, file);
        Preset preset;
        preset.name = name;
        const QString suggested = presetfile::suggestedName(preset);
        QVERIFY(!suggested.contains(u'/'));
        QCOMPARE(suggested, file);
    }

    void filesThatCannotBeReadOrWritten()
    {
        const QTemporaryDir dir;
        const auto missing = presetfile::load(dir.filePath(u"no.peregrine-preset"_s));
        QVERIFY(!missing);
        QVERIFY(missing.error().message.contains(u"no.peregrine-preset"_s));
        QVERIFY(!presetfile::load(dir.path()));
        QVERIFY(!presetfile::save(example(), dir.filePath(u"no/folder/x"_s)));
        QFile file(dir.filePath(u"bad.peregrine-preset"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("hello");
        file.close();
        const auto bad = presetfile::load(file.fileName());
        QVERIFY(!bad);
        QVERIFY(bad.error().message.contains(u"bad.peregrine-preset"_s));
    }
};

QTEST_GUILESS_MAIN(TestPresetFile)

#include "tst_presetfile.moc"
