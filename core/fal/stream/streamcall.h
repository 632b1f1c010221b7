#pragma once

#include "core/fal/falinput.h"
#include "core/fal/falreply.h"
#include "core/fal/queue/queuetypes.h"
#include "core/fal/stream/sseparser.h"
#include "core/fal/stream/streamoptions.h"

#include <QPointer>

#include <optional>

namespace peregrine {

class StorageService;
class StreamExchange;
class StreamManagers;

/// One stream (fal.stream of the JavaScript client): uploads the input's files, sends the input,
/// then tells every event. Its value is the newest event, with the request id of the answer's head;
/// undefined when there was none. A workflow's value is the `output` of its "output" event.
///
/// Failures are more than fal's client sees: an event named "error" ends the stream, an error
/// payload ({"error"}, {"detail"}) fails it when no event comes after. An event that is not JSON is
/// told by eventSkipped() and reading goes on; when it was the last one the stream fails as
/// Malformed, since the result is lost. "[DONE]", which other services end with, is skipped. When
/// the connection breaks the error has maybeDelivered: the run was under way and is charged.
///
/// cancel() is the JavaScript client's abort(). What came until a failure stays readable in
/// partial() and bytes() as long as the call is there.
class StreamCall final : public FalCall<ModelOutput>
{
    Q_OBJECT

public:
    /// Of a body that is no event stream.
    static constexpr qsizetype maxBytes = FalTransport::maxAnswerBytes;

    /// What a call needs from its service; all outlive it.
    struct Means
    {
        FalTransport &transport;
        StreamManagers &managers;
        StorageService &storage;
    };

    StreamCall(Means means, const EndpointId &endpoint, const FalInput &input,
               const StreamOptions &options, QObject *parent);
    ~StreamCall() override;

    /// The value so far; data is undefined before the first event.
    [[nodiscard]] ModelOutput partial() const;
    /// The body when it is no event stream: every byte of it, while fal's client has only the last
    /// chunk as its result. At most maxBytes, more is an error.
    [[nodiscard]] const QByteArray &bytes() const { return m_bytes; }
    /// Of the answer; empty until it begins.
    [[nodiscard]] const QByteArray &contentType() const { return m_contentType; }

Q_SIGNALS:
    /// The answer begins.
    void started(const peregrine::RequestId &request);
    /// One event.
    void dataArrived(const QJsonValue &data);
    /// A chunk of a body that is no event stream, as it came.
    void bytesArrived(const QByteArray &bytes);
    /// An event that is not JSON.
    void eventSkipped(const peregrine::Error &error);

protected:
    void stop() override;

private:
    void authorize();
    void open(const Secret &token);
    [[nodiscard]] QUrl url(const Secret &token) const;
    void begin(const FalAnswer &head);
    void read(const QByteArray &bytes);
    void readEvents(const QByteArray &bytes);
    void take(const SseEvent &event);
    void takeData(const QJsonValue &data);
    void skip(const Error &error);
    void conclude();
    void concludeBytes();
    [[nodiscard]] bool isWorkflow() const;
    template <typename Call> void await(Call *call);

    Means m_means;
    EndpointId m_endpoint;
    StreamOptions m_options;
    QJsonObject m_input;
    QPointer<FalReply> m_call;
    SseParser m_parser;
    bool m_isEvents = true;
    QByteArray m_contentType;
    QByteArray m_bytes;
    RequestId m_request;
    QJsonValue m_last{QJsonValue::Undefined};
    QJsonValue m_workflowOutput{QJsonValue::Undefined};
    /// What is wrong with the newest event.
    std::optional<Error> m_lastError;
};

} // namespace peregrine
