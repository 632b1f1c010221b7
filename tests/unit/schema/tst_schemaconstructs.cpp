#include "core/base/json.h"
#include "core/schema/formpruning.h"
#include "core/schema/formvalidator.h"
#include "core/schema/openapireader.h"
#include "core/schema/unionbranch.h"
#include "tests/unit/schema/schemafiles.h"
#include "tests/unit/schema/schematext.h"

#include <QDir>
#include <QJsonArray>
#include <QTest>

using namespace peregrine;

/// Every construct of fal's schemas: what it is read as stands beside it in the fixture, by the
/// names of fields in "x-expected" ("" is the root).
class TestSchemaConstructs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAs_data();
    void readsAs();
    void expectsEveryField();
    void saysWhyThereIsNoDocument();
    void refusesListsAsInput();
    void knowsTheBranch_data();
    void knowsTheBranch();
    void checksExactly_data();
    void checksExactly();
    void endsInNestedUnions();
};

namespace {

QStringList fixtures()
{
    return QDir(QStringLiteral(PEREGRINE_TEST_DATA "/schemas/constructs"))
        .entryList({u"*.json"_qs});
}

QJsonObject fixture(const QString &name)
{
    return schemaDocument(QStringLiteral(PEREGRINE_TEST_DATA "/schemas/constructs/%1").arg(name));
}

QJsonObject documentWithInput(const QJsonObject &schema)
{
    const QJsonObject content{{u"application/json"_qs, QJsonObject{{u"schema"_qs, schema}}}};
    const QJsonObject post{{u"requestBody"_qs, QJsonObject{{u"content"_qs, content}}}};
    return {{u"paths"_qs, QJsonObject{{u"/x"_qs, QJsonObject{{u"post"_qs, post}}}}}};
}

} // namespace

void TestSchemaConstructs::readsAs_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("expected");
    for (const QString &name : fixtures()) {
        const QJsonObject expected = fixture(name).value(u"x-expected"_qs).toObject();
        for (auto it = expected.begin(); it != expected.end(); ++it)
            QTest::addRow("%s %s", qPrintable(name), qPrintable(it.key()))
                << name << it.key() << it.value().toString();
    }
}

void TestSchemaConstructs::readsAs()
{
    QFETCH(QString, file);
    QFETCH(QString, field);
    QFETCH(QString, expected);
    const auto schema = OpenApiReader::read(fixture(file));
    QVERIFY(schema);
    const FieldSpec *spec = field.isEmpty() ? &schema->input : schema->input.child(field);
    QVERIFY(spec);
    QCOMPARE(schemaText(*spec), expected);
}

void TestSchemaConstructs::expectsEveryField()
{
    QVERIFY(fixtures().size() >= 15);
    for (const QString &name : fixtures()) {
        const QJsonObject document = fixture(name);
        const auto schema = OpenApiReader::read(document);
        QVERIFY2(schema, qPrintable(name));
        for (const FieldSpec &field : schema->input.children)
            QVERIFY2(field.name.isEmpty()
                         || document.value(u"x-expected"_qs).toObject().contains(field.name),
                     qPrintable(name + u' ' + field.name));
    }
}

void TestSchemaConstructs::saysWhyThereIsNoDocument()
{
    const QJsonObject failure{{u"code"_qs, u"expansion_failed"_qs},
                              {u"message"_qs, u"Failed to expand\n  the schema"_qs}};
    const auto read = OpenApiReader::read({{u"error"_qs, failure}});
    QVERIFY(!read);
    QCOMPARE(read.error().type, u"expansion_failed"_qs);
    QCOMPARE(read.error().kind, Error::Kind::Server);
    QVERIFY(read.error().message.endsWith(u": Failed to expand the schema"_qs));
    QVERIFY(!OpenApiReader::read({{u"error"_qs, QJsonObject()}}).error().message.isEmpty());
}

void TestSchemaConstructs::refusesListsAsInput()
{
    for (const char *type : {"array", "string", "number", "boolean"}) {
        const auto read = OpenApiReader::read(documentWithInput(
            {{u"type"_qs, QString::fromLatin1(type)}, {u"items"_qs, QJsonObject()}}));
        QVERIFY(!read);
        QCOMPARE(read.error().kind, Error::Kind::Malformed);
    }
}

void TestSchemaConstructs::knowsTheBranch_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<int>("branch");
    const auto row = [](const char *file, const char *field, const char *value, int branch) {
        QTest::addRow("%s %s", field, value)
            << QString::fromLatin1(file) << QString::fromLatin1(field) << QByteArray(value)
            << branch;
    };
    row("discriminators", "by_const", "{\"shape\": \"square\", \"radius\": 1}", 1);
    row("discriminators", "by_const", "{\"shape\": \"circle\", \"side\": 1}", 0);
    row("discriminators", "by_const", "{\"side\": 1}", 1);
    row("discriminators", "by_mapping", "{\"pet\": \"puppy\", \"lives\": \"many\"}", 1);
    row("discriminators", "by_mapping", "{\"pet\": \"fish\"}", 0);
    row("unions", "who", "{\"model\": 1}", 1);
    row("unions", "who", "{\"model\": \"wrong\"}", 1);
    row("unions", "who", "{}", 0);
    row("unions", "weight", "0.5", 0);
    row("unions", "weight", "{\"a\": 1}", 1);
    row("unions", "one_or_many", "[]", 1);
    row("unions", "bpm", "\"auto\"", 0);
    row("unions", "bpm", "120", 1);
    row("unions", "alike", "[\"a\"]", 1);
    row("unions", "structured", "{\"name\": \"a\"}", 0);
    row("unions", "structured", "{\"name\": \"a\", \"more\": 1}", 1);
    row("unions", "type_list", "\"5\"", 1);
}

