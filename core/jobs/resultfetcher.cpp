#include "core/jobs/resultfetcher.h"

#include "core/base/async.h"
#include "core/jobs/inlinedata.h"
#include "core/media/assetdownloader.h"
#include "core/media/filenames.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSaveFile>
#include <QtConcurrent>

#include <utility>

namespace peregrine {

namespace {

constexpr qsizetype maxItems = 1000;

struct WrittenText
{
    QString path;
    QString mimeType;
    qint64 bytes = 0;
    QString problem;
};

QString freePath(const QString &folder, const QString &baseName, const QString &extension)
{
    for (int n = 1;; ++n) {
        const QString path = folder + u'/' + numberedName(baseName, n, extension);
        if (!QFileInfo::exists(path))
            return path;
    }
}

WrittenText writeText(const QString &folder, const QString &baseName, const QByteArray &bytes,
                      bool json)
{
    WrittenText written;
    QDir().mkpath(folder);
    written.path =
        freePath(folder, baseName, json ? QStringLiteral("json") : QStringLiteral("txt"));
    written.mimeType = json ? QStringLiteral("application/json") : QStringLiteral("text/plain");
    written.bytes = bytes.size();
    QSaveFile file(written.path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        written.problem = file.errorString();
    return written;
}

} // namespace

ResultFetcher::ResultFetcher(Job job, QString resultsFolder, AssetDownloader &downloader,
                             QObject *parent)
    : QObject(parent)
    , m_job(std::move(job))
    , m_results(std::move(resultsFolder))
    , m_staging(m_results, m_job)
    , m_baseName(safeBaseName(m_job.title(), m_job.createdAt.toLocalTime()))
    , m_downloader(downloader)
{
    const QList<OutputItem> items = outputItems(m_job.output);
    for (const OutputItem &item : items) {
        if (m_media.size() + m_texts.size() >= maxItems)
            break;
        if (item.url.isEmpty())
            m_texts.append(item);
        else
            m_media.append(item);
    }
    recover();
}

ResultFetcher::~ResultFetcher()
{
    delete m_download;
}

void ResultFetcher::recover()
{
    using Recovered = std::optional<ResultStaging::Published>;
    whenDone(this, QtConcurrent::run([staging = m_staging] { return staging.recover(); }),
             [this](const Recovered &recovered) {
                 if (!recovered) {
                     next();
                     return;
                 }
                 m_job.output = recovered->output;
                 m_job.endedAt = recovered->endedAt;
                 Q_EMIT stored(m_job, recovered->assets);
             });
}

void ResultFetcher::fail(const Error &error)
{
    // A result is complete or not there: what came down so far must not stay behind.
    whenDone(this, QtConcurrent::run([staging = m_staging] {
                 staging.clear();
                 return Done();
             }),
             [this, error](Done) { Q_EMIT failed(error); });
}

Asset ResultFetcher::newAsset() const
{
    Asset asset;
    asset.id = AssetId(makeIdText());
    asset.job = m_job.id;
    asset.batch = m_job.batch;
    asset.index = static_cast<int>(m_assets.size());
    asset.createdAt = m_job.endedAt.isValid() ? m_job.endedAt : m_job.createdAt;
    asset.title = m_job.title();
    asset.endpoint = m_job.endpoint.toString();
    asset.modelTitle = m_job.modelTitle;
    return asset;
}

void ResultFetcher::next()
{
    if (m_position < m_media.size())
        fetch(m_media.at(m_position++));
    else if (m_media.isEmpty())
        writeTexts();
    else
        publish();
}

void ResultFetcher::fetch(const OutputItem &item)
{
    DownloadRequest request;
    request.url = item.url;
    request.expectedType = item.contentType;
    request.folder = m_staging.folder();
    request.baseName = m_baseName;
    Download *download = m_downloader.fetch(request);
    m_download = download;
    connect(download, &Download::progressed, this, &ResultFetcher::progressed);
    connect(download, &Download::failed, this, &ResultFetcher::fail);
    connect(download, &Download::succeeded, this, [this, download, url = item.url] {
        const DownloadedFile &file = download->file();
        Asset asset = newAsset();
        asset.kind = file.info.kind;
        asset.mimeType = file.info.mimeType;
        asset.path = file.path;
        asset.bytes = file.bytes;
        asset.size = file.info.size;
        asset.duration = file.info.duration;
        m_assets.append(asset);
        m_urls.append(url);
        next();
    });
}

void ResultFetcher::writeTexts()
{
    // One text alone is kept as text; anything with more structure as the JSON it is.
    const bool plain = m_texts.size() == 1 && m_job.output.size() == 1;
    const QByteArray bytes = plain
        ? m_texts.first().text.toUtf8()
        : QJsonDocument(withoutInlineData(m_job.output).toObject()).toJson();
    const QString folder = m_staging.folder();
    const QString baseName = m_baseName;
    whenDone(
        this, QtConcurrent::run([folder, baseName, bytes, plain] {
            return writeText(folder, baseName, bytes, !plain);
        }),
        [this](const WrittenText &written) {
            if (!written.problem.isEmpty()) {
                fail(Error::storage(tr("The result could not be saved as %1: %2.")
                                        .arg(QFileInfo(written.path).fileName(), written.problem)));
                return;
            }
            Asset asset = newAsset();
            asset.kind = MediaKind::Text;
            asset.mimeType = written.mimeType;
            asset.path = written.path;
            asset.bytes = written.bytes;
            m_assets.append(asset);
            m_urls.append(QUrl());
            publish();
        });
}

void ResultFetcher::publish()
{
    using Published = Expected<ResultStaging::Published, Error>;
    m_job.output = withoutInlineData(m_job.output).toObject();
    whenDone(this,
             QtConcurrent::run([staging = ResultStaging(m_results, m_job), assets = m_assets,
                                baseName = m_baseName]() -> Published {
                 return staging.publish(assets, baseName);
             }),
             [this](const Published &published) {
                 if (!published) {
                     Q_EMIT failed(published.error());
                     return;
                 }
                 for (qsizetype i = 0; i < published->assets.size() && i < m_urls.size(); ++i) {
                     if (!m_urls.at(i).isEmpty())
                         Q_EMIT fetched(published->assets.at(i).path, m_urls.at(i));
                 }
                 Q_EMIT stored(m_job, published->assets);
             });
}

} // namespace peregrine
