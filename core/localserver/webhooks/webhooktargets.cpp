#include "core/localserver/webhooks/webhooktargets.h"

#include <QHostAddress>

namespace peregrine::localserver {

WebhookTargets::WebhookTargets(Reach reach)
    : m_reach(reach)
{ }

QString WebhookTargets::refusal(const QUrl &url) const
{
    // Names other than localhost could be made to point to anything.
    const QHostAddress address(url.host());
    const bool loopback =
        url.host() == QLatin1String("localhost") || (!address.isNull() && address.isLoopback());
    if (m_reach == Reach::Anywhere || loopback)
        return {};
    return QStringLiteral("The webhook is not called: this local server calls addresses on this "
                          "computer only, unless it is told to call others.");
}

} // namespace peregrine::localserver
