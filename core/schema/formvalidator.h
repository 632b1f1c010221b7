#pragma once

#include "core/base/error.h"
#include "core/schema/cliplimits.h"
#include "core/schema/fieldspec.h"
#include "core/schema/formvalues.h"

#include <QJsonValue>
#include <QList>

namespace peregrine {

/// Tells before sending what a server would reject: missing values, bounds, lengths, choices, files
/// that are gone or not what the model takes. Pure but for a look at the local files (blocking for
/// a header each).
class FormValidator
{
public:
    /// What is wrong, in the order of the form; empty when all can be sent. Video and sound files
    /// are held against their limits as far as `clips` knows them; it may be empty.
    [[nodiscard]] static QList<FieldFault> check(const FieldSpec &root, const FormValues &values,
                                                 const ClipLookup &clips = {});

    /// Whether a value alone would pass, for defaults, examples and values from elsewhere. Empty
    /// required texts pass: they are a matter of filling in, not of type.
    [[nodiscard]] static bool admits(const FieldSpec &spec, const QJsonValue &value);
    /// How much of a value alone would not pass; 0 when it is admitted.
    [[nodiscard]] static qsizetype faultCount(const FieldSpec &spec, const QJsonValue &value);
};

} // namespace peregrine
