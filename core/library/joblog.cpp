#include "core/library/joblog.h"

#include "core/library/logchunk.h"
#include "core/library/sqlhelpers.h"

#include <QCoreApplication>

#include <utility>

namespace peregrine {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::JobLog)
};

struct Stored
{
    qint64 id = 0;
    qint64 lines = 0;
    qint64 bytes = 0;
    qint64 dropped = 0;
};

qint64 sizeOf(const QList<LogLine> &lines)
{
    qint64 bytes = 0;
    for (const LogLine &line : lines)
        bytes += logchunk::bytesOf(line);
    return bytes;
}

LogLine note(const QString &words, LogLine::Level level)
{
    return {{}, level, words};
}

} // namespace

JobLog::JobLog(QSqlDatabase database, JobId job)
    : m_database(std::move(database))
    , m_job(job.toString())
{ }

Expected<JobLog::Tail, Error> JobLog::tail() const
{
    auto query = execute(m_database,
                         QStringLiteral("SELECT id, lines, bytes, data FROM log_chunks"
                                        " WHERE job = ? ORDER BY id DESC LIMIT 1"),
                         {m_job});
    if (!query)
        return Unexpected{query.error()};
    if (!query->next())
        return Tail{};
    const bool full = query->value(1).toInt() >= logchunk::maxLines
        || query->value(2).toLongLong() >= logchunk::maxBytes;
    if (full)
        return Tail{};
    auto lines = logchunk::unpacked(query->value(3).toByteArray());
    // A damaged one is left as it is; what comes now begins another.
    return lines ? Tail{query->value(0).toLongLong(), *lines} : Tail{};
}

Expected<Done, Error> JobLog::write(qint64 id, const QList<LogLine> &lines)
{
    const QVariantList values{lines.size(), sizeOf(lines), logchunk::packed(lines)};
    auto written = id > 0
        ? execute(m_database,
                  QStringLiteral("UPDATE log_chunks SET lines = ?, bytes = ?, data = ?"
                                 " WHERE id = ?"),
                  values + QVariantList{id})
        : execute(m_database,
                  QStringLiteral("INSERT INTO log_chunks (lines, bytes, data, job)"
                                 " VALUES (?, ?, ?, ?)"),
                  values + QVariantList{m_job});
    if (!written)
        return Unexpected{written.error()};
    return Done{};
}

Expected<Done, Error> JobLog::append(const QList<LogLine> &lines)
{
    if (lines.isEmpty())
        return Done{};
    auto open = tail();
    if (!open)
        return Unexpected{open.error()};
    qint64 bytes = sizeOf(open->lines);
    for (const LogLine &line : lines) {
        const LogLine kept = logchunk::kept(line);
        if (open->lines.size() >= logchunk::maxLines || bytes >= logchunk::maxBytes) {
            if (auto written = write(open->id, open->lines); !written)
                return written;
            open = Tail{};
            bytes = 0;
        }
        open->lines.append(kept);
        bytes += logchunk::bytesOf(kept);
    }
    if (auto written = write(open->id, open->lines); !written)
        return written;
    return trim();
}

Expected<Done, Error> JobLog::trim()
{
    auto query = execute(m_database,
                         QStringLiteral("SELECT id, lines, bytes, dropped FROM log_chunks"
                                        " WHERE job = ? ORDER BY id"),
                         {m_job});
    if (!query)
        return Unexpected{query.error()};
    QList<Stored> chunks;
    qint64 lines = 0;
    qint64 bytes = 0;
    while (query->next()) {
        chunks.append({query->value(0).toLongLong(), query->value(1).toLongLong(),
                       query->value(2).toLongLong(), query->value(3).toLongLong()});
        lines += chunks.constLast().lines;
        bytes += chunks.constLast().bytes;
    }
    qint64 dropped = 0;
    qsizetype next = 1;
    while ((lines > maxLines || bytes > maxBytes) && next + 1 < chunks.size()) {
        const Stored &middle = chunks.at(next);
        auto gone =
            execute(m_database, QStringLiteral("DELETE FROM log_chunks WHERE id = ?"), {middle.id});
        if (!gone)
            return Unexpected{gone.error()};
        dropped += middle.lines + middle.dropped;
        lines -= middle.lines;
        bytes -= middle.bytes;
        ++next;
    }
    if (dropped == 0)
        return Done{};
    auto noted =
        execute(m_database, QStringLiteral("UPDATE log_chunks SET dropped = ? WHERE id = ?"),
                {dropped + chunks.at(next).dropped, chunks.at(next).id});
    if (!noted)
        return Unexpected{noted.error()};
    return Done{};
}

Expected<QList<LogLine>, Error> JobLog::read() const
{
    auto query = execute(
        m_database,
        QStringLiteral("SELECT lines, dropped, data FROM log_chunks WHERE job = ? ORDER BY id"),
        {m_job});
    if (!query)
        return Unexpected{query.error()};
    QList<LogLine> all;
    while (query->next()) {
        if (const int dropped = query->value(1).toInt(); dropped > 0) {
            all.append(note(Text::tr("%n line(s) are left out here: of a long log the beginning "
                                     "and the newest lines are kept.",
                                     nullptr, dropped),
                            LogLine::Level::Warning));
        }
        const auto lines = logchunk::unpacked(query->value(2).toByteArray());
        if (lines)
            all.append(*lines);
        else
            all.append(note(lines.error().message, LogLine::Level::Error));
    }
    return all;
}

} // namespace peregrine
