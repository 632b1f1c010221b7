#include "core/media/thumbnailer.h"
#include "core/media/webpictures.h"
#include "core/schema/formmodel.h"
#include "core/schema/openapireader.h"
#include "tests/support/scriptedserver.h"
#include "tests/unit/media/mediafixtures.h"
#include "ui/form/inputform.h"
#include "ui/form/mask/maskboard.h"
#include "ui/form/mask/maskcanvas.h"
#include "ui/form/mask/maskdialog.h"
#include "ui/form/picking/pickboard.h"
#include "ui/form/picking/pickdialog.h"
#include "ui/form/picture/picturewait.h"

#include <QDir>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <memory>

using namespace peregrine;
using namespace peregrine::test;

/// Masks and places over pictures at web addresses: loading is seen, can be given up, and says why
/// it failed.
class TestWebPictureWork : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void maskOverAPictureOfTheWeb();
    void maskOfTheWebIsGoneOnWith();
    void pointsOverAPictureOfTheWeb();
    void progressIsShown();
    void saysWhyAndTriesAgain();
    void canBeGivenUp();
    void goesWithItsField();
    void otherServersAreNotAsked();

private:
    template <typename T> T *find(const char *name) const
    {
        return m_form->findChild<T *>(QLatin1String(name));
    }
    template <typename T> T *window() const { return m_form->findChild<T *>(); }
    void setPicture(const QByteArray &path) const
    {
        m_form->model()->setValue(QStringLiteral("/image_url"), m_server->url(path).toString());
    }
    [[nodiscard]] PictureWait *waitBy(const char *button) const
    {
        find<QToolButton>(button)->click();
        auto *wait = window<PictureWait>();
        if (!wait || !wait->isVisible())
            qFatal("nothing says that it is loading");
        return wait;
    }
    [[nodiscard]] static QString wordsOf(const PictureWait &wait)
    {
        return wait.findChild<QLabel *>(QStringLiteral("pictureWait.words"))->text();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<Thumbnailer> m_thumbnails;
    std::unique_ptr<WebPictures> m_pictures;
    std::unique_ptr<InputForm> m_form;
};

namespace {

const QByteArray document = R"({"openapi": "3.0.4", "info": {"title": "t", "version": "1"},
    "components": {"schemas": {
      "Point": {"type": "object", "properties": {"x": {"type": "integer"},
        "y": {"type": "integer"}, "label": {"type": "integer", "enum": [0, 1]}}},
      "In": {"type": "object", "required": ["image_url", "mask_url", "prompts"],
        "properties": {
          "image_url": {"type": "string"}, "mask_url": {"type": "string"},
          "prompts": {"type": "array", "items": {"$ref": "#/components/schemas/Point"}}}}}},
    "paths": {"/a/b": {"post": {"requestBody": {"content": {"application/json": {"schema":
      {"$ref": "#/components/schemas/In"}}}}}}}})";

ScriptedAnswer pictureAnswer()
{
    return ScriptedAnswer::ok(encoded(testPicture({400, 200}), "png"), "image/png");
}

} // namespace

void TestWebPictureWork::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<ScriptedServer>();
    m_thumbnails = std::make_unique<Thumbnailer>(QString());
    DownloadOptions options;
    options.attempts = 1;
    m_pictures = std::make_unique<WebPictures>(m_folder->filePath(QStringLiteral("web")),
                                               *m_thumbnails, nullptr, options);
    m_pictures->setPlainHttpBase(m_server->url({}));
    m_form = std::make_unique<InputForm>(*m_thumbnails);
    m_form->setPastedFolder(m_folder->filePath(QStringLiteral("pasted")));
    m_form->setWebPictures(m_pictures.get());
    const auto schema = OpenApiReader::read(QJsonDocument::fromJson(document).object());
    QVERIFY(schema.hasValue());
    m_form->setSchema(*schema);
    m_form->resize(360, 700);
    m_form->show();
    QVERIFY(QTest::qWaitForWindowActive(m_form.get()));
}

void TestWebPictureWork::cleanup()
{
    m_form.reset();
    m_pictures.reset();
    m_thumbnails.reset();
    m_server.reset();
}

void TestWebPictureWork::maskOverAPictureOfTheWeb()
{
    m_server->on("/a.png", pictureAnswer());
    setPicture("/a.png");
    QVERIFY(wordsOf(*waitBy("field.mask_url.paint")).contains(QStringLiteral("127.0.0.1")));
    QTRY_VERIFY(window<MaskDialog>());
    QTRY_VERIFY(!window<PictureWait>());
    auto *dialog = window<MaskDialog>();
    QCOMPARE(dialog->board().pixels(), QSize(400, 200));
    QVERIFY(m_server->seen().constFirst().header("authorization").isEmpty());
    dialog->board().canvas().fillAll(MaskCanvas::Mark::Add);
    dialog->findChild<QPushButton *>(QStringLiteral("useMask"))->click();
    QTRY_VERIFY(!m_form->model()->file(QStringLiteral("/mask_url")).isEmpty());
    const QImage mask(m_form->model()->file(QStringLiteral("/mask_url")));
    QCOMPARE(mask.size(), QSize(400, 200));
    QCOMPARE(qGray(mask.pixel(200, 100)), 255);
    // The address stays what is sent.
    QCOMPARE(m_form->model()->value(QStringLiteral("/image_url")).toString(),
             m_server->url("/a.png").toString());
}

