#include "core/media/thumbnailer.h"
#include "core/schema/formmodel.h"
#include "tests/unit/schema/schemafiles.h"
#include "ui/form/editors/dropzone.h"
#include "ui/form/editors/growingtextedit.h"
#include "ui/form/editors/numberspin.h"
#include "ui/form/editors/sizecard.h"
#include "ui/form/fieldrow.h"
#include "ui/form/foldsection.h"
#include "ui/form/inputform.h"
#include "ui/widgets/dialogs.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDropEvent>
#include <QElapsedTimer>
#include <QInputMethodEvent>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QSlider>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QUrl>

#include <memory>

using namespace peregrine;

namespace {

/// Answers every question with the same paths.
class AnsweringDialogs final : public Dialogs
{
public:
    QStringList paths;

    void openFile(QWidget *, const QString &, const QString &, PathAnswer answer) override
    {
        answer(paths.value(0));
    }
    void openFiles(QWidget *, const QString &, const QString &, PathsAnswer answer) override
    {
        answer(paths);
    }
    void saveFile(QWidget *, const QString &, const QString &, const QString &,
                  PathAnswer answer) override
    {
        answer({});
    }
    void openFolder(QWidget *, const QString &, PathAnswer answer) override { answer({}); }
    void confirm(QWidget *, const Question &, ConfirmAnswer answer) override { answer(false); }
};

} // namespace

class TestInputForm : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void typesAndSubmits();
    void keepsQuietWhileComposing();
    void growsWithItsText();
    void growsWithWhatIsPasted();
    void growsWhenItIsUnfolded();
    void numberBySliderAndTyping();
    void numberStaysExact();
    void sizeByCardPixelsAndSwap();
    void seedDiceAndLock();
    void choicesAndThreeStates();
    void dropsGoodAndBadFiles();
    void pastesPictureAndAddress();
    void addsFilesToLists();
    void addsToListsByPasteAndAddress();
    void listsOfObjects();
    void unionsRememberBranches();
    void anythingByKeysAndTypes();
    void faultsMarkFocusAndUnfold();
    void resetsAField();
    void carriesOver();
    void everyControlIsNamedAndReached();
    void buildsTheLongestQuickly();

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
    static void drop(QWidget *target, const QStringList &paths);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Thumbnailer> m_thumbnails;
    AnsweringDialogs m_dialogs;
    std::unique_ptr<InputForm> m_form;
};

void TestInputForm::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_thumbnails = std::make_unique<Thumbnailer>(QString());
    m_dialogs.paths.clear();
    m_form = std::make_unique<InputForm>(*m_thumbnails, m_dialogs);
    m_form->setPastedFolder(m_folder->filePath(u"pasted"_qs));
    m_form->resize(340, 720);
}

void TestInputForm::cleanup()
{
    m_form.reset();
    m_thumbnails.reset();
    m_folder.reset();
}

