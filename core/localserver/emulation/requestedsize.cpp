#include "core/localserver/emulation/requestedsize.h"

#include "core/localserver/models/inputvalues.h"

#include <QHash>
#include <QRegularExpression>

#include <algorithm>
#include <optional>

namespace peregrine::localserver {

namespace {

// ImageSize's documented maximum.
constexpr int maximumAsked = 14'142;

int sideOf(const QJsonValue &value)
{
    return value.isDouble()
        ? static_cast<int>(std::clamp(value.toDouble(), 0.0, static_cast<double>(maximumAsked)))
        : 0;
}

/// The presets that some models add to the six of ImageSize.
QSize presetSize(const QString &name)
{
    static const QHash<QString, QSize> more{
        {QStringLiteral("square_uhd"), {2048, 2048}},
        {QStringLiteral("portrait_3_2"), {832, 1216}},
        {QStringLiteral("landscape_3_2"), {1216, 832}},
        {QStringLiteral("portrait_hd"), {720, 1280}},
        {QStringLiteral("landscape_hd"), {1280, 720}},
        {QStringLiteral("auto_2K"), {2048, 2048}},
        {QStringLiteral("auto_3K"), {3072, 3072}},
        {QStringLiteral("auto_4K"), {4096, 4096}},
    };
    const auto found = more.constFind(name);
    return found != more.constEnd() ? *found : imageSizeOf(name);
}

/// "1024x768", "1024*768", "1280:720" where both numbers are sides and not a ratio.
QSize writtenSize(const QString &text)
{
    static const QRegularExpression form(
        QStringLiteral("\\A\\s*(\\d{2,5})\\s*[xX*\\x{00d7}:]\\s*(\\d{2,5})"));
    const QRegularExpressionMatch match = form.match(text);
    if (!match.hasMatch())
        return {};
    const QSize size(match.captured(1).toInt(), match.captured(2).toInt());
    return std::min(size.width(), size.height()) >= 64 ? size : QSize();
}

QSize sizeIn(const QJsonValue &value)
{
    if (value.isObject())
        return {sideOf(value[QLatin1String("width")]), sideOf(value[QLatin1String("height")])};
    if (!value.isString())
        return {};
    const QSize preset = presetSize(value.toString());
    return preset.isEmpty() ? writtenSize(value.toString()) : preset;
}

std::optional<QSizeF> ratioIn(const QJsonValue &value)
{
    static const QRegularExpression form(
        QStringLiteral("(\\d+(?:\\.\\d+)?)\\s*[:/xX]\\s*(\\d+(?:\\.\\d+)?)"));
    static const QHash<QString, QSizeF> names{
        {QStringLiteral("landscape"), {16, 9}}, {QStringLiteral("portrait"), {9, 16}},
        {QStringLiteral("square"), {1, 1}},     {QStringLiteral("horizontal"), {16, 9}},
        {QStringLiteral("vertical"), {9, 16}},
    };
    const QString text =
        value.isObject() ? value[QLatin1String("ratio")].toString() : value.toString();
    if (const auto named = names.constFind(text.toLower()); named != names.constEnd())
        return *named;
    const QRegularExpressionMatch match = form.match(text);
    const QSizeF ratio(match.captured(1).toDouble(), match.captured(2).toDouble());
    return ratio.isEmpty() ? std::nullopt : std::optional(ratio);
}

/// "720p", "1080p", "480", 512, "1K", "2K", "4k": the shorter side.
int shorterSideIn(const QJsonValue &value)
{
    if (value.isDouble())
        return sideOf(value);
    static const QRegularExpression form(QStringLiteral("(\\d{1,4})\\s*([pPkK]?)"));
    const QRegularExpressionMatch match = form.match(value.toString());
    if (!match.hasMatch())
        return 0;
    const int number = match.captured(1).toInt();
    const bool thousands = match.captured(2).toLower() == QLatin1String("k");
    const int side = thousands ? number * 1024 : number;
    return side >= 64 && side <= maximumAsked ? side : 0;
}

} // namespace

QSize requestedSize(const QJsonObject &input, int shorter)
{
    for (const char *name : {"image_size", "video_size", "size", "resolution", "output_size",
                             "target_size", "aspect_ratio"}) {
        if (const QSize size = sizeIn(input.value(QLatin1String(name))); !size.isEmpty())
            return size;
    }
    for (const char *prefix : {"", "target_", "output_", "image_", "video_"}) {
        const QSize size(sideOf(input.value(QLatin1String(prefix) + QLatin1String("width"))),
                         sideOf(input.value(QLatin1String(prefix) + QLatin1String("height"))));
        if (!size.isEmpty())
            return size;
    }
    int side = 0;
    for (const char *name : {"resolution", "quality", "output_resolution", "target_resolution"}) {
        if (side == 0)
            side = shorterSideIn(input.value(QLatin1String(name)));
    }
    for (const char *name : {"aspect_ratio", "ratio", "orientation", "video_aspect_ratio"}) {
        if (const auto ratio = ratioIn(input.value(QLatin1String(name)))) {
            const double unit =
                (side > 0 ? side : shorter) / std::min(ratio->width(), ratio->height());
            return QSizeF(*ratio * unit).toSize().boundedTo({maximumAsked, maximumAsked});
        }
    }
    return {};
}

QSize boundedSize(QSize size, int minimum, int maximum)
{
    if (std::max(size.width(), size.height()) > maximum)
        size.scale(maximum, maximum, Qt::KeepAspectRatio);
    return size.expandedTo({minimum, minimum});
}

} // namespace peregrine::localserver
