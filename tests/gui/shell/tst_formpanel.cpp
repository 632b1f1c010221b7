#include "core/media/thumbnailer.h"
#include "core/schema/formmodel.h"
#include "core/schema/openapireader.h"
#include "tests/unit/media/mediafixtures.h"
#include "ui/form/inputform.h"
#include "ui/shell/formpanel.h"

#include <QApplication>
#include <QJsonDocument>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace peregrine;
using namespace peregrine::test;

/// Generate, where the form holds video and sound files.
class TestFormPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void filesAreLookedIntoFirst();
    void whatBreaksALimitIsNotSent();
    void anotherModelEndsTheWaiting();
    void theExampleIsTypedOver();

private:
    void setModel(const char *endpoint)
    {
        m_panel->setModel(*EndpointId::parse(QLatin1String(endpoint)), QStringLiteral("Model"));
    }
    void setFilm(int frames)
    {
        const QString path = writeFile(m_folder.filePath(QStringLiteral("film.mp4")),
                                       mp4({160, 96}, frames, m_folder.path()));
        m_panel->input().model()->setFile(QStringLiteral("/video_url"), path);
    }

    QTemporaryDir m_folder;
    std::unique_ptr<Thumbnailer> m_thumbnails;
    std::unique_ptr<FormPanel> m_panel;
};

namespace {

const QByteArray document = R"({"openapi": "3.0.4", "info": {"title": "t", "version": "1"},
    "components": {"schemas": {"In": {"type": "object", "properties": {
      "video_url": {"type": "string", "x-fal": {"max_duration": 2}}}}}},
    "paths": {"/a/b": {"post": {"requestBody": {"content": {"application/json": {"schema":
      {"$ref": "#/components/schemas/In"}}}}}}}})";

} // namespace

void TestFormPanel::init()
{
    m_thumbnails = std::make_unique<Thumbnailer>(QString());
    m_panel = std::make_unique<FormPanel>(*m_thumbnails);
    const auto schema = OpenApiReader::read(QJsonDocument::fromJson(document).object());
    QVERIFY(schema.hasValue());
    setModel("a/b");
    m_panel->setSchema(*schema, false);
    m_panel->resize(360, 600);
    m_panel->show();
}

void TestFormPanel::cleanup()
{
    m_panel.reset();
    m_thumbnails.reset();
}

void TestFormPanel::filesAreLookedIntoFirst()
{
    const QSignalSpy asked(m_panel.get(), &FormPanel::generateRequested);
    m_panel->generate();
    QCOMPARE(asked.size(), 1);
    setFilm(25);
    m_panel->generate();
    m_panel->generate();
    const auto *button = m_panel->findChild<QPushButton *>(QStringLiteral("generate"));
    QVERIFY(button->text().contains(QStringLiteral("files")));
    QCOMPARE(asked.size(), 1);
    QTRY_COMPARE(asked.size(), 2);
    QCOMPARE(button->text(), QStringLiteral("Generate"));
    // They are known now.
    m_panel->generate();
    QCOMPARE(asked.size(), 3);
}

void TestFormPanel::whatBreaksALimitIsNotSent()
{
    const QSignalSpy asked(m_panel.get(), &FormPanel::generateRequested);
    const QSignalSpy faults(m_panel.get(), &FormPanel::faultsShown);
    setFilm(100);
    m_panel->generate();
    QTRY_COMPARE(faults.size(), 1);
    QVERIFY(asked.isEmpty());
    QVERIFY(m_panel->input()
                .model()
                ->error(QStringLiteral("/video_url"))
                .contains(QStringLiteral("at most 2 s")));
}

void TestFormPanel::theExampleIsTypedOver()
{
    QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
    FieldSpec prompt;
    prompt.name = prompt.title = QStringLiteral("prompt");
    prompt.kind = FieldKind::LongText;
    prompt.meaning = FieldMeaning::Prompt;
    prompt.important = true;
    prompt.examples = {QStringLiteral("an example")};
    ModelSchema schema;
    schema.input.kind = FieldKind::Object;
    schema.input.children = {prompt};
    setModel("a/prompt");
    m_panel->setSchema(schema, true);
    const auto type = [this](const char *words) {
        m_panel->focusPrompt();
        QTest::keyClicks(QApplication::focusWidget(), QLatin1String(words));
        return m_panel->input().model()->value(QStringLiteral("/prompt")).toString();
    };
    QCOMPARE(type("a fox"), QStringLiteral("a fox"));
    // Own words go on where they end.
    m_panel->input().setSchema(schema);
    QCOMPARE(type(" runs"), QStringLiteral("a fox runs"));
    // Where somebody put the cursor it stays.
    auto *text = m_panel->input().promptFields().constFirst().text;
    text->moveCursor(QTextCursor::PreviousCharacter);
    QCOMPARE(type("!"), QStringLiteral("a fox run!s"));
}

void TestFormPanel::anotherModelEndsTheWaiting()
{
    const QSignalSpy asked(m_panel.get(), &FormPanel::generateRequested);
    const QSignalSpy known(&m_panel->input(), &InputForm::filesKnown);
    setFilm(25);
    m_panel->generate();
    setModel("c/d");
    QTRY_COMPARE(known.size(), 1);
    QVERIFY(asked.isEmpty());
}

QTEST_MAIN(TestFormPanel)
#include "tst_formpanel.moc"
