#pragma once

#include "core/schema/formvalues.h"

#include <QString>

namespace peregrine {

/// What a model's form holds and was not sent, or was sent and still stands there.
struct FormDraft
{
    QString endpoint;
    FormValues values;

    static constexpr qsizetype maxFiles = 1000;
    /// Of the values, as compact JSON. Larger ones are not kept: files put into the form as text.
    static constexpr qsizetype maxValuesBytes = 512 * 1024;

    friend bool operator==(const FormDraft &, const FormDraft &) = default;
};

} // namespace peregrine
