#pragma once

#include "core/localserver/models/modelcard.h"

#include <QJsonObject>

/// An input as a person makes it who presses the button on an untouched form: what is required, and
/// what has a default, out of examples and defaults that their schema admits; only what has neither
/// is made up.
[[nodiscard]] QJsonObject sampleInput(const peregrine::localserver::ModelSchemas &schemas);
