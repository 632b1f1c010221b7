#pragma once

#include <QColor>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace peregrine::studio {

enum class Subject {
    Fox,
    Wolf,
    Cat,
    Tiger,
    Lion,
    Dog,
    Rabbit,
    Bear,
    Panda,
    Horse,
    Deer,
    Unicorn,
    Cow,
    Sheep,
    Elephant,
    Bird,
    Owl,
    Penguin,
    Butterfly,
    Fish,
    Whale,
    Jellyfish,
    Turtle,
    Dragon,
    Person,
    Portrait,
    Astronaut,
    Robot,
    Lighthouse,
    House,
    Castle,
    Windmill,
    Temple,
    Tree,
    Pine,
    Palm,
    Cactus,
    Mushroom,
    Flower,
    Rose,
    Tulip,
    Sunflower,
    Boat,
    Car,
    Rocket,
    Balloon,
    Airplane,
    Train,
    Cup,
    Apple,
    Orange,
    Lemon,
    Pear,
    Vase,
    Candle,
    Book,
    Planet,
    Moon,
    Sun,
    Crystal
};

enum class Place {
    Meadow,
    Forest,
    Mountains,
    Sea,
    Island,
    Lake,
    River,
    Desert,
    City,
    Road,
    Village,
    Space,
    Underwater,
    Table,
    Backdrop,
    Abstract
};

enum class Hour { Day, Dawn, Sunrise, GoldenHour, Sunset, Dusk, Night };

enum class Weather { Fog, Rain, Storm, Snow, Clouds, Clear, Wind, Aurora, Rainbow };

enum class Season { Spring, Summer, Autumn, Winter };

enum class Mood { Calm, Dark, Dreamy, Cozy, Vivid, Melancholy, Magical, Pastel, Monochrome };

enum class Style {
    Oil,
    Impressionist,
    Watercolor,
    Ink,
    Pencil,
    PixelArt,
    LowPoly,
    LineArt,
    Cinematic,
    Flat,
    Neon,
    FilmGrain,
    Vaporwave,
    PaperCut,
    Isometric,
    Woodcut
};

struct SubjectWord
{
    Subject subject;
    int count = 1;
    std::optional<QColor> color; ///< "a red fox"
};

/// What a prompt says, as far as the studio has words for it.
struct PromptWords
{
    QList<SubjectWord> subjects; ///< in the prompt's order, each once
    QList<Place> places;
    std::optional<Hour> hour;
    QList<Weather> weathers;
    std::optional<Season> season;
    QList<Mood> moods;
    QList<Style> styles;
    QList<QColor> colors; ///< those that belong to no subject
    QStringList unknown; ///< words it has no meaning for; they steer chance
    QList<Subject> avoidedSubjects; ///< neither asked for nor to be added by chance
    QList<Weather> avoidedWeathers;
    QList<QColor> avoidedColors; ///< hues to keep out of the palette
    quint64 fingerprint = 0; ///< differs between prompts, not between their spacing or case

    [[nodiscard]] bool has(Place place) const { return places.contains(place); }
    [[nodiscard]] bool has(Weather weather) const { return weathers.contains(weather); }
    [[nodiscard]] bool has(Mood mood) const { return moods.contains(mood); }
    [[nodiscard]] bool has(Style style) const { return styles.contains(style); }
    [[nodiscard]] bool has(Subject subject) const;
};

/// Reads a prompt; whatever the negative prompt (or "no ...", "without ..." in the prompt) names
/// is taken out again.
[[nodiscard]] PromptWords readPrompt(const QString &prompt, const QString &negativePrompt);

} // namespace peregrine::studio
