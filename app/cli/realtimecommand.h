#pragma once

#include "app/cli/command.h"
#include "core/fal/endpointid.h"
#include "core/fal/realtime/realtimeconnection.h"
#include "core/fal/realtime/realtimeservice.h"

#include <QQueue>
#include <QTimer>

#include <memory>
#include <optional>

namespace peregrine::cli {

class LineReader;

/// JSON inputs, one a line, on standard input; results, one a line, on standard output. Each input
/// waits for the result of the one before, so that a script gets an answer to every line; with a
/// throttle inputs leave on time instead and the newest wins. After the last line it ends when that
/// is answered.
class RealtimeCommand final : public Command
{
    Q_OBJECT

public:
    struct Options
    {
        EndpointId endpoint;
        std::optional<int> maxBuffering;
        /// Milliseconds between two inputs; unset: each waits for an answer.
        std::optional<int> throttle;
    };

    RealtimeCommand(Context context, Options options);
    ~RealtimeCommand() override;

    void start() override;
    void interrupt() override;

private:
    void takeLine(const QByteArray &line);
    void takeResult(const QCborValue &result);
    void takeError(const Error &error);
    void sendNext();
    void endWhenDone();
    void end(int status);

    Options m_options;
    std::unique_ptr<RealtimeConnection> m_connection;
    LineReader *m_lines = nullptr;
    QQueue<QJsonValue> m_waiting;
    QTimer m_patience;
    qint64 m_lineNumber = 0;
    bool m_isAnswered = true;
    bool m_inputEnded = false;
    bool m_ended = false;
    int m_status = ExitDone;
};

} // namespace peregrine::cli
