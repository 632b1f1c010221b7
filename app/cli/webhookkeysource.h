#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/result.h"
#include "core/fal/transport/faltransport.h"
#include "core/webhook/webhookkeyset.h"

#include <QString>

#include <memory>

namespace peregrine::cli {

/// The key set that --jwks names: a file, or an address that is asked without a key of ours; else
/// fal's own, or that of the chosen server.
class WebhookKeySource
{
public:
    /// The server's transport must outlive it, and is not used with --jwks.
    [[nodiscard]] static Expected<std::unique_ptr<WebhookKeySource>, Error>
    open(const QString &jwks, FalTransport &server, const Clock &clock);

    [[nodiscard]] WebhookKeySet &keys() { return *m_keys; }

private:
    WebhookKeySource() = default;

    std::unique_ptr<FalTransport> m_transport;
    std::unique_ptr<WebhookKeySet> m_keys;
};

/// A file of a person's, up to a size; the error says why it cannot be had.
[[nodiscard]] Expected<QByteArray, Error> readWhole(const QString &path, qint64 maxBytes);

} // namespace peregrine::cli
