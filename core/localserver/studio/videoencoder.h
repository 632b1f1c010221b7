#pragma once

#include <QByteArray>
#include <QImage>
#include <QMap>
#include <QSize>
#include <QString>

#include <memory>
#include <optional>

namespace peregrine::studio {

/// Frames in, an MP4 in memory out: H.264 (libx264) or else MPEG-4 part 2, yuv420p, with the index
/// first ("faststart") so that players can begin before they have it all.
class VideoEncoder
{
public:
    /// Null when libav has neither encoder or refuses the size. Both sides must be even.
    [[nodiscard]] static std::unique_ptr<VideoEncoder> open(QSize size, int framesPerSecond,
                                                            const QMap<QString, QString> &metadata);
    ~VideoEncoder();
    VideoEncoder(const VideoEncoder &) = delete;
    VideoEncoder &operator=(const VideoEncoder &) = delete;

    /// The next frame; it must have the size given to open(). False: libav refused it.
    [[nodiscard]] bool add(const QImage &frame);
    /// The file, once, after the last frame.
    [[nodiscard]] std::optional<QByteArray> finish();

private:
    class Session;
    explicit VideoEncoder(std::unique_ptr<Session> session);

    std::unique_ptr<Session> m_session;
};

} // namespace peregrine::studio
