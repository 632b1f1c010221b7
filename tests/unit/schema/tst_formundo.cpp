#include "core/schema/formmodel.h"
#include "tests/unit/schema/schemafiles.h"

#include <QSignalSpy>
#include <QTest>

using namespace peregrine;
using namespace std::chrono_literals;

/// Steps of a form, back and forth.
class TestFormUndo : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void undoesEachChange();
    void mergesTyping();
    void undoesLists();
    void undoesSeveralAtOnce();
    void undoesLoading();
    void keepsStepsOfEachModel();
};

void TestFormUndo::undoesEachChange()
{
    FormModel model;
    model.setSchema(ownSchema(u"picture"_qs));
    model.useExamples();
    QVERIFY(!model.canUndo());
    QVERIFY(!model.undo());
    model.setMergeInterval(0h);
    QSignalSpy undoable(&model, &FormModel::canUndoChanged);
    QSignalSpy redoable(&model, &FormModel::canRedoChanged);
    model.setValue(u"/steps"_qs, 3);
    model.setValue(u"/steps"_qs, 3);
    model.setValue(u"/style"_qs, u"oil"_qs);
    model.setFaults({{{u"style"_qs}, u"no"_qs, {}}});
    QSignalSpy changes(&model, &FormModel::valueChanged);
    QCOMPARE(model.undo(), u"/style"_qs);
    QCOMPARE(changes.constLast().constFirst().toString(), u"/style"_qs);
    QVERIFY(model.value(u"/style"_qs).isUndefined());
    QVERIFY(model.errors().isEmpty());
    QCOMPARE(model.value(u"/steps"_qs).toInt(), 3);
    QCOMPARE(model.undo(), u"/steps"_qs);
    QCOMPARE(model.value(u"/steps"_qs).toInt(), 28);
    QVERIFY(!model.canUndo());
    QCOMPARE(model.redo(), u"/steps"_qs);
    QCOMPARE(model.redo(), u"/style"_qs);
    QVERIFY(!model.redo());
    QCOMPARE(model.value(u"/style"_qs).toString(), u"oil"_qs);
    static_cast<void>(model.undo());
    model.setValue(u"/tiling"_qs, true);
    QVERIFY(!model.canRedo());
    QCOMPARE(undoable.size(), 3);
    QCOMPARE(redoable.size(), 4);
    for (int i = 0; i < 1000; ++i)
        model.setValue(u"/steps"_qs, i);
    int steps = 0;
    while (model.undo())
        ++steps;
    QCOMPARE(steps, int(FormHistory::maxSteps));
}

void TestFormUndo::mergesTyping()
{
    FormModel model;
    model.setSchema(ownSchema(u"picture"_qs));
    model.setMergeInterval(24h);
    for (const char *text : {"a", "a f", "a fox"})
        model.setValue(u"/prompt"_qs, QString::fromLatin1(text));
    for (int i = 1; i < 9; ++i)
        model.setValue(u"/steps"_qs, i);
    model.setValue(u"/prompt"_qs, u"a red fox"_qs);
    model.closeStep();
    model.setValue(u"/prompt"_qs, u"a red fox runs"_qs);
    // A choice is no typing.
    model.setValue(u"/image_size"_qs, u"square"_qs);
    model.setValue(u"/image_size"_qs, u"square_hd"_qs);
    const QStringList expected{
        u"a red fox runs, 8, square"_qs,   u"a red fox runs, 8, landscape_4_3"_qs,
        u"a red fox, 8, landscape_4_3"_qs, u"a fox, 8, landscape_4_3"_qs,
        u"a fox, 28, landscape_4_3"_qs,    u", 28, landscape_4_3"_qs};
    QStringList seen;
    while (model.undo())
        seen.append(u"%1, %2, %3"_qs.arg(model.value(u"/prompt"_qs).toString())
                        .arg(model.value(u"/steps"_qs).toInt())
                        .arg(model.value(u"/image_size"_qs).toString()));
    QCOMPARE(seen, expected);
}

