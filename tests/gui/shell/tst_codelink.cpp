#include "core/catalog/modelcatalog.h"
#include "core/fal/falservers.h"
#include "core/media/thumbnailer.h"
#include "core/schema/formmodel.h"
#include "core/settings/settingkeys.h"
#include "core/settings/settings.h"
#include "resources/resources.h"
#include "ui/code/copycodedialog.h"
#include "ui/form/inputform.h"
#include "ui/shell/codelink.h"
#include "ui/shell/formpanel.h"

#include <QAction>
#include <QClipboard>
#include <QDropEvent>
#include <QGuiApplication>
#include <QLabel>
#include <QListWidget>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <memory>

using namespace peregrine;
using namespace Qt::StringLiterals;

namespace {

ModelSchema schemaOf(const QString &endpoint)
{
    const auto field = [](const QString &name, FieldKind kind) {
        FieldSpec spec;
        spec.name = name;
        spec.title = name;
        spec.kind = kind;
        spec.important = true;
        return spec;
    };
    ModelSchema schema;
    schema.endpointId = endpoint;
    schema.input.kind = FieldKind::Object;
    schema.input.required = true;
    schema.input.children = {field(u"prompt"_s, FieldKind::LongText),
                             field(u"steps"_s, FieldKind::Integer)};
    return schema;
}

} // namespace

