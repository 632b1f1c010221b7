#include "core/fal/realtime/realtimestate.h"

#include <QTest>

#include <array>
#include <set>

using namespace peregrine;

namespace {

using State = RealtimeState;
using Event = RealtimeEvent;

constexpr std::array states{State::Idle, State::Authenticating, State::Connecting, State::Active,
                            State::Waiting};
constexpr std::array events{Event::MessageSent, Event::OpenAsked, Event::Authenticated,
                            Event::Opened,      Event::Lost,      Event::Unauthorized,
                            Event::Rested,      Event::Refused,   Event::DelayOver,
                            Event::CloseAsked};

/// Every pair of state and event, by rules rather than by the table's own words.
std::optional<State> expected(State state, Event event)
{
    const bool isOpening = state == State::Authenticating || state == State::Connecting;
    const bool hasSocket = state == State::Connecting || state == State::Active;
    switch (event) {
    case Event::MessageSent:
        return state == State::Idle ? std::optional(State::Authenticating) : std::nullopt;
    case Event::OpenAsked:
        return state == State::Idle || state == State::Waiting
            ? std::optional(State::Authenticating)
            : std::nullopt;
    case Event::Authenticated:
        return state == State::Authenticating ? std::optional(State::Connecting) : std::nullopt;
    case Event::Opened:
        return state == State::Connecting ? std::optional(State::Active) : std::nullopt;
    case Event::Lost:
        return isOpening || state == State::Active ? std::optional(State::Waiting) : std::nullopt;
    case Event::Unauthorized:
        return hasSocket ? std::optional(State::Authenticating) : std::nullopt;
    case Event::Rested:
        return state == State::Active ? std::optional(State::Idle) : std::nullopt;
    case Event::Refused:
        return isOpening || state == State::Active ? std::optional(State::Idle) : std::nullopt;
    case Event::DelayOver:
        return state == State::Waiting ? std::optional(State::Authenticating) : std::nullopt;
    case Event::CloseAsked:
        return state != State::Idle ? std::optional(State::Idle) : std::nullopt;
    }
    return std::nullopt;
}

} // namespace

class TestRealtimeState : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyPair();
    void noPairTwice();
    void everyStateEndsWithClose();
};

void TestRealtimeState::everyPair()
{
    for (const State state : states) {
        for (const Event event : events) {
            QVERIFY2(
                nextState(state, event) == expected(state, event),
                qPrintable(QStringLiteral("state %1, event %2").arg(int(state)).arg(int(event))));
        }
    }
}

void TestRealtimeState::noPairTwice()
{
    std::set<std::pair<State, Event>> seen;
    for (const RealtimeEdge &edge : realtimeEdges)
        QVERIFY(seen.insert({edge.from, edge.on}).second);
}

void TestRealtimeState::everyStateEndsWithClose()
{
    for (const State state : states)
        QCOMPARE(nextState(state, Event::CloseAsked).value_or(state), State::Idle);
}

QTEST_APPLESS_MAIN(TestRealtimeState)
#include "tst_realtimestate.moc"
