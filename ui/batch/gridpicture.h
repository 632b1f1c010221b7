#pragma once

#include "core/base/error.h"
#include "core/base/mediakind.h"
#include "core/base/result.h"

#include <QFont>
#include <QImage>
#include <QList>
#include <QPalette>
#include <QSize>
#include <QString>
#include <QStringList>

#include <atomic>

namespace peregrine {

/// A whole grid as one picture: what is drawn, as plain values.
struct GridPicture
{
    struct Cell
    {
        /// Empty where there is no result.
        QString path;
        MediaKind kind = MediaKind::Other;
        /// In place of a picture: "Failed".
        QString words;
        /// Beneath the picture; empty where rows and columns have labels.
        QString label;
    };
    struct Page
    {
        QString title;
        /// Line by line; `columns` a line.
        QList<Cell> cells;
    };

    QString title;
    int columns = 1;
    QStringList columnLabels;
    QStringList rowLabels;
    QList<Page> pages;
    /// Width to height of the results, which cells have, too.
    QSize shape{1, 1};
    QFont font;
    QPalette palette;
};

/// Longest side and all pixels that a drawn grid may have: what every format and viewer takes, and
/// what memory bears.
inline constexpr int maxGridSide = 16'000;
inline constexpr qint64 maxGridPixels = 60'000'000;

/// The longest edge of cells with which the grid stays within the bounds, at most `wanted`.
[[nodiscard]] int gridCellEdge(const GridPicture &grid, int wanted);

/// Draws it; a Media error when it does not fit with the smallest cells that are worth something.
/// Results that cannot be read are words. Blocks; any thread. Ends early, with a Canceled error,
/// when `canceled` turns true.
[[nodiscard]] Expected<QImage, Error> drawGrid(const GridPicture &grid, int wantedEdge,
                                               const std::atomic_bool &canceled);

/// As drawGrid(), into a PNG, JPEG or WebP by the path's ending. An existing file is replaced once
/// the new one is whole. Storage errors say why it cannot be written.
[[nodiscard]] Expected<Done, Error> saveGrid(const GridPicture &grid, int wantedEdge,
                                             const QString &path, const std::atomic_bool &canceled);

} // namespace peregrine
