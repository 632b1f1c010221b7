#include "core/fal/storage/filehashes.h"

#include "core/base/async.h"
#include "core/base/giveway.h"

#include <QtConcurrent>

namespace peregrine {

FileHashes::FileHashes(QObject *parent)
    : QObject(parent)
{
    m_pool.setMaxThreadCount(2);
    m_idlePool.setMaxThreadCount(1);
}

FileHashes::~FileHashes()
{
    m_stop = true;
    for (QThreadPool *pool : {&m_pool, &m_idlePool}) {
        pool->clear();
        pool->waitForDone();
    }
}

QFuture<FileFacts> FileHashes::look(const FalFile &file, qint64 nowMs)
{
    return QtConcurrent::run(&m_pool, [file, nowMs] { return factsOf(file, nowMs); });
}

QByteArray FileHashes::known(const UploadBody &body) const
{
    const Known known = m_known.value(body.path());
    const bool whole = body.offset() == 0 && body.size() == known.stamp.size;
    return whole && known.stamp == body.stamp() ? known.sha256 : QByteArray();
}

QFuture<QByteArray> FileHashes::hash(const UploadBody &body, Urgency urgency)
{
    if (const QByteArray digest = known(body); !digest.isEmpty())
        return readyFuture(digest);
    const bool now = urgency == Urgency::Now;
    const auto future = QtConcurrent::run(now ? &m_pool : &m_idlePool, [this, body, now] {
        if (!now)
            giveWay();
        return sha256Of(body, m_stop);
    });
    if (!body.path().isEmpty()) {
        whenDone(this, future, [this, body](const QByteArray &digest) {
            if (digest.isEmpty())
                return;
            if (m_known.size() >= maxKnown)
                m_known.clear();
            m_known.insert(body.path(), {body.stamp(), digest});
        });
    }
    return future;
}

} // namespace peregrine
