#pragma once

#include "core/fal/falinput.h"
#include "core/fal/falservice.h"
#include "core/fal/queue/queuetypes.h"
#include "core/fal/stream/streammanagers.h"

#include <chrono>

namespace peregrine {

using SubmitCall = FalCall<QueueTicket>;
using StatusCall = FalCall<QueueStatus>;
using OutputCall = FalCall<ModelOutput>;
using CancelCall = FalCall<CancelOutcome>;

class QueueStatusStream;
class QueueSubscription;
class StorageService;

/// fal's queue (queue.fal.run): submit, status, its stream, result, cancel, and subscribe.
class QueueService final : public FalService
{
    Q_OBJECT

public:
    /// Files of inputs go up through the storage, which must outlive the service.
    QueueService(FalTransport &transport, StorageService &storage, QObject *parent = nullptr);

    [[nodiscard]] StorageService &storage() { return m_storage; }

    /// The request leaves once: it is repeated only when it cannot have arrived. An error with
    /// maybeDelivered means that nobody knows.
    SubmitCall *submit(const EndpointId &endpoint, const QJsonObject &input,
                       const SubmitOptions &options = {});
    /// Uploads the input's files first; an error without maybeDelivered may be theirs.
    SubmitCall *submit(const EndpointId &endpoint, const FalInput &input,
                       const SubmitOptions &options = {});
    /// What is wrong with options, before anything is uploaded or sent; the calls that take them
    /// fail with the same.
    [[nodiscard]] static Expected<Done, Error> check(const SubmitOptions &options);
    StatusCall *status(const QueueTicket &ticket, bool logs);
    /// Every status as the server tells it. Any number at once; they do not hold up other calls.
    QueueStatusStream *streamStatus(const QueueTicket &ticket, bool logs);
    /// The output, or the model's own error: a request that failed answers its 4xx or 5xx here.
    OutputCall *result(const QueueTicket &ticket);
    /// NotFound when the server does not know the request any more.
    CancelCall *cancel(const QueueTicket &ticket);
    /// Submits, follows, fetches.
    QueueSubscription *subscribe(const EndpointId &endpoint, const QJsonObject &input,
                                 const SubscribeOptions &options = {});
    /// Uploads the input's files before.
    QueueSubscription *subscribe(const EndpointId &endpoint, const FalInput &input,
                                 const SubscribeOptions &options = {});
    /// As subscribe(), for a request that was submitted before.
    QueueSubscription *follow(const QueueTicket &ticket, const SubscribeOptions &options = {});

    /// A result call's error that only says "not yet" (third parties have seen it; fal does not
    /// document it): ask for the status again.
    [[nodiscard]] static bool isStillInProgress(const Error &error);
    /// A ticket for a request known by its id alone.
    [[nodiscard]] static QueueTicket ticketOf(const EndpointId &endpoint, const RequestId &request);

private:
    StorageService &m_storage;
    StreamManagers m_streams;
};

} // namespace peregrine
