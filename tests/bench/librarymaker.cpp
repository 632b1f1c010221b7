#include "tests/bench/librarymaker.h"

#include "core/library/assetrepository.h"
#include "core/library/collectionrepository.h"
#include "core/library/sqlhelpers.h"
#include "core/library/sqljobrepository.h"
#include "tests/bench/benchfile.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace peregrine::bench {

namespace {

constexpr int mostOfJob = 4;
/// How many assets are judged and tagged at once.
constexpr int judgedAtOnce = 500;

struct Model
{
    const char *endpoint;
    const char *title;
    MediaKind kind;
    int weight;
};

// By how often people use them.
constexpr Model models[] = {
    {"fal-ai/flux/dev", "FLUX.1 [dev]", MediaKind::Image, 30},
    {"fal-ai/flux/schnell", "FLUX.1 [schnell]", MediaKind::Image, 18},
    {"fal-ai/flux-pro/v1.1-ultra", "FLUX1.1 [pro] ultra", MediaKind::Image, 8},
    {"fal-ai/flux-kontext/dev", "FLUX Kontext", MediaKind::Image, 6},
    {"fal-ai/recraft/v3/text-to-image", "Recraft V3", MediaKind::Image, 5},
    {"fal-ai/ideogram/v3", "Ideogram 3", MediaKind::Image, 5},
    {"fal-ai/fast-sdxl", "Stable Diffusion XL", MediaKind::Image, 5},
    {"fal-ai/qwen-image", "Qwen Image", MediaKind::Image, 4},
    {"fal-ai/imagen4/preview", "Imagen 4", MediaKind::Image, 3},
    {"fal-ai/clarity-upscaler", "Clarity Upscaler", MediaKind::Image, 2},
    {"fal-ai/kling-video/v2/master/text-to-video", "Kling 2 Master", MediaKind::Video, 3},
    {"fal-ai/wan/v2.2-a14b/text-to-video", "Wan 2.2", MediaKind::Video, 3},
    {"fal-ai/veo3", "Veo 3", MediaKind::Video, 2},
    {"fal-ai/minimax/speech-02-hd", "MiniMax Speech", MediaKind::Audio, 2},
    {"fal-ai/stable-audio", "Stable Audio", MediaKind::Audio, 2},
    {"fal-ai/any-llm", "Any LLM", MediaKind::Text, 1},
    {"fal-ai/trellis", "Trellis", MediaKind::Model3d, 1},
};

QStringList words(const char *text)
{
    return QString::fromUtf8(text).split(u' ');
}

const Model &modelAt(int point)
{
    for (const Model &model : models) {
        if ((point -= model.weight) < 0)
            return model;
    }
    return models[0];
}

int totalWeight()
{
    int total = 0;
    for (const Model &model : models)
        total += model.weight;
    return total;
}

QString mimeTypeOf(MediaKind kind)
{
    switch (kind) {
    case MediaKind::Image:
        return QStringLiteral("image/jpeg");
    case MediaKind::Video:
        return QStringLiteral("video/mp4");
    case MediaKind::Audio:
        return QStringLiteral("audio/wav");
    case MediaKind::Model3d:
        return QStringLiteral("model/gltf-binary");
    default:
        return QStringLiteral("text/plain");
    }
}

QString suffixOf(MediaKind kind)
{
    switch (kind) {
    case MediaKind::Image:
        return QStringLiteral("jpg");
    case MediaKind::Video:
        return QStringLiteral("mp4");
    case MediaKind::Audio:
        return QStringLiteral("wav");
    case MediaKind::Model3d:
        return QStringLiteral("glb");
    default:
        return QStringLiteral("txt");
    }
}

} // namespace

LibraryMaker::LibraryMaker(Folders folders, Options options)
    : m_folders(std::move(folders))
    , m_options(options)
    , m_random(options.seed)
{
    if (m_options.files < 0)
        m_options.files = m_options.assets;
}

