#include "core/fal/falreply.h"

#include <QPointer>

namespace peregrine {

FalReply::FalReply(QObject *parent)
    : QObject(parent)
{ }

FalReply::~FalReply() = default;

void FalReply::cancel()
{
    settle(Error::canceled());
}

void FalReply::succeed()
{
    settle(std::nullopt);
}

void FalReply::fail(const Error &error)
{
    settle(error);
}

void FalReply::stop()
{ }

void FalReply::settle(std::optional<Error> error)
{
    if (std::exchange(m_settled, true))
        return;
    stop();
    QMetaObject::invokeMethod(
        this,
        [this, error = std::move(error)] {
            const QPointer<FalReply> alive(this);
            if (error)
                Q_EMIT failed(*error);
            else
                Q_EMIT succeeded();
            if (!alive)
                return;
            Q_EMIT finished();
            if (alive)
                deleteLater();
        },
        Qt::QueuedConnection);
}

} // namespace peregrine
