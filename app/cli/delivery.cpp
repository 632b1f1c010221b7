#include "app/cli/delivery.h"

#include "app/cli/argumenttext.h"
#include "core/jobs/resultfetcher.h"
#include "core/media/assetdownloader.h"

#include <QDir>
#include <QFileInfo>

#include <utility>

namespace peregrine::cli {

Delivery::Delivery(const Context &context, FalClient &client, Request request, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_client(client)
    , m_request(std::move(request))
{ }

std::optional<Error> Delivery::checkFolder(const QString &folder)
{
    if (folder.isEmpty())
        return std::nullopt;
    QDir().mkpath(folder);
    const QFileInfo info(folder);
    if (info.isDir() && info.isWritable())
        return std::nullopt;
    Error error;
    error.kind = Error::Kind::Validation;
    error.message = tr("Results cannot be saved in %1. Choose another folder with --output.")
                        .arg(shortened(folder));
    return error;
}

void Delivery::start()
{
    if (m_request.outputFolder.isEmpty()) {
        print({});
        return;
    }
    const QJsonValue data = jsonOfOutput(m_request.result);
    Job job;
    job.id = JobId(makeIdText());
    job.endpoint = m_request.endpoint;
    job.modelTitle = m_request.endpoint.toString();
    job.server = m_context.server;
    job.input = m_request.input;
    job.promptOrigin = m_request.promptOrigin;
    job.request = m_request.result.request;
    job.createdAt = QDateTime::currentDateTimeUtc();
    job.endedAt = job.createdAt;
    job.output = data.isObject() ? data.toObject() : QJsonObject{{QStringLiteral("output"), data}};
    auto *downloader = new AssetDownloader(m_client.transport().environment().base(), this);
    auto *fetcher =
        new ResultFetcher(job, QDir(m_request.outputFolder).absolutePath(), *downloader, this);
    connect(fetcher, &ResultFetcher::progressed, this, [this](qint64 done, qint64 total) {
        if (total > 0)
            m_context.output.progress(tr("Saving, %1 %").arg(100 * done / total));
    });
    connect(fetcher, &ResultFetcher::failed, this, &Delivery::failed);
    connect(fetcher, &ResultFetcher::stored, this, [this](const Job &, const QList<Asset> &assets) {
        QJsonArray files;
        for (const Asset &asset : assets) {
            files.append(asset.path);
            m_context.output.text(asset.path);
        }
        print(files);
    });
}

void Delivery::print(const QJsonArray &files)
{
    Output &output = m_context.output;
    if (output.json()) {
        QJsonObject members{{QStringLiteral("request_id"), m_request.result.request.toString()},
                            {QStringLiteral("output"), jsonOfOutput(m_request.result)}};
        if (!files.isEmpty())
            members.insert(QStringLiteral("files"), files);
        output.event(QStringLiteral("completed"), members);
    } else if (files.isEmpty() && !m_request.result.bytes.isEmpty()) {
        output.bytes(m_request.result.bytes);
    } else if (files.isEmpty()) {
        output.document(m_request.result.data);
    }
    Q_EMIT delivered();
}

} // namespace peregrine::cli
