#include "app/cli/realtimecommand.h"

#include "app/cli/linereader.h"
#include "core/base/json.h"
#include "core/fal/realtime/realtimecodec.h"

#include <chrono>
#include <cstdio>
#include <utility>

namespace peregrine::cli {

namespace {

/// For one answer: a cold model may have to start first.
constexpr std::chrono::seconds patience(120);

} // namespace

RealtimeCommand::RealtimeCommand(Context context, Options options)
    : Command(std::move(context))
    , m_options(std::move(options))
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        Error error;
        error.kind = Error::Kind::Timeout;
        error.message = tr("The model did not answer in time.");
        output().error(error);
        end(ExitCanceled);
    });
}

RealtimeCommand::~RealtimeCommand() = default;

void RealtimeCommand::start()
{
    FalClient *server = client();
    if (!server)
        return;
    RealtimeOptions options;
    options.maxBuffering = m_options.maxBuffering;
    options.throttleInterval = std::chrono::milliseconds(m_options.throttle.value_or(0));
    auto connection = server->realtime().connect(m_options.endpoint, options);
    if (!connection) {
        fail(connection.error());
        return;
    }
    m_connection = std::move(*connection);
    connect(m_connection.get(), &RealtimeConnection::opened, this, [this] {
        output().note(tr("Connected."));
        output().event(QStringLiteral("opened"));
    });
    connect(m_connection.get(), &RealtimeConnection::closed, this,
            [this](int code, const QString &reason) {
                output().event(
                    QStringLiteral("closed"),
                    {{QStringLiteral("code"), code}, {QStringLiteral("reason"), reason}});
            });
    connect(m_connection.get(), &RealtimeConnection::resultArrived, this,
            &RealtimeCommand::takeResult);
    connect(m_connection.get(), &RealtimeConnection::errorArrived, this,
            &RealtimeCommand::takeError);
    m_connection->open();
    m_lines = new LineReader(stdin, this);
    connect(m_lines, &LineReader::lineRead, this, &RealtimeCommand::takeLine);
    connect(m_lines, &LineReader::ended, this, [this] {
        m_inputEnded = true;
        endWhenDone();
    });
}

void RealtimeCommand::takeLine(const QByteArray &line)
{
    ++m_lineNumber;
    if (line.trimmed().isEmpty())
        return;
    const auto input = parseJson(line);
    if (!input) {
        Error error;
        error.kind = Error::Kind::Validation;
        error.message = tr("Line %1 is not JSON: %2.").arg(m_lineNumber).arg(input.error());
        output().error(error);
        m_status = ExitUsage;
        return;
    }
    m_waiting.enqueue(*input);
    sendNext();
}

void RealtimeCommand::sendNext()
{
    if (m_ended || m_waiting.isEmpty() || (!m_isAnswered && !m_options.throttle))
        return;
    m_isAnswered = false;
    m_patience.start();
    m_connection->send(m_waiting.dequeue());
}

void RealtimeCommand::takeResult(const QCborValue &result)
{
    m_isAnswered = true;
    m_patience.stop();
    const QJsonValue json = realtimeJson(result);
    if (output().json())
        output().event(QStringLiteral("result"), {{QStringLiteral("output"), json}});
    else
        output().line(json);
    sendNext();
    endWhenDone();
}

void RealtimeCommand::takeError(const Error &error)
{
    output().error(error);
    const RealtimeState state = m_connection->state();
    if (state == RealtimeState::Active) {
        // The app's answer to the input; the connection goes on.
        m_status = ExitFailed;
        m_isAnswered = true;
        sendNext();
        endWhenDone();
    } else if (state == RealtimeState::Idle) {
        end(exitStatusOf(error));
    }
}

void RealtimeCommand::endWhenDone()
{
    if (m_inputEnded && m_isAnswered && m_waiting.isEmpty())
        end(m_status);
}

void RealtimeCommand::end(int status)
{
    if (std::exchange(m_ended, true))
        return;
    m_patience.stop();
    m_connection->disconnect(this);
    m_connection->close();
    Q_EMIT finished(status);
}

void RealtimeCommand::interrupt()
{
    if (m_connection)
        end(ExitCanceled);
    else
        Command::interrupt();
}

} // namespace peregrine::cli
