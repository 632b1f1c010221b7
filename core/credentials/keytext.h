#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/base/secret.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace peregrine {

/// What people do to a key on its way from fal's page to here.
enum class KeyFault {
    Empty,
    Assignment, ///< FAL_KEY=... pasted from a script
    Prefix, ///< "Key ..." or "Bearer ...", pasted from an Authorization header
    Quotes, ///< in quotes
    WhiteSpace, ///< a space or a line break inside
    Characters, ///< what no header can carry
    HalfOnly, ///< the id without the secret, or the reverse
    TooLong,
};

/// The first fault of a text; white space around it is none.
[[nodiscard]] std::optional<KeyFault> keyFaultOf(const QByteArray &text);
/// What is wrong and what to do, in a sentence or two. Never repeats the text.
[[nodiscard]] QString keyFaultText(KeyFault fault);

/// A key as a person pasted or piped it, without the white space around it. The error is a
/// Validation with keyFaultText(). fal's keys read id:secret.
[[nodiscard]] Expected<Secret, Error> keyFromText(const QByteArray &text);

} // namespace peregrine
