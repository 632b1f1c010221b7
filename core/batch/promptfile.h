#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/batch/variationaxis.h"
#include "core/schema/fieldspec.h"

#include <QByteArray>
#include <QString>

namespace peregrine {

inline constexpr qint64 maxPromptFileBytes = 8LL * 1024 * 1024;

/// The axis of a file's rows. A text file has a prompt a line; lines that are empty or begin with #
/// are left out. A .csv or .tsv file begins with a line that names the fields, by name or title in
/// any case; empty cells leave the field as the form has it. UTF-8. Validation errors name the line
/// and what is wrong in it. `root` is the input of the model the form is for.
[[nodiscard]] Expected<VariationAxis, Error>
promptFileAxis(const FieldSpec &root, const QString &fileName, const QByteArray &bytes);

/// As above from a file of this machine, read within bounds. Blocks; any thread.
[[nodiscard]] Expected<VariationAxis, Error> readPromptFile(const FieldSpec &root,
                                                            const QString &path);

} // namespace peregrine
