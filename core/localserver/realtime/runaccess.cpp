#include "core/localserver/realtime/runaccess.h"

namespace peregrine::localserver {

RunAccess::RunAccess(const KeyCheck &keys, TokenStore &tokens)
    : m_keys(keys)
    , m_tokens(tokens)
{ }

bool RunAccess::passes(const HttpRequest &request) const
{
    const QString token = request.target.queryValue(QStringLiteral("fal_jwt_token"));
    if (token.isNull())
        return m_keys.passes(request);
    return m_tokens.allows(token.toLatin1(), request.target.segments.mid(1).join(u'/'));
}

} // namespace peregrine::localserver
