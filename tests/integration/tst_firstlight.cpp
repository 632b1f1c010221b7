#include "tests/support/desktopsession.h"

#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QTest>

using namespace peregrine::test;

/// The program as it is shipped, under Xvfb with a window manager: keys in, pixels and files out.
class TestFirstLight : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void promptBecomesAPictureThatStays();
    void aSecondStartComesToTheFirst();
};

namespace {

QJsonArray library(DesktopSession &session)
{
    return QJsonDocument::fromJson(
               session.peregrineCli(
                   {QStringLiteral("library"), QStringLiteral("list"), QStringLiteral("--json")}))
        .array();
}

/// How many clearly different colours the window's middle shows.
qsizetype coloursOnScreen(DesktopSession &session)
{
    const QImage screen = session.screenshot().convertToFormat(QImage::Format_RGB32);
    QSet<QRgb> colours;
    for (int y = 150; y < screen.height() - 150; y += 2) {
        for (int x = 20; x < screen.width() - 320; x += 2)
            colours.insert(screen.pixel(x, y) & 0xf0f0f0U);
    }
    return colours.size();
}

} // namespace

void TestFirstLight::promptBecomesAPictureThatStays()
{
    DesktopSession session;
    session.startPeregrine();
    session.press(QStringLiteral("alt+2"));
    qsizetype quiet = 0;
    // An empty gallery is a few greys; wait until it is drawn.
    QTRY_VERIFY_WITH_TIMEOUT((quiet = coloursOnScreen(session)) > 1, 20'000);
    QVERIFY2(quiet < 60, qPrintable(QString::number(quiet)));
    session.press(QStringLiteral("alt+1"));

    // The form is there when its model's document has been cached.
    const QString title = QStringLiteral("a teal sailing boat at sunset");
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(session.dataPath(QStringLiteral("cache/catalog"))),
                             20'000);
    session.press(QStringLiteral("ctrl+l"));
    session.press(QStringLiteral("ctrl+a"));
    session.type(title);
    session.press(QStringLiteral("ctrl+Return"));
    QTRY_VERIFY_WITH_TIMEOUT(!library(session).isEmpty(), 60'000);

    const QJsonArray results = library(session);
    QCOMPARE(results.size(), 1);
    const QJsonObject result = results.first().toObject();
    QCOMPARE(result.value(QStringLiteral("title")).toString(), title);
    const QString file = result.value(QStringLiteral("file")).toString();
    QVERIFY(!QImage(file).isNull());
    QVERIFY(QFile::exists(QFileInfo(file).path() + u'/' + QFileInfo(file).completeBaseName()
                          + QStringLiteral(".receipt.json")));

    session.press(QStringLiteral("alt+2"));
    QTRY_VERIFY_WITH_TIMEOUT(coloursOnScreen(session) > 2 * quiet, 20'000);
    QVERIFY(session.quitPeregrine());

    session.startPeregrine();
    QCOMPARE(library(session), results);
    session.press(QStringLiteral("alt+2"));
    QTRY_VERIFY_WITH_TIMEOUT(coloursOnScreen(session) > 2 * quiet, 20'000);
    QVERIFY(session.quitPeregrine());
}

void TestFirstLight::aSecondStartComesToTheFirst()
{
    DesktopSession session;
    session.startPeregrine();
    const auto windows = [&session] {
        return session
            .run(QStringLiteral("xdotool"),
                 {QStringLiteral("search"), QStringLiteral("--onlyvisible"),
                  QStringLiteral("--name"), QStringLiteral("Peregrine")})
            .trimmed()
            .split('\n');
    };
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(session.dataPath(QStringLiteral("cache/catalog"))),
                             20'000);
    const auto before = windows();
    const auto second = session.start(
        QStringLiteral(PEREGRINE_BIN_DIR "/peregrine"),
        {QStringLiteral("--data-dir"), session.dataPath(), QStringLiteral("local/speak")});
    QTRY_COMPARE_WITH_TIMEOUT(second->state(), QProcess::NotRunning, 20'000);
    QCOMPARE(second->exitCode(), 0);
    QCOMPARE(windows(), before);
    // The first one shows what was asked for: its words become speech.
    session.activate();
    session.press(QStringLiteral("ctrl+l"));
    session.press(QStringLiteral("ctrl+a"));
    session.type(QStringLiteral("good morning"));
    session.press(QStringLiteral("ctrl+Return"));
    QTRY_VERIFY_WITH_TIMEOUT(!library(session).isEmpty(), 60'000);
    QCOMPARE(library(session).first().toObject().value(QStringLiteral("endpoint")).toString(),
             QStringLiteral("local/speak"));
    QVERIFY(session.quitPeregrine());
}

QTEST_GUILESS_MAIN(TestFirstLight)
#include "tst_firstlight.moc"
