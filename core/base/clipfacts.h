#pragma once

#include <QSize>

namespace peregrine {

/// What was found out about a video or sound file by looking inside.
struct ClipFacts
{
    enum class State {
        Unread, ///< nothing is known: of a type that is not looked into, or it took too long
        Damaged, ///< cut off, or not what it says it is
        Read,
    };

    State state = State::Unread;
    // When it was read; 0 and invalid where the file does not say:
    bool hasPicture = false;
    bool hasSound = false;
    double seconds = 0;
    /// Frames a second.
    double fps = 0;
    qint64 frames = 0;
    /// As shown, after rotation.
    QSize pixels;

    friend bool operator==(const ClipFacts &, const ClipFacts &) = default;
};

} // namespace peregrine
