#pragma once

#include <QList>
#include <QString>

namespace peregrine {

/// What takes how much room on the disk. What is in the trash is not counted.
struct LibraryUsage
{
    struct Share
    {
        /// An endpoint, a name as of mediaKindName(), or a month as yyyy-MM; empty: not known.
        QString name;
        /// For people, where there is one.
        QString title;
        int assets = 0;
        qint64 bytes = 0;
        /// Finds just these, for parseLibraryQuery(); empty where no search can say it.
        QString search;
    };

    Share total;
    Share rejected;
    /// Those with the most bytes first.
    QList<Share> models;
    QList<Share> kinds;
    /// The newest first; in this machine's time zone.
    QList<Share> months;
};

} // namespace peregrine
