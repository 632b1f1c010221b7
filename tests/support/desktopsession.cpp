#include "tests/support/desktopsession.h"

#include <QDir>
#include <QHash>
#include <QTest>

namespace peregrine::test {

namespace {

constexpr int patienceMs = 30'000;

} // namespace

DesktopSession::DesktopSession(const QSize &screen)
    : m_environment(QProcessEnvironment::systemEnvironment())
{
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
                       QStringLiteral("0"),
                       QStringLiteral("%1x%2x24").arg(screen.width()).arg(screen.height()),
                       QStringLiteral("-nolisten"), QStringLiteral("tcp")});
    if (!QTest::qWaitFor([this] { return m_display->canReadLine(); }, patienceMs))
        qFatal("Xvfb does not say its display");
    m_environment.insert(QStringLiteral("DISPLAY"),
                         u':' + QString::fromLatin1(m_display->readLine().trimmed()));
    m_windowManager = start(QStringLiteral("openbox"), {});
}

DesktopSession::~DesktopSession()
{
    for (QProcess *process : {m_program.get(), m_windowManager.get(), m_display.get()}) {
        if (!process)
            continue;
        process->terminate();
        if (!waitForEnd(*process, 5000))
            process->kill();
        waitForEnd(*process, 5000);
    }
}

QString DesktopSession::dataPath(const QString &name) const
{
    return name.isEmpty() ? m_data.path() : m_data.filePath(name);
}

void DesktopSession::setVariable(const QString &name, const QString &value)
{
    m_environment.insert(name, value);
}

std::unique_ptr<QProcess> DesktopSession::start(const QString &program,
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

QByteArray DesktopSession::run(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.setProcessEnvironment(m_environment);
    process.start(program, arguments);
    if (!waitForEnd(process, patienceMs))
        qFatal("%s does not end", qPrintable(program));
    return process.readAllStandardOutput();
}

void DesktopSession::startPeregrine(const QStringList &arguments)
{
    m_program = start(QStringLiteral(PEREGRINE_BIN_DIR "/peregrine"),
                      QStringList{QStringLiteral("--data-dir"), QDir(m_data.path()).absolutePath()}
                          + arguments);
    activate();
}

bool DesktopSession::quitPeregrine()
{
    press(QStringLiteral("ctrl+q"));
    return waitForEnd(*m_program, patienceMs) && m_program->exitStatus() == QProcess::NormalExit
        && m_program->exitCode() == 0;
}

QByteArray DesktopSession::peregrineCli(const QStringList &arguments)
{
    return run(QStringLiteral(PEREGRINE_BIN_DIR "/peregrine-cli"),
               arguments + QStringList{QStringLiteral("--data-dir"), m_data.path()});
}

void DesktopSession::press(const QString &keys)
{
    run(QStringLiteral("xdotool"),
        {QStringLiteral("key"), QStringLiteral("--clearmodifiers"), keys});
}

void DesktopSession::type(const QString &text)
{
    run(QStringLiteral("xdotool"),
        {QStringLiteral("type"), QStringLiteral("--delay"), QStringLiteral("5"), text});
}

void DesktopSession::click(int x, int y)
{
    run(QStringLiteral("xdotool"),
        {QStringLiteral("mousemove"), QString::number(x), QString::number(y),
         QStringLiteral("click"), QStringLiteral("1")});
}

void DesktopSession::moveMouse(const QPoint &point)
{
    run(QStringLiteral("xdotool"),
        {QStringLiteral("mousemove"), QString::number(point.x()), QString::number(point.y())});
}

void DesktopSession::pressMouse()
{
    run(QStringLiteral("xdotool"), {QStringLiteral("mousedown"), QStringLiteral("1")});
}

void DesktopSession::releaseMouse()
{
    run(QStringLiteral("xdotool"), {QStringLiteral("mouseup"), QStringLiteral("1")});
}

void DesktopSession::activate(const QString &name)
{
    run(QStringLiteral("xdotool"),
        {QStringLiteral("search"), QStringLiteral("--sync"), QStringLiteral("--onlyvisible"),
         QStringLiteral("--name"), name, QStringLiteral("windowactivate"),
         QStringLiteral("--sync")});
}

QRect DesktopSession::windowGeometry(const QString &name)
{
    const QByteArray lines = run(QStringLiteral("xdotool"),
                                 {QStringLiteral("search"), QStringLiteral("--sync"),
                                  QStringLiteral("--onlyvisible"), QStringLiteral("--name"), name,
                                  QStringLiteral("getwindowgeometry"), QStringLiteral("--shell")});
    QHash<QByteArray, int> values;
    for (const QByteArray &line : lines.split('\n')) {
        const auto equals = line.indexOf('=');
        values.insert(line.left(equals), line.mid(equals + 1).toInt());
    }
    return {values.value("X"), values.value("Y"), values.value("WIDTH"), values.value("HEIGHT")};
}

QImage DesktopSession::screenshot()
{
    const QString file = m_data.filePath(QStringLiteral("screen.png"));
    run(QStringLiteral("import"), {QStringLiteral("-window"), QStringLiteral("root"), file});
    return QImage(file);
}

bool DesktopSession::waitForEnd(QProcess &process, int milliseconds)
{
    return QTest::qWaitFor([&process] { return process.state() == QProcess::NotRunning; },
                           milliseconds);
}

} // namespace peregrine::test