/// The form's panel with its JSON, code and imports, without a server.
class TestCodeLink : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { initResources(); }

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = std::make_unique<Settings>(m_folder->filePath(u"settings.ini"_s));
        m_servers = std::make_unique<FalServers>(Secret());
        m_catalog =
            std::make_unique<ModelCatalog>(*m_servers, CatalogCache(m_folder->filePath(u"c"_s)));
        m_thumbnails = std::make_unique<Thumbnailer>(m_folder->filePath(u"t"_s));
        m_panel = std::make_unique<FormPanel>(*m_thumbnails);
        m_link = std::make_unique<CodeLink>(*m_panel, *m_catalog, *m_settings);
        m_panel->resize(360, 600);
        m_panel->show();
        showForm(u"test/paint"_s);
    }
    void cleanup()
    {
        m_link.reset();
        m_panel.reset();
    }

    void jsonTakesTheFormsPlace()
    {
        auto *text = m_panel->findChild<QPlainTextEdit *>(u"jsonText"_s);
        QVERIFY(!text->isVisible());
        action(u"showInputsAsJson"_s)->trigger();
        QVERIFY(text->isVisible());
        QVERIFY(m_panel->findChild<QToolButton *>(u"showJson"_s)->isChecked());
        // It stays for the next model.
        showForm(u"test/other"_s);
        QVERIFY(text->isVisible());
        m_panel->findChild<QToolButton *>(u"showForm"_s)->click();
        QVERIFY(!text->isVisible());
        QVERIFY(!action(u"showInputsAsJson"_s)->isChecked());
    }

    void pasteFillsTheForm()
    {
        QGuiApplication::clipboard()->setText(
            u"fal.run('test/paint', { input: { prompt: 'a cat', strange: 1, steps: n } })"_s);
        action(u"pasteAsInputs"_s)->trigger();
        QCOMPARE(model().value(u"/prompt"_s).toString(), u"a cat"_s);
        QCOMPARE(words(u"importNews"_s), u"1 input(s) filled from JavaScript."_s);
        QCOMPARE(words(u"importDetails"_s),
                 u"Left out, not known to this model: strange.\n"
                 "Left out, no plain value: steps: n."_s);
        m_panel->findChild<QToolButton *>(u"importUndo"_s)->click();
        QVERIFY(model().value(u"/prompt"_s).toString().isEmpty());
        QVERIFY(!banner()->isVisible());
    }

    void undoGoesWhenSomethingElseChanges()
    {
        m_link->importText(u"{\"prompt\": \"a\"}"_s);
        auto *undo = m_panel->findChild<QToolButton *>(u"importUndo"_s);
        QVERIFY(undo->isVisible());
        model().setValue(u"/steps"_s, 3);
        QVERIFY(!undo->isVisible());
        QVERIFY(banner()->isVisible());
    }

    void badTextIsExplained()
    {
        m_link->importText(u"{\"prompt\": }"_s);
        QVERIFY(banner()->isVisible());
        QCOMPARE(words(u"importNews"_s), u"Line 1, column 12: A value is missing before \"}\"."_s);
    }

    void anotherModelIsOpenedFirst()
    {
        m_catalog->setServer(FalServers::fal);
        QSignalSpy wanted(m_link.get(), &CodeLink::modelWanted);
        m_link->importText(u"{\"endpoint\": \"test/other\", \"input\": {\"prompt\": \"b\"}}"_s);
        QCOMPARE(wanted.size(), 1);
        QVERIFY(model().value(u"/prompt"_s).toString().isEmpty());
        showForm(u"test/other"_s);
        QCOMPARE(model().value(u"/prompt"_s).toString(), u"b"_s);
    }

    void aModelThatIsNotHereFillsWhatFits()
    {
        m_catalog->setServer(FalServers::local);
        QSignalSpy wanted(m_link.get(), &CodeLink::modelWanted);
        m_link->importText(u"{\"endpoint\": \"fal-ai/flux\", \"input\": {\"prompt\": \"b\"}}"_s);
        QCOMPARE(wanted.size(), 0);
        QCOMPARE(model().value(u"/prompt"_s).toString(), u"b"_s);
        QVERIFY(words(u"importDetails"_s).contains(u"fal-ai/flux"_s));
    }

    void ctrlVFillsWhenNoFieldTakesIt()
    {
        QGuiApplication::clipboard()->setText(u"{\"prompt\": \"pasted\"}"_s);
        QTest::keyClick(m_panel.get(), Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(model().value(u"/prompt"_s).toString(), u"pasted"_s);
        QGuiApplication::clipboard()->setText(u"just words"_s);
        QTest::keyClick(m_panel.get(), Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(model().value(u"/prompt"_s).toString(), u"pasted"_s);
    }

    void receiptsAreDropped()
    {
        QFile receipt(m_folder->filePath(u"a.receipt.json"_s));
        QVERIFY(receipt.open(QIODevice::WriteOnly));
        receipt.write("{\"receipt\": 1, \"endpoint\": \"test/paint\", \"input\": "
                      "{\"prompt\": \"dropped\"}}");
        receipt.close();
        QMimeData mime;
        mime.setUrls({QUrl::fromLocalFile(receipt.fileName())});
        QVERIFY(drop(mime, QPoint(20, 300)));
        QTRY_COMPARE(model().value(u"/prompt"_s).toString(), u"dropped"_s);
    }

    void picturesAreForTheHead()
    {
        QMimeData mime;
        mime.setUrls({QUrl::fromLocalFile(m_folder->filePath(u"a.png"_s))});
        QVERIFY(!drop(mime, QPoint(20, 500)));
        QVERIFY(drop(mime, QPoint(20, 5)));
        QTRY_VERIFY(banner()->isVisible());
    }

    void codeRemembersItsLanguage()
    {
        model().setValue(u"/prompt"_s, u"a cat"_s);
        action(u"copyAsCode"_s)->trigger();
        auto *dialog = m_panel->findChild<CopyCodeDialog *>();
        QVERIFY(dialog);
        QVERIFY(dialog->code().contains(u"a cat"_s));
        dialog->findChild<QListWidget *>(u"codeLanguages"_s)
            ->setCurrentRow(int(codeLanguages().indexOf(CodeLanguage::Swift)));
        QCOMPARE(m_settings->get(settings::codeLanguage), u"swift"_s);
        dialog->close();
    }

private:
    void showForm(const QString &endpoint)
    {
        m_panel->setModel(*EndpointId::parse(endpoint), endpoint);
        m_panel->setSchema(schemaOf(endpoint), false);
    }
    [[nodiscard]] FormModel &model() const { return *m_panel->input().model(); }
    [[nodiscard]] QAction *action(const QString &name) const
    {
        return m_link->findChild<QAction *>(name);
    }
    [[nodiscard]] QWidget *banner() const
    {
        return m_panel->findChild<QWidget *>(u"importBanner"_s);
    }
    [[nodiscard]] QString words(const QString &label) const
    {
        return m_panel->findChild<QLabel *>(label)->text();
    }
    bool drop(const QMimeData &mime, const QPoint &place)
    {
        QDragEnterEvent enter(place, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        enter.ignore();
        QCoreApplication::sendEvent(m_panel.get(), &enter);
        if (!enter.isAccepted())
            return false;
        QDropEvent event(QPointF(place), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        event.ignore();
        QCoreApplication::sendEvent(m_panel.get(), &event);
        return event.isAccepted();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<FalServers> m_servers;
    std::unique_ptr<ModelCatalog> m_catalog;
    std::unique_ptr<Thumbnailer> m_thumbnails;
    std::unique_ptr<FormPanel> m_panel;
    std::unique_ptr<CodeLink> m_link;
};

QTEST_MAIN(TestCodeLink)
#include "tst_codelink.moc"
