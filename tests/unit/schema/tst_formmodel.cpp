#include "core/base/json.h"
#include "core/schema/formmodel.h"
#include "tests/unit/schema/schemafiles.h"

#include <QImage>
#include <QJsonArray>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <limits>

using namespace peregrine;

class TestFormModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void startsWithDefaults();
    void leavesUnsetOut();
    void tellsWhatIsMissing();
    void checksFiles();
    void keepsFilesWithTheirEntries();
    void marksAndForgetsFaults();
    void unreadableStopsSending();
    void resets();
    void carriesOver();
    void startsWithWhatWasKept();
    void loadsPastInputs();
    void keepsLargeNumbersExact();
    void keepsWhatNullSays();
};

void TestFormModel::startsWithDefaults()
{
    FormModel model;
    QSignalSpy changes(&model, &FormModel::valueChanged);
    model.setSchema(ownSchema(u"picture"_qs));
    QCOMPARE(changes.size(), 1);
    QCOMPARE(model.value(u"/steps"_qs).toInt(), 28);
    QCOMPARE(model.value(u"/image_size"_qs).toString(), u"landscape_4_3"_qs);
    QVERIFY(model.value(u"/seed"_qs).isUndefined());
    QVERIFY(model.value(u"/tiling"_qs).isUndefined());
    QVERIFY(model.value(u"/camera"_qs).isUndefined());
    QVERIFY(!model.isChanged(u"/steps"_qs));
}

void TestFormModel::leavesUnsetOut()
{
    FormModel model;
    model.setSchema(ownSchema(u"picture"_qs));
    model.useExamples();
    const QJsonObject input = model.values().input;
    QCOMPARE(input.value(u"prompt"_qs).toString(), u"a lighthouse at dawn"_qs);
    for (const char *name : {"negative_prompt", "seed", "style", "tiling", "loras", "camera"})
        QVERIFY2(!input.contains(QLatin1String(name)), name);
    QVERIFY(input.contains(u"safe"_qs));
}

void TestFormModel::tellsWhatIsMissing()
{
    FormModel model;
    model.setSchema(ownSchema(u"picture"_qs));
    model.setValue(u"/prompt"_qs, u"   "_qs);
    model.setValue(u"/steps"_qs, 51);
    model.insertItem(u"/loras"_qs, 0, QJsonObject{{u"path"_qs, QString()}, {u"scale"_qs, 9}});
    const QList<FieldFault> faults = model.validate();
    QCOMPARE(faults.size(), 4);
    QCOMPARE(faults.at(0).path, QStringList{u"prompt"_qs});
    QCOMPARE(faults.at(0).message, u"Write a prompt first."_qs);
    QCOMPARE(faults.at(1).message, u"This must be at most 50."_qs);
    QCOMPARE(faults.at(2).path, (QStringList{u"loras"_qs, u"0"_qs, u"path"_qs}));
    QCOMPARE(model.error(u"/loras/0/scale"_qs), u"This must be at most 4."_qs);
}

void TestFormModel::checksFiles()
{
    QTemporaryDir folder;
    const QString empty = folder.filePath(u"empty.png"_qs);
    QVERIFY(QFile(empty).open(QIODevice::WriteOnly));
    const QString text = folder.filePath(u"text.png"_qs);
    QFile file(text);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("no picture");
    file.close();
    const QString small = folder.filePath(u"small.png"_qs);
    QVERIFY(QImage(8, 8, QImage::Format_RGB32).save(small));
    const QString large = folder.filePath(u"large.bmp"_qs);
    QVERIFY(QImage(800, 800, QImage::Format_RGB32).save(large));
    const QString good = folder.filePath(u"good.png"_qs);
    QVERIFY(QImage(80, 80, QImage::Format_RGB32).save(good));

    FormModel model;
    model.setSchema(ownSchema(u"edit"_qs));
    model.setValue(u"/prompt"_qs, u"a"_qs);
    const auto problem = [&model](const QString &path) {
        model.setFile(u"/image_url"_qs, path);
        const QList<FieldFault> faults = model.validate();
        return faults.isEmpty() ? QString() : faults.first().message;
    };
    QCOMPARE(problem({}), u"Choose a picture first."_qs);
    QVERIFY(problem(folder.filePath(u"gone.png"_qs)).contains(u"not there any more"_qs));
    QVERIFY(problem(empty).contains(u"is empty"_qs));
    QVERIFY(problem(text).contains(u"not a picture"_qs));
    QVERIFY(problem(small).contains(u"too small"_qs));
    QVERIFY(problem(large).contains(u"too large"_qs));
    QVERIFY(problem(folder.path()).contains(u"folder"_qs));
    QCOMPARE(problem(good), QString());
    const FormValues values = model.values();
    QVERIFY(values.input.value(u"image_url"_qs).isNull());
    QCOMPARE(values.files, (QList<FileInput>{{u"/image_url"_qs, good}}));
    model.setValue(u"/image_url"_qs, u"not an address"_qs);
    QVERIFY(model.validate().first().message.contains(u"no web address"_qs));
}

