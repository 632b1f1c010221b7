#pragma once

#include <QCborValue>

#include <optional>

namespace peregrine {

/// The one message that waits to be sent, where a newer one replaces it, and the newest that was
/// sent until as many answers came as messages left.
class RealtimeOutbox
{
public:
    void put(const QCborValue &message);
    [[nodiscard]] bool hasMessage() const { return m_waiting.has_value(); }
    /// Takes the message that waits: it is being sent. There must be one.
    [[nodiscard]] QCborValue take();
    /// What was taken could not be sent.
    void forgetTaken();
    void countAnswer();
    [[nodiscard]] bool awaitsAnswer() const { return m_answersDue > 0; }
    /// A message without an answer gets one more chance, unless a newer one waits.
    void connectionLost();
    /// The connection was closed on purpose.
    void clear() { *this = {}; }

private:
    struct Outgoing
    {
        QCborValue message;
        /// Sent before, on a connection that was lost.
        bool again = false;
    };

    std::optional<Outgoing> m_waiting;
    std::optional<Outgoing> m_unanswered;
    int m_answersDue = 0;
};

} // namespace peregrine
