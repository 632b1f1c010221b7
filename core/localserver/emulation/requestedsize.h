#pragma once

#include <QJsonObject>
#include <QSize>

namespace peregrine::localserver {

/// The pixels an input asks for, by any of the ways fal's models have: image_size or video_size (a
/// preset or {width, height}), "1024x768", width with height, aspect_ratio with resolution. Empty
/// when it leaves them open. shorter: the shorter side where only an aspect ratio is given.
[[nodiscard]] QSize requestedSize(const QJsonObject &input, int shorter);

/// The size brought between the bounds with its proportions, as far as they allow.
[[nodiscard]] QSize boundedSize(QSize size, int minimum, int maximum);

} // namespace peregrine::localserver
