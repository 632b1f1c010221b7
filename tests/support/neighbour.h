#pragma once

#include <QPoint>
#include <QProcess>
#include <QStringList>

#include <memory>

namespace peregrine::test {

class DesktopSession;

/// Another program on the same desktop: its window's contents are dragged by the mouse and copied
/// by Ctrl+C, as a file manager's or a browser's. What does not come in time ends the test.
class Neighbour
{
public:
    /// Starts it and waits for its window. The arguments say what it holds: --url, --text, --html,
    /// --picture FILE, --format TYPE=DATA; --move: it asks that drags move.
    Neighbour(DesktopSession &session, const QStringList &arguments);
    ~Neighbour();
    Neighbour(const Neighbour &) = delete;
    Neighbour &operator=(const Neighbour &) = delete;

    /// Puts its contents on the clipboard.
    void copy();

    /// Begins a drag; the mouse holds it from now on.
    void grab();
    /// Moves the mouse there at once, in pixels of the screen.
    void dragTo(const QPoint &point);
    /// Waits for what lies under the mouse to accept the drag: "copy", "move", "link"; empty when
    /// it does not.
    [[nodiscard]] QString acceptedAction();
    /// Lets go; what became of it: "copy", "move", "link", "cancelled". The data are fetched from
    /// it afterwards: it has to stay until they are there.
    [[nodiscard]] QString drop();
    /// Ends the drag with the Escape key.
    [[nodiscard]] QString cancel();

private:
    void moveMouse(const QPoint &point);
    void expect(const QString &line);
    [[nodiscard]] QString waitForEndOfDrag();
    void read();

    DesktopSession &m_session;
    std::unique_ptr<QProcess> m_process;
    /// What it said and nobody has waited for.
    QStringList m_said;
    QString m_accepted;
    QPoint m_mouse;
};

} // namespace peregrine::test
