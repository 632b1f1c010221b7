#pragma once

#include "core/base/error.h"
#include "core/base/result.h"

#include <QDeadlineTimer>
#include <QSize>
#include <QString>

#include <atomic>

struct AVFormatContext;
struct AVStream;

namespace peregrine {

/// A video or sound file, open for reading by libav. Hostile files are expected: only plain
/// containers are accepted (no play lists, which name other files), nothing but the file itself is
/// opened, and reading stops after a few seconds. One thread at a time; blocks.
class AvFile
{
public:
    /// giveUp, when given, stops everything soon after it becomes true; it must outlive the file.
    explicit AvFile(const std::atomic_bool *giveUp = nullptr);
    AvFile(const AvFile &) = delete;
    AvFile &operator=(const AvFile &) = delete;
    ~AvFile();

    [[nodiscard]] Expected<Done, Error> open(const QString &path);

    /// Reading was stopped, or is from now on: given up, or out of time. What failed then says
    /// nothing about the file.
    [[nodiscard]] bool isGivenUp() const;

    // After open():
    [[nodiscard]] AVFormatContext *context() const { return m_context; }
    /// Null when there is none. The cover picture of a sound file is no video.
    [[nodiscard]] AVStream *video() const { return m_video; }
    [[nodiscard]] AVStream *audio() const { return m_audio; }
    /// Seconds; 0 when not known.
    [[nodiscard]] double duration() const;
    /// Pixels as shown: pixel shape and rotation applied. Invalid without video.
    [[nodiscard]] QSize videoSize() const;
    /// Clockwise degrees by which a decoded picture is turned to be shown: 0, 90, 180 or 270.
    [[nodiscard]] int videoRotation() const;

private:
    static int isOver(void *file);

    const std::atomic_bool *m_giveUp;
    QDeadlineTimer m_deadline;
    AVFormatContext *m_context = nullptr;
    AVStream *m_video = nullptr;
    AVStream *m_audio = nullptr;
};

} // namespace peregrine
