#include "core/media/thumbnailer.h"
#include "core/schema/formmodel.h"
#include "tests/unit/schema/schemafiles.h"
#include "ui/form/editors/numberspin.h"
#include "ui/form/fieldrow.h"
#include "ui/form/foldsection.h"
#include "ui/form/inputform.h"
#include "ui/widgets/colorplane.h"
#include "ui/widgets/colorpopup.h"

#include <QApplication>
#include <QImage>
#include <QJsonArray>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QMouseEvent>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <algorithm>
#include <functional>
#include <memory>

using namespace peregrine;

/// What works on a form as a whole, and what is more than one key in an editor.
class TestFormTools : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void undoesInTheTextThenInTheForm();
    void redoesAndGoesToThePlace();
    void findsOptions();
    void resetsTheWholeForm();
    void dragsAnEntry();
    void foldsAGroup();
    void choosesAColour();
    void keepsTheShapeOfASize();
    void takesTheSizeOfThePicture();
    void choosesFromTheLibrary();

private:
    template <typename T> T *find(const char *name) const
    {
        return m_form->findChild<T *>(QLatin1String(name));
    }
    void show(const char *schema)
    {
        m_form->setSchema(ownSchema(QLatin1String(schema)));
        m_form->show();
        QVERIFY(QTest::qWaitForWindowActive(m_form.get()));
    }
    FormModel &model() const { return *m_form->model(); }

    QTemporaryDir m_folder;
    std::unique_ptr<Thumbnailer> m_thumbnails;
    std::unique_ptr<InputForm> m_form;
};

void TestFormTools::init()
{
    m_thumbnails = std::make_unique<Thumbnailer>(QString());
    m_form = std::make_unique<InputForm>(*m_thumbnails);
    m_form->resize(340, 720);
}

void TestFormTools::cleanup()
{
    m_form.reset();
    m_thumbnails.reset();
}

