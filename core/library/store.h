#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/library/librarynews.h"
#include "core/library/resultsfolder.h"

#include <QCoreApplication>
#include <QFuture>
#include <QPromise>
#include <QSqlDatabase>
#include <QString>
#include <QThreadPool>

#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace peregrine {

/// The library's database: one SQLite file, one connection, one thread that owns it. Work is handed
/// in from any thread, is done in the order it came, and comes back through futures. Another
/// process (peregrine-cli) may have the same file open. The destructor finishes what was handed in.
class Store
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::Store)

public:
    /// Nothing is touched before open(). Paths of results inside resultsFolder are kept relative.
    explicit Store(QString databasePath, QString resultsFolder = {});
    Store(const Store &) = delete;
    Store &operator=(const Store &) = delete;
    ~Store();

    /// Opens the file, or makes it, and brings its schema up to date. A Storage error says in words
    /// for people what is wrong (folder not writable, disk full, file damaged, not a library, from
    /// a newer program) and the way out; then no byte of the file has changed. May be called again
    /// after an error.
    QFuture<Expected<Done, Error>> open();

    /// Calls f(QSqlDatabase &) on the store's thread; f returns an Expected<T, Error>. When the
    /// store is not open, f is not called and the result is the reason. When the future was
    /// cancelled before its turn, as for a search while somebody goes on typing, f is not called.
    template <typename F> auto run(F f) -> QFuture<std::invoke_result_t<F &, QSqlDatabase &>>
    {
        using Result = std::invoke_result_t<F &, QSqlDatabase &>;
        return onThread<Result>([this, f = std::move(f)]() mutable -> Result {
            if (m_closedBecause)
                return Unexpected{*m_closedBecause};
            QSqlDatabase database = QSqlDatabase::database(m_connection, false);
            return f(database);
        });
    }

    [[nodiscard]] const QString &databasePath() const { return m_path; }
    /// Only for functions that run() calls.
    [[nodiscard]] const ResultsFolder &results() const { return m_results; }
    /// Of all repositories on this store.
    [[nodiscard]] LibraryNews &news() { return m_news; }
    /// Results lie in another folder from now on. Files stay where they are: rows of the old folder
    /// are rewritten so that they are still found.
    QFuture<Expected<Done, Error>> setResultsFolder(const QString &folder);

private:
    /// Not QtConcurrent::run: who waits for its future takes a task that has not begun out of the
    /// pool and runs it in his own thread, where the connection must not be used.
    template <typename Result, typename F> QFuture<Result> onThread(F f)
    {
        auto promise = std::make_shared<QPromise<Result>>();
        promise->start();
        m_thread.start([promise, f = std::move(f)]() mutable {
            if (!promise->isCanceled())
                promise->addResult(f());
            promise->finish();
        });
        return promise->future();
    }

    // All on the store's thread.
    [[nodiscard]] Expected<Done, Error> openNow();
    [[nodiscard]] Expected<Done, Error> connectTo();
    void close();

    const QString m_path;
    const QString m_connection;
    ResultsFolder m_results;
    std::optional<Error> m_closedBecause;
    LibraryNews m_news;
    QThreadPool m_thread;
};

} // namespace peregrine