void TestFormUndo::undoesLists()
{
    FormModel model;
    model.setSchema(ownSchema(u"edit"_qs));
    const QString list = u"/reference_image_urls"_qs;
    for (int i = 0; i < 2; ++i) {
        model.insertItem(list, i, QJsonValue::Null);
        model.setFile(list + u"/%1"_qs.arg(i), u"/files/%1.png"_qs.arg(i));
    }
    model.moveItem(list, 1, 0);
    model.removeItem(list, 1);
    QCOMPARE(model.undo(), list);
    QCOMPARE(model.file(list + u"/1"_qs), u"/files/0.png"_qs);
    QCOMPARE(model.undo(), list);
    QCOMPARE(model.file(list + u"/0"_qs), u"/files/0.png"_qs);
    QCOMPARE(model.undo(), list + u"/1"_qs);
    QVERIFY(model.file(list + u"/1"_qs).isEmpty());
    while (model.undo())
        ;
    QVERIFY(model.value(list).isUndefined());
    while (model.redo())
        ;
    QCOMPARE(model.file(list + u"/0"_qs), u"/files/1.png"_qs);
    QCOMPARE(model.values().files.size(), 1);
}

void TestFormUndo::undoesSeveralAtOnce()
{
    FormModel model;
    model.setSchema(ownSchema(u"picture"_qs));
    model.beginStep({});
    model.endStep();
    QVERIFY(!model.canUndo());
    model.beginStep(u"/image_size"_qs);
    model.setValue(u"/image_size"_qs, QJsonObject{{u"width"_qs, 8}, {u"height"_qs, 9}});
    model.beginStep({});
    model.setValue(u"/image_size/width"_qs, 9);
    model.endStep();
    model.setValue(u"/image_size/height"_qs, 8);
    model.endStep();
    QCOMPARE(model.undo(), u"/image_size"_qs);
    QCOMPARE(model.value(u"/image_size"_qs).toString(), u"landscape_4_3"_qs);
    QVERIFY(!model.canUndo());
    static_cast<void>(model.redo());
    QCOMPARE(model.value(u"/image_size/width"_qs).toInt(), 9);
    QCOMPARE(model.value(u"/image_size/height"_qs).toInt(), 8);
}

void TestFormUndo::undoesLoading()
{
    FormModel model;
    model.setSchema(ownSchema(u"picture"_qs));
    model.setValue(u"/prompt"_qs, u"mine"_qs);
    const FormValues mine = model.values();
    model.setInput({{u"prompt"_qs, u"theirs"_qs}});
    model.resetAll();
    model.resetAll();
    QCOMPARE(model.undo(), QString());
    QCOMPARE(model.value(u"/prompt"_qs).toString(), u"theirs"_qs);
    QCOMPARE(model.undo(), QString());
    QCOMPARE(model.values(), mine);
    QVERIFY(model.undo());
    QVERIFY(!model.canUndo());
}

void TestFormUndo::keepsStepsOfEachModel()
{
    FormModel model;
    model.switchSchema(ownSchema(u"picture"_qs));
    model.setValue(u"/prompt"_qs, u"a fox"_qs);
    model.setValue(u"/steps"_qs, 9);
    model.switchSchema(ownSchema(u"edit"_qs));
    // What was carried is where this model's form starts.
    QVERIFY(!model.canUndo());
    model.setValue(u"/prompt"_qs, u"a red fox"_qs);
    model.switchSchema(ownSchema(u"picture"_qs));
    QCOMPARE(model.undo(), QString());
    QCOMPARE(model.value(u"/prompt"_qs).toString(), u"a fox"_qs);
    QCOMPARE(model.undo(), u"/steps"_qs);
    QCOMPARE(model.value(u"/steps"_qs).toInt(), 28);
    QCOMPARE(model.undo(), u"/prompt"_qs);
    QVERIFY(!model.canUndo());
}

QTEST_GUILESS_MAIN(TestFormUndo)
#include "tst_formundo.moc"
