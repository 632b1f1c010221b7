#include "core/library/sqlpromptrepository.h"

#include "core/library/sqlhelpers.h"
#include "core/library/store.h"
#include "core/library/timecolumn.h"
#include "core/library/transaction.h"

#include <QCryptographicHash>

namespace peregrine {

namespace {

using Saved = PromptRepository::Saved;
using Found = Expected<QList<RememberedPrompt>, Error>;

/// Texts are too long to be looked up themselves.
QString hashOf(const QString &text)
{
    const QByteArray hash = QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256);
    return QString::fromLatin1(hash.toHex());
}

Saved readKind(const QSqlDatabase &database, PromptKind kind, int limit,
               QList<RememberedPrompt> &found)
{
    auto rows = execute(database,
                        QStringLiteral("SELECT text, endpoint, used_at, uses FROM prompts"
                                       " WHERE kind = ? ORDER BY used_at DESC, id DESC LIMIT ?"),
                        {promptKindName(kind), limit});
    if (!rows)
        return Unexpected{rows.error()};
    while (rows->next())
        found.append({kind, rows->value(0).toString(), rows->value(1).toString(),
                      timeFromColumn(rows->value(2)), rows->value(3).toInt()});
    return Done{};
}

Saved write(QSqlDatabase &database, const RememberedPrompt &prompt, int most)
{
    Transaction transaction(database);
    if (auto begun = transaction.begin(); !begun)
        return begun;
    const QString kind = promptKindName(prompt.kind);
    const QString endpoint = prompt.endpoint.isNull() ? QStringLiteral("") : prompt.endpoint;
    // A new row each time: rows of one millisecond keep the order in which they were sent.
    const auto forgotten =
        execute(database, QStringLiteral("DELETE FROM prompts WHERE kind = ? AND hash = ?"),
                {kind, hashOf(prompt.text)});
    if (!forgotten)
        return Unexpected{forgotten.error()};
    const auto written =
        execute(database,
                QStringLiteral("INSERT INTO prompts (kind, hash, endpoint, used_at, uses, text)"
                               " VALUES (?, ?, ?, ?, ?, ?)"),
                {kind, hashOf(prompt.text), endpoint, timeToColumn(prompt.usedAt), prompt.uses,
                 prompt.text});
    if (!written)
        return Unexpected{written.error()};
    const auto bounded = execute(
        database,
        QStringLiteral("DELETE FROM prompts WHERE id IN (SELECT id FROM prompts WHERE kind = ?"
                       " ORDER BY used_at DESC, id DESC LIMIT -1 OFFSET ?)"),
        {kind, most});
    if (!bounded)
        return Unexpected{bounded.error()};
    return transaction.commit();
}

} // namespace

SqlPromptRepository::SqlPromptRepository(Store &store)
    : m_store(store)
{ }

QFuture<Found> SqlPromptRepository::newest(int limit)
{
    return m_store.run([limit](QSqlDatabase &database) -> Found {
        QList<RememberedPrompt> found;
        for (const PromptKind kind : {PromptKind::Prompt, PromptKind::Negative}) {
            if (auto read = readKind(database, kind, limit, found); !read)
                return Unexpected{read.error()};
        }
        return found;
    });
}

QFuture<Saved> SqlPromptRepository::remember(const RememberedPrompt &prompt, int most)
{
    return m_store.run(
        [prompt, most](QSqlDatabase &database) { return write(database, prompt, most); });
}

QFuture<Saved> SqlPromptRepository::forget(PromptKind kind, const QString &text)
{
    return m_store.run([kind, text](QSqlDatabase &database) -> Saved {
        const auto done =
            execute(database, QStringLiteral("DELETE FROM prompts WHERE kind = ? AND hash = ?"),
                    {promptKindName(kind), hashOf(text)});
        if (!done)
            return Unexpected{done.error()};
        return Done{};
    });
}

} // namespace peregrine
