#include "core/fal/realtime/realtimeoutbox.h"

#include <algorithm>
#include <utility>

namespace peregrine {

void RealtimeOutbox::put(const QCborValue &message)
{
    m_waiting = Outgoing{message, false};
}

QCborValue RealtimeOutbox::take()
{
    m_unanswered = std::exchange(m_waiting, std::nullopt);
    ++m_answersDue;
    return m_unanswered->message;
}

void RealtimeOutbox::forgetTaken()
{
    m_unanswered.reset();
    m_answersDue = std::max(0, m_answersDue - 1);
}

void RealtimeOutbox::countAnswer()
{
    m_answersDue = std::max(0, m_answersDue - 1);
    if (m_answersDue == 0)
        m_unanswered.reset();
}

void RealtimeOutbox::connectionLost()
{
    if (!m_waiting && m_unanswered && !m_unanswered->again) {
        m_waiting = std::exchange(m_unanswered, std::nullopt);
        m_waiting->again = true;
    }
    m_unanswered.reset();
    m_answersDue = 0;
}

} // namespace peregrine
