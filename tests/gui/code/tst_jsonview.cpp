#include "core/schema/formmodel.h"
#include "ui/code/importbanner.h"
#include "ui/code/jsonview.h"
#include "ui/code/viewswitch.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace peregrine;
using namespace Qt::StringLiterals;

namespace {

FieldSpec field(const QString &name, FieldKind kind)
{
    FieldSpec spec;
    spec.name = name;
    spec.title = name;
    spec.kind = kind;
    return spec;
}

ModelSchema schema()
{
    ModelSchema schema;
    schema.endpointId = u"test/paint"_s;
    schema.input.kind = FieldKind::Object;
    schema.input.required = true;
    FieldSpec prompt = field(u"prompt"_s, FieldKind::LongText);
    prompt.required = true;
    prompt.minLength = 1;
    FieldSpec count = field(u"num_images"_s, FieldKind::Integer);
    count.range.minimum = 1;
    count.range.maximum = 4;
    count.defaultValue = 1;
    FieldSpec image = field(u"image_url"_s, FieldKind::Media);
    image.mediaKind = MediaKind::Image;
    FieldSpec lora = field({}, FieldKind::Object);
    lora.children = {field(u"path"_s, FieldKind::Text), field(u"scale"_s, FieldKind::Number)};
    FieldSpec loras = field(u"loras"_s, FieldKind::List);
    loras.children = {lora};
    schema.input.children = {prompt, count, image, loras};
    return schema;
}

} // namespace

