#include "core/localserver/studio/vocabulary.h"

#include <QSet>

namespace peregrine::studio {

namespace {

class Builder
{
public:
    void add(const Meaning &meaning, const char *words)
    {
        const QStringList list = QString::fromLatin1(words).split(QLatin1Char(','));
        for (const QString &word : list)
            m_words[word].append(meaning);
    }

    [[nodiscard]] QHash<QString, QList<Meaning>> take() { return std::move(m_words); }

private:
    QHash<QString, QList<Meaning>> m_words;
};

void addCreatures(Builder &to)
{
    to.add(Subject::Fox, "fox,vixen,foxe");
    to.add(Subject::Wolf, "wolf,wolve,coyote,husky,jackal");
    to.add(Subject::Cat, "cat,kitten,kitty,tabby,lynx");
    to.add(Subject::Tiger, "tiger,leopard,jaguar,cheetah");
    to.add(Subject::Lion, "lion,lioness");
    to.add(Subject::Dog, "dog,puppy,puppie,hound,corgi,labrador,retriever,beagle,poodle");
    to.add(Subject::Rabbit, "rabbit,bunny,bunnie,hare");
    to.add(Subject::Bear, "bear,grizzly,teddy,cub");
    to.add(Subject::Panda, "panda,raccoon,badger");
    to.add(Subject::Horse, "horse,stallion,mare,pony,mustang,donkey");
    to.add(Subject::Deer, "deer,stag,elk,moose,doe,antelope,reindeer,fawn");
    to.add(Subject::Unicorn, "unicorn,pegasus");
    to.add(Subject::Cow, "cow,bull,buffalo,ox,cattle");
    to.add(Subject::Sheep, "sheep,lamb,goat,ram");
    to.add(Subject::Elephant, "elephant,mammoth");
    to.add(Subject::Bird,
           "bird,sparrow,robin,raven,crow,parrot,eagle,hawk,falcon,peregrine,"
           "seagull,gull,swallow,crane,heron,hummingbird,kingfisher,dove");
    to.add(Subject::Owl, "owl,owlet");
    to.add(Subject::Penguin, "penguin,puffin");
    to.add(Subject::Butterfly, "butterfly,butterflie,moth,dragonfly");
    to.add(Subject::Fish, "fish,koi,goldfish,salmon,trout,shark,angelfish");
    to.add(Subject::Whale, "whale,orca,dolphin,narwhal");
    to.add(Subject::Jellyfish, "jellyfish,medusa,octopus,squid");
    to.add(Subject::Turtle, "turtle,tortoise");
    to.add(Subject::Dragon, "dragon,wyvern,dinosaur");
    to.add(Subject::Person,
           "person,man,woman,traveler,traveller,wanderer,hiker,knight,wizard,"
           "witch,monk,samurai,figure,child,boy,girl,people,dancer,hero,warrior");
    to.add(Subject::Portrait, "portrait,face,headshot,selfie,queen,king,princess,lady,model");
    to.add(Subject::Astronaut, "astronaut,cosmonaut,spaceman");
    to.add(Subject::Robot, "robot,android,cyborg,mech,droid");
}

void addThings(Builder &to)
{
    to.add(Subject::Lighthouse, "lighthouse,beacon");
    to.add(Subject::House, "house,cottage,cabin,hut,home,barn,farmhouse,farm,mill");
    to.add(Subject::Castle, "castle,fortress,palace,tower,citadel");
    to.add(Subject::Windmill, "windmill");
    to.add(Subject::Temple, "temple,pagoda,shrine,torii");
    to.add(Subject::Tree, "tree,oak,maple,willow,birch,bonsai,cherry,blossom tree");
    to.add(Subject::Pine, "pine,fir,spruce,christmas tree");
    to.add(Subject::Palm, "palm");
    to.add(Subject::Cactus, "cactus,cacti,cactu,succulent");
    to.add(Subject::Mushroom, "mushroom,toadstool,fungi");
    to.add(Subject::Flower,
           "flower,blossom,daisy,daisie,lily,lilie,orchid,bloom,poppy,poppie,"
           "bouquet,lotus,peony,dandelion,wildflower");
    to.add(Subject::Rose, "rose");
    to.add(Subject::Tulip, "tulip");
    to.add(Subject::Sunflower, "sunflower");
    to.add(Subject::Boat, "boat,ship,sailboat,yacht,sailing,canoe,galleon,vessel");
    to.add(Subject::Car, "car,automobile,truck,van,taxi,vehicle,convertible,beetle");
    to.add(Subject::Rocket, "rocket,spaceship,spacecraft,shuttle,starship");
    to.add(Subject::Balloon, "balloon,hot air balloon,airship,zeppelin");
    to.add(Subject::Airplane, "airplane,aeroplane,plane,aircraft,jet,biplane");
    to.add(Subject::Train, "train,locomotive,tram,railway");
    to.add(Subject::Cup, "cup,mug,coffee,tea,teacup,espresso,cappuccino,teapot");
    to.add(Subject::Apple, "apple,peach,tomato,plum,fruit,cherries");
    to.add(Subject::Orange, "tangerine,clementine,mandarin,grapefruit,pumpkin");
    to.add(Subject::Lemon, "lemon,lime");
    to.add(Subject::Pear, "pear,avocado,fig");
    to.add(Subject::Vase, "vase,jar,pot,bottle,jug");
    to.add(Subject::Candle, "candle,lantern,lamp");
    to.add(Subject::Book, "book,novel,library");
    to.add(Subject::Planet, "planet,saturn,jupiter,mars,world,globe");
    to.add(Subject::Moon, "moon,moonlight,moonlit,crescent");
    to.add(Subject::Sun, "sun");
    to.add(Subject::Crystal, "crystal,gem,diamond,amethyst,quartz");
}

void addPlaces(Builder &to)
{
    to.add(Place::Meadow,
           "meadow,field,grass,grassland,prairie,plain,hill,countryside,garden,"
           "park,valley,landscape,pasture,savanna,lawn");
    to.add(Place::Forest, "forest,wood,woodland,jungle,grove,rainforest,taiga,glade");
    to.add(Place::Mountains, "mountain,peak,alp,summit,cliff,canyon,volcano,himalaya,fjord,ridge");
    to.add(Place::Sea, "sea,ocean,wave,coast,shore,seaside,bay,beach,surf,harbor,harbour,tide");
    to.add(Place::Island, "island,isle,atoll,lagoon");
    to.add(Place::Lake, "lake,pond,reflection,loch");
    to.add(Place::River, "river,stream,creek,brook,waterfall");
    to.add(Place::Desert, "desert,dune,sahara,sand,oasis");
    to.add(Place::City,
           "city,citie,skyline,skyscraper,downtown,metropoli,urban,street,tokyo,"
           "manhattan,alley,building,rooftop");
    to.add(Place::Road, "road,highway,path,route,lane");
    to.add(Place::Village, "village,town,hamlet");
    to.add(Place::Space,
           "space,galaxy,galaxie,nebula,cosmo,universe,outer space,star field,"
           "milky way,orbit,constellation,cosmic");
    to.add(Place::Underwater, "underwater,reef,coral,aquarium,deep sea,undersea");
    to.add(Place::Table, "table,still life,kitchen,window sill,windowsill,desk,breakfast");
    to.add(Place::Backdrop, "studio,backdrop,logo,icon,sticker,emblem,plain background");
    to.add(Place::Abstract, "abstract,pattern,fractal,geometry,geometric,swirl,texture,mandala");
}

void addCircumstances(Builder &to)
{
    to.add(Hour::Day, "day,noon,midday,afternoon,daylight,sunny,morning");
    to.add(Hour::Dawn, "dawn,daybreak,blue hour");
    to.add(Hour::Sunrise, "sunrise");
    to.add(Hour::GoldenHour, "golden hour,sunlit,sunlight");
    to.add(Hour::Sunset, "sunset,evening,sundown");
    to.add(Hour::Dusk, "dusk,twilight,nightfall,gloaming");
    to.add(Hour::Night, "night,midnight,nocturnal,starry,star,moonlit,moonlight,nighttime");
    to.add(Weather::Fog, "fog,foggy,mist,misty,haze,hazy,foggy morning");
    to.add(Weather::Rain, "rain,rainy,drizzle,wet,raining");
    to.add(Weather::Storm, "storm,stormy,thunder,lightning,thunderstorm,tempest");
    to.add(Weather::Snow, "snow,snowy,blizzard,ice,icy,frozen,frost,frosty,snowing");
    to.add(Weather::Clouds, "cloud,cloudy,overcast");
    to.add(Weather::Clear, "clear,cloudless");
    to.add(Weather::Wind, "wind,windy,breeze");
    to.add(Weather::Aurora, "aurora,northern light,borealis");
    to.add(Weather::Rainbow, "rainbow");
    to.add(Season::Spring, "spring,springtime,cherry blossom,sakura");
    to.add(Season::Summer, "summer,summertime,tropical");
    to.add(Season::Autumn, "autumn,fall,autumnal,october");
    to.add(Season::Winter, "winter,wintry,christma,arctic,antarctic,polar");
    to.add(Mood::Calm, "calm,peaceful,serene,tranquil,quiet,still,zen,lonely,solitary");
    to.add(Mood::Dark, "dark,gloomy,spooky,gothic,ominous,noir,moody,haunted,horror");
    to.add(Mood::Dreamy, "dreamy,dream,ethereal,surreal,soft,whimsical,fantasy,fairytale");
    to.add(Mood::Cozy, "cozy,cosy,warm,homely,candlelit,hygge");
    to.add(Mood::Vivid, "vivid,vibrant,colorful,colourful,bright,bold,psychedelic,saturated");
    to.add(Mood::Melancholy, "melancholy,sad,muted,faded,desaturated,bleak");
    to.add(Mood::Magical, "magical,magic,enchanted,glowing,mystical,bioluminescent,mystic");
    to.add(Mood::Pastel, "pastel,kawaii,cute");
    to.add(Mood::Monochrome, "monochrome,black and white,greyscale,grayscale");
}

void addStyles(Builder &to)
{
    to.add(Style::Oil,
           "oil painting,oil,impasto,painterly,oil paint,acrylic,brushstroke,baroque,"
           "classical painting,painting");
    to.add(Style::Impressionist,
           "impressionist,impressionism,impressionistic,van gogh,monet,"
           "post-impressionist,expressionist,pointillism");
    to.add(Style::Watercolor, "watercolor,watercolour,aquarelle,gouache,wash");
    to.add(Style::Ink, "ink,sumi-e,ink wash,calligraphy,sumi,brush pen");
    to.add(Style::Pencil, "pencil,sketch,charcoal,drawing,graphite,crayon,chalk");
    to.add(Style::PixelArt, "pixel art,pixel,8-bit,8bit,16-bit,pixelated,retro game");
    to.add(Style::LowPoly, "low poly,low-poly,lowpoly,polygonal,polygon");
    to.add(Style::LineArt, "line art,lineart,line drawing,line-art,outline,contour,coloring page");
    to.add(Style::Cinematic,
           "cinematic,film still,dramatic,epic,movie,photo,photograph,"
           "photorealistic,photography,realistic,anamorphic");
    to.add(Style::Flat,
           "flat,minimal,minimalist,minimalism,vector,poster,flat design,simple,"
           "illustration,risograph");
    to.add(Style::Neon, "neon,cyberpunk,synthwave,cyber,blade runner,futuristic,glow,hologram");
    to.add(Style::FilmGrain, "film grain,grain,grainy,analog,35mm,polaroid,vintage,retro,kodak");
    to.add(Style::Vaporwave, "vaporwave,retrowave,outrun,80s");
    to.add(Style::PaperCut,
           "paper cut,papercut,paper-cut,cut paper,paper art,origami,collage,"
           "layered paper,papercraft,paper");
    to.add(Style::Isometric, "isometric,diorama,miniature");
    to.add(Style::Woodcut, "woodcut,linocut,ukiyo-e,woodblock,engraving,linoleum,etching");
}

void addColors(Builder &to)
{
    struct Named
    {
        const char *words;
        QRgb color;
    };
    static const Named named[] = {{"red", 0xffc8372d},
                                  {"crimson", 0xffb01532},
                                  {"scarlet", 0xffd92b1f},
                                  {"burgundy", 0xff6f1d34},
                                  {"maroon", 0xff6b1f24},
                                  {"ruby", 0xffb3143c},
                                  {"orange", 0xffe8802b},
                                  {"amber", 0xfff0a422},
                                  {"peach", 0xfff6bd96},
                                  {"coral", 0xfff47c64},
                                  {"salmon", 0xfff29380},
                                  {"rust,copper,bronze", 0xffa9552b},
                                  {"gold,golden", 0xffe0ad35},
                                  {"yellow", 0xfff2cf3d},
                                  {"cream,ivory,beige", 0xfff1e3c6},
                                  {"lime", 0xffa5cf3c},
                                  {"green", 0xff3f8f4b},
                                  {"emerald,jade", 0xff1f9a68},
                                  {"olive", 0xff808238},
                                  {"mint", 0xffa5dcc0},
                                  {"sage", 0xffa3b393},
                                  {"teal", 0xff14848a},
                                  {"turquoise,aqua", 0xff38bdb6},
                                  {"cyan", 0xff35c6dc},
                                  {"blue", 0xff2f6bc0},
                                  {"navy,indigo", 0xff27346e},
                                  {"azure,cobalt,sapphire", 0xff2a59c4},
                                  {"purple,violet", 0xff7a45ac},
                                  {"lavender,lilac", 0xffb7a2de},
                                  {"plum,mauve", 0xff8b4f86},
                                  {"magenta,fuchsia", 0xffcb2f9a},
                                  {"pink", 0xfff08bb0},
                                  {"brown,chocolate", 0xff7b4a2c},
                                  {"tan,sepia,ochre", 0xffc09256},
                                  {"black,ebony", 0xff23232a},
                                  {"white", 0xfff4f2ec},
                                  {"grey,gray,silver,slate", 0xff8d949e}};
    for (const Named &color : named)
        to.add(QColor::fromRgb(color.color), color.words);
    // "an orange" is a fruit as well; the reader of prompts decides by what follows.
    to.add(Mood::Monochrome, "sepia");
}

QHash<QString, QList<Meaning>> build()
{
    Builder builder;
    addCreatures(builder);
    addThings(builder);
    addPlaces(builder);
    addCircumstances(builder);
    addStyles(builder);
    addColors(builder);
    builder.add(Count{2}, "two,pair,couple,2");
    builder.add(Count{3}, "three,few,3,trio");
    builder.add(Count{4}, "four,4,several");
    builder.add(Count{5}, "five,5,group,herd,flock,pack");
    builder.add(Count{6}, "six,6,many,crowd,dozen,seven,7,eight,8");
    return builder.take();
}

} // namespace

const QHash<QString, QList<Meaning>> &vocabulary()
{
    static const QHash<QString, QList<Meaning>> words = build();
    return words;
}

bool isFillWord(const QString &word)
{
    static const QStringList list =
        QStringLiteral("a,an,the,of,in,on,at,by,with,and,or,to,from,for,its,his,her,over,under,"
                       "near,into,is,are,very,as,style,image,picture,art,artwork,high,quality,"
                       "detailed,highly,beautiful,4k,8k,hd,best,masterpiece,some,that,this,it")
            .split(QLatin1Char(','));
    static const QSet<QString> words(list.cbegin(), list.cend());
    return words.contains(word);
}

} // namespace peregrine::studio
