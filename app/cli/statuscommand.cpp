#include "app/cli/statuscommand.h"

#include "app/cli/queuejson.h"
#include "core/fal/queue/queuestatusstream.h"

#include <QTimer>

#include <chrono>

namespace peregrine::cli {

StatusCommand::StatusCommand(Context context, QueueTicket ticket, bool logs, bool follow)
    : Command(std::move(context))
    , m_ticket(std::move(ticket))
    , m_logs(logs)
    , m_follow(follow)
{ }

void StatusCommand::start()
{
    FalClient *server = client();
    if (!server)
        return;
    if (m_follow) {
        follow();
        return;
    }
    StatusCall *call = server->queue().status(m_ticket, m_logs);
    connect(call, &FalReply::failed, this, &StatusCommand::fail);
    connect(call, &FalReply::succeeded, this, [this, call] {
        const QueueStatus &status = call->value();
        if (output().json()) {
            output().document(statusJson(m_ticket.request, status));
        } else {
            output().text(statusText(status));
            for (const LogLine &line : status.logs)
                output().text(logText(line));
        }
        Q_EMIT finished(ExitDone);
    });
}

void StatusCommand::follow()
{
    QueueStatusStream *stream = client()->queue().streamStatus(m_ticket, m_logs);
    connect(stream, &QueueStatusStream::statusArrived, this, &StatusCommand::tell);
    connect(stream, &QueueStatusStream::logsArrived, this, &StatusCommand::tellLogs);
    connect(stream, &FalReply::failed, this, [this](const Error &error) {
        // Not every server has the stream, and one may break: polling says the same.
        if (error.kind == Error::Kind::Unauthorized || error.kind == Error::Kind::Forbidden)
            fail(error);
        else
            poll();
    });
    connect(stream, &FalReply::succeeded, this, [this] { Q_EMIT finished(ExitDone); });
}

void StatusCommand::poll()
{
    StatusCall *call = client()->queue().status(m_ticket, m_logs);
    connect(call, &FalReply::failed, this, &StatusCommand::fail);
    connect(call, &FalReply::succeeded, this, [this, call] {
        tell(call->value());
        tellLogs(m_window.take(call->value().logs));
        constexpr std::chrono::milliseconds pause(500);
        if (call->value().state == QueueStatus::State::Completed)
            Q_EMIT finished(ExitDone);
        else
            QTimer::singleShot(pause, this, &StatusCommand::poll);
    });
}

void StatusCommand::tell(const QueueStatus &status)
{
    const QString text = statusText(status);
    if (text == m_told)
        return;
    m_told = text;
    output().text(text);
    QJsonObject members = statusJson(m_ticket.request, status);
    members.remove(QStringLiteral("logs"));
    output().event(QStringLiteral("status"), members);
}

void StatusCommand::tellLogs(const QList<LogLine> &lines)
{
    for (const LogLine &line : lines) {
        output().event(QStringLiteral("log"), logJson(line));
        output().text(logText(line));
    }
}

} // namespace peregrine::cli
