#pragma once

#include <QByteArray>

#include <chrono>
#include <memory>

namespace peregrine {

/// What a streamed answer sends by itself when its handler has been silent: a comment line of
/// server-sent events, for example. Empty text: nothing.
struct HttpStreamFiller
{
    QByteArray text;
    std::chrono::milliseconds after{15'000};
};

/// The body of one answer, written piece by piece while its contents come to be. Copies write to
/// the same body. When the last copy goes without end(), the connection is cut, so that the client
/// sees that something is missing. May be used from any thread, also after the connection or the
/// server is gone.
class HttpStream
{
public:
    /// How a server takes the pieces; implemented by the server's connections.
    class Channel
    {
    public:
        Channel() = default;
        Channel(const Channel &) = delete;
        Channel &operator=(const Channel &) = delete;
        virtual ~Channel();
        virtual bool write(QByteArray piece) = 0;
        virtual void end() = 0;
    };

    explicit HttpStream(std::shared_ptr<Channel> channel);

    /// Sends a piece, after those before it. False when nobody reads any more: the client is gone,
    /// or so slow that HttpLimits::unsentBytes lie here for it, for which it is cut off.
    bool write(QByteArray piece) const;
    /// The body is complete. Later pieces are dropped.
    void end() const;

private:
    std::shared_ptr<Channel> m_channel;
};

} // namespace peregrine
