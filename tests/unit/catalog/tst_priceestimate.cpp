#include "core/catalog/priceestimate.h"
#include "core/schema/openapireader.h"

#include <QJsonDocument>
#include <QLocale>
#include <QTest>

using namespace peregrine;

/// What a filled form costs, for each unit that fal bills in.
class TestPriceEstimate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void units_data();
    void units();
    void severalRuns();
    void pictureFromTheForm();
    void money_data();
    void money();
};

namespace {

/// A form with fields of every meaning that bears on a price, by their usual names.
FieldSpec form(const QByteArrayList &fields)
{
    const QHash<QByteArray, QByteArray> known{
        {"num_images", R"({"type": "integer", "default": 1})"},
        {"image_size", R"({"anyOf": [{"$ref": "#/components/schemas/ImageSize"},
            {"type": "string", "enum": ["square_hd", "landscape_16_9", "auto"]}],
            "default": "square_hd"})"},
        {"duration", R"({"type": "string", "enum": ["5", "10"], "default": "5"})"},
        {"num_frames", R"({"type": "integer", "default": 81})"},
        {"frames_per_second", R"({"type": "integer", "default": 16})"},
        {"resolution", R"({"type": "string", "enum": ["480p", "720p"], "default": "720p"})"},
        {"num_inference_steps", R"({"type": "integer", "default": 28})"},
        {"text", R"({"type": "string"})"},
        {"image_url", R"({"type": "string"})"},
    };
    QByteArray members;
    for (const QByteArray &name : fields)
        members += (members.isEmpty() ? "\"" : ", \"") + name + "\": " + known.value(name);
    const QByteArray document = R"({"openapi": "3.0.4", "info": {"title": "t", "version": "1"},
      "components": {"schemas": {"ImageSize": {"type": "object", "properties": {
        "width": {"type": "integer"}, "height": {"type": "integer"}}},
        "In": {"type": "object", "properties": {)"
        + members + R"(}}}},
      "paths": {"/a/b": {"post": {"requestBody": {"content": {"application/json": {"schema":
        {"$ref": "#/components/schemas/In"}}}}}}}})";
    const auto read = OpenApiReader::read(QJsonDocument::fromJson(document).object());
    if (!read)
        qFatal("the document cannot be read");
    return read->input;
}

QJsonObject json(const char *text)
{
    return QJsonDocument::fromJson(text).object();
}

} // namespace

Q_DECLARE_METATYPE(peregrine::PriceCertainty)

void TestPriceEstimate::units_data()
{
    QTest::addColumn<QString>("unit");
    QTest::addColumn<QByteArrayList>("fields");
    QTest::addColumn<QByteArray>("values");
    QTest::addColumn<PriceCertainty>("certainty");
    QTest::addColumn<double>("quantity");
    using Sure = PriceCertainty;
    const auto row = [](const char *name, const char *unit, const QByteArrayList &fields,
                        const char *values, Sure certainty, double quantity) {
        QTest::newRow(name) << QString::fromLatin1(unit) << fields << QByteArray(values)
                            << certainty << quantity;
    };
    row("images", "images", {"num_images"}, R"({"num_images": 4})", Sure::Exact, 4);
    row("images by default", "image", {"num_images"}, "{}", Sure::Exact, 1);
    row("images without a count", "images", {"image_size"}, "{}", Sure::Exact, 1);
    row("images by resolution", "images", {"num_images", "resolution"}, "{}", Sure::Estimated, 1);
    row("videos", "videos", {}, "{}", Sure::Exact, 1);
    row("requests", "requests", {"num_images"}, R"({"num_images": 4})", Sure::Exact, 1);
    row("no unit", "", {}, "{}", Sure::Exact, 1);
    row("unit 1", "1", {}, "{}", Sure::Exact, 1);
    row("megapixels of a preset", "megapixels", {"image_size", "num_images"},
        R"({"num_images": 2})", Sure::Estimated, 2 * 1.048576);
    row("megapixels of a custom size", "megapixels", {"image_size"},
        R"({"image_size": {"width": 2000, "height": 1000}})", Sure::Estimated, 2);
    row("megapixels of what the model decides", "megapixels", {"image_size"},
        R"({"image_size": "auto"})", Sure::Unknown, 0);
    row("megapixels without a size", "megapixels", {"image_url"}, "{}", Sure::Unknown, 0);
    row("seconds as text", "seconds", {"duration"}, R"({"duration": "10"})", Sure::Exact, 10);
    row("seconds by default", "seconds", {"duration"}, "{}", Sure::Exact, 5);
    row("seconds by resolution", "seconds", {"duration", "resolution"}, "{}", Sure::Estimated, 5);
    row("seconds of frames", "seconds", {"num_frames", "frames_per_second"},
        R"({"num_frames": 160})", Sure::Estimated, 10);
    row("seconds that nobody knows", "seconds", {"image_url"}, "{}", Sure::Unknown, 0);
    row("five seconds", "5 seconds", {"duration"}, R"({"duration": "10"})", Sure::Estimated, 2);
    row("minutes", "minutes", {"duration"}, R"({"duration": "30"})", Sure::Estimated, 0.5);
    row("characters", "1000 characters ", {"text"}, R"({"text": "abcde"})", Sure::Estimated, 0.005);
    row("characters beyond the first plane", "1000 characters", {"text"},
        "{\"text\": \"\xf0\x9f\xa6\x8a\xf0\x9f\xa6\x8a\"}", Sure::Estimated, 0.002);
    row("steps", "steps", {"num_inference_steps"}, R"({"num_inference_steps": 100})",
        Sure::Estimated, 100);
    for (const char *word :
         {"compute seconds", "units", "credits", "1m tokens", "1000 tokens", "video segments",
          "processed megapixels", "input seconds", "moons", "0 images", "3 images"})
        row(word, word, {"num_images", "duration"}, "{}", Sure::Unknown, 0);
}

