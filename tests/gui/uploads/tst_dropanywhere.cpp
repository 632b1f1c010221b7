#include "core/media/thumbnailer.h"
#include "core/schema/formmodel.h"
#include "ui/form/inputform.h"
#include "ui/shell/formpanel.h"
#include "ui/shell/medialink.h"
#include "ui/uploads/dropoverlay.h"

#include <QClipboard>
#include <QDir>
#include <QDropEvent>
#include <QFile>
#include <QGuiApplication>
#include <QImage>
#include <QJsonArray>
#include <QLabel>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>
#include <QVBoxLayout>

#include <memory>

using namespace peregrine;

/// Files that come over the window, wherever they are let go.
class TestDropAnywhere : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void offersTheFieldsThatFit();
    void nothingForWords();
    void aDropFillsItsField();
    void aFilledFieldStaysInView();
    void aFieldOfSeveralKindsTakesAFile();
    void aFolderFillsAList();
    void aPastedPictureLeavesThePromptAlone();
    void aPastedPathFillsTheFirstEmptyField();

private:
    [[nodiscard]] QString picture(const QString &name) const
    {
        const QString path = m_folder->filePath(name);
        QImage image(32, 24, QImage::Format_RGB32);
        image.fill(Qt::darkCyan);
        return image.save(path) ? path : QString();
    }
    [[nodiscard]] static std::unique_ptr<QMimeData> urls(const QStringList &paths)
    {
        auto mime = std::make_unique<QMimeData>();
        QList<QUrl> list;
        for (const QString &path : paths)
            list.append(QUrl::fromLocalFile(path));
        mime->setUrls(list);
        return mime;
    }
    bool enter(QWidget *target, const QMimeData &mime)
    {
        QDragEnterEvent event({5, 5}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(target, &event);
        return event.isAccepted();
    }
    void drop(qsizetype index, const QMimeData &mime)
    {
        // Qt gives a drop to what the drag entered last, as it does with one of the system.
        enter(overlay(), mime);
        QDropEvent event(overlay()->target(index).center(), Qt::CopyAction, &mime, Qt::LeftButton,
                         Qt::NoModifier);
        QCoreApplication::sendEvent(overlay(), &event);
    }
    [[nodiscard]] DropOverlay *overlay() const { return m_page->findChild<DropOverlay *>(); }
    [[nodiscard]] FormModel &model() const { return *m_form->input().model(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Thumbnailer> m_thumbnails;
    std::unique_ptr<QWidget> m_page;
    FormPanel *m_form = nullptr;
};

void TestDropAnywhere::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_thumbnails = std::make_unique<Thumbnailer>(m_folder->filePath(QStringLiteral("thumbnails")));
    m_page = std::make_unique<QWidget>();
    m_form = new FormPanel(*m_thumbnails, m_page.get());
    m_form->setPastedFolder(m_folder->filePath(QStringLiteral("pasted")));
    auto *layout = new QVBoxLayout(m_page.get());
    layout->addWidget(m_form);
    new MediaLink(*m_form, *m_page, m_page.get());

    FieldSpec prompt;
    prompt.name = prompt.title = QStringLiteral("prompt");
    prompt.kind = FieldKind::LongText;
    prompt.meaning = FieldMeaning::Prompt;
    FieldSpec image;
    image.name = image.title = QStringLiteral("image_url");
    image.kind = FieldKind::Media;
    image.mediaKind = MediaKind::Image;
    FieldSpec video = image;
    video.name = video.title = QStringLiteral("video_url");
    video.mediaKind = MediaKind::Video;
    FieldSpec list;
    list.name = list.title = QStringLiteral("image_urls");
    list.kind = FieldKind::List;
    list.maxItems = 3;
    FieldSpec entry = image;
    entry.name.clear();
    list.children = {entry};
    ModelSchema schema;
    schema.input.kind = FieldKind::Object;
    FieldSpec words;
    words.title = QStringLiteral("Words");
    words.kind = FieldKind::Text;
    FieldSpec solid = image;
    solid.title = QStringLiteral("File");
    solid.mediaKind = MediaKind::Model3d;
    FieldSpec shape;
    shape.name = shape.title = QStringLiteral("shape");
    shape.kind = FieldKind::Union;
    shape.children = {words, solid};
    for (FieldSpec *field : {&prompt, &image, &video, &list, &shape}) {
        field->important = true;
        schema.input.children.append(*field);
    }
    m_form->setModel(*EndpointId::parse(QStringLiteral("fal-ai/test")), QStringLiteral("Test"));
    m_form->setSchema(schema, false);
    m_page->resize(700, 600);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
}

void TestDropAnywhere::cleanup()
{
    QGuiApplication::clipboard()->clear();
    m_page.reset();
    m_thumbnails.reset();
}

void TestDropAnywhere::offersTheFieldsThatFit()
{
    const auto mime = urls({picture(QStringLiteral("a.png"))});
    QVERIFY(enter(m_page.get(), *mime));
    QVERIFY(overlay()->isVisible());
    QCOMPARE(overlay()->choices().size(), 2);
    QCOMPARE(overlay()->choices().at(0).pointer, QStringLiteral("/image_url"));
    QCOMPARE(overlay()->choices().at(1).pointer, QStringLiteral("/image_urls"));
    QVERIFY(!overlay()->target(0).intersects(overlay()->target(1)));
    QDragLeaveEvent leave;
    QCoreApplication::sendEvent(overlay(), &leave);
    QVERIFY(!overlay()->isVisible());
}

void TestDropAnywhere::nothingForWords()
{
    QMimeData words;
    words.setText(QStringLiteral("a cat at https://example.org in the rain"));
    enter(m_page.get(), words);
    QVERIFY(!overlay()->isVisible());
    const auto sound = urls({m_folder->filePath(QStringLiteral("a.wav"))});
    enter(m_page.get(), *sound);
    QVERIFY(!overlay()->isVisible());
}

void TestDropAnywhere::aDropFillsItsField()
{
    const QString path = picture(QStringLiteral("a.png"));
    const auto mime = urls({path});
    QVERIFY(enter(m_page.get(), *mime));
    drop(0, *mime);
    QVERIFY(!overlay()->isVisible());
    QCOMPARE(model().file(QStringLiteral("/image_url")), path);
}

void TestDropAnywhere::aFilledFieldStaysInView()
{
    m_page->resize(400, 420);
    auto *foot = new QLabel(QStringLiteral("uploads"));
    foot->setFixedHeight(60);
    foot->hide();
    m_form->addFoot(foot);
    const auto mime = urls({picture(QStringLiteral("a.png"))});
    enter(m_page.get(), *mime);
    drop(0, *mime);
    // As the line about uploads does, which comes up once there is a file.
    foot->show();
    auto *area = m_form->findChild<QScrollArea *>();
    const auto isInView = [this, area] {
        auto *zone = area->findChild<QWidget *>(QStringLiteral("field.image_url"));
        const QRect place(zone->mapTo(area->viewport(), QPoint()), zone->size());
        return area->viewport()->rect().contains(place);
    };
    QTRY_VERIFY(isInView());
    QVERIFY(area->viewport()->height() < 300);

    // Who scrolls away is left alone.
    area->verticalScrollBar()->triggerAction(QAbstractSlider::SliderToMaximum);
    QVERIFY(!isInView());
    foot->setFixedHeight(70);
    QTRY_VERIFY(foot->height() == 70);
    QCoreApplication::processEvents();
    QVERIFY(!isInView());
}

void TestDropAnywhere::aFieldOfSeveralKindsTakesAFile()
{
    m_form->setValues({QJsonObject{{QStringLiteral("shape"), QStringLiteral("a cube")}}, {}});
    const QString path = m_folder->filePath(QStringLiteral("cube.glb"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("glTF") == 4);
    file.close();
    const auto mime = urls({path});
    QVERIFY(enter(m_page.get(), *mime));
    QCOMPARE(overlay()->choices().size(), 1);
    QCOMPARE(overlay()->choices().first().pointer, QStringLiteral("/shape"));
    drop(0, *mime);
    QTRY_COMPARE(model().file(QStringLiteral("/shape")), path);
}

void TestDropAnywhere::aFolderFillsAList()
{
    QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("set")));
    for (const char *name : {"set/10.png", "set/9.png", "set/1.png", "set/11.png"})
        QVERIFY(!picture(QLatin1String(name)).isEmpty());
    const auto mime = urls({m_folder->filePath(QStringLiteral("set"))});
    QVERIFY(enter(m_page.get(), *mime));
    const auto &choices = overlay()->choices();
    QCOMPARE(choices.size(), 4);
    QCOMPARE(choices.at(2).pointer, QStringLiteral("/image_urls"));
    QVERIFY(overlay()->rect().contains(overlay()->target(2)));
    drop(2, *mime);
    QTRY_COMPARE(model().values().files.size(), 3);
    QCOMPARE(model().file(QStringLiteral("/image_urls/0")),
             m_folder->filePath(QStringLiteral("set/1.png")));
    QCOMPARE(model().file(QStringLiteral("/image_urls/1")),
             m_folder->filePath(QStringLiteral("set/9.png")));
    QCOMPARE(model().file(QStringLiteral("/image_urls/2")),
             m_folder->filePath(QStringLiteral("set/10.png")));
}

