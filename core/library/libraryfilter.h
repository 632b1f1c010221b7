#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace peregrine {

/// One condition of a search in the library.
struct LibraryFilter
{
    enum class Field {
        Text, ///< any of prompt, negative prompt, model, tags, note and file name
        Prompt,
        Negative,
        Note,
        File, ///< the file's name
        Model, ///< part of endpoint or title; with = before it the whole endpoint
        Tag, ///< whole
        Kind, ///< names as of mediaKindName()
        Label, ///< names as of colorLabelName()
        Is, ///< a name of libraryStates()
        Shape, ///< "landscape", "portrait", "square"
        Collection, ///< by name
        Batch, ///< by id
        Job, ///< by id
        Id, ///< its beginning
        Like, ///< an id: pictures that look like that one, and itself
        Rating, ///< 0 to 5
        Seed,
        Side, ///< the longer one, pixels
        Width, ///< pixels
        Height, ///< pixels
        Bytes,
        Duration, ///< milliseconds
        Created, ///< milliseconds since 1970 in UTC
    };

    Field field = Field::Text;
    /// For the fields that are words: one of these.
    QStringList texts{};
    /// For the fields that are numbers: from the least to the most, both included.
    std::optional<qint64> least{};
    std::optional<qint64> most{};
    /// What does not fulfil it is wanted.
    bool negated = false;

    friend bool operator==(const LibraryFilter &, const LibraryFilter &) = default;
};

} // namespace peregrine
