#include "core/media/thumbnailer.h"
#include "core/schema/formmodel.h"
#include "core/schema/openapireader.h"
#include "tests/unit/media/mediafixtures.h"
#include "ui/form/editors/dropzone.h"
#include "ui/form/inputform.h"
#include "ui/form/mimedrop.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace peregrine;
using namespace peregrine::test;

/// Video and sound files in a form whose model has limits for them.
class TestClipIntake : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void fittingOnesAreTaken();
    void tooLongIsRefused();
    void soundToo();
    void brokenOnesAreRefused();
    void wrongAfterwardsIsShownAndBlocks();
    void listsKeepTheOrder();
    void formGoesWhileLooking();

private:
    [[nodiscard]] QString film(const char *name, int frames) const
    {
        return writeFile(m_folder->filePath(QLatin1String(name)),
                         mp4({160, 96}, frames, m_folder->path()));
    }
    void drop(const char *field, const QStringList &paths) const
    {
        auto *zone = m_form->findChild<DropZone *>(QLatin1String(field));
        if (!zone)
            qFatal("there is no %s", field);
        Q_EMIT zone->dropped({paths, {}, {}});
    }
    [[nodiscard]] QLabel &problem(const char *field) const
    {
        auto *label =
            m_form->findChild<QLabel *>(QLatin1String(field) + QStringLiteral(".problem"));
        if (!label)
            qFatal("there is no problem of %s", field);
        return *label;
    }
    [[nodiscard]] FormModel &model() const { return *m_form->model(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Thumbnailer> m_thumbnails;
    std::unique_ptr<InputForm> m_form;
};

namespace {

const QByteArray document = R"({"openapi": "3.0.4", "info": {"title": "t", "version": "1"},
    "components": {"schemas": {"In": {"type": "object",
      "required": ["video_url", "audio_url", "video_urls"],
      "properties": {
        "video_url": {"type": "string", "x-fal": {"min_duration": 0.5, "max_duration": 2,
                      "min_fps": 24, "max_width": 2160}},
        "audio_url": {"type": "string", "x-fal": {"max_duration": 2}},
        "video_urls": {"type": "array", "maxItems": 3, "items": {"type": "string",
                       "x-fal": {"max_duration": 2}}}}}}},
    "paths": {"/a/b": {"post": {"requestBody": {"content": {"application/json": {"schema":
      {"$ref": "#/components/schemas/In"}}}}}}}})";

} // namespace

void TestClipIntake::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_thumbnails = std::make_unique<Thumbnailer>(QString());
    m_form = std::make_unique<InputForm>(*m_thumbnails);
    const auto schema = OpenApiReader::read(QJsonDocument::fromJson(document).object());
    QVERIFY(schema.hasValue());
    m_form->setSchema(*schema);
    m_form->resize(360, 700);
    m_form->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_form.get()));
}

void TestClipIntake::cleanup()
{
    m_form.reset();
    m_thumbnails.reset();
}

void TestClipIntake::fittingOnesAreTaken()
{
    const QString path = film("fine.mp4", 25);
    drop("field.video_url", {path});
    QVERIFY(problem("field.video_url").text().contains(QStringLiteral("Looking into")));
    QTRY_COMPARE(model().file(QStringLiteral("/video_url")), path);
    const auto *zone = m_form->findChild<DropZone *>(QStringLiteral("field.video_url"));
    QTRY_VERIFY(zone->accessibleDescription().contains(QStringLiteral("160 × 96")));
    QVERIFY(zone->accessibleDescription().contains(QStringLiteral("1 s")));
    QVERIFY(zone->accessibleDescription().contains(QStringLiteral("25 fps")));
    QVERIFY(!problem("field.video_url").isVisible());
    QVERIFY(model().error(QStringLiteral("/video_url")).isEmpty());
}

