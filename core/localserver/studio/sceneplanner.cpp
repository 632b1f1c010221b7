#include "core/localserver/studio/scene.h"

#include <algorithm>
#include <cmath>

namespace peregrine::studio {

namespace {

enum class Stance { Ground, Air, Afloat, Submerged, Heaven, Table, Bust };

struct Traits
{
    Stance stance;
    double height; // of the scene's unit, when it is the hero
    Place home;
};

Traits traitsOf(Subject subject)
{
    switch (subject) {
    case Subject::Fox:
        return {Stance::Ground, 0.47, Place::Forest};
    case Subject::Wolf:
        return {Stance::Ground, 0.48, Place::Forest};
    case Subject::Owl:
        return {Stance::Ground, 0.42, Place::Forest};
    case Subject::Bear:
    case Subject::Panda:
        return {Stance::Ground, 0.48, Place::Forest};
    case Subject::Deer:
        return {Stance::Ground, 0.52, Place::Forest};
    case Subject::Unicorn:
        return {Stance::Ground, 0.52, Place::Forest};
    case Subject::Mushroom:
        return {Stance::Ground, 0.36, Place::Forest};
    case Subject::Tiger:
        return {Stance::Ground, 0.47, Place::Forest};
    case Subject::Cat:
    case Subject::Dog:
        return {Stance::Ground, 0.48, Place::Meadow};
    case Subject::Lion:
        return {Stance::Ground, 0.5, Place::Meadow};
    case Subject::Rabbit:
        return {Stance::Ground, 0.42, Place::Meadow};
    case Subject::Horse:
    case Subject::Cow:
    case Subject::Sheep:
        return {Stance::Ground, 0.45, Place::Meadow};
    case Subject::Elephant:
        return {Stance::Ground, 0.5, Place::Meadow};
    case Subject::Penguin:
        return {Stance::Ground, 0.42, Place::Sea};
    case Subject::Bird:
        return {Stance::Air, 0.26, Place::Meadow};
    case Subject::Butterfly:
        return {Stance::Air, 0.3, Place::Meadow};
    case Subject::Dragon:
        return {Stance::Air, 0.42, Place::Mountains};
    case Subject::Fish:
        return {Stance::Submerged, 0.3, Place::Underwater};
    case Subject::Jellyfish:
        return {Stance::Submerged, 0.42, Place::Underwater};
    case Subject::Turtle:
        return {Stance::Submerged, 0.3, Place::Underwater};
    case Subject::Whale:
        return {Stance::Submerged, 0.34, Place::Underwater};
    case Subject::Person:
        return {Stance::Ground, 0.34, Place::Mountains};
    case Subject::Portrait:
        return {Stance::Bust, 0.86, Place::Backdrop};
    case Subject::Astronaut:
        return {Stance::Ground, 0.44, Place::Space};
    case Subject::Robot:
        return {Stance::Ground, 0.5, Place::City};
    case Subject::Lighthouse:
        return {Stance::Ground, 0.56, Place::Sea};
    case Subject::House:
        return {Stance::Ground, 0.32, Place::Meadow};
    case Subject::Castle:
        return {Stance::Ground, 0.46, Place::Mountains};
    case Subject::Windmill:
        return {Stance::Ground, 0.46, Place::Meadow};
    case Subject::Temple:
        return {Stance::Ground, 0.42, Place::Mountains};
    case Subject::Tree:
        return {Stance::Ground, 0.58, Place::Meadow};
    case Subject::Pine:
        return {Stance::Ground, 0.52, Place::Mountains};
    case Subject::Palm:
        return {Stance::Ground, 0.55, Place::Sea};
    case Subject::Cactus:
        return {Stance::Ground, 0.42, Place::Desert};
    case Subject::Flower:
    case Subject::Rose:
    case Subject::Tulip:
    case Subject::Sunflower:
        return {Stance::Ground, 0.62, Place::Meadow};
    case Subject::Boat:
        return {Stance::Afloat, 0.36, Place::Sea};
    case Subject::Car:
        return {Stance::Ground, 0.24, Place::Road};
    case Subject::Train:
        return {Stance::Ground, 0.22, Place::Mountains};
    case Subject::Rocket:
        return {Stance::Air, 0.5, Place::Space};
    case Subject::Balloon:
        return {Stance::Air, 0.38, Place::Mountains};
    case Subject::Airplane:
        return {Stance::Air, 0.22, Place::Mountains};
    case Subject::Cup:
        return {Stance::Table, 0.36, Place::Table};
    case Subject::Apple:
    case Subject::Orange:
    case Subject::Lemon:
        return {Stance::Table, 0.28, Place::Table};
    case Subject::Pear:
        return {Stance::Table, 0.34, Place::Table};
    case Subject::Vase:
        return {Stance::Table, 0.56, Place::Table};
    case Subject::Candle:
        return {Stance::Table, 0.36, Place::Table};
    case Subject::Book:
        return {Stance::Table, 0.2, Place::Table};
    case Subject::Crystal:
        return {Stance::Ground, 0.4, Place::Backdrop};
    case Subject::Planet:
        return {Stance::Heaven, 0.5, Place::Space};
    case Subject::Moon:
    case Subject::Sun:
        return {Stance::Heaven, 0.2, Place::Mountains};
    }
    return {Stance::Ground, 0.4, Place::Meadow};
}

Place choosePlace(const PromptWords &words, Random &random)
{
    QList<Place> named = words.places;
    // Boats need water, and lighthouses stand where it meets the land.
    const bool wet = std::any_of(named.cbegin(), named.cend(), [](Place place) {
        return place == Place::Lake || place == Place::River || place == Place::Island
            || place == Place::Space;
    });
    if (!wet && (words.has(Subject::Boat) || words.has(Subject::Lighthouse)))
        named.append(Place::Sea);
    // The more particular place wins: "a lake in the mountains" is drawn as a lake, which has
    // mountains behind it anyway.
    for (const Place place :
         {Place::Abstract, Place::Underwater, Place::Space, Place::Table, Place::Backdrop,
          Place::Lake, Place::River, Place::Island, Place::Sea, Place::City, Place::Road,
          Place::Desert, Place::Forest, Place::Mountains, Place::Village, Place::Meadow}) {
        if (named.contains(place))
            return place;
    }
    if (!words.subjects.isEmpty()) {
        for (const SubjectWord &word : words.subjects) {
            if (traitsOf(word.subject).stance != Stance::Heaven)
                return traitsOf(word.subject).home;
        }
        return traitsOf(words.subjects.first().subject).home;
    }
    if (words.hour || words.season || !words.weathers.isEmpty()) {
        const Place places[] = {Place::Mountains, Place::Lake, Place::Meadow, Place::Sea};
        return places[random.integer(0, 3)];
    }
    return Place::Abstract;
}

Hour chooseHour(const PromptWords &words, Place place, Random &random)
{
    if (words.hour)
        return *words.hour;
    if (place == Place::Space || words.has(Style::Neon) || words.has(Subject::Moon)
        || words.has(Weather::Aurora))
        return Hour::Night;
    if (words.has(Style::Vaporwave))
        return Hour::Sunset;
    if (words.has(Mood::Dark))
        return random.chance(0.5) ? Hour::Night : Hour::Dusk;
    if (words.has(Mood::Cozy))
        return Hour::GoldenHour;
    if (words.has(Weather::Storm) || words.has(Weather::Rain))
        return Hour::Day;
    const Hour open[] = {Hour::Day,     Hour::GoldenHour, Hour::Day,
                         Hour::Sunrise, Hour::Sunset,     Hour::Dawn};
    return open[random.integer(0, 5)];
}

double horizonShare(Place place, Random &random)
{
    switch (place) {
    case Place::Sea:
    case Place::Island:
        return random.between(0.56, 0.64);
    case Place::Lake:
    case Place::River:
        return random.between(0.52, 0.58);
    case Place::Desert:
        return random.between(0.5, 0.6);
    case Place::City:
        return random.between(0.74, 0.8);
    case Place::Table:
        return random.between(0.6, 0.66);
    case Place::Forest:
        return random.between(0.6, 0.66);
    case Place::Road:
        return random.between(0.5, 0.56);
    default:
        return random.between(0.56, 0.64);
    }
}

class Placer
{
public:
    Placer(Scene &scene, Random random)
        : m_scene(scene)
        , m_random(random)
        , m_side(random.chance(0.5) ? 1.0 : -1.0)
    { }

