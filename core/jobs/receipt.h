#pragma once

#include "core/base/result.h"
#include "core/jobs/asset.h"
#include "core/jobs/job.h"

#include <QJsonObject>
#include <QList>

namespace peregrine {

/// The JSON beside a job's saved results: all that is needed to know where they came from and to
/// make them again. Never holds a credential or a path outside its own folder.
[[nodiscard]] QJsonObject receiptOf(const Job &job, const QList<Asset> &assets);

/// The files of a receipt as assets of the job, in the folder. Leaves out what is no plain file
/// name.
[[nodiscard]] QList<Asset> assetsOfReceipt(const QJsonObject &receipt, const Job &job,
                                           const QString &folder);

/// Writes it atomically, flushed to disk. Blocking.
[[nodiscard]] Expected<Done, Error> writeReceipt(const QJsonObject &receipt, const QString &path);

} // namespace peregrine
