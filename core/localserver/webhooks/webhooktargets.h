#pragma once

#include <QString>
#include <QUrl>

namespace peregrine::localserver {

/// Which addresses this server calls. fal calls public addresses and refuses private ones; a server
/// on somebody's computer does the opposite: it sends nothing off the machine unasked, and is no
/// tool to reach what is near it, so by default it calls programs on this computer only.
class WebhookTargets
{
public:
    enum class Reach { Loopback, Anywhere };

    explicit WebhookTargets(Reach reach);

    /// Why an address is not called, as a sentence; empty when it is.
    [[nodiscard]] QString refusal(const QUrl &url) const;

private:
    Reach m_reach;
};

} // namespace peregrine::localserver
