#pragma once

#include "core/base/error.h"
#include "core/base/result.h"

#include <QFuture>
#include <QString>
#include <QStringList>

namespace peregrine {

/// Writes lines as a text file in another thread; the file is whole or as it was before.
[[nodiscard]] QFuture<Expected<Done, Error>> writeLogFile(const QString &path,
                                                          const QStringList &lines);

} // namespace peregrine
