#include "core/localserver/models/speakmodel.h"

#include "core/base/json.h"
#include "core/localserver/models/inputvalues.h"
#include "core/localserver/models/outputfile.h"
#include "core/localserver/studio/wavfile.h"

#include <QElapsedTimer>
#include <QJsonArray>

#include <utility>

namespace peregrine::localserver {

namespace {

/// The studio knows its voices; the document must name the same.
ModelCard withVoices(ModelCard card)
{
    const QStringList voices = studio::voiceNames();
    const QString voice =
        jsonPointer({card.inputSchema, QStringLiteral("properties"), QStringLiteral("voice")});
    QJsonValue schemas = card.schemas;
    schemas =
        withValueAt(schemas, voice + QLatin1String("/enum"), QJsonArray::fromStringList(voices));
    schemas = withValueAt(schemas, voice + QLatin1String("/default"), voices.first());
    card.schemas = schemas.toObject();
    return card;
}

} // namespace

SpeakModel::SpeakModel(ModelCard card)
    : LocalModel(withVoices(std::move(card)))
{ }

std::optional<ModelAnswer> SpeakModel::run(const QJsonObject &input, RunContext &context) const
{
    studio::SpeakRequest request;
    request.text = input.value(QStringLiteral("text")).toString();
    request.voice = input.value(QStringLiteral("voice")).toString();
    request.speed = input.value(QStringLiteral("speed")).toDouble();
    request.seed = seedOf(input);
    QElapsedTimer timer;
    timer.start();
    const std::optional<studio::EncodedFile> speech =
        studio::speak(request, [&context](int step, int of, const QString &what) {
            return context.step(step, of, what);
        });
    if (!speech || context.stopped())
        return std::nullopt;
    const Expected<QJsonObject, ModelAnswer> file =
        storeOutput(context, *speech, QStringLiteral("speak-%1").arg(request.seed));
    if (!file)
        return file.error();
    return ModelAnswer::output({
        {QStringLiteral("audio"), *file},
        {QStringLiteral("seed"), static_cast<qint64>(request.seed)},
        {QStringLiteral("timings"),
         QJsonObject{{QStringLiteral("inference"), static_cast<double>(timer.elapsed()) / 1000.0}}},
    });
}

QImage SpeakModel::thumbnail(const std::stop_token &stop) const
{
    studio::SpeakRequest request;
    request.text = QStringLiteral("This voice was made on your computer.");
    const std::optional<studio::EncodedFile> speech = studio::speak(
        request, [&stop](int, int, const QString &) { return !stop.stop_requested(); });
    if (!speech)
        return {};
    constexpr int parts = 33;
    studio::EmblemRequest wave = emblem();
    wave.loudness = studio::loudnessOf(speech->bytes, parts);
    return studio::paintEmblem(wave);
}

} // namespace peregrine::localserver
