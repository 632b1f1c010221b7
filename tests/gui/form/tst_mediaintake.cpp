#include "core/fal/falservers.h"
#include "core/media/thumbnailer.h"
#include "core/schema/formmodel.h"
#include "core/schema/openapireader.h"
#include "core/uploads/uploadtray.h"
#include "tests/support/scriptedserver.h"
#include "ui/form/editors/dropzone.h"
#include "ui/form/inputform.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QDropEvent>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

#include <memory>

using namespace peregrine;
using namespace peregrine::test;

/// What becomes of files that are dropped on media fields: taken, made fit, or sent at once.
class TestMediaIntake : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void otherTypesAreConverted();
    void typesByTheAuthorsWords();
    void largeOnesAreOfferedSmaller();
    void listsConvertToo();
    void uploadIsShownInTheField();
    void foldersArePackedForArchives();
    void pastedPicturesAreSeenAtOnce();

private:
    [[nodiscard]] QString picture(const QString &name, const QSize &size)
    {
        QImage image(size, QImage::Format_RGB32);
        image.fill(Qt::darkGreen);
        const QString path = m_folder->filePath(name);
        return image.save(path) ? path : QString();
    }
    void drop(const char *field, const QString &path) { drop(field, QStringList{path}); }
    void drop(const char *field, const QStringList &paths)
    {
        auto *zone = m_form->findChild<DropZone *>(QLatin1String(field));
        if (!zone)
            qFatal("there is no %s", field);
        QMimeData mime;
        QList<QUrl> urls;
        for (const QString &path : paths)
            urls.append(QUrl::fromLocalFile(path));
        mime.setUrls(urls);
        QDragEnterEvent enter(QPoint(20, 20), Qt::CopyAction, &mime, Qt::LeftButton,
                              Qt::NoModifier);
        QApplication::sendEvent(zone, &enter);
        QDropEvent event(QPointF(20, 20), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(zone, &event);
    }
    [[nodiscard]] QString file(const char *pointer) const
    {
        return m_form->model()->file(QLatin1String(pointer));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<FalServers> m_servers;
    std::unique_ptr<UploadTray> m_uploads;
    std::unique_ptr<Thumbnailer> m_thumbnails;
    std::unique_ptr<InputForm> m_form;
};

namespace {

const QByteArray document = R"({"openapi": "3.0.4", "info": {"title": "t", "version": "1"},
    "components": {"schemas": {"In": {"type": "object",
      "required": ["image_url", "jpeg_image_url", "small_image_url", "image_urls",
                   "images_data_url"],
      "properties": {
        "image_url": {"type": "string"},
        "jpeg_image_url": {"type": "string", "description": "A picture as JPG or JPEG."},
        "small_image_url": {"type": "string", "x-fal": {"max_width": 100, "max_height": 100}},
        "images_data_url": {"type": "string", "description": "URL to a zip archive with images."},
        "image_urls": {"type": "array", "items": {"type": "string"}}}}}},
    "paths": {"/a/b": {"post": {"requestBody": {"content": {"application/json": {"schema":
      {"$ref": "#/components/schemas/In"}}}}}}}})";

} // namespace

void TestMediaIntake::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<ScriptedServer>();
    m_servers = std::make_unique<FalServers>(Secret());
    m_uploads = std::make_unique<UploadTray>(*m_servers);
    m_thumbnails = std::make_unique<Thumbnailer>(QString());
    m_form = std::make_unique<InputForm>(*m_thumbnails);
    m_form->setPastedFolder(m_folder->filePath(QStringLiteral("pasted")));
    m_form->setUploads(m_uploads.get());
    const auto schema = OpenApiReader::read(QJsonDocument::fromJson(document).object());
    QVERIFY(schema.hasValue());
    m_form->setSchema(*schema);
    m_form->resize(360, 700);
    m_form->show();
    QVERIFY(QTest::qWaitForWindowActive(m_form.get()));
}

void TestMediaIntake::cleanup()
{
    m_form.reset();
    m_thumbnails.reset();
    m_uploads.reset();
    m_servers.reset();
    m_server.reset();
}

void TestMediaIntake::otherTypesAreConverted()
{
    const QSignalSpy said(m_form.get(), &InputForm::messageForUser);
    const QString bmp = picture(QStringLiteral("drawing.bmp"), {60, 40});
    drop("field.image_url", bmp);
    QTRY_VERIFY(!file("/image_url").isEmpty());
    QVERIFY(file("/image_url").endsWith(QStringLiteral("/drawing (converted).png")));
    QCOMPARE(QImage(file("/image_url")).size(), QSize(60, 40));
    QVERIFY(said.last().first().toString().contains(QStringLiteral("drawing.bmp")));
    // What models take is taken as it is.
    const QString png = picture(QStringLiteral("fine.png"), {60, 40});
    drop("field.image_url", png);
    QCOMPARE(file("/image_url"), png);
}

void TestMediaIntake::typesByTheAuthorsWords()
{
    drop("field.jpeg_image_url", picture(QStringLiteral("fine.png"), {60, 40}));
    QTRY_VERIFY(file("/jpeg_image_url").endsWith(QStringLiteral(".jpg")));
}

