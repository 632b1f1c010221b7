#include "core/localserver/emulation/mediaworkshop.h"

#include "core/localserver/emulation/inputpictures.h"
#include "core/localserver/emulation/meshfiles.h"
#include "core/localserver/emulation/picturetasks.h"
#include "core/localserver/emulation/requestedsize.h"
#include "core/localserver/emulation/soundmaker.h"
#include "core/localserver/emulation/writtenfiles.h"
#include "core/localserver/emulation/ziparchive.h"
#include "core/localserver/models/outputfile.h"

#include <QJsonArray>

#include <algorithm>

namespace peregrine::localserver {

namespace {

constexpr QSize usualPicture(1024, 1024);
constexpr QSize usualFilm(640, 360);
constexpr int smallestSide = 64;
constexpr int archivedPictures = 4;
// A data URI beyond this is no use to anybody; the file is stored instead.
constexpr qsizetype maximumInlineBytes = 8 * 1024 * 1024;
// How fast the studio speaks, on average.
constexpr double charactersPerSecond = 14.0;

QString dataUri(const studio::EncodedFile &file)
{
    return QLatin1String("data:") + file.mimeType + QLatin1String(";base64,")
        + QString::fromLatin1(file.bytes.toBase64());
}

QString keyOf(const MediaWish &wish, int index)
{
    return QStringLiteral("%1/%2/%3/%4")
        .arg(static_cast<int>(wish.kind))
        .arg(static_cast<int>(wish.role))
        .arg(wish.format)
        .arg(index);
}

bool isSpeech(const EmulationRequest &request)
{
    for (const char *word : {"speech", "tts", "voice", "dia-", "dubbing", "csm-", "vibevoice"}) {
        if (request.category.contains(QLatin1String(word))
            || request.endpoint.contains(QLatin1String(word)))
            return true;
    }
    return false;
}

/// What a stream shows of a picture that is being painted.
QJsonObject partialOutput(const QImage &picture, int step, int of, int index)
{
    const studio::EncodedFile file = studio::encodeImage(picture, QStringLiteral("jpeg"), {});
    const QJsonObject image{
        {QStringLiteral("url"), dataUri(file)},
        {QStringLiteral("content_type"), file.mimeType},
        {QStringLiteral("width"), picture.width()},
        {QStringLiteral("height"), picture.height()},
    };
    return {
        {QStringLiteral("partial"), true}, {QStringLiteral("images"), QJsonArray{image}},
        {QStringLiteral("step"), step},    {QStringLiteral("steps"), of},
        {QStringLiteral("image"), index},
    };
}

} // namespace

MediaWorkshop::MediaWorkshop(const EmulationRequest &request, const EmulationLimits &limits,
                             RunContext &context)
    : m_request(request)
    , m_limits(limits)
    , m_context(context)
{ }

std::optional<MadeFile> MediaWorkshop::make(const MediaWish &wish, int index)
{
    if (ended())
        return std::nullopt;
    const QString key = keyOf(wish, index);
    if (const auto known = m_made.constFind(key); known != m_made.constEnd())
        return *known;
    std::optional<MadeFile> made;
    switch (wish.kind) {
    case MediaWish::Kind::Picture:
        made = makePicture(wish, index);
        break;
    case MediaWish::Kind::Film:
        made = makeFilm(wish, index);
        break;
    case MediaWish::Kind::Sound:
        made = makeSound(index);
        break;
    case MediaWish::Kind::Archive:
        made = makeArchive();
        break;
    case MediaWish::Kind::Shape:
    case MediaWish::Kind::Text:
    case MediaWish::Kind::Json:
    case MediaWish::Kind::Vector:
    case MediaWish::Kind::Captions:
    case MediaWish::Kind::Weights:
        made = stored(writtenFile(wish), index, "file");
        break;
    }
    if (made)
        m_made.insert(key, *made);
    return made;
}

QSize MediaWorkshop::pictureSize()
{
    const QSize given = source().size();
    if (m_request.task == PictureTask::Upscale && !given.isEmpty()) {
        const QSize wanted = (QSizeF(given) * m_request.factor).toSize();
        return boundedSize(wanted, smallestSide, m_limits.scaledSide);
    }
    const bool alike =
        m_request.task != PictureTask::Paint && m_request.task != PictureTask::PaintOver;
    QSize size = m_request.size;
    if ((alike || size.isEmpty()) && !given.isEmpty())
        size = given;
    return boundedSize(size.isEmpty() ? usualPicture : size, smallestSide, m_limits.pictureSide);
}

double MediaWorkshop::filmSeconds() const
{
    constexpr double usual = 4.0;
    const double asked = m_request.seconds > 0 ? m_request.seconds : usual;
    return std::clamp(asked, std::min(1.0, m_limits.filmSeconds), m_limits.filmSeconds);
}

QString MediaWorkshop::pictureDescription()
{
    const QImage image = source();
    return image.isNull() ? QString() : studio::describe(image, QStringLiteral("normal")).text;
}

QString MediaWorkshop::vectorText() const
{
    return writtenfiles::drawing(m_request.prompt, m_request.seed);
}

std::optional<MadeFile> MediaWorkshop::makePicture(const MediaWish &wish, int index)
{
    const QImage image = picture(wish.role, index);
    if (image.isNull() || ended())
        return std::nullopt;
    // JPEG holds no transparency.
    const bool jpeg = m_request.imageFormat == QLatin1String("jpeg");
    const QString format =
        image.hasAlphaChannel() && jpeg ? QStringLiteral("png") : m_request.imageFormat;
    auto made = stored(
        studio::encodeImage(
            image, format,
            {{QStringLiteral("Software"), QStringLiteral("Peregrine " PEREGRINE_VERSION)},
             {QStringLiteral("Comment"),
              QStringLiteral("Local emulation of %1: made by procedure, not the work of the model.")
                  .arg(m_request.endpoint)},
             {QStringLiteral("Prompt"), m_request.prompt},
             {QStringLiteral("Seed"), QString::number(m_request.seed)}}),
        index, "picture");
    if (made)
        made->pixels = image.size();
    return made;
}

std::optional<MadeFile> MediaWorkshop::makeFilm(const MediaWish &wish, int index)
{
    studio::AnimateRequest film;
    film.prompt = m_request.prompt;
    film.seed = m_request.seed + static_cast<quint64>(index);
    film.seconds = filmSeconds();
    film.framesPerSecond = m_request.framesPerSecond;
    QImage first = source();
    if (first.isNull() && m_request.first(InputMedia::Kind::Video) != nullptr)
        first = load(InputMedia::Kind::Video);
    if (m_failure)
        return std::nullopt;
    if (wish.role != MediaWish::Role::Result)
        first = picture(wish.role, index);
    QSize size = m_request.size;
    if (size.isEmpty() && !first.isNull())
        size = first.size().scaled(640, 640, Qt::KeepAspectRatio);
    if (size.isEmpty())
        size = usualFilm;
    size = boundedSize(size, smallestSide, m_limits.filmSide);
    film.size = QSize(size.width() / 2 * 2, size.height() / 2 * 2);
    film.source = first;
    const std::optional<studio::EncodedFile> encoded =
        studio::animate(film, [this](int step, int of, const QString &what) {
            return m_context.step(step, of, what);
        });
    if (m_context.stopped())
        return std::nullopt;
    if (!encoded) {
        m_failure = ModelAnswer::failure(500, QStringLiteral("This system cannot encode video."),
                                         QStringLiteral("internal_error"));
        return std::nullopt;
    }
    auto made = stored(*encoded, index, "film");
    if (made) {
        made->pixels = film.size;
        made->seconds = film.seconds;
        made->framesPerSecond = film.framesPerSecond;
    }
    return made;
}

std::optional<MadeFile> MediaWorkshop::makeSound(int index)
{
    constexpr double usual = 8.0;
    constexpr qsizetype wavHead = 44;
    const quint64 seed = m_request.seed + static_cast<quint64>(index);
    std::optional<studio::EncodedFile> sound;
    if (isSpeech(m_request)) {
        studio::SpeakRequest speech;
        speech.text = m_request.speech.left(
            static_cast<qsizetype>(m_limits.soundSeconds * charactersPerSecond));
        speech.voice = m_request.input.value(QLatin1String("voice")).toString();
        speech.speed =
            std::clamp(m_request.input.value(QLatin1String("speed")).toDouble(1.0), 0.5, 2.0);
        speech.seed = seed;
        sound = studio::speak(speech, [this](int step, int of, const QString &what) {
            return m_context.step(step, of, what);
        });
    } else {
        const double asked = m_request.seconds > 0 ? m_request.seconds : usual;
        sound = soundFor(m_request.prompt, std::min(asked, m_limits.soundSeconds), seed);
    }
    if (!sound || m_context.stopped())
        return std::nullopt;
    auto made = stored(*sound, index, "sound");
    if (made) {
        made->sampleRate = soundRate;
        made->seconds = static_cast<double>(std::max<qsizetype>(0, sound->bytes.size() - wavHead))
            / 2.0 / soundRate;
    }
    return made;
}

std::optional<MadeFile> MediaWorkshop::makeArchive()
{
    QList<ZipEntry> entries{
        {QStringLiteral("README.txt"),
         writtenfiles::note(m_request.endpoint, m_request.prompt, m_request.seed).toUtf8()}};
    const QImage image = picture(MediaWish::Role::Result, 0);
    if (image.isNull())
        return std::nullopt;
    const QImage small = image.scaled(512, 512, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    for (int i = 0; i < archivedPictures; ++i) {
        // Frames drift a little from one to the next.
        const QImage frame = small.copy(i * 2, 0, small.width(), small.height());
        const studio::EncodedFile file = studio::encodeImage(frame, QStringLiteral("png"), {});
        entries.append(
            {QStringLiteral("frame_%1.png").arg(i, 4, 10, QLatin1Char('0')), file.bytes});
    }
    return stored({zipArchive(entries), QStringLiteral("application/zip"), QStringLiteral("zip")},
                  0, "archive");
}

studio::EncodedFile MediaWorkshop::writtenFile(const MediaWish &wish) const
{
    switch (wish.kind) {
    case MediaWish::Kind::Shape:
        return meshFile(wish.format, writtenfiles::colorFor(m_request.prompt, m_request.seed));
    case MediaWish::Kind::Vector:
        return {vectorText().toUtf8(), QStringLiteral("image/svg+xml"), QStringLiteral("svg")};
    case MediaWish::Kind::Json:
        return writtenfiles::json(m_request);
    case MediaWish::Kind::Captions:
        return writtenfiles::captions(m_request);
    case MediaWish::Kind::Weights:
        return writtenfiles::weights(m_request);
    default:
        return {writtenfiles::note(m_request.endpoint, m_request.prompt, m_request.seed).toUtf8(),
                QStringLiteral("text/plain"), QStringLiteral("txt")};
    }
}

std::optional<MadeFile> MediaWorkshop::stored(const studio::EncodedFile &made, int index,
                                              const char *word)
{
    MadeFile result;
    const QString stem = m_request.endpoint.section(u'/', -1) + u'-'
        + QString::number(m_request.seed + static_cast<quint64>(index));
    if (m_request.inlineMedia && made.mimeType.startsWith(QLatin1String("image/"))
        && !made.bytes.isEmpty() && made.bytes.size() <= maximumInlineBytes) {
        result.file = {
            {QStringLiteral("url"), dataUri(made)},
            {QStringLiteral("content_type"), made.mimeType},
            {QStringLiteral("file_name"), QString(stem + u'.' + made.extension)},
            {QStringLiteral("file_size"), made.bytes.size()},
        };
    } else {
        const Expected<QJsonObject, ModelAnswer> file = storeOutput(m_context, made, stem);
        if (!file) {
            m_failure = file.error();
            return std::nullopt;
        }
        result.file = *file;
    }
    m_context.log(QStringLiteral("made a %1: %2, %3 bytes")
                      .arg(QLatin1String(word), made.mimeType)
                      .arg(made.bytes.size()));
    return result;
}

QImage MediaWorkshop::picture(MediaWish::Role role, int index)
{
    QImage base = source();
    if (m_failure)
        return {};
    if (base.isNull())
        base = result(0);
    if (base.isNull())
        return {};
    switch (role) {
    case MediaWish::Role::Mask:
        return m_request.task == PictureTask::CutOut
            ? picturetasks::subjectMask(base)
            : picturetasks::regionMask(base.size(),
                                       picturetasks::region(base.size(), index, m_request.seed));
    case MediaWish::Role::Depth:
        return picturetasks::depth(base);
    case MediaWish::Role::Normals:
        return picturetasks::normals(base);
    case MediaWish::Role::Edges:
        return picturetasks::edges(base);
    case MediaWish::Role::Pose:
        return picturetasks::pose(base.size(), m_request.seed);
    case MediaWish::Role::Source:
        return base;
    case MediaWish::Role::Result:
        break;
    }
    return result(index);
}

QImage MediaWorkshop::result(int index)
{
    if (const auto known = m_results.constFind(index); known != m_results.constEnd())
        return *known;
    const QImage given = source();
    if (ended())
        return {};
    QImage image;
    switch (m_request.task) {
    case PictureTask::Paint:
    case PictureTask::PaintOver:
        image = painted(index);
        break;
    case PictureTask::Restore:
        image = picturetasks::restored(given);
        break;
    case PictureTask::Upscale:
        image = picturetasks::scaled(given, pictureSize());
        break;
    case PictureTask::CutOut:
        image = picturetasks::cutOut(given, picturetasks::subjectMask(given));
        break;
    case PictureTask::Depth:
        image = picturetasks::depth(given);
        break;
    case PictureTask::Normals:
        image = picturetasks::normals(given);
        break;
    case PictureTask::Edges:
        image = picturetasks::edges(given);
        break;
    case PictureTask::Pose:
        image = picturetasks::pose(given.size(), m_request.seed);
        break;
    case PictureTask::Segment:
        image = picturetasks::within(
            given, painted(index),
            picturetasks::regionMask(given.size(),
                                     picturetasks::region(given.size(), index, m_request.seed)));
        break;
    }
    if (!image.isNull() && !ended())
        m_results.insert(index, image);
    return image;
}

QImage MediaWorkshop::painted(int index)
{
    m_context.beginPart(index, std::max(m_request.pictures, index + 1));
    studio::PaintRequest paint;
    paint.prompt = m_request.prompt;
    paint.negativePrompt = m_request.negativePrompt;
    paint.size = pictureSize();
    paint.steps = m_request.steps;
    paint.guidance = m_request.guidance;
    paint.seed = m_request.seed + static_cast<quint64>(index);
    paint.source = source();
    paint.strength = m_request.strength;
    const QImage mask = inputMask();
    if (ended())
        return {};
    const studio::Preview preview = [this, index](int step, int of, const QImage &picture) {
        m_context.partial(partialOutput(picture, step, of, index));
    };
    const QImage image = studio::paint(
        paint,
        [this](int step, int of, const QString &what) { return m_context.step(step, of, what); },
        m_context.wantsPartials() ? preview : studio::Preview());
    return image.isNull() || mask.isNull() || paint.source.isNull()
        ? image
        : picturetasks::within(paint.source, image, mask);
}

QImage MediaWorkshop::source()
{
    if (!m_source)
        m_source = load(InputMedia::Kind::Image);
    return *m_source;
}

QImage MediaWorkshop::inputMask()
{
    if (!m_mask)
        m_mask = load(InputMedia::Kind::Mask);
    return *m_mask;
}

QImage MediaWorkshop::load(InputMedia::Kind kind)
{
    const InputMedia *media = m_request.first(kind);
    if (media == nullptr || ended())
        return {};
    const Expected<QImage, ModelAnswer> image = inputPicture(*media, m_limits, m_context);
    if (!image) {
        m_failure = image.error();
        return {};
    }
    return *image;
}

} // namespace peregrine::localserver
