#pragma once

#include "core/localserver/emulation/emulationrequest.h"
#include "core/localserver/studio/studio.h"

#include <QColor>
#include <QString>

/// The files of an emulation that are written rather than drawn. All say what they are.
namespace peregrine::localserver::writtenfiles {

[[nodiscard]] QString note(const QString &endpoint, const QString &prompt, quint64 seed);
/// A few coloured circles and hills as SVG.
[[nodiscard]] QString drawing(const QString &prompt, quint64 seed);
/// What the words and the seed choose.
[[nodiscard]] QColor colorFor(const QString &prompt, quint64 seed);

/// A Lottie animation for endpoints that make such, else the request's facts.
[[nodiscard]] studio::EncodedFile json(const EmulationRequest &request);
/// SubRip.
[[nodiscard]] studio::EncodedFile captions(const EmulationRequest &request);
/// A valid safetensors file with one small tensor of zeros.
[[nodiscard]] studio::EncodedFile weights(const EmulationRequest &request);

} // namespace peregrine::localserver::writtenfiles
