#include "core/http/httpstream.h"

#include <utility>

namespace peregrine {

HttpStream::Channel::~Channel() = default;

HttpStream::HttpStream(std::shared_ptr<Channel> channel)
    : m_channel(std::move(channel))
{ }

bool HttpStream::write(QByteArray piece) const
{
    return m_channel->write(std::move(piece));
}

void HttpStream::end() const
{
    m_channel->end();
}

} // namespace peregrine
