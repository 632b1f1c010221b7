#pragma once

#include <QString>

namespace peregrine {

/// Something a person may want to delete. Nothing is ever deleted by itself.
struct CleanupSuggestion
{
    enum class Kind {
        Rejected,
        /// Of the same content as another result that is kept: the best judged, else the oldest.
        Copies,
        /// Rows whose file is gone.
        Missing,
    };

    Kind kind = Kind::Rejected;
    int assets = 0;
    /// What deleting them sets free.
    qint64 bytes = 0;
    /// Finds just these, for parseLibraryQuery().
    QString search;
};

} // namespace peregrine
