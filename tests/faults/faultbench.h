#pragma once

#include "tests/faults/faultcall.h"
#include "tests/support/scriptedserver.h"

#include <QObject>
#include <QStringList>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace peregrine::test {

/// One row of a table: a call, what is done to it, how it has to end.
struct FaultCase
{
    QByteArray name;
    FaultCall call;
    /// Makes the paths of the call misbehave.
    std::function<void(ScriptedServer &)> fault;
    /// None: it succeeds.
    std::optional<Error::Kind> kind;
    /// How often the request is seen; -1: as often as the call's attempts allow.
    int requests = -1;
    std::optional<bool> maybeDelivered{};
    /// Short where the fault is silence.
    std::chrono::milliseconds patience{30'000};

    /// The same answer on each path of the call.
    void answerWith(const ScriptedAnswer &answer);
};

class FaultRun;

/// Runs the rows of a table, several at a time, each against a server of its own, and says of each
/// that broke a rule which one: a call ends once, with the kind that is in the table, in bounded
/// time, with words that have no key in them; the key goes to no upload address, and what runs a
/// model is sent as often as the table says.
class FaultBench : public QObject
{
    Q_OBJECT

public:
    explicit FaultBench(QObject *parent = nullptr);
    ~FaultBench() override;

    void add(const FaultCase &row) { m_rows.append(row); }
    /// Empty when all is well.
    [[nodiscard]] QStringList run();

    [[nodiscard]] static FalTransport::Options options(const QUrl &base,
                                                       std::chrono::milliseconds patience);

private:
    void fill();

    QList<FaultCase> m_rows;
    qsizetype m_next = 0;
    std::vector<std::unique_ptr<FaultRun>> m_running;
    QStringList m_broken;
};

/// Whether a text holds a part of the key that the bench's clients have.
[[nodiscard]] bool holdsKey(const QString &text);

} // namespace peregrine::test
