#pragma once

#include "core/base/error.h"
#include "core/jobs/asset.h"
#include "core/jobs/job.h"
#include "core/schema/outputitems.h"

#include <QList>
#include <QObject>
#include <QPointer>

namespace peregrine {

class AssetDownloader;
class Download;

/// Brings a completed job's results onto the disk: its files, its texts, its receipt. Ends once,
/// with stored() or failed(), from the event loop; deleting it stops it. Without stored() no file
/// of it stays.
class ResultFetcher : public QObject
{
    Q_OBJECT

public:
    /// The job must have its output. The downloader must outlive the fetcher.
    ResultFetcher(Job job, QString resultsFolder, AssetDownloader &downloader, QObject *parent);
    ~ResultFetcher() override;

Q_SIGNALS:
    /// All is on disk. The job comes back without inline data in its output.
    void stored(const peregrine::Job &job, const QList<peregrine::Asset> &assets);
    void failed(const peregrine::Error &error);
    /// What an address holds is on disk; before stored().
    void fetched(const QString &path, const QUrl &url);
    /// Of the file that comes down now.
    void progressed(qint64 done, qint64 total);

private:
    void next();
    void fetch(const OutputItem &item);
    void fail(const Error &error);
    /// A result is complete or not there: what came down so far must not stay behind.
    void dropFiles();
    void writeTexts();
    void writeReceiptFile();
    [[nodiscard]] Asset newAsset() const;

    Job m_job;
    QString m_folder;
    QString m_baseName;
    AssetDownloader &m_downloader;
    QPointer<Download> m_download;
    QList<OutputItem> m_media;
    QList<OutputItem> m_texts;
    qsizetype m_position = 0;
    QList<Asset> m_assets;
};

} // namespace peregrine
