#pragma once

#include "core/base/error.h"
#include "core/base/result.h"

#include <QString>

namespace peregrine {

/// A text file made ready for reading.
struct TextContent
{
    /// What most people want of a JSON result: the text in it. Empty when there is none, or the
    /// file is plain text.
    QString mainText;
    /// The whole file; JSON indented.
    QString text;
    bool isJson = false;
    /// Bytes of the file that are left out because it is very large; 0 for all but those.
    qint64 leftOut = 0;
};

/// At most so much of a file is read.
inline constexpr qint64 maxTextBytes = 1 << 20;

/// Reads at most maxTextBytes; for worker threads. Bytes that are no UTF-8 are replaced.
[[nodiscard]] Expected<TextContent, Error> readText(const QString &path);

/// How it begins, for a small page: some hundred characters of what is in it for people, without
/// empty lines and control characters.
[[nodiscard]] QString excerptOf(const TextContent &content);

} // namespace peregrine
