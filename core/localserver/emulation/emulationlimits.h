#pragma once

namespace peregrine::localserver {

/// How large an emulated output may become, whatever an input asks for.
struct EmulationLimits
{
    /// Pixels of the longer side of what is painted, and of what an upscaler makes.
    int pictureSide = 2048;
    int scaledSide = 4096;
    int filmSide = 1280;
    /// Seconds.
    double filmSeconds = 6;
    double soundSeconds = 30;
    /// Pictures of one list.
    int pictures = 12;
};

} // namespace peregrine::localserver
