#include "core/fal/queue/logline.h"

namespace peregrine {

QString logLevelName(LogLine::Level level)
{
    switch (level) {
    case LogLine::Level::Debug:
        return QStringLiteral("debug");
    case LogLine::Level::Info:
        return QStringLiteral("info");
    case LogLine::Level::Warning:
        return QStringLiteral("warn");
    case LogLine::Level::Error:
        return QStringLiteral("error");
    case LogLine::Level::Stdout:
        return QStringLiteral("stdout");
    case LogLine::Level::Stderr:
        return QStringLiteral("stderr");
    }
    return QStringLiteral("info");
}

LogLine::Level logLevelFromName(const QString &name)
{
    const QString lower = name.toLower();
    if (lower == QLatin1String("debug") || lower == QLatin1String("trace"))
        return LogLine::Level::Debug;
    if (lower.startsWith(QLatin1String("warn")))
        return LogLine::Level::Warning;
    if (lower == QLatin1String("error") || lower == QLatin1String("critical")
        || lower == QLatin1String("fatal"))
        return LogLine::Level::Error;
    if (lower == QLatin1String("stdout"))
        return LogLine::Level::Stdout;
    if (lower == QLatin1String("stderr"))
        return LogLine::Level::Stderr;
    return LogLine::Level::Info;
}

} // namespace peregrine
