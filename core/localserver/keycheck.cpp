#include "core/localserver/keycheck.h"

#include <utility>

namespace peregrine::localserver {

KeyCheck::KeyCheck(Secret required)
    : m_required(std::move(required))
{ }

namespace {

/// The key after "Key "; empty when there is none.
QByteArray sentKey(const HttpRequest &request)
{
    const QByteArray sent = request.header("authorization").trimmed();
    return sent.left(4).compare("key ", Qt::CaseInsensitive) == 0 ? sent.mid(4).trimmed()
                                                                  : QByteArray();
}

} // namespace

bool KeyCheck::passes(const HttpRequest &request) const
{
    return m_required.isEmpty() || sentKey(request) == m_required.reveal();
}

bool KeyCheck::passesOrAnonymous(const HttpRequest &request) const
{
    return request.header("authorization").isEmpty() || passes(request);
}

bool KeyCheck::isOwner(const HttpRequest &request) const
{
    return !sentKey(request).isEmpty() && passes(request);
}

} // namespace peregrine::localserver
