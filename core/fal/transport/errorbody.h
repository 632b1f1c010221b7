#pragma once

#include "core/base/error.h"

#include <QJsonValue>
#include <QList>
#include <QString>

namespace peregrine {

/// What the body of an error says, whatever its shape: detail as list, text or object, message,
/// error as text or object, status, error_type. Every part may be missing and is bounded.
struct ErrorBody
{
    /// The server's own words, one paragraph.
    QString text;
    /// The machine's name of the error as a whole.
    QString type;
    RequestId request;
    QList<FieldFault> fields;

    [[nodiscard]] static ErrorBody read(const QJsonValue &body);
    /// A server's text as it may be shown to people.
    [[nodiscard]] static QString bounded(const QString &text);
};

} // namespace peregrine
