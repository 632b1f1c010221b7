#include "app/desktop/desktopnotifier.h"
#include "app/desktop/launcherentry.h"

#include <QDBusConnection>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

using namespace peregrine;

/// A desktop that shows notifications, as far as the bus is concerned.
class FakeDesktop : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

public:
    struct Shown
    {
        QString title;
        QString text;
        QStringList actions;
        QVariantMap hints;
        uint replaces = 0;
    };

    QList<Shown> shown;
    QList<uint> closed;
    QStringList capabilities{QStringLiteral("body")};

public Q_SLOTS:
    Q_SCRIPTABLE uint Notify(const QString &, uint replaces, const QString &, const QString &title,
                             const QString &text, const QStringList &actions,
                             const QVariantMap &hints, int)
    {
        shown.append({title, text, actions, hints, replaces});
        return replaces > 0 ? replaces : 7;
    }
    Q_SCRIPTABLE QStringList GetCapabilities() { return capabilities; }
    Q_SCRIPTABLE void CloseNotification(uint id) { closed.append(id); }

Q_SIGNALS:
    Q_SCRIPTABLE void ActionInvoked(uint id, const QString &action);
    Q_SCRIPTABLE void ActivationToken(uint id, const QString &token);
};

/// On a bus of its own.
class TestDesktopNotifier : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();

    void showsAndComesBack();
    void soundOfTheDesktopOrOurs();
    void launcherIsTold();
    void withoutADesktop();

private:
    QProcess m_daemon;
    QString m_address;
};

void TestDesktopNotifier::initTestCase()
{
    m_daemon.start(QStringLiteral("dbus-daemon"),
                   {QStringLiteral("--session"), QStringLiteral("--nofork"),
                    QStringLiteral("--print-address")});
    QVERIFY2(m_daemon.waitForReadyRead(), "dbus-daemon is needed: apt-get install dbus");
    m_address = QString::fromUtf8(m_daemon.readLine()).trimmed();
}

void TestDesktopNotifier::cleanupTestCase()
{
    QDBusConnection::disconnectFromBus(QStringLiteral("desktop"));
    QDBusConnection::disconnectFromBus(QStringLiteral("program"));
    m_daemon.kill();
    m_daemon.waitForFinished();
}

void TestDesktopNotifier::showsAndComesBack()
{
    FakeDesktop desktop;
    QDBusConnection theirs = QDBusConnection::connectToBus(m_address, QStringLiteral("desktop"));
    QVERIFY(theirs.registerObject(QStringLiteral("/org/freedesktop/Notifications"), &desktop,
                                  QDBusConnection::ExportScriptableContents));
    QVERIFY(theirs.registerService(QStringLiteral("org.freedesktop.Notifications")));

    DesktopNotifier notifier(QDBusConnection::connectToBus(m_address, QStringLiteral("program")));
    QSignalSpy activated(&notifier, &DesktopNotifier::activated);
    notifier.show({QStringLiteral("12 jobs done"), QStringLiteral("a <b>fox</b> & a hen"),
                   QStringLiteral("/pictures/fox 1.png"), QStringLiteral("Show"),
                   QStringLiteral("job-1")});
    QTRY_COMPARE(desktop.shown.size(), 1);
    QCOMPARE(desktop.shown.first().title, QStringLiteral("12 jobs done"));
    QCOMPARE(desktop.shown.first().text, QStringLiteral("a &lt;b&gt;fox&lt;/b&gt; &amp; a hen"));
    QVERIFY(desktop.shown.first().actions.contains(QStringLiteral("Show")));
    QCOMPARE(desktop.shown.first().hints.value(QStringLiteral("image-path")).toString(),
             QStringLiteral("file:///pictures/fox 1.png"));

    // Another program's notice is none of ours; the next one takes the place of the first.
    Q_EMIT desktop.ActionInvoked(8, QStringLiteral("default"));
    notifier.show(
        {QStringLiteral("1 job done"), {}, {}, QStringLiteral("Show"), QStringLiteral("job-2")});
    QTRY_COMPARE(desktop.shown.size(), 2);
    QCOMPARE(desktop.shown.last().replaces, 7U);
    QVERIFY(activated.isEmpty());
    Q_EMIT desktop.ActivationToken(7, QStringLiteral("token"));
    Q_EMIT desktop.ActionInvoked(7, QStringLiteral("show"));
    QTRY_COMPARE(activated.size(), 1);
    QCOMPARE(activated.first().at(0).toString(), QStringLiteral("job-2"));
    QCOMPARE(activated.first().at(1).toString(), QStringLiteral("token"));

    notifier.withdraw();
    QTRY_COMPARE(desktop.closed, QList<uint>{7});
}

void TestDesktopNotifier::soundOfTheDesktopOrOurs()
{
    for (const bool plays : {false, true}) {
        FakeDesktop desktop;
        if (plays)
            desktop.capabilities.append(QStringLiteral("sound"));
        QDBusConnection theirs =
            QDBusConnection::connectToBus(m_address, QStringLiteral("desktop"));
        theirs.unregisterObject(QStringLiteral("/org/freedesktop/Notifications"));
        QVERIFY(theirs.registerObject(QStringLiteral("/org/freedesktop/Notifications"), &desktop,
                                      QDBusConnection::ExportScriptableContents));
        theirs.registerService(QStringLiteral("org.freedesktop.Notifications"));
        DesktopNotifier notifier(
            QDBusConnection::connectToBus(m_address, QStringLiteral("program")));
        QSignalSpy missing(&notifier, &DesktopNotifier::soundMissing);
        DesktopNotifier::Notice notice{
            QStringLiteral("1 job done"), {}, {}, QStringLiteral("Show"), QStringLiteral("job")};
        notifier.show(notice);
        QTRY_COMPARE(desktop.shown.size(), 1);
        QVERIFY(desktop.shown.last().hints.value(QStringLiteral("suppress-sound")).toBool());
        notice.sound = true;
        for (int times = 1; times <= 2; ++times) {
            notifier.show(notice);
            QTRY_COMPARE(desktop.shown.size(), 1 + times);
            QCOMPARE(desktop.shown.last().hints.value(QStringLiteral("sound-name")).toString(),
                     QStringLiteral("complete"));
            QTRY_COMPARE(missing.size(), plays ? 0 : times);
        }
    }
}

void TestDesktopNotifier::launcherIsTold()
{
    QProcess monitor;
    monitor.start(QStringLiteral("dbus-monitor"),
                  {QStringLiteral("--address"), m_address,
                   QStringLiteral("interface='com.canonical.Unity.LauncherEntry'")});
    QVERIFY(monitor.waitForStarted());
    QByteArray heard;
    const auto hears = [&](const char *words) {
        heard += monitor.readAll();
        return heard.contains(words);
    };
    LauncherEntry entry(QDBusConnection::connectToBus(m_address, QStringLiteral("program")));
    // The monitor takes a moment to listen.
    QTRY_VERIFY((entry.setProgress(3, 9), hears("application://peregrine.desktop")));
    QTRY_VERIFY(hears("0.25"));
    monitor.kill();
    monitor.waitForFinished();
}

void TestDesktopNotifier::withoutADesktop()
{
    DesktopNotifier notifier(QDBusConnection(QStringLiteral("no bus")));
    notifier.show({QStringLiteral("1 job done"), {}, {}, QStringLiteral("Show"), {}});
    notifier.withdraw();
    QCoreApplication::processEvents();
}

QTEST_GUILESS_MAIN(TestDesktopNotifier)
#include "tst_desktopnotifier.moc"
