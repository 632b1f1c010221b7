#include "core/localserver/thumbnails/thumbnailstore.h"

#include "core/base/logging.h"

#include <QBuffer>
#include <QImageWriter>

#include <exception>
#include <utility>

namespace peregrine::localserver {

namespace {

QByteArray jpegOf(QImage image)
{
    // Flat colours and soft textures look the same above this, and the files grow quickly.
    constexpr int quality = 84;
    image.setText(QStringLiteral("Comment"),
                  QStringLiteral("Drawn by procedure, not the work of a model."));
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QImageWriter writer(&buffer, "jpeg");
    writer.setQuality(quality);
    writer.setOptimizedWrite(true);
    return writer.write(image) ? bytes : QByteArray();
}

} // namespace

ThumbnailStore::ThumbnailStore(int threads)
    : m_kept(maximumBytes)
{
    m_pool.setMaxThreadCount(threads);
    m_pool.setObjectName(QStringLiteral("local server thumbnails"));
}

ThumbnailStore::~ThumbnailStore()
{
    m_stop.request_stop();
    m_pool.clear();
    m_pool.waitForDone();
}

void ThumbnailStore::fetch(const LocalModel &model, Ready ready)
{
    const QString &endpoint = model.card().endpoint;
    {
        std::unique_lock lock(m_mutex);
        if (const QByteArray *kept = m_kept.object(endpoint)) {
            const QByteArray jpeg = *kept;
            lock.unlock();
            ready(jpeg);
            return;
        }
        std::vector<Ready> &waiting = m_waiting[endpoint];
        waiting.push_back(std::move(ready));
        if (waiting.size() > 1)
            return;
    }
    m_pool.start([this, &model] { make(model); });
}

void ThumbnailStore::make(const LocalModel &model)
{
    const QString &endpoint = model.card().endpoint;
    const QByteArray jpeg = paint(model);
    std::vector<Ready> waiting;
    {
        const std::scoped_lock lock(m_mutex);
        waiting = m_waiting.take(endpoint);
        if (!jpeg.isEmpty())
            m_kept.insert(endpoint, new QByteArray(jpeg), jpeg.size());
    }
    for (const Ready &ready : waiting)
        ready(jpeg);
}

QByteArray ThumbnailStore::paint(const LocalModel &model) const
{
    try {
        const QImage image = model.thumbnail(m_stop.get_token());
        return image.isNull() ? QByteArray() : jpegOf(image);
    } catch (const std::exception &fault) {
        qCWarning(lcLocalServer) << "Cannot paint the picture of" << model.card().endpoint << ':'
                                 << fault.what();
        return {};
    }
}

} // namespace peregrine::localserver
