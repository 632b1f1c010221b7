#pragma once

#include <QString>

namespace peregrine {

/// What is wrong with a text, and where. The message is a sentence for people, without the place.
struct TextFault
{
    QString message;
    /// UTF-16 units from the start of the text.
    qsizetype offset = 0;

    friend bool operator==(const TextFault &, const TextFault &) = default;
};

/// A place as people count: both from 1.
struct LineColumn
{
    qsizetype line = 1;
    qsizetype column = 1;

    [[nodiscard]] static LineColumn of(const QString &text, qsizetype offset);

    friend bool operator==(const LineColumn &, const LineColumn &) = default;
};

} // namespace peregrine
