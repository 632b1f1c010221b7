#pragma once

#include "app/cli/inputcommand.h"

#include <QPointer>

namespace peregrine {
class StreamCall;
}

namespace peregrine::cli {

/// Prints every event of a streaming model as it comes; the last one is the output. Ctrl+C ends it
/// with what came.
class StreamCommand final : public InputCommand
{
    Q_OBJECT

public:
    using InputCommand::InputCommand;
    void interrupt() override;

protected:
    void send(const QJsonObject &input) override;

private:
    QPointer<StreamCall> m_stream;
    /// The newest event is the output, which deliver() prints: it is held back until the next.
    QJsonValue m_newest{QJsonValue::Undefined};
};

} // namespace peregrine::cli
