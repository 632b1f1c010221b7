#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QProcess>
#include <QString>
#include <QStringList>

#include <memory>

namespace peregrine::test {

/// What a run of peregrine-cli left behind.
struct CliResult
{
    /// The exit status; -1 when a signal ended it.
    int status = -1;
    QByteArray out;
    QByteArray err;

    /// The lines of standard output as JSON objects. Fails the running test when a line is no
    /// object, and leaves that line out.
    [[nodiscard]] QList<QJsonObject> lines() const;
    /// The first line with this "event", or an empty object.
    [[nodiscard]] QJsonObject event(const QString &name) const;
    [[nodiscard]] QStringList eventNames() const;
};

/// The real peregrine-cli, in an environment of its own: no key, no proxy, no folder of the user's.
/// Waits with the event loop running, so that servers in the test's thread can answer.
class CliProcess
{
public:
    /// All it keeps goes below this folder.
    explicit CliProcess(const QString &folder);

    void setVariable(const QString &name, const QString &value);
    [[nodiscard]] CliResult run(const QStringList &arguments, const QByteArray &input = {}) const;
    /// Runs until it ends by itself, is told to, or the process is deleted.
    [[nodiscard]] std::unique_ptr<QProcess> start(const QStringList &arguments) const;
    /// What it left, once it has ended; ends the test program when it does not.
    [[nodiscard]] static CliResult resultOf(QProcess &process);
    /// As Ctrl+C does.
    static void interrupt(const QProcess &process);

private:
    QProcessEnvironment m_environment;
};

} // namespace peregrine::test
