#pragma once

#include <QImage>
#include <QPoint>
#include <QProcess>
#include <QProcessEnvironment>
#include <QRect>
#include <QStringList>
#include <QTemporaryDir>

#include <memory>

namespace peregrine::test {

/// A display of its own (Xvfb with a window manager) on which the built program is driven by keys
/// and the mouse, as a person would. Programs run with a fresh data folder, without a key and
/// without the environment's settings. A tool that is missing or hangs ends the test.
class DesktopSession
{
public:
    explicit DesktopSession(const QSize &screen = QSize(1280, 900));
    ~DesktopSession();
    DesktopSession(const DesktopSession &) = delete;
    DesktopSession &operator=(const DesktopSession &) = delete;

    /// The programs' data folder.
    [[nodiscard]] QString dataPath(const QString &name = QString()) const;
    /// For the programs that start from now on.
    void setVariable(const QString &name, const QString &value);

    /// Starts a program and goes on.
    [[nodiscard]] std::unique_ptr<QProcess> start(const QString &program,
                                                  const QStringList &arguments);
    /// Runs a tool to its end; its standard output.
    QByteArray run(const QString &program, const QStringList &arguments);
    /// Starts the built program and waits for its window to be in front.
    void startPeregrine(const QStringList &arguments = {});
    /// Whether it ended by Ctrl+Q, well.
    [[nodiscard]] bool quitPeregrine();
    /// The built command line program on the same data folder.
    QByteArray peregrineCli(const QStringList &arguments);

    /// xdotool's names: "ctrl+Return".
    void press(const QString &keys);
    void type(const QString &text);
    /// In pixels of the screen.
    void click(int x, int y);
    void moveMouse(const QPoint &point);
    void pressMouse();
    void releaseMouse();
    /// Brings a window to the front, as a click in a list of windows; by a pattern of its name.
    void activate(const QString &name = QStringLiteral("Peregrine"));
    [[nodiscard]] QRect windowGeometry(const QString &name);
    [[nodiscard]] QImage screenshot();

private:
    static bool waitForEnd(QProcess &process, int milliseconds);

    QTemporaryDir m_data;
    QProcessEnvironment m_environment;
    std::unique_ptr<QProcess> m_display;
    std::unique_ptr<QProcess> m_windowManager;
    std::unique_ptr<QProcess> m_program;
};

} // namespace peregrine::test
