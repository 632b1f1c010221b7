#pragma once

#include "tests/faults/faultbench.h"

#include <QElapsedTimer>

namespace peregrine::test {

/// One row under way.
class FaultRun : public QObject
{
    Q_OBJECT

public:
    explicit FaultRun(const FaultCase &row);
    ~FaultRun() override;

    [[nodiscard]] bool isOver() const { return m_isOver; }
    [[nodiscard]] qint64 elapsed() const { return m_timer.elapsed(); }
    /// What is wrong with the end; empty when nothing.
    [[nodiscard]] QString fault() const;

Q_SIGNALS:
    void over();

private:
    [[nodiscard]] QString faultOfKind() const;
    [[nodiscard]] QString faultOfRequests() const;

    const FaultCase m_row;
    ScriptedServer m_server;
    std::unique_ptr<FalClient> m_client;
    QElapsedTimer m_timer;
    Error m_error;
    int m_succeeded = 0;
    int m_failed = 0;
    int m_finished = 0;
    bool m_isOver = false;
};

} // namespace peregrine::test
