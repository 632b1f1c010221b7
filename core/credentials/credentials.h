#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/base/secret.h"

#include <QProcessEnvironment>

namespace peregrine {

/// The key from FAL_KEY, else from FAL_KEY_ID and FAL_KEY_SECRET joined by a colon, as fal's
/// clients read them; white space around them is dropped. Empty when none is set. An error when
/// only half of a pair is set, or when it could not stand in an HTTP header; it never repeats the
/// key.
[[nodiscard]] Expected<Secret, Error> credentialsFromEnvironment(
    const QProcessEnvironment &environment = QProcessEnvironment::systemEnvironment());

} // namespace peregrine