void TestMediaIntake::largeOnesAreOfferedSmaller()
{
    const QString large = picture(QStringLiteral("large.png"), {400, 200});
    drop("field.small_image_url", large);
    auto *offer = m_form->findChild<QPushButton *>(QStringLiteral("field.small_image_url.shrink"));
    QVERIFY(offer && offer->isVisible());
    QVERIFY(file("/small_image_url").isEmpty());
    QVERIFY(m_form->findChild<QLabel *>(QStringLiteral("field.small_image_url.problem"))
                ->text()
                .contains(QStringLiteral("large.png")));
    offer->click();
    QTRY_VERIFY(!file("/small_image_url").isEmpty());
    QCOMPARE(QImage(file("/small_image_url")).size(), QSize(100, 50));
    QVERIFY(file("/small_image_url").endsWith(QStringLiteral("/large (smaller).png")));
    QVERIFY(!offer->isVisible());
    QCOMPARE(QImage(large).size(), QSize(400, 200));
}

void TestMediaIntake::listsConvertToo()
{
    drop("field.image_urls", picture(QStringLiteral("one.bmp"), {60, 40}));
    QTRY_COMPARE(m_form->model()->value(QStringLiteral("/image_urls")).toArray().size(), 1);
    QVERIFY(file("/image_urls/0").endsWith(QStringLiteral(".png")));
}

void TestMediaIntake::uploadIsShownInTheField()
{
    m_server->on(
        "/rest.fal.ai/storage/upload/initiate",
        ScriptedAnswer::ok(
            QJsonDocument(QJsonObject{{QStringLiteral("upload_url"),
                                       m_server->url("/v3.fal.media/up").toString()},
                                      {QStringLiteral("file_url"),
                                       m_server->url("/v3.fal.media/files/x.png").toString()}})
                .toJson(),
            "application/json"));
    m_server->on("/v3.fal.media/up", ScriptedAnswer::ok({}));
    const QString path = picture(QStringLiteral("fine.png"), {60, 40});
    drop("field.image_url", path);
    auto *zone = m_form->findChild<DropZone *>(QStringLiteral("field.image_url"));
    QVERIFY(!zone->accessibleDescription().contains(QStringLiteral("upload")));
    m_uploads->setServer(m_server->url({}).toString());
    m_uploads->setFiles({path});
    QTRY_VERIFY(zone->accessibleDescription().endsWith(QStringLiteral("uploaded")));
    // Taken out: the field says nothing of uploads any more.
    m_form->model()->setValue(QStringLiteral("/image_url"), QJsonValue::Undefined);
    m_uploads->setFiles({});
    QVERIFY(!m_uploads->stateOf(path).has_value());
}

void TestMediaIntake::foldersArePackedForArchives()
{
    const auto entries = [this] {
        QFile archive(file("/images_data_url"));
        return archive.open(QIODevice::ReadOnly) ? archive.readAll() : QByteArray();
    };
    QVERIFY(QDir(m_folder->path()).mkpath(QStringLiteral("cats")));
    QVERIFY(!picture(QStringLiteral("cats/one.png"), {8, 8}).isEmpty());
    QVERIFY(!picture(QStringLiteral("cats/two.png"), {8, 8}).isEmpty());
    const QSignalSpy said(m_form.get(), &InputForm::messageForUser);
    drop("field.images_data_url", m_folder->filePath(QStringLiteral("cats")));
    QTRY_VERIFY(file("/images_data_url").endsWith(QStringLiteral("/cats.zip")));
    QVERIFY(entries().contains("one.png") && entries().contains("two.png"));
    QVERIFY(said.last().first().toString().contains(QStringLiteral("cats.zip")));
    // Several files, too; and what is an archive already is taken as it is.
    drop("field.images_data_url",
         {picture(QStringLiteral("a.png"), {8, 8}), picture(QStringLiteral("b.png"), {8, 8})});
    QTRY_VERIFY(file("/images_data_url").endsWith(QStringLiteral("/a.zip")));
    const QString own = m_folder->filePath(QStringLiteral("own.zip"));
    QVERIFY(QFile::copy(file("/images_data_url"), own));
    drop("field.images_data_url", own);
    QCOMPARE(file("/images_data_url"), own);
    // A folder without files is refused, and what the field held stays.
    QVERIFY(QDir(m_folder->path()).mkpath(QStringLiteral("empty")));
    const auto count = said.size();
    drop("field.images_data_url", m_folder->filePath(QStringLiteral("empty")));
    QTRY_COMPARE(said.size(), count + 1);
    QCOMPARE(file("/images_data_url"), own);
}

void TestMediaIntake::pastedPicturesAreSeenAtOnce()
{
    QImage image(400, 300, QImage::Format_RGB32);
    image.fill(Qt::darkRed);
    QApplication::clipboard()->setImage(image);
    auto *zone = m_form->findChild<DropZone *>(QStringLiteral("field.image_url"));
    zone->paste();
    QVERIFY(file("/image_url").isEmpty());
    QVERIFY(zone->hasPreview());
    QTRY_VERIFY(!file("/image_url").isEmpty());
    QVERIFY(file("/image_url").endsWith(QStringLiteral("/pasted picture.png")));
    QVERIFY(zone->hasPreview());
    // What is too large is offered smaller, and is not on show meanwhile.
    auto *small = m_form->findChild<DropZone *>(QStringLiteral("field.small_image_url"));
    small->paste();
    QVERIFY(small->hasPreview());
    QTRY_VERIFY(!small->hasPreview());
    QVERIFY(file("/small_image_url").isEmpty());
}

QTEST_MAIN(TestMediaIntake)
#include "tst_mediaintake.moc"
