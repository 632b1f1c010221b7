#include "app/cli/keyverdict.h"

#include "core/fal/falservers.h"

namespace peregrine::cli {

Expected<FalEnvironment, Error> keyTestEnvironment(const QString &server)
{
    if (server == FalServers::fal || server == FalServers::local)
        return FalEnvironment::cloud();
    return FalEnvironment::atBase(QUrl(server));
}

Error errorOf(const KeyReport &report)
{
    using Verdict = KeyReport::Verdict;
    Error error;
    error.message = report.message;
    switch (report.verdict) {
    case Verdict::Malformed:
    case Verdict::Rejected:
        error.kind = Error::Kind::Unauthorized;
        break;
    case Verdict::NotAllowed:
        error.kind = Error::Kind::Forbidden;
        break;
    case Verdict::Locked:
        error.kind = Error::Kind::Locked;
        break;
    case Verdict::Unreachable:
        error.kind = Error::Kind::Network;
        break;
    case Verdict::Works:
    case Verdict::Unclear:
        error.kind = Error::Kind::Server;
        break;
    }
    return error;
}

} // namespace peregrine::cli
