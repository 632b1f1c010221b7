#include "core/uploads/uploadtray.h"

#include "core/fal/falclient.h"
#include "core/fal/storage/fileupload.h"

#include <algorithm>

namespace peregrine {

UploadTray::UploadTray(FalServers &servers, QObject *parent)
    : QObject(parent)
    , m_servers(servers)
{
    m_time.start();
}

UploadTray::~UploadTray()
{
    // Nobody is to hear from half a tray.
    blockSignals(true);
    const QStringList paths = m_order;
    for (const QString &path : paths)
        drop(path);
}

FalClient *UploadTray::client() const
{
    if (m_server.isEmpty())
        return nullptr;
    const auto client = m_servers.client(m_server);
    if (!client || (m_server == FalServers::fal && !(*client)->transport().hasKey()))
        return nullptr;
    return *client;
}

void UploadTray::setServer(const QString &server)
{
    if (server == m_server)
        return;
    const QStringList paths = m_order;
    for (const QString &path : paths)
        drop(path);
    m_server = server;
    setFiles(paths);
}

void UploadTray::setFiles(const QStringList &paths)
{
    const QStringList held = m_order;
    for (const QString &path : held) {
        if (!paths.contains(path))
            drop(path);
    }
    if (m_order != held)
        Q_EMIT filesChanged();
    if (!client())
        return;
    const qsizetype kept = m_order.size();
    for (const QString &path : paths) {
        if (!path.isEmpty() && !m_entries.contains(path)) {
            m_order.append(path);
            m_entries.insert(path, {});
            Q_EMIT changed(path);
        }
    }
    if (m_order.size() != kept)
        Q_EMIT filesChanged();
    start();
}

void UploadTray::retry(const QString &path)
{
    using Step = UploadState::Step;
    const auto found = m_entries.find(path);
    if (found == m_entries.end()
        || (found->state.step != Step::Failed && found->state.step != Step::Stopped))
        return;
    *found = {};
    Q_EMIT changed(path);
    start();
}

void UploadTray::cancel(const QString &path)
{
    using Step = UploadState::Step;
    const auto found = m_entries.find(path);
    if (found == m_entries.end()
        || (found->state.step != Step::Waiting && found->state.step != Step::Sending))
        return;
    const QPointer<FileUpload> upload = found->upload;
    *found = {};
    found->state.step = Step::Stopped;
    abandon(upload);
    Q_EMIT changed(path);
    start();
}

void UploadTray::abandon(const QPointer<FileUpload> &upload)
{
    if (!upload)
        return;
    // Its end is nobody's business any more; a job that waits for the same content has an upload
    // of its own.
    upload->disconnect(this);
    upload->cancel();
}

std::optional<UploadState> UploadTray::stateOf(const QString &path) const
{
    const auto found = m_entries.constFind(path);
    return found == m_entries.cend() ? std::nullopt : std::optional(found->state);
}

void UploadTray::start()
{
    FalClient *to = client();
    if (!to)
        return;
    const QStringList order = m_order;
    for (const QString &path : order) {
        const auto sending =
            std::count_if(m_entries.cbegin(), m_entries.cend(), [](const Entry &entry) {
                return entry.state.step == UploadState::Step::Sending;
            });
        if (sending >= atOnce)
            return;
        const auto entry = m_entries.constFind(path);
        if (entry != m_entries.cend() && entry->state.step == UploadState::Step::Waiting)
            send(path, *to);
    }
}

void UploadTray::send(const QString &path, FalClient &client)
{
    FileUpload *upload = client.storage().upload(path);
    Entry &entry = m_entries[path];
    entry.upload = upload;
    entry.state.step = UploadState::Step::Sending;
    const auto update = [this, path, upload](const auto &change) {
        const auto found = m_entries.find(path);
        if (found == m_entries.end() || found->upload != upload)
            return;
        change(*found);
        Q_EMIT changed(path);
    };
    connect(upload, &FalReply::progressed, this, [this, update](qint64 sent, qint64 total) {
        const std::chrono::milliseconds now(m_time.elapsed());
        update([sent, total, now](Entry &changing) {
            changing.rate.add(sent, now);
            changing.state.sent = sent;
            changing.state.total = total;
            changing.state.bytesPerSecond = changing.rate.bytesPerSecond();
        });
    });
    connect(upload, &FalReply::succeeded, this, [this, update, upload] {
        const bool remembered = upload->wasRemembered();
        update([remembered](Entry &changing) {
            changing.state.step = UploadState::Step::Done;
            changing.state.remembered = remembered;
        });
        start();
    });
    connect(upload, &FalReply::failed, this, [this, update](const Error &error) {
        update([&error](Entry &changing) {
            changing.state.step = UploadState::Step::Failed;
            changing.state.problem = error.message;
        });
        start();
    });
    Q_EMIT changed(path);
}

void UploadTray::drop(const QString &path)
{
    m_order.removeAll(path);
    abandon(m_entries.take(path).upload);
    Q_EMIT changed(path);
}

} // namespace peregrine
