#include "core/localserver/models/modelanswer.h"

#include <QStringList>

namespace peregrine::localserver {

ModelAnswer ModelAnswer::output(const QJsonObject &output)
{
    ModelAnswer answer;
    answer.body = output;
    return answer;
}

ModelAnswer ModelAnswer::invalid(const QJsonArray &faults)
{
    ModelAnswer answer;
    answer.status = 422;
    answer.body = QJsonObject{{QStringLiteral("detail"), faults}};
    const QJsonObject first = faults.first().toObject();
    QStringList path;
    const QJsonArray loc = first.value(QStringLiteral("loc")).toArray();
    for (const QJsonValue &part : loc)
        path.append(part.isString() ? part.toString() : QString::number(part.toInt()));
    path.removeFirst();
    const QString message = first.value(QStringLiteral("msg")).toString();
    answer.error = path.isEmpty() ? message : path.join(u'.') + QLatin1String(": ") + message;
    answer.errorType = first.value(QStringLiteral("type")).toString();
    return answer;
}

ModelAnswer ModelAnswer::failure(int status, const QString &text, const QString &type)
{
    ModelAnswer answer;
    answer.status = status;
    answer.body =
        QJsonObject{{QStringLiteral("detail"), text}, {QStringLiteral("error_type"), type}};
    answer.error = text;
    answer.errorType = type;
    return answer;
}

QJsonObject inputFault(const QJsonArray &loc, const QString &message, const QString &type,
                       const QJsonObject &context, const QJsonValue &input)
{
    // Echoing a long input would double every answer that complains about it.
    constexpr qsizetype maximumEcho = 200;

    QJsonObject fault{
        {QStringLiteral("loc"), loc},
        {QStringLiteral("msg"), message},
        {QStringLiteral("type"), type},
    };
    if (!context.isEmpty())
        fault.insert(QStringLiteral("ctx"), context);
    const bool small = input.isBool() || input.isDouble() || input.isNull()
        || (input.isString() && input.toString().size() <= maximumEcho);
    if (small)
        fault.insert(QStringLiteral("input"), input);
    return fault;
}

} // namespace peregrine::localserver
