#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/schema/fieldspec.h"

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace peregrine::cli {

/// A file that an argument names; its URL goes to the pointer once it is uploaded.
struct InputFile
{
    QString pointer;
    QString path;
};

struct Input
{
    QJsonObject values;
    QList<InputFile> files;
};

/// Puts -i arguments over `base`. NAME=VALUE follows the schema's type (text without a schema),
/// NAME=@FILE names a file to upload, NAME:=JSON gives JSON. NAME may be a path: loras[0].path.
[[nodiscard]] Expected<Input, Error> inputOf(const QStringList &arguments, const QJsonObject &base,
                                             const FieldSpec *schema);

} // namespace peregrine::cli
