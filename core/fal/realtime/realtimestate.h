#pragma once

#include <QMetaType>

#include <array>
#include <optional>

namespace peregrine {

/// Where a realtime connection stands. fal's JavaScript client has idle, authRequired and
/// authInProgress (one here), connecting and active; waiting is ours.
enum class RealtimeState {
    Idle, ///< nothing is open or asked for; the next message opens
    Authenticating, ///< a token is on its way
    Connecting, ///< the WebSocket is being opened
    Active, ///< messages go both ways
    Waiting, ///< the connection was lost and is opened again after a while
};

enum class RealtimeEvent {
    MessageSent, ///< by the program
    OpenAsked, ///< explicitly: does not wait for a delay to end
    Authenticated, ///< a token is there, or the key goes along
    Opened, ///< the server accepted the WebSocket
    Lost, ///< whatever ended it; worth another try
    Unauthorized, ///< the server does not take the key or token; a fresh token may help
    Rested, ///< the server closed it because there was nothing to do, or we did
    Refused, ///< for a reason that another try does not change
    DelayOver,
    CloseAsked,
};

struct RealtimeEdge
{
    RealtimeState from;
    RealtimeEvent on;
    RealtimeState to;
};

/// All transitions there are; what is not listed is ignored. What happens on the way follows from
/// the state that is entered: Authenticating asks for a token, Connecting opens a socket, Active
/// sends the message that waits, Waiting starts the delay; leaving Connecting or Active for another
/// state lets go of the socket.
inline constexpr std::array realtimeEdges{
    RealtimeEdge{RealtimeState::Idle, RealtimeEvent::MessageSent, RealtimeState::Authenticating},
    RealtimeEdge{RealtimeState::Idle, RealtimeEvent::OpenAsked, RealtimeState::Authenticating},
    RealtimeEdge{RealtimeState::Authenticating, RealtimeEvent::Authenticated,
                 RealtimeState::Connecting},
    RealtimeEdge{RealtimeState::Authenticating, RealtimeEvent::Lost, RealtimeState::Waiting},
    RealtimeEdge{RealtimeState::Authenticating, RealtimeEvent::Refused, RealtimeState::Idle},
    RealtimeEdge{RealtimeState::Authenticating, RealtimeEvent::CloseAsked, RealtimeState::Idle},
    RealtimeEdge{RealtimeState::Connecting, RealtimeEvent::Opened, RealtimeState::Active},
    RealtimeEdge{RealtimeState::Connecting, RealtimeEvent::Lost, RealtimeState::Waiting},
    RealtimeEdge{RealtimeState::Connecting, RealtimeEvent::Unauthorized,
                 RealtimeState::Authenticating},
    RealtimeEdge{RealtimeState::Connecting, RealtimeEvent::Refused, RealtimeState::Idle},
    RealtimeEdge{RealtimeState::Connecting, RealtimeEvent::CloseAsked, RealtimeState::Idle},
    RealtimeEdge{RealtimeState::Active, RealtimeEvent::Lost, RealtimeState::Waiting},
    RealtimeEdge{RealtimeState::Active, RealtimeEvent::Unauthorized, RealtimeState::Authenticating},
    RealtimeEdge{RealtimeState::Active, RealtimeEvent::Rested, RealtimeState::Idle},
    RealtimeEdge{RealtimeState::Active, RealtimeEvent::Refused, RealtimeState::Idle},
    RealtimeEdge{RealtimeState::Active, RealtimeEvent::CloseAsked, RealtimeState::Idle},
    RealtimeEdge{RealtimeState::Waiting, RealtimeEvent::DelayOver, RealtimeState::Authenticating},
    RealtimeEdge{RealtimeState::Waiting, RealtimeEvent::OpenAsked, RealtimeState::Authenticating},
    RealtimeEdge{RealtimeState::Waiting, RealtimeEvent::CloseAsked, RealtimeState::Idle},
};

/// Nothing when the event does not matter in this state.
[[nodiscard]] constexpr std::optional<RealtimeState> nextState(RealtimeState state,
                                                               RealtimeEvent event)
{
    for (const RealtimeEdge &edge : realtimeEdges) {
        if (edge.from == state && edge.on == event)
            return edge.to;
    }
    return std::nullopt;
}

} // namespace peregrine

Q_DECLARE_METATYPE(peregrine::RealtimeState)