    void place()
    {
        int heroes = 0;
        for (const SubjectWord &word : m_scene.words.subjects) {
            // Sun and moon are the sky's; a seventh kind of thing would only crowd the picture.
            if (word.subject == Subject::Sun || word.subject == Subject::Moon || heroes >= 5)
                continue;
            placeKind(word, heroes++);
        }
        std::stable_sort(m_scene.subjects.begin(), m_scene.subjects.end(),
                         [](const Placed &a, const Placed &b) { return a.distance > b.distance; });
    }

private:
    void placeKind(const SubjectWord &word, int rank)
    {
        const Traits traits = traitsOf(word.subject);
        const int count = std::clamp(word.count, 1, 6);
        const double width = m_scene.size.width();
        const double height = m_scene.size.height();
        double share = traits.height;
        if (rank > 0)
            share *= traits.stance == Stance::Ground && traits.height > 0.44 ? 0.8 : 0.72;
        if (count > 1)
            share *= count > 3 ? 0.58 : 0.7;
        const double size = share * m_scene.unit * m_random.between(0.95, 1.06);
        for (int i = 0; i < count; ++i) {
            Placed placed{word.subject,    {}, size, m_random.chance(0.5), word.color,
                          m_random.next(), 0.0};
            const double spread = count > 1 ? (i + 0.5) / count - 0.5 : 0.0;
            double x = 0.5 + column(rank) + spread * std::min(0.86, 0.3 * count);
            if (count > 1) {
                placed.height *= m_random.between(0.82, 1.12);
                x += m_random.between(-0.03, 0.03);
            }
            const double margin = std::min(0.45, 0.42 * placed.height / width);
            x = std::clamp(x, margin, 1.0 - margin);
            placed.foot = QPointF(x * width, baseline(traits, placed.height, rank, i));
            placed.distance = distance(traits, rank, i);
            if (traits.stance == Stance::Ground || traits.stance == Stance::Table)
                placed.foot.ry() = std::min(placed.foot.y(), height * 0.985);
            m_scene.subjects.append(placed);
        }
    }