void TestInputForm::drop(QWidget *target, const QStringList &paths)
{
    QMimeData mime;
    QList<QUrl> urls;
    for (const QString &path : paths)
        urls.append(QUrl::fromLocalFile(path));
    mime.setUrls(urls);
    QDragEnterEvent enter(QPoint(20, 20), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(target, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent event(QPointF(20, 20), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(target, &event);
}

void TestInputForm::typesAndSubmits()
{
    show("picture");
    QSignalSpy submits(m_form.get(), &InputForm::submitRequested);
    m_form->focusPrompt();
    auto *prompt = find<QPlainTextEdit>("field.prompt");
    QVERIFY(prompt->hasFocus());
    QTest::keyClicks(prompt, u"a cat"_qs);
    QTest::keyClick(prompt, Qt::Key_Return);
    QTest::keyClicks(prompt, u"on a mat"_qs);
    QCOMPARE(model().value(u"/prompt"_qs).toString(), u"a cat\non a mat"_qs);
    QCOMPARE(submits.size(), 0);
    QTest::keyClick(prompt, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(submits.size(), 1);
    QTest::keyClick(prompt, Qt::Key_Enter, Qt::ControlModifier | Qt::KeypadModifier);
    QCOMPARE(model().value(u"/prompt"_qs).toString(), u"a cat\non a mat"_qs);
    QTest::keyClick(prompt, Qt::Key_Tab);
    QVERIFY(!prompt->hasFocus());
}

void TestInputForm::keepsQuietWhileComposing()
{
    show("picture");
    QSignalSpy submits(m_form.get(), &InputForm::submitRequested);
    m_form->focusPrompt();
    auto *prompt = find<QPlainTextEdit>("field.prompt");
    QInputMethodEvent composing(u"に"_qs, {});
    QApplication::sendEvent(prompt, &composing);
    QTest::keyClick(prompt, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(submits.size(), 0);
    QInputMethodEvent done;
    done.setCommitString(u"日"_qs);
    QApplication::sendEvent(prompt, &done);
    QTest::keyClick(prompt, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(submits.size(), 1);
    QCOMPARE(model().value(u"/prompt"_qs).toString(), u"日"_qs);
}

void TestInputForm::growsWithItsText()
{
    show("picture");
    auto *prompt = find<QPlainTextEdit>("field.prompt");
    const int before = prompt->height();
    model().setValue(u"/prompt"_qs, QString(u"a long line of words "_qs).repeated(20));
    QTRY_VERIFY(prompt->height() > before);
    const int higher = prompt->height();
    model().setValue(u"/prompt"_qs, QString(u"a line\n"_qs).repeated(500));
    QTRY_VERIFY(prompt->height() > higher);
    QVERIFY(prompt->height() < 400);
}

void TestInputForm::growsWithWhatIsPasted()
{
    show("picture");
    auto *prompt = find<QPlainTextEdit>("field.prompt");
    prompt->setFocus();
    const int before = prompt->height();
    const QString paragraph = QString(u"a long line of words "_qs).repeated(12);
    QGuiApplication::clipboard()->setText(paragraph + u'\n' + paragraph);
    QTest::keyClick(prompt, Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(prompt->toPlainText().count(u'\n'), 1);
    // All of it is in view, or as much as may be.
    QTRY_VERIFY(prompt->height() > 2 * before);
    QTRY_VERIFY(prompt->verticalScrollBar()->maximum() == 0
                || prompt->verticalScrollBar()->isVisible());
    const auto isWhole = [prompt] {
        return prompt->parentWidget()->rect().contains(prompt->geometry()) && prompt->y() == 0;
    };
    QTRY_VERIFY(isWhole());
    const int high = prompt->height();
    prompt->selectAll();
    QGuiApplication::clipboard()->setText(u"short"_qs);
    QTest::keyClick(prompt, Qt::Key_V, Qt::ControlModifier);
    QTRY_COMPARE(prompt->height(), before);
    model().setValue(u"/prompt"_qs, QString(paragraph + u'\n' + paragraph));
    QTRY_COMPARE(prompt->height(), high);
    model().setValue(u"/prompt"_qs, u"short"_qs);
    prompt->setTextCursor(QTextCursor(prompt->document()));
    QTRY_COMPARE(prompt->height(), before);
    prompt->clear();
    QTextCursor cursor(prompt->document());
    cursor.insertText(QString(paragraph + u'\n' + paragraph));
    QTRY_COMPARE(prompt->height(), high);
    // Pasted while another field of the page is up, or before it is shown.
    m_form->hide();
    model().setValue(u"/prompt"_qs, u"short"_qs);
    model().setValue(u"/prompt"_qs, QString(paragraph + u'\n' + paragraph));
    m_form->show();
    QTRY_COMPARE(prompt->height(), high);
    QTRY_VERIFY(isWhole());
    // Any number of paragraphs of any length, in one go.
    for (int count = 1; count < 8; ++count) {
        for (int words = 1; words < 60; words += 7) {
            prompt->clear();
            QTRY_VERIFY(isWhole());
            const QString line = QString(u"fox in the snow "_qs).repeated(words);
            QGuiApplication::clipboard()->setText(QString(line + u'\n').repeated(count));
            QTest::keyClick(prompt, Qt::Key_V, Qt::ControlModifier);
            QTRY_VERIFY2(isWhole(), qPrintable(u"%1 times %2"_qs.arg(count).arg(words)));
            QCOMPARE(prompt->maximumHeight(), prompt->minimumHeight());
        }
    }
}

void TestInputForm::growsWhenItIsUnfolded()
{
    show("picture");
    auto *more = m_form->findChild<FoldSection *>();
    more->setUnfolded(true);
    auto *negative = find<QPlainTextEdit>("field.negative_prompt");
    QVERIFY(negative);
    const auto isWhole = [negative] {
        return negative->isVisible()
            && negative->parentWidget()->rect().contains(negative->geometry());
    };
    for (int lines = 1; lines < 16; lines += 2) {
        more->setUnfolded(false);
        model().setValue(u"/negative_prompt"_qs, QString(u"blurred, "_qs).repeated(5 * lines));
        more->setUnfolded(true);
        m_form->resize(m_form->width(), lines % 4 == 1 ? 1600 : 720);
        QTRY_VERIFY2(isWhole(), qPrintable(QString::number(lines)));
    }
}

void TestInputForm::numberBySliderAndTyping()
{
    show("picture");
    m_form->findChild<FoldSection *>()->setUnfolded(true);
    auto *spin = find<NumberSpin>("field.steps");
    auto *slider = find<QSlider>("field.steps.slider");
    QCOMPARE(slider->value(), 27);
    slider->setFocus();
    QTest::keyClick(slider, Qt::Key_Right);
    QCOMPARE(model().value(u"/steps"_qs).toInt(), 29);
    QTest::keyClick(slider, Qt::Key_End);
    QCOMPARE(model().value(u"/steps"_qs).toInt(), 50);
    spin->setFocus();
    spin->selectAll();
    QTest::keyClicks(spin, u"12"_qs);
    QCOMPARE(model().value(u"/steps"_qs).toInt(), 12);
    QCOMPARE(slider->value(), 11);
    QTest::keyClick(spin, Qt::Key_Up);
    QCOMPARE(model().value(u"/steps"_qs).toInt(), 13);
    // Letters do not get in; what is out of bounds does, and is told.
    QTest::keyClicks(spin, u"x"_qs);
    spin->selectAll();
    QTest::keyClicks(spin, u"77"_qs);
    QCOMPARE(model().value(u"/steps"_qs).toInt(), 77);
    QVERIFY(!model().validate().isEmpty());
    auto *guidance = find<NumberSpin>("field.guidance_scale");
    guidance->setFocus();
    guidance->selectAll();
    QTest::keyClicks(guidance, u"7,5"_qs);
    QCOMPARE(model().value(u"/guidance_scale"_qs).toDouble(), 7.5);
    QTest::keyClick(guidance, Qt::Key_Up);
    QCOMPARE(model().value(u"/guidance_scale"_qs).toDouble(), 8.0);
}

void TestInputForm::numberStaysExact()
{
    show("picture");
    auto *seed = find<NumberSpin>("field.seed");
    seed->setFocus();
    QTest::keyClicks(seed, u"9007199254740993"_qs);
    QCOMPARE(model().value(u"/seed"_qs).toInteger(), 9007199254740993LL);
    seed->selectAll();
    QTest::keyClick(seed, Qt::Key_Delete);
    QVERIFY(model().value(u"/seed"_qs).isUndefined());
}

void TestInputForm::sizeByCardPixelsAndSwap()
{
    show("picture");
    const QList<SizeCard *> cards = m_form->findChildren<SizeCard *>();
    QCOMPARE(cards.size(), 6);
    QVERIFY(cards.at(4)->isChecked());
    auto *width = find<NumberSpin>("field.image_size.width");
    auto *height = find<NumberSpin>("field.image_size.height");
    QCOMPARE(width->value().toInt(), 1024);
    QTest::mouseClick(cards.at(1), Qt::LeftButton);
    QCOMPARE(model().value(u"/image_size"_qs).toString(), u"square"_qs);
    QTest::mouseClick(cards.at(5), Qt::LeftButton);
    QTest::mouseClick(find<QToolButton>("field.image_size.swap"), Qt::LeftButton);
    QCOMPARE(model().value(u"/image_size"_qs).toString(), u"portrait_16_9"_qs);
    width->setFocus();
    width->selectAll();
    QTest::keyClicks(width, u"800"_qs);
    QCOMPARE(model().value(u"/image_size"_qs),
             QJsonValue(QJsonObject{{u"width"_qs, 800}, {u"height"_qs, 1024}}));
    for (const SizeCard *card : cards)
        QVERIFY(!card->isChecked());
    QTest::mouseClick(find<QToolButton>("field.image_size.swap"), Qt::LeftButton);
    QCOMPARE(height->value().toInt(), 800);
}

void TestInputForm::seedDiceAndLock()
{
    show("picture");
    auto *dice = find<QToolButton>("field.seed.dice");
    auto *lock = find<QToolButton>("field.seed.lock");
    QVERIFY(!lock->isChecked());
    QTest::mouseClick(dice, Qt::LeftButton);
    const qint64 first = model().value(u"/seed"_qs).toInteger(-1);
    QVERIFY(first >= 0);
    QVERIFY(lock->isChecked());
    QTRY_VERIFY([&] {
        QTest::mouseClick(dice, Qt::LeftButton);
        return model().value(u"/seed"_qs).toInteger(-1) != first;
    }());
    QTest::mouseClick(lock, Qt::LeftButton);
    QVERIFY(model().value(u"/seed"_qs).isUndefined());
    m_form->setLastSeed(4711);
    QTest::mouseClick(lock, Qt::LeftButton);
    QCOMPARE(model().value(u"/seed"_qs).toInt(), 4711);
}

void TestInputForm::choicesAndThreeStates()
{
    show("picture");
    m_form->findChild<FoldSection *>()->setUnfolded(true);
    auto *style = find<QComboBox>("field.style");
    QCOMPARE(style->count(), 4);
    style->setFocus();
    QTest::keyClick(style, Qt::Key_Down);
    QCOMPARE(model().value(u"/style"_qs).toString(), u"oil"_qs);
    QTest::keyClick(style, Qt::Key_Up);
    QVERIFY(model().value(u"/style"_qs).isUndefined());
    auto *tiling = find<QComboBox>("field.tiling");
    tiling->setFocus();
    QTest::keyClick(tiling, Qt::Key_End);
    QCOMPARE(model().value(u"/tiling"_qs), QJsonValue(false));
    auto *safe = find<QCheckBox>("field.safe");
    QVERIFY(safe->isChecked());
    QTest::keyClick(safe, Qt::Key_Space);
    QCOMPARE(model().value(u"/safe"_qs), QJsonValue(false));
    QVERIFY(!find<QComboBox>("field.format")->isEditable());
}

void TestInputForm::dropsGoodAndBadFiles()
{
    show("edit");
    QSignalSpy messages(m_form.get(), &InputForm::messageForUser);
    auto *zone = find<DropZone>("field.image_url");
    auto *problem = find<QLabel>("field.image_url.problem");
    const QString good = m_folder->filePath(u"good.png"_qs);
    QVERIFY(QImage(120, 80, QImage::Format_RGB32).save(good));
    const QString empty = m_folder->filePath(u"empty.png"_qs);
    QVERIFY(QFile(empty).open(QIODevice::WriteOnly));

    drop(zone, {empty});
    QVERIFY(model().file(u"/image_url"_qs).isEmpty());
    QVERIFY(problem->isVisible());
    QVERIFY(problem->text().contains(u"is empty"_qs));
    QCOMPARE(messages.size(), 1);
    drop(zone, {m_folder->filePath(u"gone.png"_qs)});
    QVERIFY(problem->text().contains(u"not there"_qs));
    QVERIFY(model().values().files.isEmpty());

    drop(zone, {good});
    QCOMPARE(model().file(u"/image_url"_qs), good);
    QVERIFY(!problem->isVisible());
    QVERIFY(zone->accessibleName().contains(u"good.png"_qs));
    // A bad file does not take the good one away.
    drop(zone, {empty});
    QCOMPARE(model().file(u"/image_url"_qs), good);
    QTest::mouseClick(find<QToolButton>("field.image_url.clear"), Qt::LeftButton);
    QVERIFY(model().file(u"/image_url"_qs).isEmpty());
    m_dialogs.paths = QStringList{good};
    zone->setFocus();
    QTest::keyClick(zone, Qt::Key_Space);
    QCOMPARE(model().file(u"/image_url"_qs), good);
}

void TestInputForm::pastesPictureAndAddress()
{
    show("edit");
    auto *zone = find<DropZone>("field.image_url");
    zone->setFocus();
    QImage picture(100, 90, QImage::Format_RGB32);
    picture.fill(Qt::red);
    QGuiApplication::clipboard()->setImage(picture);
    QTest::keyClick(zone, Qt::Key_V, Qt::ControlModifier);
    QTRY_VERIFY(!model().file(u"/image_url"_qs).isEmpty());
    const QString saved = model().file(u"/image_url"_qs);
    QVERIFY(saved.startsWith(m_folder->path()));
    QCOMPARE(QImage(saved).size(), QSize(100, 90));
    QTest::keyClick(zone, Qt::Key_Delete);
    QGuiApplication::clipboard()->setText(u"https://example.com/cat.png"_qs);
    QTest::keyClick(zone, Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(model().value(u"/image_url"_qs).toString(), u"https://example.com/cat.png"_qs);
    QTest::keyClick(zone, Qt::Key_Delete);
    QGuiApplication::clipboard()->setText(u"just words"_qs);
    QTest::keyClick(zone, Qt::Key_V, Qt::ControlModifier);
    QVERIFY(find<QLabel>("field.image_url.problem")->isVisible());
    // An address typed by hand.
    QTest::mouseClick(find<QToolButton>("field.image_url.link"), Qt::LeftButton);
    auto *line = find<QLineEdit>("field.image_url.address");
    QVERIFY(line->hasFocus());
    QTest::keyClicks(line, u"https://a.b/c.png"_qs);
    QCOMPARE(model().value(u"/image_url"_qs).toString(), u"https://a.b/c.png"_qs);
}

void TestInputForm::addsFilesToLists()
{
    show("edit");
    QSignalSpy messages(m_form.get(), &InputForm::messageForUser);
    QStringList paths;
    for (int i = 0; i < 5; ++i) {
        paths.append(m_folder->filePath(u"p%1.png"_qs.arg(i)));
        QVERIFY(QImage(70, 70, QImage::Format_RGB32).save(paths.last()));
    }
    drop(find<DropZone>("field.reference_image_urls"), paths);
    // The model takes four.
    QCOMPARE(model().values().files.size(), 4);
    QCOMPARE(messages.size(), 1);
    QTest::keyClick(find<QWidget>("field.reference_image_urls.1.move"), Qt::Key_Up);
    QTRY_COMPARE(model().file(u"/reference_image_urls/0"_qs), paths.at(1));
    QTest::mouseClick(find<QToolButton>("field.reference_image_urls.0.remove"), Qt::LeftButton);
    QTRY_COMPARE(model().values().files.size(), 3);
    QCOMPARE(model().file(u"/reference_image_urls/0"_qs), paths.at(0));
}

void TestInputForm::addsToListsByPasteAndAddress()
{
    show("edit");
    const auto count = [this] {
        return model().value(u"/reference_image_urls"_qs).toArray().size();
    };
    QImage picture(70, 70, QImage::Format_RGB32);
    picture.fill(Qt::red);
    QGuiApplication::clipboard()->setImage(picture);
    QTest::mouseClick(find<QToolButton>("field.reference_image_urls.paste"), Qt::LeftButton);
    QTRY_COMPARE(count(), 1);
    QVERIFY(model().file(u"/reference_image_urls/0"_qs).endsWith(u"/pasted picture.png"_qs));

    auto *address = find<QLineEdit>("field.reference_image_urls.address");
    QVERIFY(address->isHidden());
    QTest::mouseClick(find<QToolButton>("field.reference_image_urls.link"), Qt::LeftButton);
    QVERIFY(address->isVisible());
    QTRY_VERIFY(address->hasFocus());
    // One after the other.
    QTest::keyClicks(address, u"https://example.org/a.png"_qs);
    QTest::keyClick(address, Qt::Key_Return);
    QTest::keyClicks(address, u" https://example.org/b.png "_qs);
    QTest::keyClick(address, Qt::Key_Return);
    QCOMPARE(count(), 3);
    QCOMPARE(model().value(u"/reference_image_urls/1"_qs).toString(),
             u"https://example.org/a.png"_qs);
    QCOMPARE(model().value(u"/reference_image_urls/2"_qs).toString(),
             u"https://example.org/b.png"_qs);
    QVERIFY(address->hasFocus());
    // Escape gives up what is typed, leaving takes it.
    QTest::keyClicks(address, u"https://exam"_qs);
    QTest::keyClick(address, Qt::Key_Escape);
    QVERIFY(address->isHidden());
    QCOMPARE(count(), 3);
    QTest::mouseClick(find<QToolButton>("field.reference_image_urls.link"), Qt::LeftButton);
    QTRY_VERIFY(address->hasFocus());
    QTest::keyClicks(address, u"https://example.org/c.png"_qs);
    find<QWidget>("field.prompt")->setFocus();
    QCOMPARE(count(), 4);
    QVERIFY(address->isHidden());
    // The model takes four.
    QVERIFY(!find<QToolButton>("field.reference_image_urls.link")->isEnabled());
}

void TestInputForm::listsOfObjects()
{
    show("picture");
    auto *add = find<QPushButton>("field.loras");
    QTest::mouseClick(add, Qt::LeftButton);
    auto *path = find<QLineEdit>("field.loras.0.path");
    QVERIFY(path);
    QTRY_VERIFY(path->hasFocus());
    QTest::keyClicks(path, u"me/style"_qs);
    QCOMPARE(model().value(u"/loras/0/path"_qs).toString(), u"me/style"_qs);
    QCOMPARE(model().value(u"/loras/0/scale"_qs).toInt(), 1);
    QTest::mouseClick(find<QToolButton>("field.loras.0.duplicate"), Qt::LeftButton);
    QTRY_COMPARE(model().value(u"/loras/1/path"_qs).toString(), u"me/style"_qs);
    QTest::mouseClick(add, Qt::LeftButton);
    QVERIFY(!add->isEnabled());
    QVERIFY(!find<QToolButton>("field.loras.0.duplicate")->isEnabled());
    auto *empty = find<QLineEdit>("field.loras.2.path");
    empty->setFocus();
    QTest::keyClick(empty, Qt::Key_Up, Qt::AltModifier);
    QTRY_COMPARE(model().value(u"/loras/1/path"_qs).toString(), QString());
    QCOMPARE(model().value(u"/loras/2/path"_qs).toString(), u"me/style"_qs);
    // An optional group is there when it is asked for.
    m_form->findChild<FoldSection *>()->setUnfolded(true);
    QVERIFY(!find<QWidget>("field.camera.zoom"));
    find<QPushButton>("field.camera.add")->click();
    QVERIFY(find<QWidget>("field.camera.zoom"));
    QCOMPARE(model().value(u"/camera/zoom"_qs).toInt(-1), 0);
    find<QPushButton>("field.camera.remove")->click();
    QVERIFY(model().value(u"/camera"_qs).isUndefined());
}

void TestInputForm::unionsRememberBranches()
{
    show("odd");
    m_form->findChild<FoldSection *>()->setUnfolded(true);
    auto *kind = find<QComboBox>("field.scale.kind");
    QVERIFY(kind);
    QCOMPARE(kind->count(), 3);
    kind->setCurrentIndex(1);
    auto *number = find<NumberSpin>("field.scale");
    QVERIFY(number);
    number->setFocus();
    number->selectAll();
    QTest::keyClicks(number, u"0.5"_qs);
    QCOMPARE(model().value(u"/scale"_qs).toDouble(), 0.5);
    kind->setCurrentIndex(2);
    QVERIFY(model().value(u"/scale"_qs).isObject());
    kind->setCurrentIndex(1);
    QCOMPARE(model().value(u"/scale"_qs).toDouble(), 0.5);
    kind->setCurrentIndex(0);
    QVERIFY(model().value(u"/scale"_qs).isUndefined());
}

void TestInputForm::anythingByKeysAndTypes()
{
    // A model that does not say what it takes: an object of any keys.
    show("nothing");
    auto *add = find<QPushButton>("field.");
    QVERIFY(add);
    QTest::mouseClick(add, Qt::LeftButton);
    auto *key = find<QLineEdit>("field.key.key");
    QVERIFY(key && key->hasFocus());
    QTest::keyClicks(key, u"size"_qs);
    QTest::keyClick(key, Qt::Key_Tab);
    QTRY_COMPARE(model().value(u"/size"_qs), QJsonValue(QString()));
    auto *type = find<QComboBox>("field.size.type");
    QVERIFY(type);
    type->setCurrentIndex(type->findText(u"Number"_qs));
    auto *number = find<NumberSpin>("field.size");
    QVERIFY(number);
    number->setFocus();
    number->selectAll();
    QTest::keyClicks(number, u"9007199254740993"_qs);
    QCOMPARE(model().values().input.value(u"size"_qs).toInteger(), 9007199254740993LL);
    // Back and forth between types nothing is lost.
    type->setCurrentIndex(type->findText(u"List"_qs));
    QCOMPARE(model().value(u"/size"_qs), QJsonValue(QJsonArray()));
    type->setCurrentIndex(type->findText(u"Number"_qs));
    QCOMPARE(model().value(u"/size"_qs).toInteger(), 9007199254740993LL);

    // Two keys of one name cannot be sent.
    QTest::mouseClick(add, Qt::LeftButton);
    auto *second = find<QLineEdit>("field.key.key");
    QVERIFY(second);
    second->selectAll();
    QTest::keyClicks(second, u"size"_qs);
    QCOMPARE(model().validate().size(), 1);
    QTest::keyClicks(second, u"2"_qs);
    QTest::keyClick(second, Qt::Key_Return);
    QTRY_VERIFY(model().value(u"/size2"_qs).isString());
    QVERIFY(model().validate().isEmpty());
    QTest::mouseClick(find<QToolButton>("field.size2.remove"), Qt::LeftButton);
    QTRY_VERIFY(model().value(u"/size2"_qs).isUndefined());
}

void TestInputForm::faultsMarkFocusAndUnfold()
{
    show("picture");
    model().insertItem(u"/loras"_qs, 0, QJsonObject{{u"path"_qs, u"a"_qs}, {u"scale"_qs, 1}});
    m_form->showFaults({{{u"loras"_qs, u"0"_qs, u"scale"_qs}, u"Server says no."_qs, {}},
                        {{u"nowhere"_qs}, u"General."_qs, {}}});
    QTRY_VERIFY(find<NumberSpin>("field.loras.0.scale")->hasFocus());
    auto *words = find<QLabel>("fault.loras.0.scale");
    QVERIFY(words->isVisible());
    QCOMPARE(words->text(), u"Server says no."_qs);
    QCOMPARE(find<QLabel>("fault")->text(), u"General."_qs);
    QVERIFY(find<QLabel>("fault")->isVisible());

    auto *more = m_form->findChild<FoldSection *>();
    QVERIFY(!more->isUnfolded());
    m_form->showFaults({{{u"steps"_qs}, u"Too many."_qs, {}}});
    QVERIFY(more->isUnfolded());
    auto *spin = find<NumberSpin>("field.steps");
    QTRY_VERIFY(spin->hasFocus());
    auto *scroll = m_form->findChild<QScrollArea *>();
    QTRY_VERIFY(scroll->viewport()->rect().contains(
        spin->mapTo(scroll->viewport(), spin->rect().center())));
    QVERIFY(!words->isVisible());
    QVERIFY(find<QLabel>("fault.steps")->isVisible());
    spin->selectAll();
    QTest::keyClicks(spin, u"5"_qs);
    QVERIFY(!find<QLabel>("fault.steps")->isVisible());
}

void TestInputForm::resetsAField()
{
    show("picture");
    m_form->findChild<FoldSection *>()->setUnfolded(true);
    auto *reset = find<QToolButton>("reset.steps");
    QVERIFY(!reset->isVisible());
    model().setValue(u"/steps"_qs, 4);
    QVERIFY(reset->isVisible());
    QTest::mouseClick(reset, Qt::LeftButton);
    QCOMPARE(model().value(u"/steps"_qs).toInt(), 28);
    QCOMPARE(find<NumberSpin>("field.steps")->value().toInt(), 28);
    QVERIFY(!reset->isVisible());
}

void TestInputForm::carriesOver()
{
    show("picture");
    m_form->focusPrompt();
    QTest::keyClicks(find<QPlainTextEdit>("field.prompt"), u"a fox"_qs);
    m_form->setSchema(ownSchema(u"edit"_qs));
    QCOMPARE(find<QPlainTextEdit>("field.prompt")->toPlainText(), u"a fox"_qs);
    m_form->clear();
    QVERIFY(!find<QWidget>("field.prompt"));
}

void TestInputForm::everyControlIsNamedAndReached()
{
    for (const char *schema : {"picture", "edit", "odd", "nothing"}) {
        show(schema);
        if (auto *more = m_form->findChild<FoldSection *>())
            more->setUnfolded(true);
        const QList<QWidget *> widgets = m_form->findChildren<QWidget *>();
        for (const QWidget *widget : widgets) {
            const auto *button = qobject_cast<const QAbstractButton *>(widget);
            const bool own = widget->objectName().startsWith(u"field."_qs);
            const bool named =
                !widget->accessibleName().isEmpty() || (button && !button->text().isEmpty());
            const bool asked = widget->focusPolicy() != Qt::NoFocus;
            if ((own && asked) || (button && button->isVisible()))
                QVERIFY2(named, qPrintable(widget->objectName()));
        }
    }
    // Tab goes down the form and never back up.
    show("picture");
    m_form->findChild<FoldSection *>()->setUnfolded(true);
    QTest::mouseClick(find<QPushButton>("field.loras"), Qt::LeftButton);
    QCoreApplication::processEvents();
    m_form->focusPrompt();
    const QWidget *content = find<QWidget>("formContent");
    int last = -1;
    for (int i = 0; i < 40; ++i) {
        const QWidget *focus = QApplication::focusWidget();
        QVERIFY(focus);
        const FieldRow *row = nullptr;
        for (const QWidget *above = focus; above && !row; above = above->parentWidget())
            row = qobject_cast<const FieldRow *>(above);
        if (focus->objectName() == u"field.camera.add"_qs)
            break;
        if (row) {
            // Controls of one line are of different heights.
            const int y = focus->mapTo(content, focus->rect().center()).y();
            QVERIFY2(y >= last - 20, qPrintable(focus->objectName()));
            last = y;
        }
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    }
}

void TestInputForm::buildsTheLongestQuickly()
{
    m_form->show();
    const ModelSchema schema = ownSchema(u"long"_qs);
    QElapsedTimer timer;
    qint64 best = std::numeric_limits<qint64>::max();
    for (int i = 0; i < 3; ++i) {
        timer.start();
        m_form->setSchema(schema);
        best = std::min(best, timer.nsecsElapsed());
    }
    qInfo("54 fields in %.1f ms", double(best) / 1e6);
    // Generous: sanitizers and loaded machines are several times slower than the 50 ms meant.
    QVERIFY(best < 1'000'000'000);
}

QTEST_MAIN(TestInputForm)
#include "tst_inputform.moc"
