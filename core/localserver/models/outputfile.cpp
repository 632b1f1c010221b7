#include "core/localserver/models/outputfile.h"

#include "core/base/logging.h"

namespace peregrine::localserver {

Expected<QJsonObject, ModelAnswer> storeOutput(RunContext &context, const studio::EncodedFile &made,
                                               const QString &stem)
{
    if (made.bytes.isEmpty()) {
        return Unexpected{ModelAnswer::failure(
            500, QStringLiteral("This system cannot write files of the asked format."),
            QStringLiteral("internal_error"))};
    }
    const Expected<StoredFile, Error> stored =
        context.keep(made.bytes, made.mimeType.toLatin1(), stem + u'.' + made.extension);
    if (!stored) {
        qCWarning(lcLocalServer) << "Cannot keep an output:" << stored.error().message;
        return Unexpected{ModelAnswer::failure(
            500,
            QStringLiteral(
                "The server cannot write the result to its disk. Free some space or allow "
                "writing to its data folder, then send the request again."),
            QStringLiteral("internal_error"))};
    }
    return QJsonObject{
        {QStringLiteral("url"), stored->urlPath()},
        {QStringLiteral("content_type"), made.mimeType},
        {QStringLiteral("file_name"), stored->name},
        {QStringLiteral("file_size"), stored->size},
    };
}

} // namespace peregrine::localserver
