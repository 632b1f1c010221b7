#include "core/base/json.h"
#include "core/schema/formmodel.h"
#include "core/schema/formvalidator.h"
#include "tests/unit/schema/schemafiles.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QTest>

#include <algorithm>

using namespace peregrine;

/// Every document of our own, and of the folder PEREGRINE_SCHEMA_CORPUS names.
class TestSchemaCorpus : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyDocumentGivesAForm();

private:
    static void countKinds(const FieldSpec &spec, QMap<QString, QStringList> &jsonFields,
                           const QString &path);
};

void TestSchemaCorpus::countKinds(const FieldSpec &spec, QMap<QString, QStringList> &jsonFields,
                                  const QString &path)
{
    if (spec.kind == FieldKind::Any)
        jsonFields[u"any"_qs].append(path);
    if (spec.kind == FieldKind::Union)
        jsonFields[u"union"_qs].append(path);
    for (const FieldSpec &child : spec.children)
        countKinds(child, jsonFields, path + u'.' + (child.name.isEmpty() ? u"[]"_qs : child.name));
}

void TestSchemaCorpus::everyDocumentGivesAForm()
{
    QStringList folders{QStringLiteral(PEREGRINE_TEST_DATA "/schemas")};
    if (const QString more = qEnvironmentVariable("PEREGRINE_SCHEMA_CORPUS"); !more.isEmpty())
        folders.append(more);
    int documents = 0;
    QList<double> milliseconds;
    QMap<QString, QStringList> notes;
    for (const QString &folder : folders) {
        QDirIterator files(folder, {u"*.json"_qs}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QJsonObject document = QJsonDocument::fromJson(file.readAll()).object();
            if (!document.contains(u"paths"_qs))
                continue;
            QElapsedTimer timer;
            timer.start();
            const auto schema = OpenApiReader::read(document);
            QVERIFY2(schema, qPrintable(file.fileName()));
            FormModel model;
            model.setSchema(*schema);
            milliseconds.append(double(timer.nsecsElapsed()) / 1e6);
            ++documents;
            const QString name = QFileInfo(file).completeBaseName();
            countKinds(schema->input, notes, name);
            const bool named = schema->input.kind == FieldKind::Object;
            for (const FieldSpec &field : schema->input.children) {
                QVERIFY2(!named || !field.title.isEmpty(), qPrintable(name + u' ' + field.name));
                if (!field.defaultValue.isUndefined())
                    QVERIFY2(FormValidator::admits(field, field.defaultValue), qPrintable(name));
            }
            // All that can be wrong with an untouched form is what the user has not given yet.
            for (const FieldFault &fault : model.validate())
                QVERIFY2(fault.type == u"missing"_qs || fault.type == u"too_short"_qs,
                         qPrintable(name + u' ' + jsonPointer(fault.path) + u' ' + fault.message));
            // What is sent loads back to the same.
            const FormValues sent = model.values();
            model.setInput(sent.input, sent.files);
            QCOMPARE(model.values(), sent);
        }
    }
    QVERIFY(documents >= 5);
    std::sort(milliseconds.begin(), milliseconds.end());
    qInfo("%d documents; reading: median %.2f ms, worst %.2f ms; fields of free structure %d, "
          "unions %d",
          documents, milliseconds.at(milliseconds.size() / 2), milliseconds.last(),
          int(notes[u"any"_qs].size()), int(notes[u"union"_qs].size()));
    if (qEnvironmentVariableIsSet("PEREGRINE_SCHEMA_NOTES")) {
        for (auto it = notes.cbegin(); it != notes.cend(); ++it)
            qInfo("%s: %s", qPrintable(it.key()), qPrintable(it.value().join(u' ')));
    }
}

QTEST_GUILESS_MAIN(TestSchemaCorpus)
#include "tst_schemacorpus.moc"
