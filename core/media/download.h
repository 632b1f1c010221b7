#pragma once

#include "core/base/error.h"
#include "core/media/downloadrequest.h"

#include <QObject>

#include <optional>

namespace peregrine {

/// One file on its way from a server to the results folder. Born running; connect before returning
/// to the event loop. Ends exactly once: succeeded() or failed(), then finished(), then it deletes
/// itself. All signals come from the event loop, never from inside a call. May be deleted at any
/// moment. Nothing of it stays on disk unless succeeded() was emitted.
class Download : public QObject
{
    Q_OBJECT

public:
    explicit Download(QObject *parent);
    ~Download() override;

    /// Ends it as Canceled unless it has ended already.
    void cancel();
    [[nodiscard]] bool hasSettled() const { return m_settled; }
    /// The file in place; may be read from succeeded() on.
    [[nodiscard]] const DownloadedFile &file() const { return m_file; }

Q_SIGNALS:
    /// Bytes; total is -1 when not known. Starts over when the connection broke and it tries again.
    void progressed(qint64 done, qint64 total);
    void succeeded();
    /// Kind Network, Timeout, NotFound, Forbidden, Server: the file cannot be had; Media: it is not
    /// what it should be; Storage: it cannot be written; Canceled.
    void failed(const peregrine::Error &error);
    void finished();

protected:
    /// The first outcome wins.
    void succeed(const DownloadedFile &file);
    void fail(const Error &error);
    /// Stops what is under way and removes what is on disk. Called once, when it has failed.
    virtual void stop();

private:
    /// The file is about to be announced and must stay from now on.
    virtual void keepFile() = 0;
    void settle(std::optional<Error> error);

    DownloadedFile m_file;
    bool m_settled = false;
};

} // namespace peregrine
