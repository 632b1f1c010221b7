#include "core/schema/openapireader.h"
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
};

namespace {

QStringList fixtures()
{
    return QDir(QStringLiteral(PEREGRINE_TEST_DATA "/schemas/constructs"))
        .entryList({u"*.json"_qs});
}

QJsonObject fixture(const QString &name)
{
    QFile file(QStringLiteral(PEREGRINE_TEST_DATA "/schemas/constructs/%1").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no such fixture");
    return QJsonDocument::fromJson(file.readAll()).object();
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

QTEST_GUILESS_MAIN(TestSchemaConstructs)
#include "tst_schemaconstructs.moc"
