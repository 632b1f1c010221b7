#include "core/fal/modeloutput.h"

#include "core/fal/transport/falanswer.h"

#include <QJsonObject>
#include <QStringDecoder>

#include <optional>

namespace peregrine {

namespace {

std::optional<QString> utf8(const QByteArray &bytes)
{
    QStringDecoder decode(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decode(bytes);
    return decode.hasError() ? std::nullopt : std::optional(text);
}

/// A sum of money follows from it: nothing odd goes on.
std::optional<double> billableUnitsOf(const FalAnswer &answer)
{
    constexpr double most = 1e9;
    bool isNumber = false;
    const double units = answer.header("x-fal-billable-units").trimmed().toDouble(&isNumber);
    const bool isUsable = isNumber && units >= 0 && units <= most;
    return isUsable ? std::optional(units) : std::nullopt;
}

} // namespace

Expected<ModelOutput, Error> modelOutputOf(const FalAnswer &answer)
{
    ModelOutput output;
    output.request = answer.requestId();
    output.contentType = answer.header("content-type").trimmed();
    output.billableUnits = billableUnitsOf(answer);
    const QByteArray type =
        output.contentType
            .left(output.contentType.indexOf(';') < 0 ? output.contentType.size()
                                                      : output.contentType.indexOf(';'))
            .trimmed()
            .toLower();

    if (answer.status == 204) {
        output.data = QString();
        return output;
    }
    if (type == "application/json" || type.endsWith("+json")) {
        const auto json = jsonOf(answer);
        if (!json)
            return Unexpected{json.error()};
        output.data = *json;
        return output;
    }
    if (type.isEmpty()) {
        // Servers that leave the type out mostly mean JSON.
        if (const auto json = jsonOf(answer)) {
            output.data = *json;
            return output;
        }
    }
    if (type.isEmpty() || type.startsWith("text/")) {
        if (const auto text = utf8(answer.body)) {
            output.data = *text;
            return output;
        }
    }
    output.data = QJsonValue(QJsonValue::Null);
    output.bytes = answer.body;
    return output;
}

QJsonValue jsonOfOutput(const ModelOutput &output)
{
    if (output.bytes.isEmpty())
        return output.data;
    QByteArray type = output.contentType.split(';').first().trimmed();
    if (type.isEmpty())
        type = "application/octet-stream";
    const QByteArray uri = "data:" + type + ";base64," + output.bytes.toBase64();
    return QJsonObject{{QStringLiteral("url"), QString::fromLatin1(uri)},
                       {QStringLiteral("content_type"), QString::fromLatin1(type)}};
}

} // namespace peregrine
