#include "app/cli/streamcommand.h"

#include "core/fal/stream/streamcall.h"

#include <utility>

namespace peregrine::cli {

void StreamCommand::send(const QJsonObject &input)
{
    StreamCall *stream = client()->stream().stream(options().endpoint, input);
    m_stream = stream;
    connect(stream, &StreamCall::dataArrived, this, [this](const QJsonValue &data) {
        const QJsonValue before = std::exchange(m_newest, data);
        if (before.isUndefined())
            return;
        if (output().json())
            output().event(QStringLiteral("partial"), {{QStringLiteral("output"), before}});
        else
            output().line(before);
    });
    connect(stream, &StreamCall::eventSkipped, this,
            [this](const Error &error) { output().note(error.message); });
    connect(stream, &StreamCall::bytesArrived, this,
            [this](const QByteArray &bytes) { output().bytes(bytes); });
    connect(stream, &FalReply::failed, this, &StreamCommand::fail);
    connect(stream, &FalReply::succeeded, this, [this, stream, input] {
        if (stream->value().data.isUndefined())
            Q_EMIT finished(ExitDone);
        else
            deliver(input, stream->value());
    });
}

void StreamCommand::interrupt()
{
    if (!m_stream) {
        InputCommand::interrupt();
        return;
    }
    if (!m_newest.isUndefined()) {
        if (output().json())
            output().event(QStringLiteral("partial"), {{QStringLiteral("output"), m_newest}});
        else
            output().line(m_newest);
    }
    m_stream->cancel();
}

} // namespace peregrine::cli
