#pragma once

#include "core/fal/storage/filesending.h"
#include "core/fal/storage/sendrequest.h"
#include "core/fal/transport/faltransport.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <functional>

namespace peregrine {

class FileSender;

/// A request with a file's bytes, repeated with growing delays while another attempt may help.
/// Deleting it abandons the request.
class RetriedSend final : public QObject
{
    Q_OBJECT

public:
    /// A 2xx answer; everything else is an error.
    using Outcome = FileSending::Outcome;

    /// `done` is called once from the event loop.
    RetriedSend(FalTransport &transport, FileSender &sender, const SendRequest &request,
                std::function<void(const Outcome &)> done, QObject *owner);

    /// True when the last attempt was not the only one that may have arrived.
    [[nodiscard]] bool wasRepeated() const { return m_attempts > 1; }

Q_SIGNALS:
    /// Bytes of the body that have gone out in this attempt.
    void progressed(qint64 sent);

private:
    void attempt();
    void conclude(const Outcome &outcome);
    [[nodiscard]] Error refusal(FalAnswer answer) const;

    FalTransport &m_transport;
    FileSender &m_sender;
    const SendRequest m_request;
    std::function<void(const Outcome &)> m_done;
    QPointer<FileSending> m_sending;
    QTimer m_pause;
    int m_attempts = 0;
};

} // namespace peregrine
