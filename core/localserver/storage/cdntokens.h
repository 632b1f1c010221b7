#pragma once

#include "core/base/clock.h"

#include <QByteArray>
#include <QDateTime>
#include <QHash>

#include <chrono>
#include <memory>

namespace peregrine::localserver {

/// The tokens that let uploads into the CDN, as fal's Python client asks for them. Used by the HTTP
/// thread only.
class CdnTokens
{
public:
    struct Token
    {
        QByteArray text;
        QDateTime expires;
    };

    explicit CdnTokens(std::shared_ptr<const Clock> clock);

    Token issue();
    /// Whether an Authorization header carries a token that is valid: "Bearer <token>".
    [[nodiscard]] bool allows(const QByteArray &authorization) const;

private:
    std::shared_ptr<const Clock> m_clock;
    QHash<QByteArray, QDateTime> m_expiries;
};

} // namespace peregrine::localserver
