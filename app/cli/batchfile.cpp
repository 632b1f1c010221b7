#include "app/cli/batchfile.h"

#include "core/base/json.h"

#include <QCoreApplication>

namespace peregrine::cli {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::cli::BatchFile)
};

constexpr int deepest = 100;

Unexpected<Error> wrong(int number, const QString &what)
{
    Error error;
    error.kind = Error::Kind::Validation;
    error.message = Text::tr("Line %1: %2").arg(QString::number(number), what);
    return Unexpected{error};
}

} // namespace

Expected<QList<BatchLine>, Error> readBatchFile(const QByteArray &bytes, const EndpointId &endpoint)
{
    QList<BatchLine> lines;
    int number = 0;
    const QList<QByteArray> texts = bytes.split('\n');
    for (const QByteArray &text : texts) {
        ++number;
        if (text.trimmed().isEmpty())
            continue;
        const auto json = parseJson(text);
        if (!json)
            return wrong(number, json.error());
        if (!json->isObject() || isDeeperThan(*json, deepest))
            return wrong(number, Text::tr("A JSON object is expected."));
        BatchLine line{number, endpoint, json->toObject()};
        if (const QJsonValue input = line.input.value(QStringLiteral("input")); input.isObject()) {
            const QJsonValue own = line.input.value(QStringLiteral("endpoint"));
            line.input = input.toObject();
            if (own.isString()) {
                const auto parsed = EndpointId::parse(own.toString());
                if (!parsed)
                    return wrong(number, parsed.error().message);
                line.endpoint = *parsed;
            }
        }
        if (line.endpoint.isEmpty())
            return wrong(number,
                         Text::tr("It has no \"endpoint\", and none is given for all lines with "
                                  "--endpoint."));
        lines.append(line);
        if (lines.size() > maxBatchLines)
            return wrong(number,
                         Text::tr("A batch has at most %n request(s).", nullptr,
                                  static_cast<int>(maxBatchLines)));
    }
    if (lines.isEmpty())
        return wrong(1, Text::tr("The file holds no request."));
    return lines;
}

} // namespace peregrine::cli
