#pragma once

#include "core/jobs/asset.h"
#include "core/jobs/job.h"
#include "core/library/assetrepository.h"
#include "core/library/sqljobrepository.h"
#include "core/library/store.h"

#include <QImage>
#include <QStringList>
#include <QTemporaryDir>

namespace peregrine::test {

/// An open library in a folder of its own.
class LibraryFixture
{
public:
    LibraryFixture();

    [[nodiscard]] Store &store() { return m_store; }
    [[nodiscard]] AssetRepository &assets() { return m_assets; }
    [[nodiscard]] SqlJobRepository &jobs() { return m_jobs; }
    /// Of a result; its folder is there.
    [[nodiscard]] QString resultPath(const QString &name) const;

    /// A job that has ended; its id is new.
    [[nodiscard]] static Job job(const QString &prompt);
    /// A picture of it; its id is new.
    [[nodiscard]] Asset asset(const Job &job, const QString &fileName, int index = 0) const;
    /// Saves a job with one picture; answers the picture.
    Asset add(const Job &job, const QString &fileName);
    /// As add() of a job with that prompt, under a name of its own.
    Asset add(const QString &prompt);
    /// The same, with that picture as its file.
    Asset add(const QString &prompt, const QImage &picture, const char *format = "PNG");
    /// The titles of what a typed search finds, in its order.
    [[nodiscard]] QStringList found(const QString &search);
    /// Runs a statement.
    void execute(const QString &sql);

private:
    QTemporaryDir m_folder;
    Store m_store;
    SqlJobRepository m_jobs;
    AssetRepository m_assets;
    int m_count = 0;
};

} // namespace peregrine::test