void TestDropAnywhere::aPastedPictureLeavesThePromptAlone()
{
    QImage image(40, 30, QImage::Format_RGB32);
    image.fill(Qt::red);
    QGuiApplication::clipboard()->setImage(image);
    auto *prompt = m_form->findChild<QPlainTextEdit *>();
    QVERIFY(prompt);
    prompt->setFocus();
    QTest::keyClick(prompt, Qt::Key_V, Qt::ControlModifier);
    QTRY_VERIFY(!model().file(QStringLiteral("/image_url")).isEmpty());
    QVERIFY(prompt->toPlainText().isEmpty());
    // Words still go where they are pasted.
    QGuiApplication::clipboard()->setText(QStringLiteral("a cat"));
    QTest::keyClick(prompt, Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(prompt->toPlainText(), QStringLiteral("a cat"));
}

void TestDropAnywhere::aPastedPathFillsTheFirstEmptyField()
{
    const QString first = picture(QStringLiteral("a.png"));
    const QString second = picture(QStringLiteral("b.png"));
    model().setFile(QStringLiteral("/image_url"), first);
    QGuiApplication::clipboard()->setMimeData(urls({second}).release());
    QTest::keyClick(m_page.get(), Qt::Key_V, Qt::ControlModifier);
    QTRY_COMPARE(model().file(QStringLiteral("/image_urls/0")), second);
    QCOMPARE(model().file(QStringLiteral("/image_url")), first);
}

QTEST_MAIN(TestDropAnywhere)
#include "tst_dropanywhere.moc"
