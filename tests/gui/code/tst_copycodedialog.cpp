#include "ui/code/codehighlighter.h"
#include "ui/code/copycodedialog.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextLayout>

using namespace peregrine;
using namespace Qt::StringLiterals;

namespace {

CodeRequest request()
{
    CodeRequest request;
    request.target.endpoint = *EndpointId::parse(u"fal-ai/flux/dev"_s);
    request.target.streams = true;
    request.schema.kind = FieldKind::Object;
    FieldSpec count;
    count.name = u"num_images"_s;
    count.kind = FieldKind::Integer;
    count.defaultValue = 1;
    request.schema.children = {count};
    request.values.input = {{u"prompt"_s, u"a cat"_s}, {u"num_images"_s, 1}};
    return request;
}

} // namespace

class TestCopyCodeDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_dialog = new CopyCodeDialog(request(), CodeLanguage::Python);
        m_dialog->show();
        m_languages = m_dialog->findChild<QListWidget *>(u"codeLanguages"_s);
        m_call = m_dialog->findChild<QComboBox *>(u"codeCall"_s);
    }
    void cleanup() { delete m_dialog; }

    void showsTheCode()
    {
        QCOMPARE(m_dialog->language(), CodeLanguage::Python);
        QVERIFY(m_dialog->code().contains(u"fal_client.subscribe("_s));
        QCOMPARE(m_languages->count(), codeLanguages().size());
    }

    void choosesLanguageAndCall()
    {
        QSignalSpy chosen(m_dialog.data(), &CopyCodeDialog::languageChosen);
        m_call->setCurrentText(u"stream"_s);
        QVERIFY(m_dialog->code().contains(u"fal_client.stream("_s));
        m_languages->setCurrentRow(int(codeLanguages().indexOf(CodeLanguage::Kotlin)));
        QCOMPARE(chosen.size(), 1);
        // Kotlin has no stream: the usual call takes its place, and it comes back.
        QCOMPARE(m_call->findText(u"stream"_s), -1);
        QVERIFY(m_dialog->code().contains(u"fal.subscribe("_s));
        m_languages->setCurrentRow(int(codeLanguages().indexOf(CodeLanguage::Curl)));
        QCOMPARE(m_call->currentText(), u"stream"_s);
    }

    void webhookIsForSubmit()
    {
        auto *webhook = m_dialog->findChild<QLineEdit *>(u"codeWebhook"_s);
        QVERIFY(webhook->isHidden());
        m_call->setCurrentText(u"submit"_s);
        QVERIFY(webhook->isVisible());
        webhook->setText(u"https://me.example/hook"_s);
        QVERIFY(m_dialog->code().contains(u"webhook_url=\"https://me.example/hook\""_s));
    }

    void leavesDefaultsOut()
    {
        QVERIFY(m_dialog->code().contains(u"num_images"_s));
        m_dialog->findChild<QCheckBox *>(u"codeOnlyChanged"_s)->setChecked(true);
        QVERIFY(!m_dialog->code().contains(u"num_images"_s));
    }

    void coloursTheCode()
    {
        QTextDocument document;
        CodeHighlighter colours(&document, QPalette());
        const auto coloured = [&document](int line) {
            QStringList pieces;
            const QTextBlock block = document.findBlockByNumber(line);
            const QList<QTextLayout::FormatRange> ranges = block.layout()->formats();
            for (const QTextLayout::FormatRange &range : ranges)
                pieces.append(block.text().mid(range.start, range.length));
            return pieces.join(u'|');
        };
        document.setPlainText(
            u"const a = \"x \\\" // y\"; // says 1\nvalue1 = 2.5\n`one\n${two}` + 3\n"
            u"\"\"\"long\n # text\"\"\" # note\nf(\"open"_s);
        colours.rehighlight();
        QCOMPARE(coloured(0), u"const|\"x \\\" // y\"|// says 1"_s);
        QCOMPARE(coloured(1), u"2.5"_s);
        QCOMPARE(coloured(2), u"`one"_s);
        QCOMPARE(coloured(3), u"${two}`|3"_s);
        QCOMPARE(coloured(4), u"\"\"\"long"_s);
        colours.setHashComments(true);
        QCOMPARE(coloured(5), u" # text\"\"\"|# note"_s);
        QCOMPARE(coloured(6), u"\"open"_s);
        // In the dialog, too.
        const auto *preview = m_dialog->findChild<QPlainTextEdit *>(u"codePreview"_s);
        QVERIFY(!preview->document()->firstBlock().layout()->formats().isEmpty());
    }

    void saysThatTheAddressPasses()
    {
        const auto note = [](const CopyCodeDialog &dialog) {
            return dialog.findChild<QLabel *>(u"codeNote"_s)->text();
        };
        QVERIFY(note(*m_dialog).contains(u"FAL_KEY"_s));
        CodeRequest local = request();
        local.target.server = CodeServer::named(u"local"_s, QUrl(u"http://127.0.0.1:1"_s));
        const CopyCodeDialog dialog(local, CodeLanguage::Curl);
        QVERIFY(note(dialog).contains(u"after each start"_s));
    }

    void copies()
    {
        auto *copy = m_dialog->findChild<QPushButton *>(u"copyCode"_s);
        copy->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), m_dialog->code());
        QCOMPARE(copy->text(), u"Copied"_s);
        m_call->setCurrentText(u"run"_s);
        QCOMPARE(copy->text(), u"Copy"_s);
    }

    void controlsHaveNames()
    {
        for (const QWidget *widget :
             {static_cast<QWidget *>(m_languages), static_cast<QWidget *>(m_call)})
            QVERIFY(!widget->accessibleName().isEmpty());
    }

private:
    QPointer<CopyCodeDialog> m_dialog;
    QListWidget *m_languages = nullptr;
    QComboBox *m_call = nullptr;
};

QTEST_MAIN(TestCopyCodeDialog)
#include "tst_copycodedialog.moc"
