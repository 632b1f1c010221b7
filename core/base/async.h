#pragma once

#include <QFuture>
#include <QFutureWatcher>
#include <QPromise>

#include <utility>

namespace peregrine {

/// Calls f(result) in context's thread when the future is done; not at all when the context died
/// first or the future was cancelled. QFuture::then(context, ...) asserts in Qt 6.4 when the
/// context dies first, a child watcher does not.
template <typename T, typename F> void whenDone(QObject *context, const QFuture<T> &future, F f)
{
    auto *watcher = new QFutureWatcher<T>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context,
                     [watcher, f = std::move(f)]() mutable {
                         watcher->deleteLater();
                         if (!watcher->isCanceled() && watcher->future().resultCount() > 0)
                             f(watcher->result());
                     });
    watcher->setFuture(future);
}

/// A future that is already done.
template <typename T> [[nodiscard]] QFuture<T> readyFuture(T value)
{
    QPromise<T> promise;
    promise.start();
    promise.addResult(std::move(value));
    promise.finish();
    return promise.future();
}

} // namespace peregrine
