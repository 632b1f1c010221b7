#pragma once

#include "core/base/error.h"
#include "core/base/result.h"

#include <QString>
#include <QUrl>

#include <optional>

namespace peregrine {

/// Where fal's addresses lead: the cloud itself, or a base URL that speaks the protocol.
/// One rule maps them: https://HOST/PATH becomes BASE/HOST/PATH.
class FalEnvironment
{
public:
    /// fal's own hosts.
    [[nodiscard]] static FalEnvironment cloud();
    /// Any base. Plain http only on a loopback address; no user info, query or fragment.
    [[nodiscard]] static Expected<FalEnvironment, Error> atBase(const QUrl &base);

    /// The address to ask for one of fal's URLs; a WebSocket's (wss) stays one: ws or wss.
    [[nodiscard]] QUrl resolve(const QUrl &falUrl) const;
    /// fal's form of an address that a server gave, when it is one of ours to trust: https on a fal
    /// host, or the same below the base. Whole labels count: evilfal.ai is not fal.ai.
    [[nodiscard]] std::optional<QUrl> canonical(const QUrl &given) const;
    /// The key may go along with a request to this (resolved) address: with a base, below the base
    /// only.
    [[nodiscard]] bool mayCarryKey(const QUrl &url) const;
    /// A file may be sent to or fetched from this address, without the key: https anywhere, and
    /// plain http at the base's own host and port.
    [[nodiscard]] bool mayExchangeFiles(const QUrl &url) const;
    /// Empty for the cloud.
    [[nodiscard]] const QUrl &base() const { return m_base; }

private:
    QUrl m_base;
};

/// True for 127.0.0.0/8, ::1 and localhost.
[[nodiscard]] bool isLoopbackHost(const QString &host);

} // namespace peregrine
