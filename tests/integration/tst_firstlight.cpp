#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

/// The program as it is shipped, under Xvfb with a window manager: keys in, pixels and files out.
class TestFirstLight : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void promptBecomesAPictureThatStays();

private:
    std::unique_ptr<QProcess> start(const QString &program, const QStringList &arguments);
    static bool finish(QProcess &process, int milliseconds = 30'000);
    /// Runs a tool to its end; its standard output.
    QByteArray run(const QString &program, const QStringList &arguments);
    void startProgram();
    void quitProgram();
    void press(const QString &keys);
    [[nodiscard]] QJsonArray library();
    /// How many clearly different colours the window's middle shows.
    [[nodiscard]] qsizetype coloursOnScreen();

    QTemporaryDir m_data;
    QProcessEnvironment m_environment;
    std::unique_ptr<QProcess> m_display;
    std::unique_ptr<QProcess> m_windowManager;
    std::unique_ptr<QProcess> m_program;
};

std::unique_ptr<QProcess> TestFirstLight::start(const QString &program,
                                                const QStringList &arguments)
{
    auto process = std::make_unique<QProcess>();
    process->setProcessEnvironment(m_environment);
    process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process->start(program, arguments);
    if (!QTest::qWaitFor([&] { return process->state() != QProcess::Starting; })
        || process->state() != QProcess::Running)
        qFatal("%s does not start", qPrintable(program));
    return process;
}

bool TestFirstLight::finish(QProcess &process, int milliseconds)
{
    return QTest::qWaitFor([&process] { return process.state() == QProcess::NotRunning; },
                           milliseconds);
}

QByteArray TestFirstLight::run(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.setProcessEnvironment(m_environment);
    process.start(program, arguments);
    if (!finish(process))
        qFatal("%s does not end", qPrintable(program));
    return process.readAllStandardOutput();
}

void TestFirstLight::initTestCase()
{
    m_environment = QProcessEnvironment::systemEnvironment();
    for (const char *name :
         {"FAL_KEY", "FAL_KEY_ID", "FAL_KEY_SECRET", "WAYLAND_DISPLAY", "PEREGRINE_DATA_DIR"})
        m_environment.remove(QLatin1String(name));
    m_environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb"));
    m_environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), m_data.path());
    // In sanitizer builds: the tracer of leaks crashes at times when it stops the display's threads
    // at the end of a program. tst_mainwindow looks for leaks in the same window.
    m_environment.insert(QStringLiteral("ASAN_OPTIONS"), QStringLiteral("detect_leaks=0"));

    m_display = start(QStringLiteral("Xvfb"),
                      {QStringLiteral("-displayfd"), QStringLiteral("1"), QStringLiteral("-screen"),
                       QStringLiteral("0"), QStringLiteral("1280x900x24"),
                       QStringLiteral("-nolisten"), QStringLiteral("tcp")});
    QTRY_VERIFY(m_display->canReadLine());
    m_environment.insert(QStringLiteral("DISPLAY"),
                         u':' + QString::fromLatin1(m_display->readLine().trimmed()));
    m_windowManager = start(QStringLiteral("openbox"), {});
}

void TestFirstLight::cleanupTestCase()
{
    for (const auto &process : {m_program.get(), m_windowManager.get(), m_display.get()}) {
        if (!process)
            continue;
        process->terminate();
        if (!finish(*process, 5000))
            process->kill();
        finish(*process, 5000);
    }
}

void TestFirstLight::startProgram()
{
    m_program = start(QStringLiteral(PEREGRINE_BIN_DIR "/peregrine"),
                      {QStringLiteral("--data-dir"), m_data.path()});
    run(QStringLiteral("xdotool"),
        {QStringLiteral("search"), QStringLiteral("--sync"), QStringLiteral("--onlyvisible"),
         QStringLiteral("--name"), QStringLiteral("Peregrine"), QStringLiteral("windowactivate"),
         QStringLiteral("--sync")});
}

void TestFirstLight::quitProgram()
{
    press(QStringLiteral("ctrl+q"));
    QVERIFY(finish(*m_program));
    QCOMPARE(m_program->exitStatus(), QProcess::NormalExit);
    QCOMPARE(m_program->exitCode(), 0);
}

void TestFirstLight::press(const QString &keys)
{
    run(QStringLiteral("xdotool"),
        {QStringLiteral("key"), QStringLiteral("--clearmodifiers"), keys});
}

QJsonArray TestFirstLight::library()
{
    const QByteArray json =
        run(QStringLiteral(PEREGRINE_BIN_DIR "/peregrine-cli"),
            {QStringLiteral("library"), QStringLiteral("list"), QStringLiteral("--json"),
             QStringLiteral("--data-dir"), m_data.path()});
    return QJsonDocument::fromJson(json).array();
}

qsizetype TestFirstLight::coloursOnScreen()
{
    const QString file = m_data.filePath(QStringLiteral("screen.png"));
    run(QStringLiteral("import"), {QStringLiteral("-window"), QStringLiteral("root"), file});
    const QImage screen = QImage(file).convertToFormat(QImage::Format_RGB32);
    QSet<QRgb> colours;
    for (int y = 150; y < screen.height() - 150; y += 2) {
        for (int x = 20; x < screen.width() - 320; x += 2)
            colours.insert(screen.pixel(x, y) & 0xf0f0f0U);
    }
    return colours.size();
}

void TestFirstLight::promptBecomesAPictureThatStays()
{
    startProgram();
    press(QStringLiteral("alt+2"));
    qsizetype quiet = 0;
    // An empty gallery is a few greys; wait until it is drawn.
    QTRY_VERIFY_WITH_TIMEOUT((quiet = coloursOnScreen()) > 1, 20'000);
    QVERIFY2(quiet < 60, qPrintable(QString::number(quiet)));
    press(QStringLiteral("alt+1"));

    // The form is there when its model's document has been cached.
    const QString title = QStringLiteral("a teal sailing boat at sunset");
    const auto tryToSend = [&] {
        press(QStringLiteral("ctrl+l"));
        press(QStringLiteral("ctrl+a"));
        run(QStringLiteral("xdotool"),
            {QStringLiteral("type"), QStringLiteral("--delay"), QStringLiteral("5"), title});
        press(QStringLiteral("ctrl+Return"));
    };
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(m_data.filePath(QStringLiteral("cache/catalog"))),
                             20'000);
    tryToSend();
    QTRY_VERIFY_WITH_TIMEOUT(!library().isEmpty(), 60'000);

    const QJsonArray results = library();
    QCOMPARE(results.size(), 1);
    const QJsonObject result = results.first().toObject();
    QCOMPARE(result.value(QStringLiteral("title")).toString(), title);
    const QString file = result.value(QStringLiteral("file")).toString();
    QVERIFY(!QImage(file).isNull());
    QVERIFY(QFile::exists(QFileInfo(file).path() + u'/' + QFileInfo(file).completeBaseName()
                          + QStringLiteral(".receipt.json")));

    press(QStringLiteral("alt+2"));
    QTRY_VERIFY_WITH_TIMEOUT(coloursOnScreen() > 2 * quiet, 20'000);
    quitProgram();

    startProgram();
    QCOMPARE(library(), results);
    press(QStringLiteral("alt+2"));
    QTRY_VERIFY_WITH_TIMEOUT(coloursOnScreen() > 2 * quiet, 20'000);
    quitProgram();
}

QTEST_GUILESS_MAIN(TestFirstLight)
#include "tst_firstlight.moc"
