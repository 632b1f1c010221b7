#pragma once

#include "core/fal/endpointid.h"

#include <QJsonValue>
#include <QList>
#include <QString>

namespace peregrine {

/// One field of an input gets another value, or a file of this machine.
struct FieldChange
{
    /// JSON pointer into the input: "/strength", "/loras/0/scale".
    QString pointer;
    /// null where a file stands.
    QJsonValue value;
    /// Absolute path; empty when there is no file.
    QString file{};

    friend bool operator==(const FieldChange &, const FieldChange &) = default;
};

/// One place on an axis.
struct VariationStop
{
    /// For rows and columns of a grid; never empty.
    QString label;
    QList<FieldChange> changes{};
    /// Only on an axis of models.
    EndpointId model{};
    QString modelTitle{};

    friend bool operator==(const VariationStop &, const VariationStop &) = default;
};

/// What a batch varies in one direction, with every value decided: random seeds are drawn, ranges
/// and files are read.
struct VariationAxis
{
    enum class Kind {
        Values, ///< of one field
        Seeds, ///< of the seed field
        Wildcards, ///< the texts that come of one prompt; nothing in them is to be decided any more
        Records, ///< rows of a file: a prompt each, or several fields
        Models,
        Repeats, ///< the same again, for models without a seed
    };

    Kind kind = Kind::Values;
    /// What is varied, for people: the field's title, "Model".
    QString title;
    QList<VariationStop> stops;

    friend bool operator==(const VariationAxis &, const VariationAxis &) = default;
};

/// Stable name for the database: "values", "seeds", ...
[[nodiscard]] QString axisKindName(VariationAxis::Kind kind);
/// Values for names that are not known.
[[nodiscard]] VariationAxis::Kind axisKindFromName(const QString &name);

} // namespace peregrine
