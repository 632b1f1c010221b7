#include "core/localserver/keycheck.h"

#include <utility>

namespace peregrine::localserver {

KeyCheck::KeyCheck(Secret required)
    : m_required(std::move(required))
{ }

bool KeyCheck::passes(const HttpRequest &request) const
{
    if (m_required.isEmpty())
        return true;
    const QByteArray sent = request.header("authorization").trimmed();
    return sent.left(4).compare("key ", Qt::CaseInsensitive) == 0
        && sent.mid(4).trimmed() == m_required.reveal();
}

bool KeyCheck::passesOrAnonymous(const HttpRequest &request) const
{
    return request.header("authorization").isEmpty() || passes(request);
}

} // namespace peregrine::localserver
