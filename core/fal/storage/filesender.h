#pragma once

#include "core/fal/storage/filesending.h"
#include "core/fal/storage/sendrequest.h"

#include <QHash>
#include <QObject>
#include <QPointer>

#include <functional>
#include <memory>

namespace peregrine {

class CurlWorker;

/// Sends files' bytes over HTTP, on a thread of its own, through libcurl: QNetworkAccessManager
/// hands a body over in pieces of 16 KB between two threads and is ten times slower. Proxies are
/// those of QNetworkProxyFactory, certificates are always checked. Memory does not depend on the
/// size of what is sent. Lives in the thread of its owner; ends what is under way silently when it
/// goes.
class FileSender : public QObject
{
    Q_OBJECT

public:
    explicit FileSender(QObject *parent = nullptr);
    ~FileSender() override;

    /// Starts a request; `done` is called once from the event loop unless the returned object,
    /// which belongs to `owner`, is deleted first.
    FileSending *send(const SendRequest &request, QObject *owner,
                      std::function<void(const FileSending::Outcome &)> done);

private:
    friend class FileSending;
    void abandon(quint64 id);
    void pass(quint64 id, qint64 sent);
    void end(quint64 id, const FileSending::Outcome &outcome);

    std::unique_ptr<CurlWorker> m_worker;
    QHash<quint64, QPointer<FileSending>> m_sendings;
    quint64 m_lastId = 0;
};

} // namespace peregrine
