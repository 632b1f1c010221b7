#pragma once

#include <QFuture>
#include <QTest>

namespace peregrine::test {

/// The result of a future, with the event loop running until it is there. Ends the test program
/// when it does not come.
template <typename T> [[nodiscard]] T await(const QFuture<T> &future, int timeoutMs = 30'000)
{
    if (!QTest::qWaitFor([&future] { return future.isFinished(); }, timeoutMs)
        || future.resultCount() == 0)
        qFatal("a future did not end in time, or without a result");
    return future.result();
}

} // namespace peregrine::test