class TestJsonView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_model = std::make_unique<FormModel>();
        m_model->setSchema(schema());
        m_model->setValue(u"/prompt"_s, u"a cat"_s);
        m_view = std::make_unique<JsonView>(*m_model);
        m_view->setDelay(std::chrono::milliseconds(0));
        m_view->resize(400, 300);
        m_view->show();
        m_edit = m_view->findChild<QPlainTextEdit *>(u"jsonText"_s);
        m_status = m_view->findChild<QLabel *>(u"jsonStatus"_s);
        QVERIFY(m_edit && m_status);
    }
    void cleanup() { m_view.reset(); }

    void showsWhatIsSent()
    {
        QCOMPARE(m_edit->toPlainText(), u"{\n  \"prompt\": \"a cat\",\n  \"num_images\": 1\n}\n"_s);
        QCOMPARE(m_status->text(), u"This is what is sent."_s);
        QVERIFY(m_edit->extraSelections().isEmpty());
    }

    void editsFillTheForm()
    {
        m_edit->setPlainText(u"{\"prompt\": \"a dog\", \"num_images\": 3,}"_s);
        QTRY_COMPARE(m_model->value(u"/num_images"_s).toInt(), 3);
        QCOMPARE(m_model->value(u"/prompt"_s).toString(), u"a dog"_s);
        // The text stays as it was written.
        QCOMPARE(m_edit->toPlainText(), u"{\"prompt\": \"a dog\", \"num_images\": 3,}"_s);
        QVERIFY(m_model->undo());
        QCOMPARE(m_model->value(u"/prompt"_s).toString(), u"a cat"_s);
        QVERIFY(m_edit->toPlainText().contains(u"a cat"_s));
    }

    void theFormsEditsKeepTheCursor()
    {
        const int place = int(m_edit->toPlainText().indexOf(u"num"_s));
        QTextCursor cursor = m_edit->textCursor();
        cursor.setPosition(place);
        m_edit->setTextCursor(cursor);
        m_model->setValue(u"/prompt"_s, u"a black cat"_s);
        QCOMPARE(m_edit->textCursor().position(), place + 6);
        QVERIFY(m_edit->toPlainText().contains(u"a black cat"_s));
    }

    void brokenJsonIsToldAndNotSent()
    {
        m_edit->setPlainText(u"{\n  \"prompt\": \"a\"\n  \"num_images\": 2\n}"_s);
        QTRY_COMPARE(m_status->text(),
                     u"Line 3, column 3: A comma or the end of the object is missing."_s);
        QCOMPARE(m_edit->extraSelections().first().cursor.blockNumber(), 2);
        QCOMPARE(m_model->value(u"/prompt"_s).toString(), u"a cat"_s);
        QVERIFY(!m_model->validate().isEmpty());
        // Back at the form, what could be read last can be sent.
        m_view->hide();
        QVERIFY(m_model->validate().isEmpty());
    }

    void brokenTextWaits()
    {
        const QString broken = u"{\n  \"prompt\": \"a long one\"\n  \"num_images\": 2\n}"_s;
        m_edit->setPlainText(broken);
        QTRY_VERIFY(m_status->text().startsWith(u"Line 3"_s));
        m_view->hide();
        m_view->show();
        QCOMPARE(m_edit->toPlainText(), broken);
        QVERIFY(m_status->text().startsWith(u"Line 3"_s));
        QVERIFY(!m_model->validate().isEmpty());
        // What the form was given meanwhile is newer.
        m_view->hide();
        m_model->setValue(u"/prompt"_s, u"a cow"_s);
        m_view->show();
        QVERIFY(m_edit->toPlainText().contains(u"a cow"_s));
        QVERIFY(m_model->validate().isEmpty());
    }

    void whatIsTakenOutIsNotSent()
    {
        QVERIFY(m_model->values().input.contains(u"num_images"_s));
        m_edit->setPlainText(u"{\"prompt\": \"a dog\"}"_s);
        QTRY_COMPARE(m_model->value(u"/prompt"_s).toString(), u"a dog"_s);
        QCOMPARE(m_model->values().input, (QJsonObject{{u"prompt"_s, u"a dog"_s}}));
        m_view->hide();
        m_view->show();
        QVERIFY(!m_edit->toPlainText().contains(u"num_images"_s));
    }

    void faultsMarkTheirLine()
    {
        m_edit->setPlainText(u"{\n  \"prompt\": \"a\",\n  \"num_images\": 9\n}"_s);
        QTRY_VERIFY(m_status->text().startsWith(u"num_images: "_s));
        QCOMPARE(m_edit->extraSelections().first().cursor.blockNumber(), 2);
        m_edit->moveCursor(QTextCursor::Start);
        QVERIFY(m_view->goToFault());
        QCOMPARE(m_edit->textCursor().blockNumber(), 2);
    }

    void theServersWordsMarkTheirLine()
    {
        m_model->setInput(
            {{u"prompt"_s, u"a"_s},
             {u"loras"_s, QJsonArray{QJsonObject{{u"path"_s, u"x"_s}, {u"scale"_s, 7}}}}});
        m_model->setFaults({{{u"loras"_s, u"0"_s, u"scale"_s}, u"Too much."_s, {}}});
        QCOMPARE(m_status->text(), u"loras[0].scale: Too much."_s);
        const int line = m_edit->extraSelections().first().cursor.blockNumber();
        QVERIFY(m_edit->document()->findBlockByNumber(line).text().contains(u"scale"_s));
    }

    void unknownMembersAreMarkedAndNotSent()
    {
        m_edit->setPlainText(u"{\"prompt\": \"a\", \"extra\": [1]}"_s);
        QTRY_COMPARE(m_status->text(), u"extra: The model does not know this; it is not sent."_s);
        QVERIFY(!m_model->values().input.contains(u"extra"_s));
        QVERIFY(m_edit->toPlainText().contains(u"extra"_s));
    }

    void unknownMembersStayWhenTheFormChanges()
    {
        m_edit->setPlainText(u"{\"prompt\": \"a\", \"extra\": [1], "
                             "\"loras\": [{\"path\": \"x\", \"note\": \"mine\"}]}"_s);
        QTRY_COMPARE(m_model->value(u"/prompt"_s).toString(), u"a"_s);
        const auto stay = [this] {
            const QString text = m_edit->toPlainText();
            return text.contains(u"\"extra\": [1]"_s) && text.contains(u"\"note\": \"mine\""_s)
                && m_status->text().startsWith(u"extra: "_s)
                && !m_model->values().input.contains(u"extra"_s);
        };
        m_model->setValue(u"/num_images"_s, 2);
        QVERIFY(m_edit->toPlainText().contains(u"\"num_images\": 2"_s));
        QVERIFY(stay());
        QVERIFY(m_model->undo());
        QVERIFY(stay());
        m_view->hide();
        m_model->setValue(u"/prompt"_s, u"b"_s);
        m_view->show();
        QVERIFY(stay());
        // While the text cannot be read, too.
        m_edit->setPlainText(u"{\"prompt\": "_s);
        QTRY_VERIFY(m_status->text().startsWith(u"Line 1"_s));
        m_model->setValue(u"/prompt"_s, u"c"_s);
        QVERIFY(stay());
        // With what held it, it goes; and so does what is taken out.
        m_model->removeItem(u"/loras"_s, 0);
        QVERIFY(!m_edit->toPlainText().contains(u"note"_s));
        m_edit->setPlainText(u"{\"prompt\": \"d\"}"_s);
        QTRY_COMPARE(m_model->value(u"/prompt"_s).toString(), u"d"_s);
        m_model->setValue(u"/prompt"_s, u"e"_s);
        QVERIFY(!m_edit->toPlainText().contains(u"extra"_s));
    }

    void unknownMembersAreOfTheirModel()
    {
        m_edit->setPlainText(u"{\"prompt\": \"a\", \"extra\": 1}"_s);
        QTRY_VERIFY(m_status->text().startsWith(u"extra: "_s));
        ModelSchema other = schema();
        other.endpointId = u"test/other"_s;
        m_model->setSchema(other);
        m_model->setValue(u"/prompt"_s, u"a"_s);
        QVERIFY(!m_edit->toPlainText().contains(u"extra"_s));
        QCOMPARE(m_status->text(), u"This is what is sent."_s);
    }

    void filesStandAsAddresses()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"a cat.png"_s);
        m_model->setFile(u"/image_url"_s, path);
        const QString address = QUrl::fromLocalFile(path).toString(QUrl::FullyEncoded);
        QVERIFY(m_edit->toPlainText().contains(u"\"image_url\": \""_s + address));
        // It moves to another place and back.
        m_edit->setPlainText(u"{\"prompt\": \"a\", \"loras\": [{\"path\": \""_s + address
                             + u"\"}]}"_s);
        QTRY_COMPARE(m_model->file(u"/loras/0/path"_s), path);
        QVERIFY(m_model->file(u"/image_url"_s).isEmpty());
        // A file that nobody has chosen is not taken from a text.
        m_edit->setPlainText(u"{\"prompt\": \"b\", \"image_url\": \"file:///etc/passwd\"}"_s);
        QTRY_COMPARE(m_model->value(u"/prompt"_s).toString(), u"b"_s);
        QVERIFY(m_model->values().files.isEmpty());
        QVERIFY(!m_model->values().input.contains(u"image_url"_s));
        QVERIFY(m_status->text().startsWith(u"image_url: "_s));
    }

    void worksOnlyWhileVisible()
    {
        m_view->hide();
        const QString before = m_edit->toPlainText();
        m_model->setValue(u"/prompt"_s, u"a fox"_s);
        QCOMPARE(m_edit->toPlainText(), before);
        m_view->show();
        QVERIFY(m_edit->toPlainText().contains(u"a fox"_s));
    }

    void anotherAppearanceIsNoEdit()
    {
        m_edit->setPlainText(u"{\"prompt\": \"typed\"}"_s);
        QTRY_COMPARE(m_model->value(u"/prompt"_s).toString(), u"typed"_s);
        m_view->hide();
        m_model->setValue(u"/prompt"_s, u"since then"_s);
        // Colours the text anew, which the editor tells as a change.
        m_view->setPalette(QPalette(Qt::black));
        QTRY_COMPARE(m_model->value(u"/prompt"_s).toString(), u"since then"_s);
        QCoreApplication::processEvents();
        QCOMPARE(m_model->value(u"/prompt"_s).toString(), u"since then"_s);
    }

    void ctrlEnterSends()
    {
        QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
        QSignalSpy submitted(m_view.get(), &JsonView::submitRequested);
        m_edit->setFocus();
        m_edit->setPlainText(u"{\"prompt\": \"sent\"}"_s);
        QTest::keyClick(m_edit, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(submitted.size(), 1);
        QCOMPARE(m_model->value(u"/prompt"_s).toString(), u"sent"_s);
    }

    void switchTellsOnce()
    {
        ViewSwitch view;
        QSignalSpy chosen(&view, &ViewSwitch::jsonChosen);
        view.findChild<QToolButton *>(u"showJson"_s)->click();
        QCOMPARE(chosen.size(), 1);
        QVERIFY(view.isJson());
        view.setJson(true);
        QCOMPARE(chosen.size(), 1);
        view.setJson(false);
        QCOMPARE(chosen.size(), 2);
        for (const QToolButton *button : view.findChildren<QToolButton *>())
            QVERIFY(!button->accessibleName().isEmpty());
    }

    void bannerOffersUndoOnce()
    {
        ImportBanner banner;
        QSignalSpy undone(&banner, &ImportBanner::undoRequested);
        banner.showNews(u"2 inputs filled."_s, {}, true);
        auto *undo = banner.findChild<QToolButton *>(u"importUndo"_s);
        QVERIFY(undo->isVisible());
        undo->click();
        QCOMPARE(undone.size(), 1);
        QVERIFY(banner.isHidden());
        banner.showNews(u"2 inputs filled."_s, u"Left out: a."_s, true);
        banner.withdrawUndo();
        QVERIFY(banner.isVisible() && undo->isHidden());
        banner.showProblem(u"Line 1: no."_s);
        QCOMPARE(banner.accessibleName(), u"Line 1: no."_s);
    }

private:
    std::unique_ptr<FormModel> m_model;
    std::unique_ptr<JsonView> m_view;
    QPlainTextEdit *m_edit = nullptr;
    QLabel *m_status = nullptr;
};

QTEST_MAIN(TestJsonView)
#include "tst_jsonview.moc"
