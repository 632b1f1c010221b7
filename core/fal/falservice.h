#pragma once

#include "core/fal/falreply.h"
#include "core/fal/transport/falexchange.h"
#include "core/fal/transport/faltransport.h"

#include <QJsonObject>
#include <QObject>
#include <QPointer>

#include <functional>

namespace peregrine {

/// A group of fal's calls. Every call answers a reply object that runs already (see FalReply).
class FalService : public QObject
{
    Q_OBJECT

public:
    /// The transport must outlive the service.
    explicit FalService(FalTransport &transport, QObject *parent = nullptr);
    ~FalService() override;

protected:
    [[nodiscard]] FalTransport &transport() { return m_transport; }

private:
    FalTransport &m_transport;
};

/// A reply that is one request and a reading of its answer.
template <typename T> class FalRequestCall final : public FalCall<T>
{
public:
    using Read = std::function<Expected<T, Error>(const FalAnswer &)>;

    FalRequestCall(FalTransport &transport, const FalRequest &request, Read read, QObject *parent)
        : FalCall<T>(parent)
    {
        m_exchange = transport.send(
            request, this,
            [this, read = std::move(read)](const Expected<FalAnswer, Error> &answer) {
                if (!answer) {
                    this->fail(answer.error());
                    return;
                }
                auto value = read(*answer);
                if (value)
                    this->succeedWith(std::move(*value));
                else
                    this->fail(value.error());
            });
    }

protected:
    void stop() override
    {
        if (m_exchange)
            m_exchange->deleteLater();
    }

private:
    QPointer<FalExchange> m_exchange;
};

} // namespace peregrine
