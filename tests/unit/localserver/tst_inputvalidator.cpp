#include "core/base/json.h"
#include "core/localserver/models/inputvalidator.h"

#include <QTest>

using namespace peregrine;
using namespace peregrine::localserver;

/// Which inputs a schema takes, and what is said of the others.
class TestInputValidator : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void checks_data();
    void checks();
    void faultsComeInTheOrderOfTheForm();
    void defaultsFillWhatIsMissing();
    void longInputsAreNotEchoed();
};

namespace {

QJsonObject schemas()
{
    return parseJson(R"({
      "Size": {"type": "object", "properties": {"width": {"type": "integer", "minimum": 64, "maximum": 2048}}},
      "In": {
        "type": "object",
        "required": ["text"],
        "x-fal-order-properties": ["text", "size", "count"],
        "properties": {
          "text": {"type": "string", "minLength": 1, "maxLength": 5},
          "count": {"type": "integer", "minimum": 1, "maximum": 4, "default": 1},
          "scale": {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1},
          "even": {"type": "integer", "multipleOf": 2},
          "flag": {"type": "boolean"},
          "size": {"anyOf": [{"$ref": "#/components/schemas/Size"}, {"type": "string", "enum": ["small", "large"]}, {"type": "null"}], "default": "small"},
          "seed": {"anyOf": [{"type": "integer", "minimum": 0}, {"type": "null"}]},
          "old": {"type": "string", "nullable": true},
          "one": {"const": "only"},
          "list": {"type": "array", "minItems": 1, "maxItems": 2, "items": {"type": "string"}},
          "wrapped": {"allOf": [{"$ref": "#/components/schemas/Size"}]}
        }
      }
    })")
        .value()
        .toObject();
}

} // namespace

void TestInputValidator::checks_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("loc");
    QTest::addColumn<QByteArray>("type");
    const auto good = [](const char *input) {
        QTest::newRow(input) << QByteArray(input) << QByteArray() << QByteArray();
    };
    const auto bad = [](const char *input, const char *loc, const char *type) {
        QTest::newRow(input) << QByteArray(input) << QByteArray(loc) << QByteArray(type);
    };
    good(R"({"text":"a"})");
    good(R"({"text":"a","unknown":[1]})");
    good(
        R"({"text":"a","count":4,"scale":0.5,"even":-4,"flag":false,"seed":null,"old":null,"one":"only"})");
    good(R"({"text":"a","size":"large"})");
    good(R"({"text":"a","size":null})");
    good(R"({"text":"a","size":{"width":64}})");
    good(R"({"text":"a","count":2.0})");
    good(R"({"text":"a","list":["x","y"],"wrapped":{"width":100}})");
    bad("{}", R"(["body","text"])", "missing");
    bad("[]", R"(["body"])", "dict_type");
    bad("null", R"(["body"])", "dict_type");
    bad(R"({"text":5})", R"(["body","text"])", "string_type");
    bad(R"({"text":null})", R"(["body","text"])", "string_type");
    bad(R"({"text":""})", R"(["body","text"])", "string_too_short");
    bad(R"({"text":"abcdef"})", R"(["body","text"])", "string_too_long");
    bad(R"({"text":"a","count":0})", R"(["body","count"])", "greater_than_equal");
    bad(R"({"text":"a","count":5})", R"(["body","count"])", "less_than_equal");
    bad(R"({"text":"a","count":1.5})", R"(["body","count"])", "int_type");
    bad(R"({"text":"a","count":"1"})", R"(["body","count"])", "int_type");
    bad(R"({"text":"a","scale":0})", R"(["body","scale"])", "greater_than");
    bad(R"({"text":"a","scale":1})", R"(["body","scale"])", "less_than");
    bad(R"({"text":"a","even":3})", R"(["body","even"])", "multiple_of");
    bad(R"({"text":"a","flag":1})", R"(["body","flag"])", "bool_type");
    bad(R"({"text":"a","size":"huge"})", R"(["body","size"])", "one_of");
    bad(R"({"text":"a","size":{"width":10}})", R"(["body","size","width"])", "greater_than_equal");
    bad(R"({"text":"a","size":{"width":"x"}})", R"(["body","size","width"])", "int_type");
    bad(R"({"text":"a","seed":-1})", R"(["body","seed"])", "greater_than_equal");
    bad(R"({"text":"a","one":"other"})", R"(["body","one"])", "one_of");
    bad(R"({"text":"a","list":[]})", R"(["body","list"])", "sequence_too_short");
    bad(R"({"text":"a","list":["x","y","z"]})", R"(["body","list"])", "sequence_too_long");
    bad(R"({"text":"a","list":["x",2]})", R"(["body","list",1])", "string_type");
    bad(R"({"text":"a","wrapped":{"width":1}})", R"(["body","wrapped","width"])",
        "greater_than_equal");
}

void TestInputValidator::checks()
{
    QFETCH(QByteArray, input);
    QFETCH(QByteArray, loc);
    QFETCH(QByteArray, type);
    const InputValidator validator(schemas());
    const QJsonArray faults = validator.faults(QStringLiteral("In"), parseJson(input).value());
    if (type.isEmpty()) {
        QCOMPARE(faults, QJsonArray());
        return;
    }
    QCOMPARE(faults.size(), 1);
    const QJsonObject fault = faults.first().toObject();
    QCOMPARE(toJson(fault.value(QStringLiteral("loc"))), loc);
    QCOMPARE(fault.value(QStringLiteral("type")).toString().toLatin1(), type);
    QVERIFY(!fault.value(QStringLiteral("msg")).toString().isEmpty());
}

void TestInputValidator::faultsComeInTheOrderOfTheForm()
{
    const InputValidator validator(schemas());
    const QJsonArray faults = validator.faults(
        QStringLiteral("In"), parseJson(R"({"count":9,"size":"huge","even":1})").value());
    QStringList fields;
    for (const QJsonValue &fault : faults)
        fields.append(fault.toObject().value(QStringLiteral("loc")).toArray().at(1).toString());
    QCOMPARE(fields,
             (QStringList{QStringLiteral("text"), QStringLiteral("size"), QStringLiteral("count"),
                          QStringLiteral("even")}));
}

void TestInputValidator::defaultsFillWhatIsMissing()
{
    const InputValidator validator(schemas());
    const QJsonObject complete = validator.withDefaults(
        QStringLiteral("In"),
        {{QStringLiteral("text"), QStringLiteral("a")}, {QStringLiteral("count"), 3}});
    QCOMPARE(complete.value(QStringLiteral("count")).toInt(), 3);
    QCOMPARE(complete.value(QStringLiteral("size")).toString(), QStringLiteral("small"));
    QVERIFY(!complete.contains(QStringLiteral("flag")));
}

void TestInputValidator::longInputsAreNotEchoed()
{
    const InputValidator validator(schemas());
    const QJsonArray faults = validator.faults(
        QStringLiteral("In"), QJsonObject{{QStringLiteral("text"), QString(100'000, u'x')}});
    QVERIFY(toJson(faults).size() < 1000);
}

QTEST_GUILESS_MAIN(TestInputValidator)
#include "tst_inputvalidator.moc"
