#pragma once

#include "core/base/error.h"
#include "core/jobs/asset.h"
#include "core/jobs/job.h"
#include "core/jobs/resultstaging.h"
#include "core/schema/outputitems.h"

#include <QList>
#include <QObject>
#include <QPointer>

namespace peregrine {

class AssetDownloader;
class Download;

/// Brings a completed job's results onto the disk: its files, its texts, its receipt. Ends once,
/// with stored() or failed(), from the event loop; deleting it stops it. Without stored() no file
/// of it is among the results, or the staging's journal brings the rest of them at the next start.
class ResultFetcher : public QObject
{
    Q_OBJECT

public:
    /// The job must have its output. The downloader must outlive the fetcher.
    ResultFetcher(Job job, QString resultsFolder, AssetDownloader &downloader, QObject *parent);
    ~ResultFetcher() override;

Q_SIGNALS:
    /// All is on disk. The job comes back without inline data in its output. Once the library knows
    /// the assets the job's ResultStaging is to be cleared.
    void stored(const peregrine::Job &job, const QList<peregrine::Asset> &assets);
    void failed(const peregrine::Error &error);
    /// What an address holds is on disk; before stored().
    void fetched(const QString &path, const QUrl &url);
    /// Of the file that comes down now.
    void progressed(qint64 done, qint64 total);

private:
    /// What an earlier try has all but finished.
    void recover();
    void next();
    void fetch(const OutputItem &item);
    void fail(const Error &error);
    void writeTexts();
    void publish();
    [[nodiscard]] Asset newAsset() const;

    Job m_job;
    QString m_results;
    ResultStaging m_staging;
    QString m_baseName;
    AssetDownloader &m_downloader;
    QPointer<Download> m_download;
    QList<OutputItem> m_media;
    QList<OutputItem> m_texts;
    qsizetype m_position = 0;
    QList<Asset> m_assets;
    /// Where each asset came from; empty for texts.
    QList<QUrl> m_urls;
};

} // namespace peregrine
