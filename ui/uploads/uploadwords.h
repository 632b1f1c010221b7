#pragma once

#include "core/uploads/uploadtray.h"

#include <QString>

namespace peregrine {

/// How far a file is, for people: "3.1 of 12.4 MB · 1.2 MB/s · 8 s left".
[[nodiscard]] QString uploadWords(const UploadState &state);

/// What all files of the tray come to.
struct UploadSummary
{
    enum class Look { Busy, Trouble, Stopped, Done };

    QString words;
    Look look = Look::Done;
    /// 0 to 1.
    double part = 1;
};

[[nodiscard]] UploadSummary summaryOf(const UploadTray &tray);

} // namespace peregrine