void TestPriceEstimate::units()
{
    QFETCH(QString, unit);
    QFETCH(QByteArrayList, fields);
    QFETCH(QByteArray, values);
    QFETCH(double, quantity);
    const UnitPrice price{0.03, unit, QStringLiteral("USD")};
    const PriceEstimate estimate = estimatePrice(price, form(fields), json(values.constData()));
    QTEST(estimate.certainty, "certainty");
    QCOMPARE(estimate.cost.amount, 0.03 * quantity);
    QVERIFY(!estimate.rule.isEmpty());
    QCOMPARE(estimate.rule.contains(QStringLiteral("estimated")),
             estimate.certainty == PriceCertainty::Estimated);
}

void TestPriceEstimate::severalRuns()
{
    PriceFacts facts;
    facts.runs = 3;
    const PriceEstimate estimate =
        estimatePrice({0.025, QStringLiteral("images"), QStringLiteral("USD")},
                      form({"num_images"}), json(R"({"num_images": 2})"), facts);
    QCOMPARE(estimate.cost.amount, 0.15);
    QCOMPARE(estimate.rule, QStringLiteral("$0.025 × 2 images × 3 run(s)"));
    // What costs nothing is not known; fal lists models with hidden prices so.
    QCOMPARE(estimatePrice({0, QStringLiteral("images"), {}}, form({}), {}).certainty,
             PriceCertainty::Unknown);
}

void TestPriceEstimate::pictureFromTheForm()
{
    PriceFacts facts;
    facts.pictures.insert(QStringLiteral("/image_url"), QSize(3000, 1000));
    const PriceEstimate estimate =
        estimatePrice({0.01, QStringLiteral("megapixels"), QStringLiteral("EUR")},
                      form({"image_url"}), {}, facts);
    QCOMPARE(estimate.certainty, PriceCertainty::Estimated);
    QCOMPARE(estimate.cost.amount, 0.03);
    QCOMPARE(estimate.cost.currency, QStringLiteral("EUR"));
}

void TestPriceEstimate::money_data()
{
    QTest::addColumn<double>("amount");
    QTest::addColumn<QString>("text");
    QTest::newRow("cents") << 0.25 << QStringLiteral("$0.25");
    QTest::newRow("whole") << 3.0 << QStringLiteral("$3.00");
    QTest::newRow("parts of a cent") << 0.0034 << QStringLiteral("$0.0034");
    QTest::newRow("binary noise") << 0.1 + 0.2 << QStringLiteral("$0.30");
    QTest::newRow("long") << 0.0123456 << QStringLiteral("$0.0123");
    QTest::newRow("large") << 1234.5 << QStringLiteral("$1,234.50");
}

void TestPriceEstimate::money()
{
    QFETCH(double, amount);
    QFETCH(QString, text);
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    QCOMPARE(moneyText({amount, QStringLiteral("USD")}), text);
    QLocale::setDefault(QLocale::c());
}

QTEST_GUILESS_MAIN(TestPriceEstimate)
#include "tst_priceestimate.moc"
