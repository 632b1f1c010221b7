#pragma once

#include "core/localserver/keycheck.h"
#include "core/localserver/realtime/tokenstore.h"

namespace peregrine::localserver {

/// Who may call a path below fal.run: whoever carries the key in the Authorization header, or, in
/// the query, a token for the application (fal_jwt_token). A token that is wrong is refused also
/// where no key is asked for.
class RunAccess
{
public:
    RunAccess(const KeyCheck &keys, TokenStore &tokens);

    [[nodiscard]] bool passes(const HttpRequest &request) const;

private:
    const KeyCheck &m_keys;
    TokenStore &m_tokens;
};

} // namespace peregrine::localserver
