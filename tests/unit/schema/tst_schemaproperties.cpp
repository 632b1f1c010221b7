#include "core/base/json.h"
#include "core/schema/formmodel.h"
#include "core/schema/formvalidator.h"
#include "tests/unit/schema/instancebreaker.h"
#include "tests/unit/schema/instancegenerator.h"
#include "tests/unit/schema/schemafiles.h"

#include <QElapsedTimer>
#include <QTest>

using namespace peregrine;

/// What holds for every document and every value: random inputs that a schema allows load into the
/// form and come back as they were, through text as well; one broken value is reported at its
/// place. PEREGRINE_SCHEMA_INSTANCES sets how many inputs a document of the corpus gets.
class TestSchemaProperties : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ownDocuments();
    void corpus();

private:
    void check(const QString &file, int instances);

    int m_loaded = 0;
    int m_broken = 0;
};

namespace {

QString shown(const QJsonObject &input)
{
    return QString::fromUtf8(toJson(input));
}

} // namespace

void TestSchemaProperties::check(const QString &file, int instances)
{
    const auto read = OpenApiReader::read(schemaDocument(file));
    QVERIFY2(read, qPrintable(file));
    FormModel model;
    model.setSchema(*read);
    const QString name = QFileInfo(file).completeBaseName();
    InstanceGenerator generator(20260611);
    InstanceBreaker breaker(20260612);
    for (int n = 0; n < instances; ++n) {
        const auto made = generator.input(read->input);
        if (!made)
            continue;
        const auto text = parseJson(toJson(*made));
        QVERIFY(text);
        QCOMPARE(text->toObject(), *made);
        model.setInput(text->toObject());
        const FormValues values = model.values();
        if (values.input != *made)
            QFAIL(qPrintable(u"%1: %2\nbecame %3"_qs.arg(name, shown(*made), shown(values.input))));
        for (const FieldFault &fault : model.validate())
            QFAIL(qPrintable(u"%1: %2\nfault at %3: %4"_qs.arg(
                name, shown(*made), jsonPointer(fault.path), fault.message)));
        ++m_loaded;
        const auto broken = breaker.broken(read->input, *made);
        if (!broken)
            continue;
        model.setInput(broken->input);
        const QList<FieldFault> faults = model.validate();
        if (faults.size() != 1 || faults.constFirst().path != broken->path)
            QFAIL(qPrintable(u"%1: %2\n%3 at %4, but %5 at %6"_qs.arg(
                name, shown(broken->input), broken->how, jsonPointer(broken->path),
                faults.isEmpty() ? u"none"_qs : faults.first().message,
                faults.isEmpty() ? QString() : jsonPointer(faults.first().path))));
        ++m_broken;
    }
}

void TestSchemaProperties::ownDocuments()
{
    for (const QString &file : schemaDocuments(QStringLiteral(PEREGRINE_TEST_DATA "/schemas"))) {
        check(file, 300);
        if (QTest::currentTestFailed())
            return;
    }
    QVERIFY(m_loaded > 5000);
    QVERIFY(m_broken > 4000);
    qInfo("%d inputs came back as they were, %d broken ones were told at their place", m_loaded,
          m_broken);
}

void TestSchemaProperties::corpus()
{
    const QString folder = qEnvironmentVariable("PEREGRINE_SCHEMA_CORPUS");
    if (folder.isEmpty())
        QSKIP("PEREGRINE_SCHEMA_CORPUS names no folder");
    bool ok = false;
    const int wanted = qEnvironmentVariableIntValue("PEREGRINE_SCHEMA_INSTANCES", &ok);
    m_loaded = 0;
    m_broken = 0;
    QElapsedTimer timer;
    timer.start();
    for (const QString &file : schemaDocuments(folder)) {
        check(file, ok ? wanted : 100);
        if (QTest::currentTestFailed())
            return;
    }
    qInfo("%d inputs came back as they were, %d broken ones were told at their place; %lld ms",
          m_loaded, m_broken, timer.elapsed());
}

QTEST_GUILESS_MAIN(TestSchemaProperties)
#include "tst_schemaproperties.moc"
