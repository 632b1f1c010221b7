#include "core/media/thumbnailer.h"
#include "core/schema/formmodel.h"
#include "core/schema/openapireader.h"
#include "ui/form/inputform.h"
#include "ui/form/mask/maskboard.h"
#include "ui/form/mask/maskcanvas.h"
#include "ui/form/mask/maskdialog.h"
#include "ui/form/picking/pickboard.h"
#include "ui/form/picking/pickdialog.h"

#include <QFileInfo>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <memory>

using namespace peregrine;

/// Masks, points and boxes over the picture of a form: by the field's buttons, mouse and keys.
class TestPictureWork : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void canvasPaintsAndGoesBack();
    void canvasShapesInvertAndFeather();
    void canvasForgetsTheOldestSteps();
    void maskIsPaintedIntoItsField();
    void maskThatIsThereIsGoneOnWith();
    void escapeAsksBeforeWorkIsLost();
    void maskOfAnotherPicture();
    void withoutAPictureItSaysWhatIsMissing();
    void boxesArePulledOpen();
    void pointsByKeyboard();

private:
    template <typename T> T *find(const char *name) const
    {
        return m_form->findChild<T *>(QLatin1String(name));
    }
    /// Presses a field's button and waits for its window.
    template <typename Dialog> Dialog *openBy(const char *button)
    {
        find<QToolButton>(button)->click();
        Dialog *dialog = nullptr;
        if (!QTest::qWaitFor([&] { return (dialog = m_form->findChild<Dialog *>()) != nullptr; }))
            qFatal("no window comes up");
        if (!QTest::qWaitForWindowActive(dialog))
            qFatal("the window is not active");
        return dialog;
    }
    FormModel &model() const { return *m_form->model(); }
    /// Of a board: where a place of the picture is, which fills the board's height or width.
    static QPoint viewOf(const PictureBoard &board, const QPointF &place);

    QTemporaryDir m_folder;
    std::unique_ptr<Thumbnailer> m_thumbnails;
    std::unique_ptr<InputForm> m_form;
    QString m_picture;
};

namespace {

const QByteArray document = R"({"openapi": "3.0.4", "info": {"title": "t", "version": "1"},
    "components": {"schemas": {
      "Box": {"type": "object", "properties": {
        "x_min": {"type": "integer"}, "y_min": {"type": "integer"},
        "x_max": {"type": "integer"}, "y_max": {"type": "integer"}}},
      "Point": {"type": "object", "properties": {"x": {"type": "integer"},
        "y": {"type": "integer"}, "label": {"type": "integer", "enum": [0, 1]}}},
      "In": {"type": "object", "required": ["image_url", "mask_url", "boxes", "prompts"],
        "x-fal-order-properties": ["image_url", "mask_url", "boxes", "prompts"],
        "properties": {
          "image_url": {"type": "string"}, "mask_url": {"type": "string"},
          "boxes": {"type": "array", "items": {"$ref": "#/components/schemas/Box"}},
          "prompts": {"type": "array", "items": {"$ref": "#/components/schemas/Point"}}}}}},
    "paths": {"/a/b": {"post": {"requestBody": {"content": {"application/json": {"schema":
      {"$ref": "#/components/schemas/In"}}}}}}}})";

int at(const QImage &mask, int x, int y)
{
    return qGray(mask.pixel(x, y));
}

} // namespace

void TestPictureWork::init()
{
    m_thumbnails = std::make_unique<Thumbnailer>(QString());
    m_form = std::make_unique<InputForm>(*m_thumbnails);
    m_form->setPastedFolder(m_folder.filePath(QStringLiteral("pasted")));
    const auto schema = OpenApiReader::read(QJsonDocument::fromJson(document).object());
    QVERIFY(schema.hasValue());
    m_form->setSchema(*schema);
    m_form->resize(360, 700);
    m_form->show();
    QVERIFY(QTest::qWaitForWindowActive(m_form.get()));
    m_picture = m_folder.filePath(QStringLiteral("picture.png"));
    QImage picture(400, 200, QImage::Format_RGB32);
    picture.fill(Qt::darkCyan);
    QVERIFY(picture.save(m_picture));
}

