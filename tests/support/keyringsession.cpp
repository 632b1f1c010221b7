#include "tests/support/keyringsession.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QTest>

namespace peregrine::test {

namespace {

constexpr int longestStartMs = 20'000;

QString program(const char *name)
{
    return QStandardPaths::findExecutable(QString::fromLatin1(name));
}

} // namespace

bool KeyringSession::isPossible()
{
    return !program("dbus-daemon").isEmpty() && !program("dbus-send").isEmpty()
        && !program("gnome-keyring-daemon").isEmpty();
}

KeyringSession::KeyringSession(const QString &folder)
    : m_folder(folder)
    , m_environment(QProcessEnvironment::systemEnvironment())
{
    const QString runtime = m_folder + QStringLiteral("/run");
    if (!QDir().mkpath(home()) || !QDir().mkpath(runtime))
        qFatal("no folder for the keyring");
    QFile::setPermissions(runtime, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    for (const char *name : {"DISPLAY", "WAYLAND_DISPLAY", "XDG_DATA_HOME", "XDG_CONFIG_HOME",
                             "XDG_CACHE_HOME", "XDG_CURRENT_DESKTOP"})
        m_environment.remove(QString::fromLatin1(name));
    m_environment.insert(QStringLiteral("HOME"), home());
    m_environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), runtime);
    startBus();
    startKeyring();
}

KeyringSession::~KeyringSession()
{
    stopKeyring();
    m_bus.terminate();
    m_bus.waitForFinished();
}

void KeyringSession::startBus()
{
    m_bus.setProcessEnvironment(m_environment);
    m_bus.start(program("dbus-daemon"),
                {QStringLiteral("--session"), QStringLiteral("--nofork"),
                 QStringLiteral("--nopidfile"), QStringLiteral("--print-address=1")});
    QByteArray address;
    while (!address.contains('\n')) {
        if (!m_bus.waitForReadyRead(longestStartMs))
            qFatal("dbus-daemon did not start");
        address += m_bus.readAllStandardOutput();
    }
    m_environment.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"),
                         QString::fromLatin1(address.trimmed()));
}

void KeyringSession::startKeyring()
{
    m_keyring.setProcessEnvironment(m_environment);
    m_keyring.start(program("gnome-keyring-daemon"),
                    {QStringLiteral("--unlock"), QStringLiteral("--components=secrets"),
                     QStringLiteral("--foreground")});
    m_keyring.write("password of the test's keyring");
    m_keyring.closeWriteChannel();
    if (!QTest::qWaitFor([this] { return answers(); }, longestStartMs))
        qFatal("gnome-keyring-daemon did not start: %s",
               m_keyring.readAllStandardError().constData());
}

bool KeyringSession::answers() const
{
    QProcess send;
    send.setProcessEnvironment(m_environment);
    send.start(program("dbus-send"),
               {QStringLiteral("--session"), QStringLiteral("--print-reply"),
                QStringLiteral("--dest=org.freedesktop.DBus"), QStringLiteral("/"),
                QStringLiteral("org.freedesktop.DBus.NameHasOwner"),
                QStringLiteral("string:org.freedesktop.secrets")});
    return send.waitForFinished() && send.readAllStandardOutput().contains("boolean true");
}

void KeyringSession::stopKeyring()
{
    m_keyring.terminate();
    m_keyring.waitForFinished();
}

} // namespace peregrine::test
