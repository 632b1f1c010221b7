#include "core/base/error.h"

#include <QCoreApplication>

#include <array>
#include <utility>

namespace peregrine {

namespace {

struct NamedKind
{
    Error::Kind kind;
    const char *name;
};

constexpr std::array<NamedKind, 13> kinds{{{Error::Kind::Network, "network"},
                                           {Error::Kind::Timeout, "timeout"},
                                           {Error::Kind::Canceled, "canceled"},
                                           {Error::Kind::Unauthorized, "unauthorized"},
                                           {Error::Kind::Forbidden, "forbidden"},
                                           {Error::Kind::Locked, "locked"},
                                           {Error::Kind::NotFound, "not_found"},
                                           {Error::Kind::RateLimited, "rate_limited"},
                                           {Error::Kind::Validation, "validation"},
                                           {Error::Kind::Server, "server"},
                                           {Error::Kind::Malformed, "malformed"},
                                           {Error::Kind::Media, "media"},
                                           {Error::Kind::Storage, "storage"}}};

Error made(Error::Kind kind, QString message)
{
    Error error;
    error.kind = kind;
    error.message = std::move(message);
    return error;
}

} // namespace

Error Error::canceled()
{
    return made(Kind::Canceled, QCoreApplication::translate("peregrine::Error", "Canceled."));
}

Error Error::storage(QString message)
{
    return made(Kind::Storage, std::move(message));
}

Error Error::media(QString message)
{
    return made(Kind::Media, std::move(message));
}

Error Error::malformed(QString message)
{
    return made(Kind::Malformed, std::move(message));
}

QString errorKindName(Error::Kind kind)
{
    for (const NamedKind &named : kinds) {
        if (named.kind == kind)
            return QLatin1String(named.name);
    }
    return QStringLiteral("server");
}

Error::Kind errorKindFromName(const QString &name)
{
    for (const NamedKind &named : kinds) {
        if (name == QLatin1String(named.name))
            return named.kind;
    }
    return Error::Kind::Server;
}

} // namespace peregrine