void TestClipIntake::tooLongIsRefused()
{
    const QString fine = film("fine.mp4", 25);
    model().setFile(QStringLiteral("/video_url"), fine);
    const QSignalSpy said(m_form.get(), &InputForm::messageForUser);
    drop("field.video_url", {film("long.mp4", 100)});
    const QString words = QStringLiteral("“long.mp4” is 4 s long; this model takes at most 2 s.");
    QTRY_COMPARE(problem("field.video_url").text(), words);
    QVERIFY(problem("field.video_url").isVisible());
    QCOMPARE(said.last().first().toString(), words);
    QCOMPARE(model().file(QStringLiteral("/video_url")), fine);
    // The next one wins over what is still being looked into.
    drop("field.video_url", {film("longer.mp4", 150)});
    const QString other = film("other.mp4", 30);
    drop("field.video_url", {other});
    QTRY_COMPARE(model().file(QStringLiteral("/video_url")), other);
    QTRY_VERIFY(!problem("field.video_url").isVisible());
}

void TestClipIntake::soundToo()
{
    drop("field.audio_url", {writeFile(m_folder->filePath(QStringLiteral("long.wav")), wav(2.5))});
    QTRY_VERIFY(problem("field.audio_url").text().contains(QStringLiteral("2.5 s long")));
    const QString path = writeFile(m_folder->filePath(QStringLiteral("fine.wav")), wav(1));
    drop("field.audio_url", {path});
    QTRY_COMPARE(model().file(QStringLiteral("/audio_url")), path);
}

void TestClipIntake::brokenOnesAreRefused()
{
    const QByteArray whole = mp4({160, 96}, 25, m_folder->path());
    drop("field.video_url",
         {writeFile(m_folder->filePath(QStringLiteral("half.mp4")), whole.left(whole.size() / 2))});
    QTRY_VERIFY(problem("field.video_url").text().contains(QStringLiteral("damaged")));
    QVERIFY(model().file(QStringLiteral("/video_url")).isEmpty());
}

void TestClipIntake::wrongAfterwardsIsShownAndBlocks()
{
    // As from a past job, or from another model's form.
    const QString path = film("long.mp4", 100);
    model().setFile(QStringLiteral("/video_url"), path);
    const QSignalSpy known(m_form.get(), &InputForm::filesKnown);
    QVERIFY(m_form->lookIntoFiles());
    QTRY_COMPARE(known.size(), 1);
    QVERIFY(!m_form->lookIntoFiles());
    QTRY_VERIFY(problem("field.video_url").isVisible());
    QVERIFY(problem("field.video_url").text().contains(QStringLiteral("4 s long")));
    static_cast<void>(model().validate());
    QCOMPARE(model().error(QStringLiteral("/video_url")), problem("field.video_url").text());
    // The row has it now; it is not there twice.
    QVERIFY(!problem("field.video_url").isVisible());
    // Another file under the same name is looked into again.
    static_cast<void>(film("long.mp4", 25));
    QVERIFY(m_form->lookIntoFiles());
    QTRY_COMPARE(known.size(), 2);
    static_cast<void>(model().validate());
    QVERIFY(model().error(QStringLiteral("/video_url")).isEmpty());
}

void TestClipIntake::listsKeepTheOrder()
{
    const QSignalSpy said(m_form.get(), &InputForm::messageForUser);
    const QString one = film("one.mp4", 25);
    const QString two = film("two.mp4", 26);
    const QString three = film("three.mp4", 27);
    // The last one is known already.
    drop("field.video_url", {three});
    QTRY_COMPARE(model().file(QStringLiteral("/video_url")), three);
    drop("field.video_urls", {one, film("long.mp4", 100), two, three, film("four.mp4", 28)});
    QTRY_COMPARE(said.size(), 2);
    QVERIFY(said.first().first().toString().contains(QStringLiteral("long.mp4")));
    QVERIFY(said.last().first().toString().contains(QStringLiteral("at most 3")));
    QCOMPARE(model().value(QStringLiteral("/video_urls")).toArray().size(), 3);
    QCOMPARE(model().file(QStringLiteral("/video_urls/0")), one);
    QCOMPARE(model().file(QStringLiteral("/video_urls/1")), two);
    QCOMPARE(model().file(QStringLiteral("/video_urls/2")), three);
}

void TestClipIntake::formGoesWhileLooking()
{
    drop("field.video_url", {film("fine.mp4", 25)});
    drop("field.video_urls", {film("one.mp4", 25), film("two.mp4", 25)});
    m_form.reset();
}

QTEST_MAIN(TestClipIntake)
#include "tst_clipintake.moc"
