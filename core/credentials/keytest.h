#pragma once

#include "core/base/secret.h"
#include "core/fal/falreply.h"
#include "core/fal/transport/faltransport.h"

#include <QByteArray>
#include <QPointer>
#include <QString>

#include <chrono>
#include <optional>

namespace peregrine {

class FalExchange;

/// What a test of a key found.
struct KeyReport
{
    enum class Verdict {
        Works, ///< the server knows it
        Malformed, ///< not a key at all; no server was asked
        Rejected, ///< the server does not know it (401)
        NotAllowed, ///< known, but not allowed to ask (403)
        Locked, ///< the account is locked or its balance is used up
        Unreachable, ///< no server answered
        Unclear, ///< an answer that says nothing about the key
    };

    Verdict verdict = Verdict::Unclear;
    /// What it means and what to do. Never shows the key.
    QString message;
};

/// Stable name for --json: "works", "rejected", ...
[[nodiscard]] QString keyVerdictName(KeyReport::Verdict verdict);

/// Says what is wrong with a key: looks at it, then asks the server what a model costs, which needs
/// a key and costs nothing (platform API: GET /models/pricing). Always succeeds with a report. An
/// account without balance may still be told prices.
class KeyTest final : public FalCall<KeyReport>
{
    Q_OBJECT

public:
    struct Options
    {
        FalEnvironment environment = FalEnvironment::cloud();
        /// Without a byte for so long the server counts as unreachable.
        std::chrono::milliseconds patience{10'000};
        std::chrono::milliseconds firstRetryDelay{500};
    };

    /// `key` as the person gave it.
    KeyTest(const QByteArray &key, const Options &options, QObject *parent = nullptr);
    ~KeyTest() override;

protected:
    void stop() override;

private:
    void report(const Expected<FalAnswer, Error> &answer);

    std::optional<FalTransport> m_transport;
    QPointer<FalExchange> m_exchange;
};

} // namespace peregrine
