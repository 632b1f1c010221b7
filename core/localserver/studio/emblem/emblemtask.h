#pragma once

#include <QString>

namespace peregrine::studio {

/// The kinds of work that have a picture of their own.
enum class EmblemTask {
    Picture, ///< words to a picture
    Edit, ///< a picture before and after
    Sharpen, ///< the same, from coarse to fine
    CutOut, ///< the same, the ground taken away
    Mend, ///< the same, a part of it
    Film, ///< words to a film
    Moved, ///< a picture that begins to move
    FilmEdit, ///< a film before and after
    FilmFromSound,
    Speech,
    Music,
    SoundEdit,
    SoundFromFilm,
    Transcript, ///< a sound to words
    Solid, ///< words to a shape
    SolidFromPicture,
    SolidEdit,
    Look, ///< a picture to words
    Words, ///< words to words
    Record, ///< to JSON
    Training,
    Workflow,
    Other
};

/// By fal's category; by the words of the endpoint's id where the category says too little.
[[nodiscard]] EmblemTask emblemTaskOf(const QString &category, const QString &name);

/// Whether an endpoint is about people: its scene is a figure.
[[nodiscard]] bool isAboutPeople(const QString &name);

} // namespace peregrine::studio