void TestPictureWork::cleanup()
{
    m_form.reset();
    m_thumbnails.reset();
}

QPoint TestPictureWork::viewOf(const PictureBoard &board, const QPointF &place)
{
    const QSizeF pixels(board.pixels());
    const double scale = std::min(board.width() / pixels.width(), board.height() / pixels.height());
    const QPointF corner((board.width() - pixels.width() * scale) / 2,
                         (board.height() - pixels.height() * scale) / 2);
    return (corner + place * scale).toPoint();
}

void TestPictureWork::canvasPaintsAndGoesBack()
{
    MaskCanvas canvas(QSize(300, 200));
    QVERIFY(canvas.isEmpty());
    QVERIFY(!canvas.canUndo());
    canvas.begin(MaskCanvas::Mark::Add, {20, 100}, 10);
    canvas.strokeTo({280, 100}, 10);
    canvas.finish();
    QCOMPARE(at(canvas.mask(), 150, 100), 255);
    QCOMPARE(at(canvas.mask(), 150, 130), 0);
    QVERIFY(canvas.takeChanged().contains(QRect(10, 90, 280, 20)));

    canvas.begin(MaskCanvas::Mark::Remove, {150, 100}, 20);
    canvas.finish();
    QCOMPARE(at(canvas.mask(), 150, 100), 0);
    QCOMPARE(at(canvas.mask(), 50, 100), 255);
    const QImage erased = canvas.mask();
    canvas.undo();
    QCOMPARE(at(canvas.mask(), 150, 100), 255);
    canvas.undo();
    QVERIFY(canvas.isEmpty());
    QVERIFY(!canvas.canUndo());
    canvas.redo();
    canvas.redo();
    QCOMPARE(canvas.mask(), erased);
    QVERIFY(!canvas.canRedo());
    // A new step ends the way forward.
    canvas.undo();
    canvas.fillAll(MaskCanvas::Mark::Remove);
    QVERIFY(!canvas.canRedo());
}

void TestPictureWork::canvasShapesInvertAndFeather()
{
    MaskCanvas canvas(QSize(200, 200));
    canvas.fillShape(MaskCanvas::Mark::Add, QRectF(50, 50, 100, 100));
    QCOMPARE(at(canvas.mask(), 100, 100), 255);
    QCOMPARE(at(canvas.mask(), 20, 100), 0);
    QCOMPARE(canvas.feathered(0), canvas.mask());
    const QImage soft = canvas.feathered(24);
    QCOMPARE(at(soft, 100, 100), 255);
    QVERIFY(at(soft, 50, 100) > 90 && at(soft, 50, 100) < 165);
    QCOMPARE(at(soft, 2, 2), 0);
    canvas.invert();
    QCOMPARE(at(canvas.mask(), 100, 100), 0);
    QCOMPARE(at(canvas.mask(), 20, 100), 255);

    MaskCanvas other(QSize(100, 100));
    other.load(canvas.mask());
    QCOMPARE(at(other.mask(), 50, 50), 0);
    QCOMPARE(at(other.mask(), 5, 50), 255);
    QVERIFY(!other.canUndo());
}

void TestPictureWork::canvasForgetsTheOldestSteps()
{
    MaskCanvas canvas(QSize(4096, 4096));
    for (int i = 0; i < 6; ++i)
        canvas.invert();
    int steps = 0;
    for (; canvas.canUndo(); ++steps)
        canvas.undo();
    // One such step takes twice 16 MiB.
    QCOMPARE(steps, 2);
}

