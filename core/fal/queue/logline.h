#pragma once

#include <QDateTime>
#include <QMetaType>
#include <QString>

namespace peregrine {

/// One line of a request's log, from any of the shapes fal uses.
struct LogLine
{
    enum class Level { Debug, Info, Warning, Error, Stdout, Stderr };

    /// UTC. Invalid when the server gave none.
    QDateTime time;
    Level level = Level::Info;
    QString message;

    friend bool operator==(const LogLine &, const LogLine &) = default;
};

/// "debug", "info", "warn", "error", "stdout", "stderr"
[[nodiscard]] QString logLevelName(LogLine::Level level);
/// By any spelling fal uses ("WARN", "warning", "STDERR"); Info when unknown.
[[nodiscard]] LogLine::Level logLevelFromName(const QString &name);

} // namespace peregrine

Q_DECLARE_METATYPE(peregrine::LogLine)
