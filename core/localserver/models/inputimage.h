#pragma once

#include "core/base/result.h"
#include "core/localserver/models/modelanswer.h"
#include "core/localserver/storage/filestore.h"

#include <QImage>
#include <QString>

namespace peregrine::localserver {

/// The picture that an input names: a data URI, or the URL of a file of this server. Other hosts
/// are not asked: this server works without a network. Errors are 422s on the named field.
[[nodiscard]] Expected<QImage, ModelAnswer> loadInputImage(const QString &url, const QString &field,
                                                           const FileStore &files);
/// The same of the bytes of a file.
[[nodiscard]] Expected<QImage, ModelAnswer> loadInputImage(const QByteArray &file,
                                                           const QString &field);
/// The same where only data URIs are taken.
[[nodiscard]] Expected<QImage, ModelAnswer> loadDataUri(const QString &uri, const QString &field);

} // namespace peregrine::localserver