void TestPictureWork::maskIsPaintedIntoItsField()
{
    model().setFile(QStringLiteral("/image_url"), m_picture);
    auto *dialog = openBy<MaskDialog>("field.mask_url.paint");
    MaskBoard &board = dialog->board();
    QCOMPARE(board.pixels(), QSize(400, 200));
    dialog->findChild<QToolButton *>(QStringLiteral("mask.rectangle"))->click();
    QTest::mousePress(&board, Qt::LeftButton, {}, viewOf(board, {100, 50}));
    QTest::mouseMove(&board, viewOf(board, {200, 100}));
    QTest::mouseMove(&board, viewOf(board, {300, 150}));
    QTest::mouseRelease(&board, Qt::LeftButton, {}, viewOf(board, {300, 150}));
    QVERIFY(board.canvas().canUndo());
    dialog->findChild<QPushButton *>(QStringLiteral("useMask"))->click();

    QTRY_VERIFY(!model().file(QStringLiteral("/mask_url")).isEmpty());
    // Called after the picture, in the form and where it is uploaded.
    QCOMPARE(QFileInfo(model().file(QStringLiteral("/mask_url"))).fileName(),
             QStringLiteral("mask of picture.png"));
    const QImage mask(model().file(QStringLiteral("/mask_url")));
    QCOMPARE(mask.size(), QSize(400, 200));
    QCOMPARE(at(mask, 200, 100), 255);
    QCOMPARE(at(mask, 110, 60), 255);
    QCOMPARE(at(mask, 50, 100), 0);
    QCOMPARE(at(mask, 350, 100), 0);
}

