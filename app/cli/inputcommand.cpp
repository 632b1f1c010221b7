#include "app/cli/inputcommand.h"

#include "app/cli/delivery.h"
#include "core/base/json.h"
#include "core/fal/storage/inputupload.h"
#include "core/schema/openapireader.h"

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
    if (const auto problem = Delivery::checkFolder(m_options.outputFolder)) {
        fail(*problem);
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
    upload(*input);
}

void InputCommand::upload(const Input &input)
{
    if (input.files.isEmpty()) {
        send(input.values);
        return;
    }
    QMap<QString, FalFile> files;
    for (const InputFile &file : input.files)
        files.insert(file.pointer, FalFile::atPath(file.path));
    UploadOptions upload;
    upload.lifecycle = m_options.submit.objectLifecycle;
    InputUpload *call = client()->storage().transformInput({input.values, files}, upload);
    connect(call, &FalReply::progressed, this, [this](qint64 done, qint64 total) {
        if (total > 0)
            output().progress(tr("Uploading, %1 %").arg(100 * done / total));
    });
    connect(call, &FalReply::failed, this, &InputCommand::failUpload);
    connect(call, &FalReply::succeeded, this, [this, call, input] {
        const QJsonObject values = call->value();
        for (const InputFile &file : input.files) {
            output().event(QStringLiteral("uploaded"),
                           {{QStringLiteral("file"), file.path},
                            {QStringLiteral("url"), valueAt(values, file.pointer)}});
        }
        send(values);
    });
}

void InputCommand::deliver(const QJsonObject &input, const ModelOutput &result)
{
    auto *delivery = new Delivery(
        context(), *client(), {m_options.endpoint, input, result, m_options.outputFolder}, this);
    connect(delivery, &Delivery::failed, this, &InputCommand::fail);
    connect(delivery, &Delivery::delivered, this, [this] { Q_EMIT finished(ExitDone); });
    delivery->start();
}

} // namespace peregrine::cli
