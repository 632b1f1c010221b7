#include "tests/support/desktopsession.h"
#include "tests/support/formuser.h"
#include "tests/support/neighbour.h"

#include <QColor>
#include <QDirIterator>
#include <QFile>
#include <QImage>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

using namespace peregrine::test;

/// What comes to the built program from other programs, by the mouse and the clipboard of a real
/// display: it is seen in the form, goes up at once, and the job is run with it.
class TestDropAndPaste : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFileDroppedOnAFieldIsItsPicture_data();
    void aFileDroppedOnAFieldIsItsPicture();
    void aFileDroppedElsewhereGoesWhereTheHandAims();
    void aPictureComesFromABrowser_data();
    void aPictureComesFromABrowser();
    void aFileOfInputsFillsTheForm();
    void aPresetIsAdded();
    void aCancelledDragChangesNothing();
    void aCopyIsPasted_data();
    void aCopyIsPasted();
    void anAddressIsPastedIntoItsField();

private:
    [[nodiscard]] QString picture(const QString &name, const QColor &colour) const;
    [[nodiscard]] QString written(const QString &name, const QJsonObject &content) const;

    QTemporaryDir m_folder;
};

namespace {

// Wide enough for another window beside the program's.
constexpr QSize screenSize(1600, 900);
const QString imageToImage = QStringLiteral("local/paint/image-to-image");
const QColor teal(0, 150, 120);
const QColor orange(230, 120, 20);

QString urlOf(const QString &path)
{
    return QUrl::fromLocalFile(path).toString(QUrl::FullyEncoded);
}

/// A place of the form that is no field's, where the prompt is its first field.
QPoint aboveTheFields(const QRect &prompt)
{
    return {prompt.center().x(), prompt.top() - 14};
}

/// Moves a drag from left to right along a line until another field is aimed at than the one given.
QRect aimAtNext(DesktopSession &session, Neighbour &neighbour, QPoint from,
                const QRect &last = QRect())
{
    for (QPoint point = from; point.x() < screenSize.width(); point.rx() += 60) {
        // A hand is never quite still.
        neighbour.dragTo(point - QPoint(1, 0));
        neighbour.dragTo(point);
        const QRect frame = frameOn(restingScreen(session));
        if (!frame.isNull() && (last.isNull() || frame.left() > last.right())
            && frame.contains(point))
            return frame;
    }
    return {};
}

/// Whether the local server has a file of this content.
bool isUploaded(const DesktopSession &session, const QByteArray &content)
{
    QDirIterator files(session.dataPath(QStringLiteral("localserver")), QDir::Files,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        if (contentOf(files.next()) == content)
            return true;
    }
    return false;
}

} // namespace

QString TestDropAndPaste::picture(const QString &name, const QColor &colour) const
{
    QImage image(320, 240, QImage::Format_RGB32);
    image.fill(colour);
    const QString path = m_folder.filePath(name);
    return image.save(path) ? path : QString();
}

QString TestDropAndPaste::written(const QString &name, const QJsonObject &content) const
{
    QFile file(m_folder.filePath(name));
    const QByteArray json = QJsonDocument(content).toJson();
    return file.open(QIODevice::WriteOnly) && file.write(json) == json.size() ? file.fileName()
                                                                              : QString();
}

void TestDropAndPaste::aFileDroppedOnAFieldIsItsPicture_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::newRow("to copy") << QStringList();
    QTest::newRow("to move") << QStringList{QStringLiteral("--move")};
}

