#pragma once

#include "core/fal/falservers.h"
#include "core/uploads/transferrate.h"

#include <QElapsedTimer>
#include <QHash>
#include <QObject>
#include <QPointer>
#include <QString>
#include <QStringList>

#include <optional>

namespace peregrine {

class FileUpload;

/// How far the upload of a file is.
struct UploadState
{
    enum class Step {
        Waiting, ///< others go first
        Sending,
        Done, ///< the server has it
        Failed, ///< tried again when a job needs it, or by retry()
        Stopped, ///< by cancel(); as Failed
    };

    Step step = Step::Waiting;
    /// Bytes.
    qint64 sent = 0;
    qint64 total = 0;
    /// 0 while it is not known.
    qint64 bytesPerSecond = 0;
    /// Nothing was sent: the server had the same content already.
    bool remembered = false;
    /// Why it failed, for people.
    QString problem;

    friend bool operator==(const UploadState &, const UploadState &) = default;
};

/// Sends files to the server as soon as a form holds them, so that a job need not wait for them:
/// when it is sent its own upload joins the one under way, or finds the content remembered
/// (UploadMemory). A few at a time. A file that no form holds any more is not sent further. Without
/// a key where one is needed nothing leaves. Lives in one thread; safe to delete at any moment.
class UploadTray : public QObject
{
    Q_OBJECT

public:
    static constexpr int atOnce = 2;

    /// The servers must outlive it.
    explicit UploadTray(FalServers &servers, QObject *parent = nullptr);
    ~UploadTray() override;

    /// Where the files go. What is under way to another server is given up; the files go to this
    /// one instead.
    void setServer(const QString &server);
    /// The local files that forms hold now, absolute paths.
    void setFiles(const QStringList &paths);
    /// One that failed or was stopped.
    void retry(const QString &path);
    /// Sends it no further until retry(), or until a job needs it.
    void cancel(const QString &path);

    /// Those that are held, in the order they came.
    [[nodiscard]] const QStringList &files() const { return m_order; }
    /// Nothing for files that are not sent.
    [[nodiscard]] std::optional<UploadState> stateOf(const QString &path) const;

Q_SIGNALS:
    void changed(const QString &path);
    void filesChanged();

private:
    struct Entry
    {
        UploadState state;
        QPointer<FileUpload> upload;
        TransferRate rate;
    };

    void start();
    void send(const QString &path, FalClient &client);
    void drop(const QString &path);
    void abandon(const QPointer<FileUpload> &upload);
    /// The client of the server that may be sent files; null when there is none.
    [[nodiscard]] FalClient *client() const;

    FalServers &m_servers;
    QString m_server;
    /// In the order they came.
    QStringList m_order;
    QHash<QString, Entry> m_entries;
    QElapsedTimer m_time;
};

} // namespace peregrine