void TestFormTools::undoesInTheTextThenInTheForm()
{
    show("picture");
    model().setValue(u"/num_images"_qs, 2);
    auto *prompt = find<QPlainTextEdit>("field.prompt");
    prompt->setFocus();
    QTest::keyClicks(prompt, u"a fox"_qs);
    // First what was typed, by the text itself; then the number, by the form.
    QTest::keyClick(prompt, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(prompt->toPlainText(), QString());
    QCOMPARE(model().value(u"/num_images"_qs).toInt(), 2);
    QTest::keyClick(prompt, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(model().value(u"/num_images"_qs).toInt(), 1);
    QCOMPARE(prompt->toPlainText(), QString());
}

void TestFormTools::redoesAndGoesToThePlace()
{
    show("picture");
    auto *prompt = find<QPlainTextEdit>("field.prompt");
    prompt->setFocus();
    QTest::keyClicks(prompt, u"a fox"_qs);
    model().setValue(u"/steps"_qs, 4);
    auto *undo = find<QToolButton>("formUndo");
    auto *redo = find<QToolButton>("formRedo");
    QVERIFY(undo->isEnabled() && !redo->isEnabled());
    undo->click();
    QCOMPARE(model().value(u"/steps"_qs).toInt(), 28);
    // Under More options, which nobody had opened.
    QVERIFY(find<FoldSection>("moreOptions")->isUnfolded());
    QTRY_VERIFY(find<NumberSpin>("field.steps")->hasFocus());
    undo->click();
    QCOMPARE(prompt->toPlainText(), QString());
    QVERIFY(!undo->isEnabled());
    redo->click();
    redo->click();
    QCOMPARE(prompt->toPlainText(), u"a fox"_qs);
    QCOMPARE(find<NumberSpin>("field.steps")->value().toInt(), 4);
}

void TestFormTools::findsOptions()
{
    show("picture");
    QVERIFY(!find<QLineEdit>("formFilter")->isVisible());
    show("long");
    auto *filter = find<QLineEdit>("formFilter");
    QVERIFY(filter->isVisible());
    auto *more = find<FoldSection>("moreOptions");
    // All of this form is optional, so it is open from the start.
    QVERIFY(more->isUnfolded());
    more->setUnfolded(false);
    const FieldSpec last = model().schema().input.children.constLast();
    filter->setFocus();
    QTest::keyClicks(filter, last.title.toUpper());
    QVERIFY(more->isUnfolded());
    const QList<FieldRow *> rows = m_form->findChildren<FieldRow *>();
    qsizetype seen = 0;
    for (const FieldRow *row : rows) {
        seen += row->isVisible() ? 1 : 0;
        if (row->pointer() == u'/' + last.name)
            QVERIFY(row->isVisible());
    }
    QVERIFY(seen > 0 && seen < rows.size() / 2);
    QTest::keyClick(filter, Qt::Key_Escape);
    QVERIFY(filter->text().isEmpty());
    QVERIFY(!more->isUnfolded());
}

void TestFormTools::resetsTheWholeForm()
{
    show("picture");
    auto *reset = find<QToolButton>("formReset");
    QVERIFY(!reset->isEnabled());
    model().setValue(u"/prompt"_qs, u"a fox"_qs);
    model().setValue(u"/steps"_qs, 4);
    QVERIFY(reset->isEnabled());
    reset->click();
    QCOMPARE(model().value(u"/steps"_qs).toInt(), 28);
    QVERIFY(find<QPlainTextEdit>("field.prompt")->toPlainText().isEmpty());
    // One step brings all of it back.
    find<QToolButton>("formUndo")->click();
    QCOMPARE(model().value(u"/steps"_qs).toInt(), 4);
    QCOMPARE(model().value(u"/prompt"_qs).toString(), u"a fox"_qs);
}

void TestFormTools::dragsAnEntry()
{
    show("picture");
    for (const char *path : {"a", "b", "c"})
        model().insertItem(u"/loras"_qs, 9, QJsonObject{{u"path"_qs, QLatin1String(path)}});
    QCoreApplication::processEvents();
    auto *handle = find<QWidget>("field.loras.0.move");
    QVERIFY(handle);
    const auto *last = find<QWidget>("field.loras.2.scale");
    const QPoint target = handle->mapFromGlobal(last->mapToGlobal(last->rect().bottomLeft()));
    QTest::mousePress(handle, Qt::LeftButton, {}, handle->rect().center());
    // QTest's own mouse moves hold no button.
    for (const QPoint &at : {QPoint(8, 60), target}) {
        QMouseEvent move(QEvent::MouseMove, at, handle->mapToGlobal(at), Qt::NoButton,
                         Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(handle, &move);
    }
    QTest::mouseRelease(handle, Qt::LeftButton, {}, target);
    QTRY_COMPARE(model().value(u"/loras/2/path"_qs).toString(), u"a"_qs);
    QCOMPARE(model().value(u"/loras/0/path"_qs).toString(), u"b"_qs);
}

void TestFormTools::foldsAGroup()
{
    show("picture");
    model().insertItem(u"/loras"_qs, 0, QJsonObject{{u"path"_qs, u"me/style"_qs}});
    QCoreApplication::processEvents();
    auto *path = find<QLineEdit>("field.loras.0.path");
    QVERIFY(path->isVisible());
    auto *fold = find<QToolButton>("field.loras.0.fold");
    fold->click();
    QVERIFY(!path->isVisible());
    const QList<QLabel *> labels = m_form->findChildren<QLabel *>();
    const bool told = std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
        return label->isVisible() && label->text().contains(u"me/style"_qs);
    });
    QVERIFY(told);
    // A fault inside opens it.
    m_form->showFaults({{{u"loras"_qs, u"0"_qs, u"path"_qs}, u"Not there."_qs, {}}});
    QVERIFY(path->isVisible());
}

void TestFormTools::choosesAColour()
{
    show("constructs/geometry");
    m_form->findChild<FoldSection *>()->setUnfolded(true);
    auto *line = find<QLineEdit>("field.color");
    auto *swatch = find<QToolButton>("field.color.swatch");
    QVERIFY(line && swatch);
    line->selectAll();
    QTest::keyClicks(line, u"#ff8000"_qs);
    QCOMPARE(model().value(u"/color"_qs),
             QJsonValue(QJsonObject{{u"r"_qs, 255}, {u"g"_qs, 128}, {u"b"_qs, 0}}));
    swatch->click();
    auto *popup = m_form->findChild<ColorPopup *>();
    QVERIFY(popup && popup->isVisible());
    // The bottom of the plane is black, whatever the hue.
    auto *plane = popup->findChild<ColorPlane *>();
    QTest::mouseClick(plane, Qt::LeftButton, {}, QPoint(plane->width() / 2, plane->height() - 1));
    QCOMPARE(model().value(u"/color"_qs),
             QJsonValue(QJsonObject{{u"r"_qs, 0}, {u"g"_qs, 0}, {u"b"_qs, 0}}));
    QCOMPARE(line->text(), u"#000000"_qs);
    popup->close();
}

void TestFormTools::keepsTheShapeOfASize()
{
    show("picture");
    auto *width = find<NumberSpin>("field.image_size.width");
    auto *height = find<NumberSpin>("field.image_size.height");
    auto *lock = find<QToolButton>("field.image_size.lock");
    model().setValue(u"/image_size"_qs, QJsonObject{{u"width"_qs, 800}, {u"height"_qs, 400}});
    lock->click();
    width->setFocus();
    width->selectAll();
    QTest::keyClicks(width, u"600"_qs);
    QCOMPARE(height->value().toInt(), 300);
    height->setFocus();
    height->selectAll();
    QTest::keyClicks(height, u"512"_qs);
    QCOMPARE(width->value().toInt(), 1024);
}

void TestFormTools::takesTheSizeOfThePicture()
{
    show("edit");
    auto *take = find<QToolButton>("field.image_size.picture");
    QVERIFY(take);
    const QString path = m_folder.filePath(u"wide.png"_qs);
    QImage picture(1200, 600, QImage::Format_RGB32);
    picture.fill(Qt::blue);
    QVERIFY(picture.save(path));
    model().setFile(u"/image_url"_qs, path);
    take->click();
    QCOMPARE(model().value(u"/image_size"_qs),
             QJsonValue(QJsonObject{{u"width"_qs, 1200}, {u"height"_qs, 600}}));
}

void TestFormTools::choosesFromTheLibrary()
{
    const QString path = m_folder.filePath(u"kept.png"_qs);
    QVERIFY(QImage(800, 600, QImage::Format_Grayscale8).save(path));
    std::function<void(const QString &)> answer;
    MediaKind asked = MediaKind::Other;
    // Both outlive the form's fields, which is all that may call it.
    m_form->setAssetPicker([&answer, &asked](QWidget *, MediaKind kind, const auto &chosen) {
        asked = kind;
        answer = chosen;
    });
    show("edit");
    const QList<QToolButton *> buttons = m_form->findChildren<QToolButton *>();
    QToolButton *library = nullptr;
    for (QToolButton *button : buttons) {
        if (button->objectName().endsWith(u".library"_qs) && button->isVisible() && !library)
            library = button;
    }
    QVERIFY(library);
    library->click();
    QCOMPARE(asked, MediaKind::Image);
    answer(path);
    const QList<FileInput> files = model().values().files;
    QCOMPARE(files.size(), 1);
    QCOMPARE(files.first().path, path);
    // The field may be gone when the answer comes.
    m_form->clear();
    answer(path);
}

QTEST_MAIN(TestFormTools)
#include "tst_formtools.moc"