Expected<Done, Error> LibraryMaker::make(const Progress &progress)
{
    Store store(m_folders.database(), m_folders.results());
    if (auto opened = store.open().result(); !opened)
        return opened;
    // Nothing of it must survive a power failure.
    const auto quick = store.run([](QSqlDatabase &database) -> Expected<Done, Error> {
        if (auto done = execute(database, QStringLiteral("PRAGMA synchronous = OFF")); !done)
            return Unexpected{done.error()};
        return Done{};
    });
    if (auto done = quick.result(); !done)
        return done;

    SqlJobRepository jobs(store);
    const QDateTime start = QDateTime::currentDateTimeUtc().addYears(-3);
    const qint64 span = start.secsTo(QDateTime::currentDateTimeUtc());
    QList<AssetId> judged;
    for (int made = 0; made < m_options.assets;) {
        Made next = nextJob(start.addSecs(span * made / m_options.assets));
        for (Asset &asset : next.assets) {
            if (made++ >= m_options.assets - m_options.files)
                writeFile(asset, made);
            judged.append(asset.id);
        }
        if (auto saved = jobs.saveResult(next.job, next.assets).result(); !saved)
            return saved;
        if (judged.size() >= judgedAtOnce || made >= m_options.assets) {
            if (auto done = judge(store, std::exchange(judged, {})); !done)
                return done;
            if (progress)
                progress(std::min(made, m_options.assets));
        }
    }
    CollectionRepository collections(store);
    for (const char *search : {"rating:>=4", "is:starred type:video", "fox -is:rejected"}) {
        const QString text = QLatin1String(search);
        if (auto saved = collections
                             .save({CollectionId(makeIdText()), QStringLiteral("All ") + text, text,
                                    start, -1})
                             .result();
            !saved && saved.error().kind != Error::Kind::Validation)
            return saved;
    }
    return Done{};
}

