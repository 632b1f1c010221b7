#pragma once

#include <QProcess>
#include <QProcessEnvironment>
#include <QString>

namespace peregrine::test {

/// A D-Bus session of its own with GNOME Keyring unlocked in it, all below one folder. Nothing of
/// the user's is touched. Ends with this object.
class KeyringSession
{
public:
    /// False where the programs for it are not installed.
    [[nodiscard]] static bool isPossible();

    /// Waits until the key store answers; ends the test program when it does not.
    explicit KeyringSession(const QString &folder);
    KeyringSession(const KeyringSession &) = delete;
    KeyringSession &operator=(const KeyringSession &) = delete;
    ~KeyringSession();

    /// What a program needs to find it.
    [[nodiscard]] const QProcessEnvironment &environment() const { return m_environment; }
    /// Where the keyring keeps its own files: encrypted, and not ours.
    [[nodiscard]] QString home() const { return m_folder + QStringLiteral("/keyring"); }
    /// The key store goes; the bus stays.
    void stopKeyring();

private:
    void startBus();
    void startKeyring();
    [[nodiscard]] bool answers() const;

    QString m_folder;
    QProcessEnvironment m_environment;
    QProcess m_bus;
    QProcess m_keyring;
};

} // namespace peregrine::test
