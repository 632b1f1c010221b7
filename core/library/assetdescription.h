#pragma once

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/jobs/job.h"

#include <QSqlDatabase>
#include <QString>
#include <QUrl>

#include <optional>

namespace peregrine {

/// What an asset was made of, as far as it is searched and grouped by it.
struct AssetDescription
{
    BatchId batch{};
    QString endpoint{};
    QString modelTitle{};
    /// One line for lists.
    QString title{};
    QString prompt{};
    QString negativePrompt{};
    std::optional<qint64> seed{};
    /// Where its server keeps it; may have expired.
    QUrl sourceUrl{};
};

/// Of the job's result with that index.
[[nodiscard]] AssetDescription descriptionOf(const Job &job, int index);

/// Describes the asset with that number; its marks stay. The path is as the database keeps it.
[[nodiscard]] Expected<Done, Error> writeDescription(const QSqlDatabase &database, qint64 number,
                                                     const QString &storedPath,
                                                     const AssetDescription &description);

/// The file is called otherwise.
[[nodiscard]] Expected<Done, Error> writeFileName(const QSqlDatabase &database, const AssetId &id,
                                                  const QString &storedPath);

} // namespace peregrine
