#include "core/jobs/resultfetcher.h"

#include "core/base/async.h"
#include "core/jobs/inlinedata.h"
#include "core/jobs/receipt.h"
#include "core/media/assetdownloader.h"
#include "core/media/filenames.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSaveFile>
#include <QThreadPool>
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
    , m_folder(std::move(resultsFolder))
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
    QMetaObject::invokeMethod(this, &ResultFetcher::next, Qt::QueuedConnection);
}

ResultFetcher::~ResultFetcher()
{
    delete m_download;
    dropFiles();
}

void ResultFetcher::fail(const Error &error)
{
    dropFiles();
    Q_EMIT failed(error);
}

void ResultFetcher::dropFiles()
{
    QStringList paths;
    for (const Asset &asset : std::as_const(m_assets))
        paths.append(asset.path);
    m_assets.clear();
    if (paths.isEmpty())
        return;
    QThreadPool::globalInstance()->start([paths] {
        for (const QString &path : paths)
            QFile::remove(path);
    });
}

Asset ResultFetcher::newAsset() const
{
    Asset asset;
    asset.id = AssetId(makeIdText());
    asset.job = m_job.id;
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
        writeReceiptFile();
}

void ResultFetcher::fetch(const OutputItem &item)
{
    DownloadRequest request;
    request.url = item.url;
    request.expectedType = item.contentType;
    request.folder = m_folder;
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
        Q_EMIT fetched(asset.path, url);
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
    const QString folder = m_folder;
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
            writeReceiptFile();
        });
}

void ResultFetcher::writeReceiptFile()
{
    m_job.output = withoutInlineData(m_job.output).toObject();
    const QJsonObject receipt = receiptOf(m_job, m_assets);
    const QFileInfo first(m_assets.first().path);
    const QString path =
        first.path() + u'/' + first.completeBaseName() + QStringLiteral(".receipt.json");
    whenDone(this, QtConcurrent::run([receipt, path] { return writeReceipt(receipt, path); }),
             [this](const Expected<Done, Error> &written) {
                 if (written)
                     Q_EMIT stored(m_job, std::exchange(m_assets, {}));
                 else
                     fail(written.error());
             });
}

} // namespace peregrine
