#include "core/localserver/models/paintjob.h"

#include "core/localserver/models/inputvalues.h"
#include "core/localserver/models/outputfile.h"

#include <QElapsedTimer>
#include <QJsonArray>

namespace peregrine::localserver {

namespace {

QMap<QString, QString> metadataOf(const studio::PaintRequest &request, const QString &endpoint)
{
    return {
        {QStringLiteral("Software"), QStringLiteral("Peregrine " PEREGRINE_VERSION)},
        {QStringLiteral("Comment"),
         QStringLiteral("Local preview: drawn by procedure, not the work of a model.")},
        {QStringLiteral("Model"), endpoint},
        {QStringLiteral("Prompt"), request.prompt},
        {QStringLiteral("Negative prompt"), request.negativePrompt},
        {QStringLiteral("Seed"), QString::number(request.seed)},
        {QStringLiteral("Steps"), QString::number(request.steps)},
        {QStringLiteral("Guidance"), QString::number(request.guidance)},
    };
}

/// What a stream shows on the way: the pictures that are ready, then the one that is being painted,
/// small and inside the event, for it is not worth a file.
QJsonObject partialOf(const QImage &picture, const QJsonArray &ready, int step, int of, int index)
{
    const studio::EncodedFile file = studio::encodeImage(picture, QStringLiteral("jpeg"), {});
    QJsonArray images = ready;
    images.append(QJsonObject{
        {QStringLiteral("url"),
         QString(QLatin1String("data:") + file.mimeType + QLatin1String(";base64,")
                 + QString::fromLatin1(file.bytes.toBase64()))},
        {QStringLiteral("content_type"), file.mimeType},
        {QStringLiteral("width"), picture.width()},
        {QStringLiteral("height"), picture.height()},
    });
    return {
        {QStringLiteral("partial"), true}, {QStringLiteral("images"), images},
        {QStringLiteral("step"), step},    {QStringLiteral("steps"), of},
        {QStringLiteral("image"), index},
    };
}

} // namespace

studio::PaintRequest paintRequestOf(const QJsonObject &input)
{
    studio::PaintRequest request;
    request.prompt = input.value(QStringLiteral("prompt")).toString();
    request.negativePrompt = input.value(QStringLiteral("negative_prompt")).toString();
    request.steps = input.value(QStringLiteral("num_inference_steps")).toInt();
    request.guidance = input.value(QStringLiteral("guidance_scale")).toDouble();
    request.seed = seedOf(input);
    return request;
}

std::optional<ModelAnswer> paintAll(const studio::PaintRequest &first, const QJsonObject &input,
                                    const QString &endpoint, RunContext &context)
{
    const int count = input.value(QStringLiteral("num_images")).toInt();
    const QString format = input.value(QStringLiteral("output_format")).toString();
    studio::PaintRequest request = first;
    QElapsedTimer timer;
    timer.start();
    QJsonArray images;
    for (int i = 0; i < count; ++i) {
        context.beginPart(i, count);
        request.seed = first.seed + static_cast<quint64>(i);
        const studio::Preview preview = [&context, &images, i](int step, int of,
                                                               const QImage &picture) {
            context.partial(partialOf(picture, images, step, of, i));
        };
        const QImage image = studio::paint(
            request,
            [&context](int step, int of, const QString &what) {
                return context.step(step, of, what);
            },
            context.wantsPartials() ? preview : studio::Preview());
        if (image.isNull() || context.stopped())
            return std::nullopt;
        const Expected<QJsonObject, ModelAnswer> file =
            storeOutput(context, studio::encodeImage(image, format, metadataOf(request, endpoint)),
                        QStringLiteral("paint-%1").arg(request.seed));
        if (!file)
            return file.error();
        QJsonObject entry = *file;
        entry.insert(QStringLiteral("width"), image.width());
        entry.insert(QStringLiteral("height"), image.height());
        images.append(entry);
    }
    return ModelAnswer::output({
        {QStringLiteral("images"), images},
        {QStringLiteral("seed"), static_cast<qint64>(first.seed)},
        {QStringLiteral("prompt"), first.prompt},
        {QStringLiteral("timings"),
         QJsonObject{{QStringLiteral("inference"), static_cast<double>(timer.elapsed()) / 1000.0}}},
    });
}

} // namespace peregrine::localserver
