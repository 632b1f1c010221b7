#pragma once

#include "core/base/secret.h"
#include "core/fal/endpointid.h"
#include "core/fal/stream/streamoptions.h"

#include <QDeadlineTimer>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <chrono>
#include <functional>
#include <optional>

namespace peregrine {

/// The token that opens a realtime connection, replaced before it runs out: at 90 % of its life,
/// and after a failure once more 5 % later, as fal's JavaScript client does. An open connection
/// does not notice.
class RealtimeToken final : public QObject
{
    Q_OBJECT

public:
    /// Starts getting a token; may answer null when there is none to be had.
    using Provider = std::function<TokenCall *(QObject *parent)>;

    /// Without a lifetime a token is never replaced unasked.
    RealtimeToken(Provider provider, std::optional<std::chrono::milliseconds> lifetime,
                  QObject *parent);
    ~RealtimeToken() override;

    /// There is one that has not run out.
    [[nodiscard]] bool isValid() const;
    [[nodiscard]] const Secret &token() const { return m_token; }
    /// Gets one; arrived() or failed() tells how that ended.
    void ask();
    /// Forgets it and whatever is under way.
    void drop();

Q_SIGNALS:
    void arrived();
    void failed(const peregrine::Error &error);

private:
    void start();
    void take(const Secret &token);
    void fail(const Error &error);

    Provider m_provider;
    std::optional<std::chrono::milliseconds> m_lifetime;
    QPointer<TokenCall> m_call;
    Secret m_token;
    QDeadlineTimer m_expiry;
    QTimer m_refresh;
    /// Somebody waits for the call's end.
    bool m_asked = false;
    bool m_triedAgain = false;
};

} // namespace peregrine
