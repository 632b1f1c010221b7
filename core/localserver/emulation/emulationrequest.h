#pragma once

#include "core/localserver/emulation/emulationlimits.h"

#include <QJsonObject>
#include <QList>
#include <QSize>
#include <QString>

namespace peregrine::localserver {

/// A file that an input names.
struct InputMedia
{
    enum class Kind { Image, Mask, Video, Audio, Other };

    Kind kind = Kind::Other;
    /// The input's top-level field, for faults.
    QString field;
    QString url;
};

/// What the picture part of an endpoint does with the picture it gets.
enum class PictureTask {
    Paint, ///< it needs none
    PaintOver,
    Restore, ///< the same picture, a little clearer
    Upscale,
    CutOut, ///< the subject without its background
    Depth,
    Normals,
    Edges,
    Pose,
    Segment ///< masks and boxes
};

/// What an input means, read by the names that fal's models share. All values are within sane
/// bounds.
struct EmulationRequest
{
    QString endpoint;
    QString category;
    /// Complete with its defaults.
    QJsonObject input;

    QString prompt;
    QString negativePrompt;
    /// What is to be said aloud.
    QString speech;
    quint64 seed = 0;
    int pictures = 1;
    /// Empty: as the source, or the usual one.
    QSize size;
    /// "png", "jpeg", "webp"; empty: left open.
    QString imageFormat;
    int steps = 12;
    double guidance = 3.5;
    double strength = 0.65;
    double factor = 2;
    /// Seconds; 0: left open.
    double seconds = 0;
    int framesPerSecond = 24;
    /// Media are answered as data URIs (sync_mode).
    bool inlineMedia = false;
    PictureTask task = PictureTask::Paint;
    QList<InputMedia> media;

    [[nodiscard]] static EmulationRequest read(const QString &endpoint, const QString &category,
                                               const QJsonObject &input,
                                               const EmulationLimits &limits);
    /// The first medium of the kind; null when there is none.
    [[nodiscard]] const InputMedia *first(InputMedia::Kind kind) const;
};

} // namespace peregrine::localserver