void TestSchemaConstructs::knowsTheBranch()
{
    QFETCH(QString, file);
    QFETCH(QString, field);
    QFETCH(QByteArray, value);
    QFETCH(int, branch);
    const auto schema = OpenApiReader::read(fixture(file + u".json"_qs));
    QVERIFY(schema);
    const FieldSpec *spec = schema->input.child(field);
    QVERIFY(spec);
    QCOMPARE(branchOf(*spec, *parseJson(value)), &spec->children.at(branch));
}

void TestSchemaConstructs::checksExactly_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("fault");
    const auto row = [](const char *file, const char *field, const char *value,
                        const char *fault = "") {
        QTest::addRow("%s %s", field, value)
            << QString::fromLatin1(file) << QString::fromLatin1(field) << QByteArray(value)
            << QString::fromUtf8(fault);
    };
    row("bounds", "seed", "9223372036854775807");
    row("bounds", "texture_seed", "9223372036854775807",
        "This must be at most 9223372036854775806.");
    row("bounds", "texture_seed", "-9223372036854775808");
    row("bounds", "beyond", "9223372036854775807");
    row("bounds", "exclusive", "0", "This must be more than 0.");
    row("bounds", "exclusive", "1e-9");
    row("bounds", "exclusive_flags", "0", "This must be more than 0.");
    row("bounds", "exclusive_flags", "1");
    row("bounds", "pydantic_open", "2", "This must be less than 2.");
    row("bounds", "multiple", "100", "This must be a multiple of 8.");
    row("bounds", "fine", "0.1234");
    row("bounds", "fine", "0.12345", "This must be a multiple of 0.0001.");
    row("limits", "image_size", "{\"width\": 512, \"height\": 768}");
    row("limits", "image_size", "{\"width\": 512, \"height\": 1040}",
        "The size must be at most 1024 × 1024.");
    row("limits", "image_size", "{\"width\": 32, \"height\": 768}",
        "The size must be at least 64 × 64.");
    row("limits", "image_size", "{\"width\": 500, \"height\": 768}",
        "Width and height must be multiples of 16.");
    row("choices", "spaces", "\"\"");
    row("choices", "spaces", "\"a \"");
    row("choices", "spaces", "\" a \"", "“ a ” is not one of the choices.");
    row("choices", "mixed", "true");
    row("choices", "mixed", "1.0");
    row("choices", "mixed", "\"1\"", "“1” is not one of the choices.");
    row("arrays", "prefix", "[1, \"a\"]");
    row("arrays", "prefix", "[1]", "This must have 2 value(s).");
    row("arrays", "background_color", "[0, 0, 0, 0]", "This must have 3 value(s).");
    row("maps", "of_objects", "{\"a\": {\"v\": \"x\"}}", "This must be a number.");
    row("maps", "of_objects", "{\"a\": {\"v\": 1}}");
    row("maps", "numbers", "[]", "This must have named parts.");
    row("geometry", "hex", "\"#fff\"");
    row("geometry", "hex", "\"red\"", "This does not have the form the model asks for.");
    row("geometry", "color", "{\"r\": 256, \"g\": 0, \"b\": 0}", "This must be at most 255.");
    row("discriminators", "by_const", "{\"shape\": \"square\", \"side\": \"x\"}",
        "This must be a number.");
    row("unions", "who", "{}", "Fill this in first.");
}

void TestSchemaConstructs::checksExactly()
{
    QFETCH(QString, file);
    QFETCH(QString, field);
    QFETCH(QByteArray, value);
    QFETCH(QString, fault);
    const auto schema = OpenApiReader::read(fixture(file + u".json"_qs));
    QVERIFY(schema);
    FieldSpec root;
    root.kind = FieldKind::Object;
    root.required = true;
    root.children = {*schema->input.child(field)};
    const QList<FieldFault> faults = FormValidator::check(root, {{{field, *parseJson(value)}}, {}});
    QCOMPARE(faults.isEmpty() ? QString() : faults.constFirst().message, fault);
    QVERIFY(faults.size() < 2);
}

void TestSchemaConstructs::endsInNestedUnions()
{
    // Each level has two branches alike, so that every level asks both for their faults.
    QJsonObject schema{{u"type"_qs, u"integer"_qs}};
    QJsonValue value(u"wrong"_qs);
    for (int level = 0; level < 30; ++level) {
        const QJsonObject branch{{u"type"_qs, u"object"_qs},
                                 {u"properties"_qs, QJsonObject{{u"in"_qs, schema}}}};
        schema = {{u"anyOf"_qs, QJsonArray{branch, branch}}};
        value = QJsonObject{{u"in"_qs, value}};
    }
    const auto read = OpenApiReader::read(documentWithInput(
        {{u"type"_qs, u"object"_qs}, {u"properties"_qs, QJsonObject{{u"in"_qs, schema}}}}));
    QVERIFY(read);
    static_cast<void>(FormValidator::check(read->input, {{{u"in"_qs, value}}, {}}));
    static_cast<void>(prunedValues(read->input, {{{u"in"_qs, value}}, {}}));
}

QTEST_GUILESS_MAIN(TestSchemaConstructs)
#include "tst_schemaconstructs.moc"
