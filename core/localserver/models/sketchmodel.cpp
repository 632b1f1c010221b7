#include "core/localserver/models/sketchmodel.h"

#include "core/localserver/models/inputimage.h"
#include "core/localserver/models/inputvalidator.h"
#include "core/localserver/models/inputvalues.h"
#include "core/localserver/models/outputfile.h"

#include <QCborArray>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QPainter>

namespace peregrine::localserver {

namespace {

studio::SketchRequest sketchOf(const QJsonObject &input)
{
    studio::SketchRequest request;
    request.prompt = input.value(QStringLiteral("prompt")).toString();
    request.strength = input.value(QStringLiteral("strength")).toDouble();
    request.steps = input.value(QStringLiteral("num_inference_steps")).toInt();
    return request;
}

QString dataUri(const studio::EncodedFile &file)
{
    return QLatin1String("data:") + file.mimeType + QLatin1String(";base64,")
        + QString::fromLatin1(file.bytes.toBase64());
}

double secondsOf(const QElapsedTimer &timer)
{
    return static_cast<double>(timer.nsecsElapsed()) / 1e9;
}

/// The drawing of a message: bytes where they are given, else a data URI.
Expected<QImage, ModelAnswer> drawingOf(const QJsonObject &input, const QCborValue &bytes)
{
    if (bytes.isByteArray())
        return loadInputImage(bytes.toByteArray(), QStringLiteral("image_bytes"));
    const QString field = QStringLiteral("image_url");
    const QString uri = input.value(field).toString();
    if (uri.isEmpty()) {
        return Unexpected{ModelAnswer::invalid(
            {inputFault({QStringLiteral("body"), field}, QStringLiteral("Field required"),
                        QStringLiteral("missing"))})};
    }
    return loadDataUri(uri, field);
}

/// A tree and a house below the sun, as one draws them in a minute.
QImage sampleDrawing(QSize size)
{
    QImage drawing(size, QImage::Format_RGB32);
    drawing.fill(Qt::white);
    QPainter painter(&drawing);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto take = [&painter](QRgb color) {
        painter.setPen(QPen(QColor::fromRgb(color), 9, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    };
    const auto draw = [&painter](const QPolygonF &line) { painter.drawPolyline(line); };
    take(0xb83a2e); // the roof
    draw({{354, 250}, {466, 132}, {578, 250}, {354, 250}});
    take(0xc98a4b); // the walls
    draw({{376, 262}, {374, 400}, {556, 400}, {554, 262}, {376, 262}});
    take(0x6b482c); // the trunk
    draw({{148, 290}, {146, 402}, {174, 402}, {171, 290}, {148, 290}});
    take(0x3c8545); // its leaves
    painter.drawEllipse(QPointF(160, 214), 78, 76);
    take(0xe9ae2c); // the sun
    painter.drawEllipse(QPointF(252, 92), 44, 44);
    take(0x4f8f3f); // the ground
    draw({{0, 410}, {150, 408}, {330, 412}, {500, 408}, {640, 412}});
    return drawing;
}

} // namespace

std::optional<ModelAnswer> SketchModel::run(const QJsonObject &input, RunContext &context) const
{
    const QString field = QStringLiteral("image_url");
    const Expected<QImage, ModelAnswer> drawing =
        loadInputImage(input.value(field).toString(), field, context.files());
    if (!drawing)
        return drawing.error();
    QElapsedTimer timer;
    timer.start();
    studio::SketchRequest request = sketchOf(input);
    request.drawing = *drawing;
    request.seed = seedOf(input);
    if (!context.step(1, 2, QStringLiteral("read the drawing")))
        return std::nullopt;
    const QImage picture = m_painter.paint(request, [&context] { return context.stopped(); });
    if (picture.isNull() || !context.step(2, 2, QStringLiteral("painted over it")))
        return std::nullopt;
    const studio::EncodedFile made = studio::encodeImage(picture, QStringLiteral("jpeg"), {});
    QJsonObject image;
    if (input.value(QStringLiteral("sync_mode")).toBool()) {
        image.insert(QStringLiteral("url"), dataUri(made));
        image.insert(QStringLiteral("content_type"), made.mimeType);
    } else {
        const Expected<QJsonObject, ModelAnswer> file =
            storeOutput(context, made, QStringLiteral("sketch-%1").arg(request.seed));
        if (!file)
            return file.error();
        image = *file;
    }
    image.insert(QStringLiteral("width"), picture.width());
    image.insert(QStringLiteral("height"), picture.height());
    return ModelAnswer::output({
        {QStringLiteral("images"), QJsonArray{image}},
        {QStringLiteral("timings"), QJsonObject{{QStringLiteral("inference"), secondsOf(timer)}}},
        {QStringLiteral("seed"), static_cast<qint64>(request.seed)},
        {QStringLiteral("request_id"), input.value(QStringLiteral("request_id"))},
        {QStringLiteral("prompt"), request.prompt},
    });
}

Expected<QCborMap, ModelAnswer> SketchModel::answer(const RealtimeRequest &request,
                                                    const std::stop_token &stop) const
{
    QElapsedTimer timer;
    timer.start();
    // Bytes have no place in JSON, so they are looked at apart from the rest.
    QCborMap rest = request.input;
    const QCborValue bytes = rest.take(QStringLiteral("image_bytes"));
    const QJsonObject given = rest.toJsonObject();
    const InputValidator validator(card().schemas);
    const QString schema = card().realtimeInputSchema;
    const QJsonArray faults = validator.faults(schema, given);
    if (!faults.isEmpty())
        return Unexpected{ModelAnswer::invalid(faults)};
    const QJsonObject input = validator.withDefaults(schema, given);
    const Expected<QImage, ModelAnswer> drawing = drawingOf(input, bytes);
    if (!drawing)
        return Unexpected{drawing.error()};

    studio::SketchRequest sketch = sketchOf(input);
    sketch.drawing = *drawing;
    // Not by chance as elsewhere: the picture is to stay while the drawing goes on.
    sketch.seed = static_cast<quint64>(input.value(QStringLiteral("seed")).toInteger());
    const QImage picture = m_painter.paint(sketch, [&stop] { return stop.stop_requested(); });
    const studio::EncodedFile made = studio::encodeImage(picture, QStringLiteral("jpeg"), {});
    if (made.bytes.isEmpty()) {
        return Unexpected{ModelAnswer::failure(500, QStringLiteral("The picture was not finished."),
                                               QStringLiteral("internal_error"))};
    }
    QCborMap image{
        {QStringLiteral("content_type"), made.mimeType},
        {QStringLiteral("width"), picture.width()},
        {QStringLiteral("height"), picture.height()},
    };
    if (request.binary && !input.value(QStringLiteral("sync_mode")).toBool())
        image.insert(QStringLiteral("content"), made.bytes);
    else
        image.insert(QStringLiteral("url"), dataUri(made));
    QCborMap output{
        {QStringLiteral("images"), QCborArray{image}},
        {QStringLiteral("timings"), QCborMap{{QStringLiteral("inference"), secondsOf(timer)}}},
        {QStringLiteral("seed"), static_cast<qint64>(sketch.seed)},
    };
    if (const QString id = input.value(QStringLiteral("request_id")).toString(); !id.isEmpty())
        output.insert(QStringLiteral("request_id"), id);
    return output;
}

QImage SketchModel::thumbnail(const std::stop_token &stop) const
{
    studio::SketchRequest sketch;
    sketch.drawing = sampleDrawing(thumbnailSize);
    sketch.prompt = QStringLiteral("watercolor, spring");
    sketch.steps = 6;
    sketch.seed = 4;
    const QImage painted = m_painter.paint(sketch, [&stop] { return stop.stop_requested(); });
    studio::EmblemRequest compared = emblem();
    compared.pictures = {sketch.drawing, painted};
    return painted.isNull() ? QImage() : studio::paintEmblem(compared);
}

} // namespace peregrine::localserver
