#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>

namespace peregrine::localserver {

/// What a model says: its output, or its own error with the HTTP status that goes with it.
struct ModelAnswer
{
    int status = 200;
    QJsonValue body;
    /// For errors: a sentence, and the machine's name of the reason.
    QString error;
    QString errorType;

    [[nodiscard]] static ModelAnswer output(const QJsonObject &output);
    /// 422 with a list of faults in the shape of inputFault().
    [[nodiscard]] static ModelAnswer invalid(const QJsonArray &faults);
    /// {"detail": text, "error_type": type}
    [[nodiscard]] static ModelAnswer failure(int status, const QString &text, const QString &type);
};

/// One entry of a 422's detail: {loc, msg, type, ctx?, input?}. loc starts with "body".
[[nodiscard]] QJsonObject inputFault(const QJsonArray &loc, const QString &message,
                                     const QString &type, const QJsonObject &context = {},
                                     const QJsonValue &input = QJsonValue::Undefined);

} // namespace peregrine::localserver