LibraryMaker::Made LibraryMaker::nextJob(const QDateTime &when)
{
    const Model &model = modelAt(m_random.bounded(totalWeight()));
    Made made;
    Job &job = made.job;
    job.id = JobId(makeIdText());
    job.endpoint = *EndpointId::parse(QLatin1String(model.endpoint));
    job.modelTitle = QLatin1String(model.title);
    job.server = QStringLiteral("fal");
    // A prompt is tried with several seeds, and batches have several jobs.
    const bool again = !m_lastJob.id.isEmpty() && chance(40);
    job.batch = again && chance(60) ? m_lastJob.batch : BatchId(makeIdText());
    job.input.insert(QStringLiteral("prompt"),
                     again ? m_lastJob.input.value(QStringLiteral("prompt")) : prompt());
    if (chance(30))
        job.input.insert(QStringLiteral("negative_prompt"),
                         QStringLiteral("blurry, low quality, extra fingers, watermark"));
    job.input.insert(QStringLiteral("seed"), qint64(m_random.bounded(1, 1'000'000'000)));
    job.state = JobState::Done;
    job.request = RequestId(makeIdText());
    job.createdAt = when;
    job.submittedAt = when.addSecs(1);
    job.startedAt = when.addSecs(2);
    job.endedAt = when.addSecs(8);
    const int count = model.kind == MediaKind::Image ? m_random.bounded(1, mostOfJob + 1) : 1;
    for (int i = 0; i < count; ++i)
        made.assets.append(assetOf(job, i, model.kind));
    m_lastJob = job;
    return made;
}

Asset LibraryMaker::assetOf(const Job &job, int index, MediaKind kind)
{
    static const QList<QSize> shapes{{1024, 1024}, {1024, 768}, {768, 1024},
                                     {1344, 768},  {768, 1344}, {1536, 640}};
    Asset asset;
    asset.id = AssetId(makeIdText());
    asset.job = job.id;
    asset.batch = job.batch;
    asset.title = job.title();
    asset.index = index;
    asset.kind = kind;
    asset.mimeType = mimeTypeOf(kind);
    asset.bytes = m_random.bounded(40'000, 4'000'000);
    if (kind == MediaKind::Image || kind == MediaKind::Video)
        asset.size = shapes.at(m_random.bounded(int(shapes.size())));
    if (kind == MediaKind::Video || kind == MediaKind::Audio)
        asset.duration = m_random.bounded(20, 300) / 10.0;
    asset.createdAt = job.endedAt;
    asset.path = m_folders.results() + u'/' + job.createdAt.toString(QStringLiteral("yyyy-MM"))
        + QStringLiteral("/%1.%2").arg(asset.id.toString(), suffixOf(kind));
    return asset;
}

QString LibraryMaker::prompt()
{
    static const QStringList subjects =
        words("fox lighthouse castle cat dragon astronaut violinist whale forest robot teapot "
              "mountain knight butterfly train garden violin harbor wolf owl market cathedral "
              "desert waterfall bicycle portrait queen sailor glacier island");
    static const QStringList adjectives =
        words("misty golden ancient tiny enormous glowing frozen abandoned crowded quiet stormy "
              "crystal velvet rusty floating endless gentle furious hidden luminous");
    static const QStringList styles =
        words("oil-painting watercolor photograph charcoal pixel-art ukiyo-e blueprint claymation "
              "infrared cinematic isometric stained-glass lowpoly art-deco impressionist");
    static const QStringList extras =
        words("sunset dusk fog rain snow neon reflections bokeh volumetric lighting detailed 8k "
              "sharp focus dramatic sky river bridge lantern candles flowers moss feathers silver "
              "smoke clouds stars aurora moonlight shadow depth texture grain");
    static const QStringList others{
        QStringLiteral("\u72d0\u72f8\u3068\u96ea\u666f\u3001\u6d6e\u4e16\u7d75"),
        QStringLiteral("\u4e00\u53ea\u5728\u96ea\u5730\u91cc\u7684\u72d0\u72f8"),
        QStringLiteral("\u043b\u0438\u0441\u0430 \u0432 \u0437\u0438\u043c\u043d\u0435\u043c "
                       "\u043b\u0435\u0441\u0443"),
        QStringLiteral("F\u00fcchse im Schnee, \u00d6lgem\u00e4lde"),
        QStringLiteral("\ub208 \uc18d\uc758 \uc5ec\uc6b0")};
    if (chance(5))
        return pick(others) + QStringLiteral(" %1").arg(m_random.bounded(100));
    QString text =
        QStringLiteral("a %1 %2 and a %3 %4, %5")
            .arg(pick(adjectives), pick(subjects), pick(adjectives), pick(subjects), pick(styles));
    const int more = m_random.bounded(2, 30);
    for (int i = 0; i < more; ++i)
        text += (chance(30) ? QStringLiteral(", ") : QStringLiteral(" ")) + pick(extras);
    return text;
}

Expected<Done, Error> LibraryMaker::judge(Store &store, const QList<AssetId> &ids)
{
    AssetRepository assets(store);
    // A third is rated, some are rejected, few have tags, notes and labels.
    QList<AssetMarks> marks;
    for (const AssetId &id : ids) {
        AssetMarks mark;
        mark.id = id;
        if (chance(33))
            mark.judgement.rating = m_random.bounded(1, Judgement::maxRating + 1);
        mark.judgement.rejected = mark.judgement.rating == 0 && chance(12);
        mark.judgement.starred = chance(4);
        if (chance(6))
            mark.judgement.label = static_cast<ColorLabel>(m_random.bounded(1, 7));
        if (chance(8))
            mark.tags = {pick(words("client-a client-b poster print banner social avatar texture "
                                    "reference todo"))};
        if (chance(2))
            mark.note = QStringLiteral("Show this to the team.");
        if (!mark.tags.isEmpty() || !mark.note.isEmpty() || mark.judgement != Judgement())
            marks.append(mark);
    }
    if (auto set = assets.setMarks(marks).result(); !set)
        return Unexpected{set.error()};
    return Done{};
}

void LibraryMaker::writeFile(Asset &asset, int number) const
{
    QDir().mkpath(QFileInfo(asset.path).absolutePath());
    if (!writeBenchFile(asset, number, m_options.edge))
        return;
    asset.bytes = QFileInfo(asset.path).size();
}

QString LibraryMaker::pick(const QStringList &list)
{
    return list.at(m_random.bounded(int(list.size())));
}

bool LibraryMaker::chance(int percent)
{
    return m_random.bounded(100) < percent;
}

Expected<Folders, Error> libraryIn(const QString &folder, const LibraryMaker::Options &options,
                                   QTextStream &out)
{
    Folders folders = Folders::resolve(folder);
    if (QFileInfo::exists(folders.database()))
        return folders;
    out << QStringLiteral("Making %L1 results ...\n").arg(options.assets);
    out.flush();
    if (auto made = LibraryMaker(folders, options).make(); !made)
        return Unexpected{made.error()};
    return folders;
}

} // namespace peregrine::bench
