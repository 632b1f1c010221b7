#include "core/base/json.h"
#include "core/presets/presetvalues.h"
#include "core/schema/formmodel.h"
#include "core/schema/openapireader.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace peregrine;
using namespace Qt::StringLiterals;

namespace {

QJsonObject property(const QString &type, const QJsonValue &fallback = QJsonValue::Undefined)
{
    QJsonObject property{{u"type"_s, type}};
    if (!fallback.isUndefined())
        property.insert(u"default"_s, fallback);
    return property;
}

ModelSchema schema()
{
    const QJsonObject properties{{u"prompt"_s, property(u"string"_s)},
                                 {u"negative_prompt"_s, property(u"string"_s, u"blurry"_s)},
                                 {u"steps"_s, property(u"integer"_s, 28)},
                                 {u"guidance_scale"_s, property(u"number"_s, 3.5)},
                                 {u"seed"_s, property(u"integer"_s)},
                                 {u"image_url"_s, property(u"string"_s)}};
    const QJsonObject input{{u"type"_s, u"object"_s},
                            {u"properties"_s, properties},
                            {u"required"_s, QJsonArray{u"prompt"_s}}};
    const QJsonObject body{
        {u"content"_s,
         QJsonObject{{u"application/json"_s,
                      QJsonObject{{u"schema"_s,
                                   QJsonObject{{u"$ref"_s, u"#/components/schemas/In"_s}}}}}}}};
    const QJsonObject document{
        {u"openapi"_s, u"3.0.4"_s},
        {u"info"_s, QJsonObject{{u"x-fal-metadata"_s, QJsonObject{{u"endpointId"_s, u"x/y"_s}}}}},
        {u"components"_s, QJsonObject{{u"schemas"_s, QJsonObject{{u"In"_s, input}}}}},
        {u"paths"_s,
         QJsonObject{
             {u"/x/y"_s, QJsonObject{{u"post"_s, QJsonObject{{u"requestBody"_s, body}}}}}}}};
    const auto read = OpenApiReader::read(document);
    return read ? *read : ModelSchema();
}

QStringList keys(const FormValues &values)
{
    return values.input.keys();
}

} // namespace

class TestPresetValues : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesWhatIsAskedFor()
    {
        FormModel form;
        form.setSchema(schema());
        QCOMPARE(form.schema().input.children.size(), 6);
        form.setValue(u"/prompt"_s, u"a cat"_s);
        form.setValue(u"/steps"_s, 12);
        form.setValue(u"/seed"_s, 5);
        form.setValue(u"/image_url"_s, u"https://h/x.png"_s);

        PresetContent content;
        QCOMPARE(keys(presetValues(form, content)), (QStringList{u"prompt"_s, u"steps"_s}));
        content.withPrompts = false;
        QCOMPARE(keys(presetValues(form, content)), QStringList(u"steps"_s));
        content.withSeed = true;
        content.withMedia = true;
        QCOMPARE(keys(presetValues(form, content)),
                 (QStringList{u"image_url"_s, u"seed"_s, u"steps"_s}));
        content = {Preset::Scope::All, true, true, true};
        QCOMPARE(presetValues(form, content), form.values());
    }

    void someGoOverTheForm()
    {
        FormModel form;
        form.setSchema(schema());
        form.setValue(u"/prompt"_s, u"a cat"_s);
        form.setValue(u"/guidance_scale"_s, 7.0);
        Preset preset;
        preset.values.input = {{u"steps"_s, 12}, {u"negative_prompt"_s, u"dull"_s}};
        QSignalSpy changed(&form, &FormModel::valueChanged);
        QVERIFY(applyPreset(preset, form).isEmpty());
        QCOMPARE(changed.size(), 1);
        QCOMPARE(form.value(u"/prompt"_s), QJsonValue(u"a cat"_s));
        QCOMPARE(form.value(u"/guidance_scale"_s), QJsonValue(7.0));
        QCOMPARE(form.value(u"/steps"_s), QJsonValue(12));
        QCOMPARE(form.value(u"/negative_prompt"_s), QJsonValue(u"dull"_s));
    }

    void allReplacesTheForm()
    {
        FormModel form;
        form.setSchema(schema());
        form.setValue(u"/prompt"_s, u"a cat"_s);
        form.setValue(u"/guidance_scale"_s, 7.0);
        Preset preset;
        preset.scope = Preset::Scope::All;
        preset.values.input = {{u"steps"_s, 12}};
        QVERIFY(applyPreset(preset, form).isEmpty());
        QVERIFY(form.value(u"/prompt"_s).toString().isEmpty());
        QCOMPARE(form.value(u"/guidance_scale"_s), QJsonValue(3.5));
        QCOMPARE(form.value(u"/steps"_s), QJsonValue(12));
    }

    void namesWhatItLeavesOut()
    {
        FormModel form;
        form.setSchema(schema());
        Preset preset;
        preset.values.input = {
            {u"steps"_s, 12}, {u"gone"_s, 1}, {u"image_url"_s, QJsonValue(QJsonValue::Null)}};
        preset.values.files = {{u"/image_url"_s, u"/nowhere/cat.png"_s}};
        QCOMPARE(applyPreset(preset, form), (QStringList{u"gone"_s, u"image_url"_s}));
        QCOMPARE(form.value(u"/steps"_s), QJsonValue(12));
        QVERIFY(form.file(u"/image_url"_s).isEmpty());
    }

    void filesOfTheFormAndOfThePreset()
    {
        const QTemporaryDir dir;
        QStringList paths;
        for (const QString &name : {u"a.png"_s, u"b.png"_s}) {
            QFile file(dir.filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write("x");
            paths.append(file.fileName());
        }
        FormModel form;
        form.setSchema(schema());
        form.setFile(u"/image_url"_s, paths.at(0));
        Preset preset;
        preset.values.input = {{u"steps"_s, 12}};
        applyPreset(preset, form);
        QCOMPARE(form.file(u"/image_url"_s), paths.at(0));

        PresetContent content;
        content.withMedia = true;
        preset.values = presetValues(form, content);
        QCOMPARE(preset.values.files.size(), 1);
        form.setFile(u"/image_url"_s, paths.at(1));
        applyPreset(preset, form);
        QCOMPARE(form.file(u"/image_url"_s), paths.at(0));
    }
};

QTEST_GUILESS_MAIN(TestPresetValues)

#include "tst_presetvalues.moc"