void TestPictureWork::maskThatIsThereIsGoneOnWith()
{
    model().setFile(QStringLiteral("/image_url"), m_picture);
    const QString path = m_folder.filePath(QStringLiteral("mask.png"));
    QImage there(400, 200, QImage::Format_Grayscale8);
    there.fill(255);
    QVERIFY(there.save(path));
    model().setFile(QStringLiteral("/mask_url"), path);
    auto *dialog = openBy<MaskDialog>("field.mask_url.paint");
    QCOMPARE(at(dialog->board().canvas().mask(), 200, 100), 255);
    // The other button takes away.
    MaskBoard &board = dialog->board();
    QTest::mouseClick(&board, Qt::RightButton, {}, viewOf(board, {200, 100}));
    QCOMPARE(at(board.canvas().mask(), 200, 100), 0);
    QTest::keyClick(&board, Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(at(board.canvas().mask(), 200, 100), 255);
    QTest::keyClick(dialog, Qt::Key_Escape);
    QCOMPARE(model().file(QStringLiteral("/mask_url")), path);
}

void TestPictureWork::escapeAsksBeforeWorkIsLost()
{
    model().setFile(QStringLiteral("/image_url"), m_picture);
    auto *dialog = openBy<MaskDialog>("field.mask_url.paint");
    const QPointer<MaskDialog> open(dialog);
    MaskBoard &board = dialog->board();
    QTest::mouseClick(&board, Qt::LeftButton, {}, viewOf(board, {200, 100}));
    QVERIFY(board.canvas().canUndo());
    const auto question = [dialog] { return dialog->findChild<QMessageBox *>(); };
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(question());
    // Enter and Escape keep what was painted.
    QTest::keyClick(question(), Qt::Key_Escape);
    QTRY_VERIFY(!question());
    QVERIFY(open && dialog->isVisible());
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(question());
    QPushButton *discard = nullptr;
    const QList<QPushButton *> buttons = question()->findChildren<QPushButton *>();
    for (QPushButton *button : buttons) {
        if (button->property("danger").toBool())
            discard = button;
    }
    QVERIFY(discard);
    discard->click();
    QTRY_VERIFY(!open);
    QVERIFY(model().file(QStringLiteral("/mask_url")).isEmpty());
}

void TestPictureWork::maskOfAnotherPicture()
{
    const QString mask = m_folder.filePath(QStringLiteral("mask.png"));
    QImage painted(400, 200, QImage::Format_Grayscale8);
    painted.fill(255);
    QVERIFY(painted.save(mask));
    const QString other = m_folder.filePath(QStringLiteral("other.png"));
    QVERIFY(QImage(64, 64, QImage::Format_RGB32).save(other));
    const auto warning = [this] {
        const QList<QLabel *> labels = m_form->findChildren<QLabel *>();
        return std::any_of(labels.cbegin(), labels.cend(), [](const QLabel *label) {
            return label->isVisible() && label->text().contains(QStringLiteral("400 × 200 pixels"))
                && label->text().contains(QLatin1String("other.png"));
        });
    };
    model().setFile(QStringLiteral("/mask_url"), mask);
    model().setFile(QStringLiteral("/image_url"), m_picture);
    QVERIFY(!warning());
    model().setFile(QStringLiteral("/image_url"), other);
    QVERIFY(warning());
    model().setFile(QStringLiteral("/image_url"), m_picture);
    QVERIFY(!warning());
    model().setFile(QStringLiteral("/image_url"), other);
    model().setValue(QStringLiteral("/mask_url"), QJsonValue::Undefined);
    QVERIFY(!warning());
}

void TestPictureWork::withoutAPictureItSaysWhatIsMissing()
{
    const QSignalSpy said(m_form.get(), &InputForm::messageForUser);
    find<QToolButton>("field.mask_url.paint")->click();
    QCOMPARE(said.size(), 1);
    QVERIFY(said.first().first().toString().contains(QStringLiteral("Image")));
    QVERIFY(!m_form->findChild<MaskDialog *>());
    model().setValue(QStringLiteral("/image_url"), QStringLiteral("https://example.org/a.png"));
    find<QToolButton>("field.boxes.pick")->click();
    QTRY_COMPARE(said.size(), 2);
}

void TestPictureWork::boxesArePulledOpen()
{
    model().setFile(QStringLiteral("/image_url"), m_picture);
    auto *dialog = openBy<PickDialog>("field.boxes.pick");
    PickBoard &board = dialog->board();
    const auto pull = [&board](const QPointF &from, const QPointF &to) {
        QTest::mousePress(&board, Qt::LeftButton, {}, viewOf(board, from));
        QTest::mouseMove(&board, viewOf(board, (from + to) / 2));
        QTest::mouseMove(&board, viewOf(board, to));
        QTest::mouseRelease(&board, Qt::LeftButton, {}, viewOf(board, to));
    };
    pull({50, 50}, {150, 100});
    pull({250, 120}, {350, 180});
    // A corner is moved; then all goes back a step, and forth.
    pull({150, 100}, {200, 110});
    QCOMPARE(board.count(), 2);
    board.undo();
    QVERIFY(std::abs(board.places().boxes.first().right() - 150) < 2);
    board.redo();
    dialog->findChild<QPushButton *>(QStringLiteral("usePlaces"))->click();

    const QJsonArray boxes = model().value(QStringLiteral("/boxes")).toArray();
    QCOMPARE(boxes.size(), 2);
    const QJsonObject box = boxes.first().toObject();
    const auto near = [&box](const char *name, int value) {
        return std::abs(box.value(QLatin1String(name)).toInt() - value) <= 2;
    };
    QVERIFY(near("x_min", 50) && near("y_min", 50) && near("x_max", 200) && near("y_max", 110));
}

void TestPictureWork::pointsByKeyboard()
{
    model().setFile(QStringLiteral("/image_url"), m_picture);
    auto *dialog = openBy<PickDialog>("field.prompts.pick");
    PickBoard &board = dialog->board();
    QTest::keyClick(&board, Qt::Key_Right, Qt::ShiftModifier);
    QTest::keyClick(&board, Qt::Key_Space);
    for (int i = 0; i < 4; ++i)
        QTest::keyClick(&board, Qt::Key_Down);
    QTest::keyClick(&board, Qt::Key_Space, Qt::ShiftModifier);
    QCOMPARE(board.count(), 2);
    QVERIFY(board.places().points.at(0).foreground);
    QVERIFY(!board.places().points.at(1).foreground);
    QTest::keyClick(&board, Qt::Key_Delete);
    QCOMPARE(board.count(), 1);
    dialog->findChild<QPushButton *>(QStringLiteral("usePlaces"))->click();
    const QJsonArray points = model().value(QStringLiteral("/prompts")).toArray();
    QCOMPARE(points.size(), 1);
    QCOMPARE(points.first().toObject(),
             (QJsonObject{{QStringLiteral("x"), 201},
                          {QStringLiteral("y"), 100},
                          {QStringLiteral("label"), 1}}));
}

QTEST_MAIN(TestPictureWork)
#include "tst_picturework.moc"
