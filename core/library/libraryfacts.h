#pragma once

#include <QList>
#include <QString>

namespace peregrine {

/// What is in a library, for side bars and for completing what is typed.
struct LibraryFacts
{
    struct Model
    {
        QString endpoint;
        QString title;
        int assets = 0;
    };
    struct Named
    {
        QString name;
        int assets = 0;
    };

    /// Those with the most assets first.
    QList<Model> models;
    /// By name.
    QList<Named> tags;
    /// By name; those of saved searches are not counted.
    QList<Named> collections;
    int assets = 0;
    qint64 bytes = 0;
};

} // namespace peregrine
