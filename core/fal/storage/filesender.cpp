#include "core/fal/storage/filesender.h"

#include "core/fal/storage/curlworker.h"

#include <utility>

namespace peregrine {

FileSender::FileSender(QObject *parent)
    : QObject(parent)
{ }

FileSender::~FileSender() = default;

FileSending *FileSender::send(const SendRequest &request, QObject *owner,
                              std::function<void(const FileSending::Outcome &)> done)
{
    if (!m_worker) {
        // The worker is joined before this object goes, so `this` is there whenever it reports.
        m_worker = std::make_unique<CurlWorker>(
            [this](quint64 id, qint64 sent) {
                QMetaObject::invokeMethod(
                    this, [this, id, sent] { pass(id, sent); }, Qt::QueuedConnection);
            },
            [this](quint64 id, const FileSending::Outcome &outcome) {
                QMetaObject::invokeMethod(
                    this, [this, id, outcome] { end(id, outcome); }, Qt::QueuedConnection);
            });
    }
    const quint64 id = ++m_lastId;
    auto *sending = new FileSending(*this, id, std::move(done), owner);
    m_sendings.insert(id, sending);
    m_worker->add(id, request);
    return sending;
}

void FileSender::abandon(quint64 id)
{
    if (m_sendings.remove(id) > 0)
        m_worker->remove(id);
}

void FileSender::pass(quint64 id, qint64 sent)
{
    if (FileSending *sending = m_sendings.value(id))
        Q_EMIT sending->progressed(sent);
}

void FileSender::end(quint64 id, const FileSending::Outcome &outcome)
{
    const QPointer<FileSending> sending = m_sendings.take(id);
    if (!sending)
        return;
    sending->finish(outcome);
    if (sending)
        sending->deleteLater();
}

} // namespace peregrine
