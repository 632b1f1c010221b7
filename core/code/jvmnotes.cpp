#include "core/code/jvmnotes.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>

namespace peregrine {

namespace {

bool hasNullMember(const QJsonValue &value)
{
    for (const QJsonValue entry : value.toArray()) {
        if (hasNullMember(entry))
            return true;
    }
    for (const QJsonValue member : value.toObject()) {
        if (member.isNull() || hasNullMember(member))
            return true;
    }
    return false;
}

} // namespace

QStringList jvmNotes(const QJsonValue &input)
{
    if (!hasNullMember(input))
        return {};
    return {QCoreApplication::translate(
        "peregrine::CodeWriter",
        "fal's client for this language does not send members that are null.")};
}

} // namespace peregrine