    [[nodiscard]] double column(int rank)
    {
        const double steps[] = {0.07, -0.25, 0.3, -0.36, 0.4};
        if (m_scene.words.subjects.size() == 1 && m_scene.place == Place::Backdrop)
            return 0.0;
        return m_side * steps[std::min(rank, 4)] + m_random.between(-0.03, 0.03);
    }

    [[nodiscard]] double baseline(const Traits &traits, double size, int rank, int index)
    {
        const double h = m_scene.size.height();
        const double jitter = m_random.between(-0.02, 0.02);
        switch (traits.stance) {
        case Stance::Ground: {
            if (m_scene.place == Place::City && traits.height < 0.56)
                return h * (0.95 + jitter * 0.5);
            const double low = m_scene.place == Place::Space ? 0.9 : 0.885;
            const double back = rank * 0.06 + (index % 2) * 0.035;
            return std::max(m_scene.horizon + 0.05 * h, h * (low - back + jitter));
        }
        case Stance::Table:
            return h * (0.84 + 0.05 * (index % 2) - 0.05 * rank + jitter);
        case Stance::Afloat:
            return m_scene.horizon + (h - m_scene.horizon) * (0.36 + 0.12 * (index % 3) + jitter);
        case Stance::Submerged:
            return h * (0.56 + 0.13 * ((index * 2) % 3 - 1) + jitter * 3) + size * 0.5;
        case Stance::Air:
            return h * (0.46 + 0.1 * ((index * 2) % 3 - 1) + jitter * 2) + size * 0.3;
        case Stance::Heaven:
            return h * 0.36 + size * 0.5;
        case Stance::Bust:
            return h * 1.0;
        }
        return h * 0.9;
    }

    [[nodiscard]] static double distance(const Traits &traits, int rank, int index)
    {
        if (traits.stance == Stance::Heaven)
            return 0.9;
        return std::min(0.5,
                        0.1 * rank + 0.04 * index + (traits.stance == Stance::Air ? 0.08 : 0.0));
    }

    Scene &m_scene;
    Random m_random;
    double m_side;
};

} // namespace

Scene planScene(const PromptWords &words, QSizeF size, double guidance, double detail, quint64 seed)
{
    Random random(words.fingerprint ^ (seed * 0x9e3779b97f4a7c15ULL + 0x632be59bd9b4e019ULL));
    Scene scene;
    scene.words = words;
    scene.size = size;
    scene.detail = detail;
    const double shorter = std::min(size.width(), size.height());
    const double longer = std::max(size.width(), size.height());
    scene.unit = std::min(longer, shorter * 1.12);
    Random choices = random.fork(u"choices");
    scene.place = choosePlace(words, choices);
    scene.hour = chooseHour(words, scene.place, choices);
    scene.palette = choosePalette(words, scene.hour, guidance, random.fork(u"palette"));
    scene.noise = Noise(random.fork(u"noise").next());
    scene.random = random.fork(u"scene");
    scene.horizon = size.height() * horizonShare(scene.place, choices);
    scene.snowy = words.has(Weather::Snow) || words.season == Season::Winter;
    scene.flat = words.has(Style::Flat) || words.has(Style::PaperCut) || words.has(Style::LineArt)
        || words.has(Style::LowPoly);

    const bool low = scene.hour == Hour::Sunrise || scene.hour == Hour::Sunset
        || scene.hour == Hour::GoldenHour || scene.hour == Hour::Dawn || scene.hour == Hour::Dusk;
    const double lift = low ? choices.between(0.04, 0.16) : choices.between(0.3, 0.42);
    const double side = choices.chance(0.5) ? 1.0 : -1.0;
    scene.sun = QPointF(size.width() * (0.5 + side * choices.between(0.06, 0.27)),
                        scene.horizon - lift * size.height());
    scene.sunRadius =
        scene.unit * (scene.words.has(Style::Vaporwave) ? 0.2 : choices.between(0.045, 0.07));
    if (words.has(Subject::Sun) || words.has(Subject::Moon))
        scene.sunRadius *= 1.9;
    Placer(scene, random.fork(u"placing")).place();
    return scene;
}

} // namespace peregrine::studio
