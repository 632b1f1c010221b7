#pragma once

#include "core/fal/falclient.h"

#include <QByteArrayList>
#include <QList>

#include <functional>

namespace peregrine::test {

class ScriptedServer;

/// A call of the client's, and the request of it that a fault is tried on.
struct FaultCall
{
    /// What carries the request; each has faults of its own.
    enum class Way { Exchange, Stream, Upload };

    QByteArray name;
    /// Where the request goes; a call that has a second address asks there too.
    QByteArrayList paths;
    Way way = Way::Exchange;
    /// Nothing is sent before it.
    bool isFirst = true;
    /// It runs a model: sent once, whatever comes back.
    bool isPaid = false;
    /// How often it is sent when the fault may pass.
    int attempts = 1;
    /// The call gets along without this request's answer.
    bool hasOtherWay = false;
    /// What a good server answers.
    QByteArray answer;
    QByteArray contentType = "application/json";
    std::function<FalReply *(FalClient &)> start;
};

/// All of them.
[[nodiscard]] QList<FaultCall> faultCalls();
[[nodiscard]] FaultCall faultCall(const QByteArray &name);

/// A server that does everything right, but for the paths of the call.
void scriptOthers(ScriptedServer &server, const FaultCall &call);
/// The call's own answer with the server's address in it.
[[nodiscard]] QByteArray goodAnswer(const ScriptedServer &server, const FaultCall &call);

} // namespace peregrine::test
