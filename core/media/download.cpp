#include "core/media/download.h"

#include <QPointer>

#include <utility>

namespace peregrine {

Download::Download(QObject *parent)
    : QObject(parent)
{ }

Download::~Download() = default;

void Download::cancel()
{
    fail(Error::canceled());
}

void Download::succeed(const DownloadedFile &file)
{
    if (m_settled)
        return;
    m_file = file;
    settle(std::nullopt);
}

void Download::fail(const Error &error)
{
    if (m_settled)
        return;
    stop();
    settle(error);
}

void Download::stop()
{ }

void Download::settle(std::optional<Error> error)
{
    if (std::exchange(m_settled, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this, error = std::move(error)] {
            const QPointer<Download> alive(this);
            if (error) {
                Q_EMIT failed(*error);
            } else {
                keepFile();
                Q_EMIT succeeded();
            }
            if (!alive)
                return;
            Q_EMIT finished();
            if (alive)
                deleteLater();
        },
        Qt::QueuedConnection);
}

} // namespace peregrine
