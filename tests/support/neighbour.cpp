#include "tests/support/neighbour.h"

#include "tests/support/desktopsession.h"

#include <QTest>

namespace peregrine::test {

namespace {

constexpr int patienceMs = 20'000;
const QString windowName = QStringLiteral("^Neighbour$");

} // namespace

Neighbour::Neighbour(DesktopSession &session, const QStringList &arguments)
    : m_session(session)
    , m_process(session.start(QStringLiteral(PEREGRINE_NEIGHBOUR), arguments))
{
    expect(QStringLiteral("ready"));
}

Neighbour::~Neighbour()
{
    m_process->terminate();
    if (!QTest::qWaitFor([this] { return m_process->state() == QProcess::NotRunning; }))
        m_process->kill();
}

void Neighbour::copy()
{
    m_session.activate(windowName);
    m_session.press(QStringLiteral("ctrl+c"));
    expect(QStringLiteral("copied"));
}

void Neighbour::grab()
{
    const QPoint middle = m_session.windowGeometry(windowName).center();
    moveMouse(middle);
    m_session.pressMouse();
    // A few pixels, as a hand does it; the first may be too few for a drag.
    for (int step = 1; step <= 20; ++step)
        moveMouse(middle - QPoint(step, 0));
    expect(QStringLiteral("dragging"));
}

void Neighbour::dragTo(const QPoint &point)
{
    moveMouse(point);
}

QString Neighbour::acceptedAction()
{
    // The answer to a place comes with the mouse's next move. A hand is never quite still.
    const QPoint place = m_mouse;
    (void)QTest::qWaitFor(
        [&] {
            moveMouse(m_mouse == place ? place + QPoint(1, 0) : place);
            read();
            return !m_accepted.isEmpty();
        },
        5000);
    return m_accepted;
}

QString Neighbour::drop()
{
    m_session.releaseMouse();
    return waitForEndOfDrag();
}

QString Neighbour::cancel()
{
    // Not press(): that lets go of the mouse.
    m_session.run(QStringLiteral("xdotool"), {QStringLiteral("key"), QStringLiteral("Escape")});
    const QString end = waitForEndOfDrag();
    m_session.releaseMouse();
    return end;
}

void Neighbour::moveMouse(const QPoint &point)
{
    m_mouse = point;
    m_session.moveMouse(point);
}

void Neighbour::expect(const QString &line)
{
    const bool said = QTest::qWaitFor(
        [&] {
            read();
            return m_said.contains(line);
        },
        patienceMs);
    if (!said)
        qFatal("The neighbour does not say \"%s\"", qPrintable(line));
    m_said.removeAll(line);
}

QString Neighbour::waitForEndOfDrag()
{
    const QString prefix = QStringLiteral("dropped ");
    QString end;
    const bool said = QTest::qWaitFor(
        [&] {
            read();
            for (const QString &line : std::as_const(m_said)) {
                if (line.startsWith(prefix))
                    end = line.mid(prefix.size());
                else if (line == QLatin1String("cancelled"))
                    end = line;
            }
            return !end.isEmpty();
        },
        patienceMs);
    if (!said)
        qFatal("The neighbour's drag does not end");
    m_said.clear();
    m_accepted.clear();
    return end;
}

void Neighbour::read()
{
    const QString accepted = QStringLiteral("accepted ");
    while (m_process->canReadLine()) {
        const QString line = QString::fromUtf8(m_process->readLine().trimmed());
        if (line.startsWith(accepted))
            m_accepted = line.mid(accepted.size());
        else if (line == QLatin1String("refused"))
            m_accepted.clear();
        else
            m_said.append(line);
    }
}

} // namespace peregrine::test
