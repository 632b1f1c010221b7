#pragma once

#include "core/base/secret.h"
#include "core/http/httpmessage.h"

namespace peregrine::localserver {

/// Whether calls carry the key that this server asks for.
class KeyCheck
{
public:
    /// Empty: any key will do, and none.
    explicit KeyCheck(Secret required);

    /// "Authorization: Key <key>", as fal's clients send it.
    [[nodiscard]] bool passes(const HttpRequest &request) const;
    /// As passes(), but a call without any key passes too.
    [[nodiscard]] bool passesOrAnonymous(const HttpRequest &request) const;
    /// As passes(), but a call without any key does not pass, also where none is asked for.
    [[nodiscard]] bool isOwner(const HttpRequest &request) const;

private:
    Secret m_required;
};

} // namespace peregrine::localserver
