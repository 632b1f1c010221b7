#pragma once

#include "core/base/error.h"
#include "core/base/result.h"

struct AVCodecContext;
struct AVFrame;
struct AVPacket;
struct AVStream;

namespace peregrine {

class AvFile;

/// Decodes one stream of an AvFile, frame after frame.
class AvDecoder
{
public:
    /// The file is open and outlives the decoder; the stream is one of it.
    AvDecoder(AvFile &file, AVStream *stream);
    AvDecoder(const AvDecoder &) = delete;
    AvDecoder &operator=(const AvDecoder &) = delete;
    ~AvDecoder();

    /// An error when this libav has no decoder for it, or the stream's numbers are absurd.
    [[nodiscard]] Expected<Done, Error> open();
    /// Goes to the last key frame before a time, when the container can.
    void seek(double seconds);
    /// The next frame, valid until the next call. Null at the end of what can be decoded.
    [[nodiscard]] const AVFrame *next();

private:
    [[nodiscard]] bool sendPacket();

    AvFile &m_file;
    AVStream *m_stream;
    AVCodecContext *m_codec = nullptr;
    AVPacket *m_packet = nullptr;
    AVFrame *m_frame = nullptr;
    bool m_ended = false;
};

} // namespace peregrine
