#pragma once

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/fal/queue/logline.h"

#include <QList>
#include <QSqlDatabase>

namespace peregrine {

/// The log of one job in the library: compressed chunks, bounded. When it grows past the bounds its
/// middle goes: how it began and what came last stay. All calls on the store's thread.
class JobLog
{
public:
    static constexpr int maxLines = 50'000;
    /// Of text, before it is compressed.
    static constexpr qint64 maxBytes = 4 * 1024 * 1024;

    JobLog(QSqlDatabase database, JobId job);

    /// In the caller's transaction.
    [[nodiscard]] Expected<Done, Error> append(const QList<LogLine> &lines);
    /// Where lines were left out, one line says how many; where a chunk cannot be read, one says
    /// that.
    [[nodiscard]] Expected<QList<LogLine>, Error> read() const;

private:
    struct Tail
    {
        qint64 id = 0;
        QList<LogLine> lines;
    };

    /// The last chunk when there is room in it; else none.
    [[nodiscard]] Expected<Tail, Error> tail() const;
    [[nodiscard]] Expected<Done, Error> write(qint64 id, const QList<LogLine> &lines);
    [[nodiscard]] Expected<Done, Error> trim();

    QSqlDatabase m_database;
    QString m_job;
};

} // namespace peregrine