void TestWebPictureWork::maskOfTheWebIsGoneOnWith()
{
    QImage painted(400, 200, QImage::Format_Grayscale8);
    painted.fill(255);
    m_server->on("/a.png", pictureAnswer());
    m_server->on("/mask.png", ScriptedAnswer::ok(encoded(painted, "png"), "image/png"));
    setPicture("/a.png");
    m_form->model()->setValue(QStringLiteral("/mask_url"), m_server->url("/mask.png").toString());
    static_cast<void>(waitBy("field.mask_url.paint"));
    QTRY_VERIFY(window<MaskDialog>());
    QTRY_VERIFY(!window<PictureWait>());
    QCOMPARE(qGray(window<MaskDialog>()->board().canvas().mask().pixel(200, 100)), 255);
}

void TestWebPictureWork::pointsOverAPictureOfTheWeb()
{
    m_server->on("/a.png", pictureAnswer());
    setPicture("/a.png");
    static_cast<void>(waitBy("field.prompts.pick"));
    QTRY_VERIFY(window<PickDialog>());
    auto *dialog = window<PickDialog>();
    QVERIFY(QTest::qWaitForWindowActive(dialog));
    QTest::keyClick(&dialog->board(), Qt::Key_Space);
    dialog->findChild<QPushButton *>(QStringLiteral("usePlaces"))->click();
    const QJsonArray points = m_form->model()->value(QStringLiteral("/prompts")).toArray();
    QCOMPARE(points.size(), 1);
    QCOMPARE(points.first().toObject().value(QLatin1String("x")).toInt(), 200);
}

void TestWebPictureWork::progressIsShown()
{
    const QByteArray png = encoded(testPicture({400, 200}), "png");
    m_server->on("/a.png", ScriptedAnswer::ok(png, "image/png").stallAfter(png.size() / 2));
    setPicture("/a.png");
    const PictureWait *wait = waitBy("field.mask_url.paint");
    const auto *bar = wait->findChild<QProgressBar *>();
    QTRY_VERIFY(bar->maximum() > 0);
    QTRY_VERIFY(std::abs(bar->value() - bar->maximum() / 2) <= 1);
    QVERIFY(!wait->findChild<QPushButton *>(QStringLiteral("pictureWait.again"))->isVisible());
}

void TestWebPictureWork::saysWhyAndTriesAgain()
{
    m_server->on("/a.png", ScriptedAnswer::status(404));
    m_server->on("/a.png", pictureAnswer());
    setPicture("/a.png");
    const PictureWait *wait = waitBy("field.mask_url.paint");
    auto *again = wait->findChild<QPushButton *>(QStringLiteral("pictureWait.again"));
    QTRY_VERIFY(again->isVisible());
    QVERIFY(wordsOf(*wait).contains(QStringLiteral("no picture at this address")));
    QVERIFY(!wait->findChild<QProgressBar *>()->isVisible());
    QVERIFY(!window<MaskDialog>());
    again->click();
    QVERIFY(!again->isVisible());
    QTRY_VERIFY(window<MaskDialog>());
    QTRY_VERIFY(!window<PictureWait>());
}

void TestWebPictureWork::canBeGivenUp()
{
    m_server->on("/a.png", ScriptedAnswer::ok("xxxx", "image/png").stallAfter(2));
    setPicture("/a.png");
    PictureWait *wait = waitBy("field.mask_url.paint");
    QTRY_VERIFY(!m_server->seen().isEmpty());
    QTest::keyClick(wait, Qt::Key_Escape);
    QTRY_VERIFY(!window<PictureWait>());
    QVERIFY(!window<MaskDialog>());
    QVERIFY(QDir(m_folder->filePath(QStringLiteral("web"))).isEmpty());
    QVERIFY(find<QToolButton>("field.mask_url.paint")->isEnabled());
}

void TestWebPictureWork::goesWithItsField()
{
    m_server->on("/a.png", ScriptedAnswer::ok("xxxx", "image/png").stallAfter(2));
    setPicture("/a.png");
    static_cast<void>(waitBy("field.mask_url.paint"));
    m_form->clear();
    QTRY_VERIFY(!window<PictureWait>());
    QVERIFY(!window<MaskDialog>());
}

void TestWebPictureWork::otherServersAreNotAsked()
{
    m_form->model()->setValue(QStringLiteral("/image_url"),
                              QStringLiteral("http://127.0.0.1:1/a.png"));
    const PictureWait *wait = waitBy("field.mask_url.paint");
    auto *again = wait->findChild<QPushButton *>(QStringLiteral("pictureWait.again"));
    QTRY_VERIFY(again->isVisible());
    QVERIFY(wordsOf(*wait).contains(QStringLiteral("https addresses only")));
}

QTEST_MAIN(TestWebPictureWork)
#include "tst_webpicturework.moc"
