#include "app/cli/uploadcommand.h"

#include "core/fal/storage/fileupload.h"

namespace peregrine::cli {

UploadCommand::UploadCommand(Context context, QStringList files)
    : Command(std::move(context))
    , m_files(std::move(files))
{ }

void UploadCommand::start()
{
    next();
}

void UploadCommand::next()
{
    if (m_position >= m_files.size()) {
        Q_EMIT finished(ExitDone);
        return;
    }
    FalClient *server = client();
    if (!server)
        return;
    const QString file = m_files.at(m_position++);
    FileUpload *upload = server->storage().upload(file);
    connect(upload, &FalReply::failed, this, &UploadCommand::failUpload);
    connect(upload, &FalReply::succeeded, this, [this, upload, file] {
        const QString url = upload->value().toString(QUrl::FullyEncoded);
        output().text(url);
        output().event(QStringLiteral("completed"),
                       {{QStringLiteral("file"), file}, {QStringLiteral("url"), url}});
        next();
    });
}

} // namespace peregrine::cli
