#pragma once

#include <QColor>
#include <QImage>
#include <QList>
#include <QSize>
#include <QString>

namespace peregrine::studio {

/// What the card of an endpoint is to show. Only category, family and name decide, so that an
/// endpoint keeps its picture.
struct EmblemRequest
{
    QString category; ///< fal's word, as "text-to-image"; for an unknown one the name is looked at
    QString family; ///< what siblings share: they get related colours
    QString name; ///< the endpoint's id
    QSize size{640, 480}; ///< pixels; moved between minimumSide and maximumSide
    /// Shown where the emblem would draw a scene of its own: the first for what goes in, the last
    /// for what comes out, all in turn for a film.
    QList<QImage> pictures;
    QList<QColor> swatches; ///< what was measured in a picture, instead of marks on what is in it
    QList<float> loudness; ///< of a sound from begin to end, 0 to 1; empty: made up
};

/// A poster in few flat colours that says what kind of work an endpoint does: a film strip, a
/// waveform, a solid, a picture before and after, ... It shows the kind of work and never a work:
/// nothing in it looks like the output of a model. RGB32. Equal requests give equal pictures.
[[nodiscard]] QImage paintEmblem(const EmblemRequest &request);

} // namespace peregrine::studio