void TestDropAndPaste::aFileDroppedOnAFieldIsItsPicture()
{
    QFETCH(const QStringList, options);
    const QString path = picture(QStringLiteral("a heron.png"), teal);
    DesktopSession session(screenSize);
    session.startPeregrine({imageToImage});
    const QRect field = goToField(session);
    QVERIFY(!field.isNull());
    QVERIFY(!shows(session.screenshot(), teal));

    Neighbour files(session, QStringList{QStringLiteral("--url"), urlOf(path)} + options);
    files.grab();
    files.dragTo(field.center());
    // The file stays where it is, whatever is asked for.
    QCOMPARE(files.acceptedAction(), QStringLiteral("copy"));
    QCOMPARE(files.drop(), QStringLiteral("copy"));

    QTRY_VERIFY_WITH_TIMEOUT(shows(session.screenshot(), teal), 10'000);
    QTRY_VERIFY_WITH_TIMEOUT(isUploaded(session, contentOf(path)), 10'000);
    QVERIFY(library(session).isEmpty());
    session.activate();
    const QJsonObject input = inputOfTheJob(session);
    QCOMPARE(fileAt(input.value(QStringLiteral("image_url"))), contentOf(path));
    QVERIFY(session.quitPeregrine());
}

void TestDropAndPaste::aFileDroppedElsewhereGoesWhereTheHandAims()
{
    const QString picturePath = picture(QStringLiteral("picture.png"), teal);
    const QString maskPath = picture(QStringLiteral("mask.png"), orange);
    DesktopSession session(screenSize);
    // A model with two fields for pictures, on the local server that the program will find.
    const auto server = session.start(QStringLiteral(PEREGRINE_BIN_DIR "/peregrine-cli"),
                                      {QStringLiteral("serve"), QStringLiteral("--schemas"),
                                       QStringLiteral(PEREGRINE_TEST_DATA "/schemas/emulation"),
                                       QStringLiteral("--data-dir"), session.dataPath()});
    QTRY_VERIFY_WITH_TIMEOUT(server->canReadLine(), 20'000);
    session.startPeregrine({QStringLiteral("sample/inpaint")});
    QVERIFY(!goToPrompt(session).isNull());
    const QRect window = session.windowGeometry(QStringLiteral("Peregrine"));
    const QPoint left(window.left() + 20, window.center().y());

    // Beside the form, where nothing is: both fields are offered. The first is the picture's.
    {
        Neighbour files(session, {QStringLiteral("--url"), urlOf(picturePath)});
        files.grab();
        files.dragTo(window.center());
        QVERIFY(!aimAtNext(session, files, left).isNull());
        QCOMPARE(files.acceptedAction(), QStringLiteral("copy"));
        QCOMPARE(files.drop(), QStringLiteral("copy"));
        QTRY_VERIFY_WITH_TIMEOUT(shows(session.screenshot(), teal), 10'000);
    }

    {
        Neighbour files(session,
                        {QStringLiteral("--url"), urlOf(maskPath), QStringLiteral("--move")});
        files.grab();
        files.dragTo(window.center());
        const QRect first = aimAtNext(session, files, left);
        QVERIFY(!first.isNull());
        QVERIFY(!aimAtNext(session, files, QPoint(first.right(), left.y()), first).isNull());
        QCOMPARE(files.acceptedAction(), QStringLiteral("copy"));
        QCOMPARE(files.drop(), QStringLiteral("copy"));
        QTRY_VERIFY_WITH_TIMEOUT(shows(session.screenshot(), orange), 10'000);
    }
    QVERIFY(shows(session.screenshot(), teal));

    session.activate();
    const QJsonObject input = inputOfTheJob(session);
    QCOMPARE(fileAt(input.value(QStringLiteral("image_url"))), contentOf(picturePath));
    QCOMPARE(fileAt(input.value(QStringLiteral("mask_url"))), contentOf(maskPath));
    QVERIFY(session.quitPeregrine());
    server->terminate();
    QTRY_COMPARE(server->state(), QProcess::NotRunning);
}

void TestDropAndPaste::aPictureComesFromABrowser_data()
{
    QTest::addColumn<bool>("hasPixels");
    QTest::newRow("pixels and its address") << true;
    QTest::newRow("its address alone") << false;
}

void TestDropAndPaste::aPictureComesFromABrowser()
{
    QFETCH(const bool, hasPixels);
    const QString path = picture(QStringLiteral("heron.png"), teal);
    DesktopSession session(screenSize);
    session.startPeregrine({imageToImage});
    QVERIFY(!goToPrompt(session).isNull());

    // Pixels are taken as they are; only what has none is left to the server to fetch.
    QString address = QStringLiteral("https://pictures.invalid/heron.png");
    if (!hasPixels) {
        address =
            QString::fromUtf8(session.peregrineCli({QStringLiteral("upload"), path}).trimmed());
        QVERIFY2(address.startsWith(QLatin1String("http://")), qPrintable(address));
    }
    QStringList options{
        QStringLiteral("--url"),    address,
        QStringLiteral("--html"),   QStringLiteral("<img src=\"%1\" alt=\"A heron\">").arg(address),
        QStringLiteral("--format"), QStringLiteral("text/x-moz-url=%1\nA heron").arg(address)};
    if (hasPixels)
        options += {QStringLiteral("--picture"), path};
    Neighbour browser(session, options);
    browser.grab();
    const QRect window = session.windowGeometry(QStringLiteral("Peregrine"));
    browser.dragTo(window.center());
    QCOMPARE(browser.acceptedAction(), QStringLiteral("copy"));
    // The model takes one picture: it is offered as wide as it can be, and taken anywhere.
    QTRY_VERIFY_WITH_TIMEOUT(!frameOn(session.screenshot()).isNull(), 10'000);
    QCOMPARE(browser.drop(), QStringLiteral("copy"));

    if (hasPixels)
        QTRY_VERIFY_WITH_TIMEOUT(shows(session.screenshot(), teal), 10'000);
    session.activate();
    const QJsonValue given = inputOfTheJob(session).value(QStringLiteral("image_url"));
    if (hasPixels)
        QCOMPARE(QImage::fromData(fileAt(given)).convertToFormat(QImage::Format_RGB32),
                 QImage(path).convertToFormat(QImage::Format_RGB32));
    else
        QCOMPARE(given.toString(), address);
    QVERIFY(session.quitPeregrine());
}

void TestDropAndPaste::aFileOfInputsFillsTheForm()
{
    const QString path =
        written(QStringLiteral("inputs.json"),
                {{QStringLiteral("prompt"), QStringLiteral("a pond in the rain")}});
    DesktopSession session(screenSize);
    session.startPeregrine({QStringLiteral("local/paint")});
    const QRect prompt = goToPrompt(session);
    QVERIFY(!prompt.isNull());

    Neighbour files(session, {QStringLiteral("--url"), urlOf(path), QStringLiteral("--move")});
    files.grab();
    const QImage before = restingScreen(session).copy(prompt);
    files.dragTo(aboveTheFields(prompt));
    QCOMPARE(files.acceptedAction(), QStringLiteral("copy"));
    QCOMPARE(files.drop(), QStringLiteral("copy"));
    QTRY_VERIFY_WITH_TIMEOUT(restingScreen(session).copy(prompt) != before, 10'000);
    session.activate();
    QCOMPARE(inputOfTheJob(session).value(QStringLiteral("prompt")).toString(),
             QStringLiteral("a pond in the rain"));
    QVERIFY(session.quitPeregrine());
}

void TestDropAndPaste::aPresetIsAdded()
{
    const QString path =
        written(QStringLiteral("rain.peregrine-preset"),
                {{QStringLiteral("peregrine_preset"), 1},
                 {QStringLiteral("name"), QStringLiteral("Rain")},
                 {QStringLiteral("endpoint"), QStringLiteral("local/paint")},
                 {QStringLiteral("scope"), QStringLiteral("some")},
                 {QStringLiteral("input"),
                  QJsonObject{{QStringLiteral("prompt"), QStringLiteral("a pond in the rain")}}}});
    DesktopSession session(screenSize);
    session.startPeregrine({QStringLiteral("local/paint")});
    const QRect prompt = goToPrompt(session);
    QVERIFY(!prompt.isNull());
    const auto presets = [&session] {
        return session.peregrineCli({QStringLiteral("presets"), QStringLiteral("list")});
    };
    QVERIFY(!presets().contains("Rain"));

    Neighbour files(session, {QStringLiteral("--url"), urlOf(path), QStringLiteral("--move")});
    files.grab();
    files.dragTo(aboveTheFields(prompt));
    QCOMPARE(files.acceptedAction(), QStringLiteral("copy"));
    QCOMPARE(files.drop(), QStringLiteral("copy"));
    QTRY_VERIFY_WITH_TIMEOUT(presets().contains("Rain"), 10'000);
    session.activate();
    QVERIFY(session.quitPeregrine());
}

void TestDropAndPaste::aCancelledDragChangesNothing()
{
    const QString path = picture(QStringLiteral("heron.png"), teal);
    DesktopSession session(screenSize);
    session.startPeregrine({imageToImage});
    const QRect field = goToField(session);
    QVERIFY(!field.isNull());
    const QRect window = session.windowGeometry(QStringLiteral("Peregrine"));

    Neighbour files(session, {QStringLiteral("--url"), urlOf(path)});
    const QImage before = restingScreen(session);
    files.grab();
    files.dragTo(window.center());
    QCOMPARE(files.acceptedAction(), QStringLiteral("copy"));
    QTRY_VERIFY_WITH_TIMEOUT(frameOn(session.screenshot()).height() > field.height(), 10'000);
    QCOMPARE(files.cancel(), QStringLiteral("cancelled"));

    // What was offered is gone, and the field asks for a picture as before.
    session.moveMouse(QPoint(screenSize.width() - 1, 0));
    QTRY_COMPARE_WITH_TIMEOUT(session.screenshot().copy(window.adjusted(0, 40, 0, 0)),
                              before.copy(window.adjusted(0, 40, 0, 0)), 10'000);
    session.activate();
    QVERIFY(session.quitPeregrine());
}

void TestDropAndPaste::aCopyIsPasted_data()
{
    QTest::addColumn<QStringList>("options");
    const QString path = picture(QStringLiteral("copied.png"), teal);
    QTest::newRow("a picture") << QStringList{QStringLiteral("--picture"), path};
    QTest::newRow("a file") << QStringList{QStringLiteral("--url"), urlOf(path)};
    // As GNOME's file manager copies: the path is a text as well.
    QTest::newRow("a file and its path")
        << QStringList{QStringLiteral("--url"),
                       urlOf(path),
                       QStringLiteral("--text"),
                       path,
                       QStringLiteral("--format"),
                       QStringLiteral("x-special/gnome-copied-files=copy\n") + urlOf(path)};
}

void TestDropAndPaste::aCopyIsPasted()
{
    QFETCH(const QStringList, options);
    const QString path = m_folder.filePath(QStringLiteral("copied.png"));
    DesktopSession session(screenSize);
    session.startPeregrine({imageToImage});
    QVERIFY(!goToPrompt(session).isNull());
    const QString prompt = QStringLiteral("a pond in the rain");
    session.press(QStringLiteral("ctrl+a"));
    session.type(prompt);

    // Also where words are written: it is for the field, and the words stay.
    Neighbour other(session, options);
    other.copy();
    session.activate();
    session.press(QStringLiteral("ctrl+v"));
    QTRY_VERIFY_WITH_TIMEOUT(shows(session.screenshot(), teal), 10'000);

    const QJsonObject input = inputOfTheJob(session);
    QCOMPARE(input.value(QStringLiteral("prompt")).toString(), prompt);
    const QByteArray given = fileAt(input.value(QStringLiteral("image_url")));
    QCOMPARE(QImage::fromData(given).convertToFormat(QImage::Format_RGB32),
             QImage(path).convertToFormat(QImage::Format_RGB32));
    if (options.contains(QStringLiteral("--url")))
        QCOMPARE(given, contentOf(path));
    QVERIFY(session.quitPeregrine());
}

void TestDropAndPaste::anAddressIsPastedIntoItsField()
{
    const QString path = picture(QStringLiteral("heron.png"), teal);
    DesktopSession session(screenSize);
    session.startPeregrine({imageToImage});
    QVERIFY(!goToField(session).isNull());
    const QString address =
        QString::fromUtf8(session.peregrineCli({QStringLiteral("upload"), path}).trimmed());
    QVERIFY2(address.startsWith(QLatin1String("http://")), qPrintable(address));

    Neighbour other(session, {QStringLiteral("--text"), address});
    other.copy();
    session.activate();
    session.press(QStringLiteral("ctrl+v"));
    QCOMPARE(inputOfTheJob(session).value(QStringLiteral("image_url")).toString(), address);
    QVERIFY(session.quitPeregrine());
}

QTEST_GUILESS_MAIN(TestDropAndPaste)
#include "tst_dropandpaste.moc"
