#include "core/localserver/emulation/writtenfiles.h"

#include "core/base/json.h"

#include <QHash>
#include <QJsonArray>
#include <QtEndian>

#include <random>

namespace peregrine::localserver::writtenfiles {

namespace {

std::mt19937_64 randomFor(const QString &prompt, quint64 seed)
{
    return std::mt19937_64(qHash(prompt, 11U) ^ (seed * 0x9e3779b97f4a7c15ULL));
}

QJsonObject still(const QJsonValue &value)
{
    return {{QStringLiteral("a"), 0}, {QStringLiteral("k"), value}};
}

/// One circle that turns around the middle, by the Lottie specification.
QJsonObject lottie(const QColor &color)
{
    const QJsonObject turning{
        {QStringLiteral("a"), 1},
        {QStringLiteral("k"),
         QJsonArray{
             QJsonObject{{QStringLiteral("t"), 0},
                         {QStringLiteral("s"), QJsonArray{0}},
                         {QStringLiteral("i"),
                          QJsonObject{{QStringLiteral("x"), QJsonArray{1}},
                                      {QStringLiteral("y"), QJsonArray{1}}}},
                         {QStringLiteral("o"),
                          QJsonObject{{QStringLiteral("x"), QJsonArray{0}},
                                      {QStringLiteral("y"), QJsonArray{0}}}}},
             QJsonObject{{QStringLiteral("t"), 60}, {QStringLiteral("s"), QJsonArray{360}}}}},
    };
    const QJsonArray shapes{
        QJsonObject{{QStringLiteral("ty"), QStringLiteral("el")},
                    {QStringLiteral("p"), still(QJsonArray{120, 0})},
                    {QStringLiteral("s"), still(QJsonArray{80, 80})}},
        QJsonObject{{QStringLiteral("ty"), QStringLiteral("fl")},
                    {QStringLiteral("c"),
                     still(QJsonArray{color.redF(), color.greenF(), color.blueF(), 1})},
                    {QStringLiteral("o"), still(100)}},
    };
    const QJsonObject layer{
        {QStringLiteral("ddd"), 0},
        {QStringLiteral("ind"), 1},
        {QStringLiteral("ty"), 4},
        {QStringLiteral("nm"), QStringLiteral("circle")},
        {QStringLiteral("ks"),
         QJsonObject{{QStringLiteral("o"), still(100)},
                     {QStringLiteral("r"), turning},
                     {QStringLiteral("p"), still(QJsonArray{256, 256, 0})},
                     {QStringLiteral("a"), still(QJsonArray{0, 0, 0})},
                     {QStringLiteral("s"), still(QJsonArray{100, 100, 100})}}},
        {QStringLiteral("shapes"), shapes},
        {QStringLiteral("ip"), 0},
        {QStringLiteral("op"), 60},
        {QStringLiteral("st"), 0},
    };
    return {{QStringLiteral("v"), QStringLiteral("5.7.4")},
            {QStringLiteral("nm"), QStringLiteral("local emulation")},
            {QStringLiteral("fr"), 30},
            {QStringLiteral("ip"), 0},
            {QStringLiteral("op"), 60},
            {QStringLiteral("w"), 512},
            {QStringLiteral("h"), 512},
            {QStringLiteral("ddd"), 0},
            {QStringLiteral("assets"), QJsonArray()},
            {QStringLiteral("layers"), QJsonArray{layer}}};
}

} // namespace

QString note(const QString &endpoint, const QString &prompt, quint64 seed)
{
    return QStringLiteral("Local emulation of %1.\nNothing here is the work of the model.\n"
                          "Prompt: %2\nSeed: %3\n")
        .arg(endpoint, prompt)
        .arg(seed);
}

QString drawing(const QString &prompt, quint64 seed)
{
    std::mt19937_64 random = randomFor(prompt, seed);
    const auto between = [&random](int from, int to) {
        return from + static_cast<int>(random() % static_cast<quint64>(to - from));
    };
    QString svg =
        QStringLiteral("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 512 512\">"
                       "<title>%1</title><rect width=\"512\" height=\"512\" fill=\"%2\"/>")
            .arg(prompt.left(200).toHtmlEscaped(), colorFor(prompt, seed).lighter(165).name());
    svg += QStringLiteral("<circle cx=\"%1\" cy=\"%2\" r=\"%3\" fill=\"%4\"/>")
               .arg(between(120, 400))
               .arg(between(90, 190))
               .arg(between(34, 70))
               .arg(QColor::fromHsv(between(20, 60), 150, 245).name());
    for (int i = 0; i < 3; ++i) {
        const int height = 270 + i * 70;
        svg +=
            QStringLiteral("<path d=\"M0 %1 Q%2 %3 256 %1 T512 %1 V512 H0 Z\" fill=\"%4\"/>")
                .arg(height)
                .arg(between(80, 180))
                .arg(height - between(40, 110))
                .arg(colorFor(prompt, seed + static_cast<quint64>(i)).darker(110 + 25 * i).name());
    }
    return svg + QStringLiteral("</svg>");
}

QColor colorFor(const QString &prompt, quint64 seed)
{
    std::mt19937_64 random = randomFor(prompt, seed);
    const int hue = static_cast<int>(random() % 360);
    return QColor::fromHsv(hue, 120 + static_cast<int>(random() % 90), 200);
}

studio::EncodedFile json(const EmulationRequest &request)
{
    const bool animation = request.endpoint.contains(QLatin1String("lottie"));
    const QJsonObject content = animation
        ? lottie(colorFor(request.prompt, request.seed))
        : QJsonObject{
            {QStringLiteral("note"), note(request.endpoint, request.prompt, request.seed)},
            {QStringLiteral("endpoint"), request.endpoint},
            {QStringLiteral("seed"), static_cast<qint64>(request.seed)}};
    return {toJson(content), QStringLiteral("application/json"), QStringLiteral("json")};
}

studio::EncodedFile captions(const EmulationRequest &request)
{
    const QString text = QStringLiteral("1\n00:00:00,000 --> 00:00:02,000\n%1\n\n"
                                        "2\n00:00:02,000 --> 00:00:04,000\n%2\n\n")
                             .arg(request.prompt.simplified().left(120),
                                  QStringLiteral("(local emulation of %1)").arg(request.endpoint));
    return {text.toUtf8(), QStringLiteral("application/x-subrip"), QStringLiteral("srt")};
}

studio::EncodedFile weights(const EmulationRequest &request)
{
    const QJsonObject header{
        {QStringLiteral("__metadata__"),
         QJsonObject{
             {QStringLiteral("note"), note(request.endpoint, request.prompt, request.seed)}}},
        {QStringLiteral("emulation"),
         QJsonObject{{QStringLiteral("dtype"), QStringLiteral("F32")},
                     {QStringLiteral("shape"), QJsonArray{4}},
                     {QStringLiteral("data_offsets"), QJsonArray{0, 16}}}},
    };
    QByteArray text = toJson(header);
    while (text.size() % 8 != 0)
        text += ' ';
    QByteArray file(8, '\0');
    qToLittleEndian(static_cast<quint64>(text.size()), file.data());
    return {file + text + QByteArray(16, '\0'), QStringLiteral("application/octet-stream"),
            QStringLiteral("safetensors")};
}

} // namespace peregrine::localserver::writtenfiles