void TestFormModel::keepsFilesWithTheirEntries()
{
    FormModel model;
    model.setSchema(ownSchema(u"edit"_qs));
    const QString list = u"/reference_image_urls"_qs;
    for (int i = 0; i < 3; ++i) {
        model.insertItem(list, i, QJsonValue::Null);
        model.setFile(list + u"/%1"_qs.arg(i), u"/files/%1.png"_qs.arg(i));
    }
    model.moveItem(list, 2, 0);
    QCOMPARE(model.file(list + u"/0"_qs), u"/files/2.png"_qs);
    QCOMPARE(model.file(list + u"/2"_qs), u"/files/1.png"_qs);
    model.removeItem(list, 0);
    QCOMPARE(model.file(list + u"/0"_qs), u"/files/0.png"_qs);
    QVERIFY(model.file(list + u"/2"_qs).isEmpty());
    model.insertItem(list, 0, u"https://a.b/c.png"_qs);
    QCOMPARE(model.file(list + u"/1"_qs), u"/files/0.png"_qs);
    QCOMPARE(model.values().files.size(), 2);
    model.setValue(list, QJsonValue::Undefined);
    QVERIFY(model.values().files.isEmpty());
}

void TestFormModel::marksAndForgetsFaults()
{
    FormModel model;
    model.setSchema(ownSchema(u"picture"_qs));
    QSignalSpy marks(&model, &FormModel::errorsChanged);
    model.setFaults({{{u"loras"_qs, u"0"_qs, u"scale"_qs}, u"too big"_qs, {}},
                     {{u"steps"_qs}, u"first"_qs, {}},
                     {{u"steps"_qs}, u"second"_qs, {}}});
    QCOMPARE(marks.size(), 1);
    QCOMPARE(model.error(u"/steps"_qs), u"first\nsecond"_qs);
    model.setValue(u"/steps"_qs, 3);
    QVERIFY(model.error(u"/steps"_qs).isEmpty());
    QCOMPARE(model.error(u"/loras/0/scale"_qs), u"too big"_qs);
    model.insertItem(u"/loras"_qs, 0, QJsonObject());
    QVERIFY(model.errors().isEmpty());
}

void TestFormModel::unreadableStopsSending()
{
    FormModel model;
    model.setSchema(ownSchema(u"picture"_qs));
    model.useExamples();
    QVERIFY(model.validate().isEmpty());
    model.setUnreadable(u"/camera"_qs, u"not JSON"_qs);
    QCOMPARE(model.validate().size(), 1);
    model.setUnreadable(u"/camera"_qs, {});
    QVERIFY(model.validate().isEmpty());
}

void TestFormModel::resets()
{
    FormModel model;
    model.setSchema(ownSchema(u"picture"_qs));
    model.setValue(u"/steps"_qs, 3);
    model.setValue(u"/style"_qs, u"oil"_qs);
    QVERIFY(model.isChanged(u"/steps"_qs));
    model.reset(u"/steps"_qs);
    model.reset(u"/style"_qs);
    QCOMPARE(model.value(u"/steps"_qs).toInt(), 28);
    QVERIFY(model.value(u"/style"_qs).isUndefined());
    model.insertItem(u"/loras"_qs, 0, QJsonObject{{u"scale"_qs, 2}});
    QVERIFY(model.isChanged(u"/loras/0/scale"_qs));
    model.reset(u"/loras/0/scale"_qs);
    QCOMPARE(model.value(u"/loras/0/scale"_qs).toInt(), 1);
    QVERIFY(!model.isChanged(u"/loras/0/scale"_qs));
    model.resetAll();
    QVERIFY(!model.isChanged(u"/loras"_qs));
}

void TestFormModel::carriesOver()
{
    FormModel model;
    model.switchSchema(ownSchema(u"picture"_qs));
    model.setValue(u"/prompt"_qs, u"a fox"_qs);
    model.setValue(u"/seed"_qs, 7);
    model.setValue(u"/image_size"_qs, QJsonObject{{u"width"_qs, 640}, {u"height"_qs, 480}});
    model.setValue(u"/steps"_qs, 9);
    model.switchSchema(ownSchema(u"edit"_qs));
    QCOMPARE(model.value(u"/prompt"_qs).toString(), u"a fox"_qs);
    QCOMPARE(model.value(u"/seed"_qs).toInt(), 7);
    QCOMPARE(model.value(u"/image_size/width"_qs).toInt(), 640);
    QVERIFY(model.value(u"/steps"_qs).isUndefined());
    model.setFile(u"/image_url"_qs, u"/files/a.png"_qs);
    model.setValue(u"/prompt"_qs, u"a red fox"_qs);
    // Back: all as it was, and the words that were changed since.
    model.switchSchema(ownSchema(u"picture"_qs));
    QCOMPARE(model.value(u"/steps"_qs).toInt(), 9);
    QCOMPARE(model.value(u"/prompt"_qs).toString(), u"a red fox"_qs);
    model.switchSchema(ownSchema(u"edit"_qs));
    QCOMPARE(model.file(u"/image_url"_qs), u"/files/a.png"_qs);
}

