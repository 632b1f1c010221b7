#include "app/cli/uploadcommand.h"

#include "core/fal/storage/fileupload.h"

namespace peregrine::cli {

UploadCommand::UploadCommand(Context context, QStringList files, ObjectLifecycle lifecycle)
    : Command(std::move(context))
    , m_files(std::move(files))
    , m_lifecycle(std::move(lifecycle))
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
    UploadOptions options;
    options.lifecycle = m_lifecycle;
    FileUpload *upload = server->storage().upload(file, options);
    connect(upload, &FalReply::progressed, this, [this, file](qint64 done, qint64 total) {
        if (total > 0)
            output().progress(tr("%1: %2 %").arg(file).arg(100 * done / total));
    });
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
