#pragma once

#include <QImage>
#include <QtGlobal>

#include <optional>

namespace peregrine {

/// What a picture looks like, in few bits: copies in another size or format, and such with their
/// edges cut off, have nearly the same. Bits are of the lowest frequencies of a cosine transform.
struct PictureHash
{
    /// Hashes that differ in more bits are of other pictures.
    static constexpr int mostOfSimilar = 12;
    /// Hashes that differ in so few bits are of copies.
    static constexpr int mostOfCopies = 5;

    quint64 whole = 0;
    /// Of the middle, without a tenth at each edge: what a crop of another picture still has.
    quint64 center = 0;

    friend bool operator==(const PictureHash &, const PictureHash &) = default;
};

/// Nothing for a picture in which there is nothing to see, such as one plain color. Blocks for a
/// few milliseconds; any thread.
[[nodiscard]] std::optional<PictureHash> pictureHash(const QImage &image);

/// In how many of 64 bits they differ, the one cut or not, whichever is less.
[[nodiscard]] int hashDistance(const PictureHash &a, const PictureHash &b);

} // namespace peregrine
