#include "app/cli/inputcommand.h"

#include "app/cli/argumenttext.h"
#include "core/base/json.h"
#include "core/fal/storage/fileupload.h"
#include "core/jobs/resultfetcher.h"
#include "core/media/assetdownloader.h"
#include "core/schema/openapireader.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>

#include <algorithm>

namespace peregrine::cli {

InputCommand::InputCommand(Context context, Options options)
    : Command(std::move(context))
    , m_options(std::move(options))
{ }

void InputCommand::start()
{
    FalClient *server = client();
    if (!server)
        return;
    if (!canSave()) {
        Error error;
        error.kind = Error::Kind::Validation;
        error.message = tr("Results cannot be saved in %1. Choose another folder with --output.")
                            .arg(shortened(m_options.outputFolder));
        fail(error);
        return;
    }
    const auto needsSchema = [](const QString &argument) {
        const qsizetype equals = argument.indexOf(u'=');
        return equals > 0 && argument.at(equals - 1) != u':';
    };
    if (std::none_of(m_options.arguments.cbegin(), m_options.arguments.cend(), needsSchema)) {
        read(std::nullopt);
        return;
    }
    FalCall<QJsonObject> *call = server->catalog().openApi(m_options.endpoint);
    connect(call, &FalReply::succeeded, this, [this, call] { read(call->value()); });
    connect(call, &FalReply::failed, this, [this](const Error &error) {
        if (error.kind == Error::Kind::Network) {
            fail(error);
            return;
        }
        output().note(tr("The model's schema could not be had; values are sent as text: %1")
                          .arg(error.message));
        read(std::nullopt);
    });
}

bool InputCommand::canSave() const
{
    if (m_options.outputFolder.isEmpty())
        return true;
    QDir().mkpath(m_options.outputFolder);
    const QFileInfo folder(m_options.outputFolder);
    return folder.isDir() && folder.isWritable();
}

void InputCommand::read(const std::optional<QJsonObject> &document)
{
    std::optional<ModelSchema> schema;
    if (document) {
        auto read = OpenApiReader::read(*document);
        if (read)
            schema = std::move(*read);
        else
            output().note(read.error().message);
    }
    auto input = inputOf(m_options.arguments, m_options.base, schema ? &schema->input : nullptr);
    if (!input) {
        fail(input.error());
        return;
    }
    m_input = std::move(*input);
    uploadNext();
}

void InputCommand::uploadNext()
{
    if (m_uploaded >= m_input.files.size()) {
        send(m_input.values);
        return;
    }
    const InputFile file = m_input.files.at(m_uploaded++);
    FileUpload *upload = client()->storage().upload(file.path);
    connect(upload, &FalReply::failed, this, &InputCommand::failUpload);
    connect(upload, &FalReply::succeeded, this, [this, upload, file] {
        const QString url = upload->value().toString(QUrl::FullyEncoded);
        output().event(QStringLiteral("uploaded"),
                       {{QStringLiteral("file"), file.path}, {QStringLiteral("url"), url}});
        m_input.values = withValueAt(m_input.values, file.pointer, url).toObject();
        uploadNext();
    });
}

void InputCommand::deliver(const QJsonObject &input, const ModelOutput &result)
{
    const auto end = [this, result](const QJsonArray &files) {
        if (output().json()) {
            QJsonObject members{{QStringLiteral("request_id"), result.request.toString()},
                                {QStringLiteral("output"), result.data}};
            if (!files.isEmpty())
                members.insert(QStringLiteral("files"), files);
            output().event(QStringLiteral("completed"), members);
        } else if (files.isEmpty()) {
            output().document(result.data);
        }
        Q_EMIT finished(ExitDone);
    };
    if (m_options.outputFolder.isEmpty()) {
        end({});
        return;
    }

    Job job;
    job.id = JobId(makeIdText());
    job.endpoint = m_options.endpoint;
    job.modelTitle = m_options.endpoint.toString();
    job.server = context().server;
    job.input = input;
    job.request = result.request;
    job.createdAt = QDateTime::currentDateTimeUtc();
    job.endedAt = job.createdAt;
    job.output = result.data.isObject() ? result.data.toObject()
                                        : QJsonObject{{QStringLiteral("output"), result.data}};
    auto *downloader = new AssetDownloader(client()->transport().environment().base(), this);
    auto *fetcher =
        new ResultFetcher(job, QDir(m_options.outputFolder).absolutePath(), *downloader, this);
    connect(fetcher, &ResultFetcher::failed, this, &InputCommand::fail);
    connect(fetcher, &ResultFetcher::stored, this,
            [this, end](const Job &, const QList<Asset> &assets) {
                QJsonArray files;
                for (const Asset &asset : assets) {
                    files.append(asset.path);
                    output().text(asset.path);
                }
                end(files);
            });
}

} // namespace peregrine::cli
