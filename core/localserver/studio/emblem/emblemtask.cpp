#include "core/localserver/studio/emblem/emblemtask.h"

#include <QHash>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <utility>

namespace peregrine::studio {

namespace {

bool hasOne(const QString &name, std::initializer_list<const char *> words)
{
    return std::any_of(words.begin(), words.end(), [&name](const char *word) {
        return name.contains(QLatin1String(word), Qt::CaseInsensitive);
    });
}

EmblemTask editOf(const QString &name)
{
    if (hasOne(name, {"upscal", "enhanc", "esrgan", "clarity", "super-res", "restor", "topaz"}))
        return EmblemTask::Sharpen;
    if (hasOne(name, {"background", "rembg", "matting", "birefnet", "segment", "sam2"}))
        return EmblemTask::CutOut;
    if (hasOne(name, {"inpaint", "fill", "erase", "removal", "outpaint", "expand", "mask"}))
        return EmblemTask::Mend;
    return EmblemTask::Edit;
}

EmblemTask soundOf(const QString &name)
{
    const bool spoken = hasOne(name, {"tts", "speech", "voice", "kokoro", "dialog", "spark"});
    return spoken ? EmblemTask::Speech : EmblemTask::Music;
}

/// Where the category is missing, the id often says what it is for; the first that fits.
EmblemTask guess(const QString &name)
{
    static const std::array<std::pair<const char *, EmblemTask>, 24> hints{{
        {"train", EmblemTask::Training},
        {"image-to-video", EmblemTask::Moved},
        {"video-to-video", EmblemTask::FilmEdit},
        {"image-to-image", EmblemTask::Edit},
        {"3d", EmblemTask::Solid},
        {"speech-to-text", EmblemTask::Transcript},
        {"whisper", EmblemTask::Transcript},
        {"asr", EmblemTask::Transcript},
        {"tts", EmblemTask::Speech},
        {"speech", EmblemTask::Speech},
        {"voice", EmblemTask::Speech},
        {"music", EmblemTask::Music},
        {"audio", EmblemTask::SoundEdit},
        {"video", EmblemTask::Film},
        {"workflow", EmblemTask::Workflow},
        {"vision", EmblemTask::Look},
        {"caption", EmblemTask::Look},
        {"detect", EmblemTask::Look},
        {"router", EmblemTask::Words},
        {"llm", EmblemTask::Words},
        {"edit", EmblemTask::Edit},
        {"control", EmblemTask::Edit},
        {"flux", EmblemTask::Picture},
        {"diffusion", EmblemTask::Picture},
    }};
    for (const auto &[word, task] : hints) {
        if (name.contains(QLatin1String(word), Qt::CaseInsensitive))
            return task;
    }
    const EmblemTask edit = editOf(name);
    return edit == EmblemTask::Edit ? EmblemTask::Other : edit;
}

} // namespace

EmblemTask emblemTaskOf(const QString &category, const QString &name)
{
    static const QHash<QString, EmblemTask> tasks{
        {QStringLiteral("text-to-image"), EmblemTask::Picture},
        {QStringLiteral("text-to-video"), EmblemTask::Film},
        {QStringLiteral("image-to-video"), EmblemTask::Moved},
        {QStringLiteral("video-to-video"), EmblemTask::FilmEdit},
        {QStringLiteral("audio-to-video"), EmblemTask::FilmFromSound},
        {QStringLiteral("text-to-speech"), EmblemTask::Speech},
        {QStringLiteral("audio-to-audio"), EmblemTask::SoundEdit},
        {QStringLiteral("speech-to-speech"), EmblemTask::SoundEdit},
        {QStringLiteral("video-to-audio"), EmblemTask::SoundFromFilm},
        {QStringLiteral("speech-to-text"), EmblemTask::Transcript},
        {QStringLiteral("audio-to-text"), EmblemTask::Transcript},
        {QStringLiteral("text-to-3d"), EmblemTask::Solid},
        {QStringLiteral("image-to-3d"), EmblemTask::SolidFromPicture},
        {QStringLiteral("3d-to-3d"), EmblemTask::SolidEdit},
        {QStringLiteral("vision"), EmblemTask::Look},
        {QStringLiteral("video-to-text"), EmblemTask::Look},
        {QStringLiteral("image-to-text"), EmblemTask::Look},
        {QStringLiteral("llm"), EmblemTask::Words},
        {QStringLiteral("text-to-text"), EmblemTask::Words},
        {QStringLiteral("json"), EmblemTask::Record},
        {QStringLiteral("text-to-json"), EmblemTask::Record},
        {QStringLiteral("image-to-json"), EmblemTask::Record},
        {QStringLiteral("training"), EmblemTask::Training},
        {QStringLiteral("workflow"), EmblemTask::Workflow},
    };
    if (category == QLatin1String("image-to-image"))
        return editOf(name);
    if (category == QLatin1String("text-to-audio"))
        return soundOf(name);
    const auto known = tasks.constFind(category);
    return known != tasks.cend() ? *known : guess(name);
}

bool isAboutPeople(const QString &name)
{
    return hasOne(name,
                  {"portrait", "face", "avatar", "character", "human", "lipsync", "lip-sync",
                   "tryon", "try-on", "headshot", "person", "hair", "heygen", "pulid", "photomaker",
                   "omnihuman"});
}

} // namespace peregrine::studio