void TestFormModel::startsWithWhatWasKept()
{
    const QString picture = ownSchema(u"picture"_qs).endpointId;
    const QString edit = ownSchema(u"edit"_qs).endpointId;
    FormModel model;
    // Of a model whose inputs have changed since, too.
    model.remember(picture, {QJsonObject{{u"prompt"_qs, u"kept"_qs}, {u"gone_since"_qs, 1}}, {}});
    model.remember(edit, {QJsonObject{{u"prompt"_qs, u"kept, too"_qs}}, {}});
    QVERIFY(model.remembers(picture));
    model.switchSchema(ownSchema(u"picture"_qs));
    QCOMPARE(model.values().input, (QJsonObject{{u"prompt"_qs, u"kept"_qs}}));
    QVERIFY(!model.canUndo());
    // Nothing was changed in this one since: the other comes as it was.
    model.switchSchema(ownSchema(u"edit"_qs));
    QCOMPARE(model.value(u"/prompt"_qs).toString(), u"kept, too"_qs);
    model.setValue(u"/prompt"_qs, u"new"_qs);
    // A form that was up knows better.
    model.remember(edit, {QJsonObject{{u"prompt"_qs, u"late"_qs}}, {}});
    model.remember(picture, {QJsonObject{{u"prompt"_qs, u"late"_qs}}, {}});
    model.switchSchema(ownSchema(u"picture"_qs));
    QCOMPARE(model.value(u"/prompt"_qs).toString(), u"new"_qs);
    model.undo();
    QCOMPARE(model.value(u"/prompt"_qs).toString(), u"kept"_qs);

    // What is not sent, like an empty list, is no change of anybody's.
    FormModel before;
    before.setSchema(ownSchema(u"picture"_qs));
    before.setValue(u"/loras"_qs, QJsonArray());
    before.setValue(u"/steps"_qs, QJsonValue(QJsonValue::Undefined));
    FormModel after;
    after.remember(picture, before.values());
    after.switchSchema(ownSchema(u"picture"_qs));
    QCOMPARE(after.values(), before.values());
    for (const FieldSpec &field : after.schema().input.children) {
        const QString pointer = jsonPointer({field.name});
        QCOMPARE(after.isChanged(pointer), before.isChanged(pointer));
    }
}

void TestFormModel::loadsPastInputs()
{
    FormModel model;
    model.setSchema(ownSchema(u"edit"_qs));
    model.setValue(u"/strength"_qs, 0.1);
    const QJsonObject input{{u"prompt"_qs, u"a"_qs},
                            {u"image_url"_qs, QJsonValue::Null},
                            {u"seed"_qs, QJsonValue::Null},
                            {u"unknown"_qs, 1}};
    model.setInput(input, {{u"/image_url"_qs, u"/files/a.png"_qs}});
    QCOMPARE(model.file(u"/image_url"_qs), u"/files/a.png"_qs);
    QCOMPARE(model.value(u"/strength"_qs).toDouble(), 0.8);
    QVERIFY(model.value(u"/seed"_qs).isUndefined());
    QVERIFY(model.value(u"/unknown"_qs).isUndefined());
}

void TestFormModel::keepsLargeNumbersExact()
{
    FormModel model;
    model.setSchema(ownSchema(u"constructs/bounds"_qs));
    const qint64 most = std::numeric_limits<qint64>::max();
    model.setValue(u"/seed"_qs, most);
    model.setValue(u"/texture_seed"_qs, most - 1);
    QVERIFY(model.validate().isEmpty());
    const QByteArray sent = toJson(model.values().input);
    QVERIFY(sent.contains("\"seed\":9223372036854775807"));
    QVERIFY(sent.contains("\"texture_seed\":9223372036854775806"));
    model.resetAll();
    model.setInput(parseJson(sent)->toObject());
    QCOMPARE(model.value(u"/seed"_qs).toInteger(), most);
    model.setValue(u"/texture_seed"_qs, most);
    QCOMPARE(model.validate().size(), 1);
}

void TestFormModel::keepsWhatNullSays()
{
    FormModel model;
    model.setSchema(ownSchema(u"constructs/defaults"_qs));
    // Left out, the model would take its default of 3.
    model.setInput({{u"of_a_branch"_qs, QJsonValue::Null}, {u"null"_qs, QJsonValue::Null}});
    const QJsonObject input = model.values().input;
    QVERIFY(input.contains(u"of_a_branch"_qs));
    QVERIFY(input.value(u"of_a_branch"_qs).isNull());
    QVERIFY(!input.contains(u"null"_qs));
    model.setInput({});
    QCOMPARE(model.values().input.value(u"of_a_branch"_qs).toInt(), 3);
    // An empty text that is one of the choices is a choice.
    model.setSchema(ownSchema(u"constructs/choices"_qs));
    model.setValue(u"/spaces"_qs, QString());
    QCOMPARE(model.values().input.value(u"spaces"_qs), QJsonValue(QString()));
}

QTEST_GUILESS_MAIN(TestFormModel)
#include "tst_formmodel.moc"
