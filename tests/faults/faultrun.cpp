#include "tests/faults/faultrun.h"

namespace peregrine::test {

namespace {

QString nameOf(const std::optional<Error::Kind> &kind)
{
    return kind ? errorKindName(*kind) : QStringLiteral("success");
}

} // namespace

FaultRun::FaultRun(const FaultCase &row)
    : m_row(row)
{
    scriptOthers(m_server, row.call);
    row.fault(m_server);
    m_client = std::make_unique<FalClient>(FaultBench::options(m_server.url({}), row.patience));
    FalReply *reply = row.call.start(*m_client);
    connect(reply, &FalReply::succeeded, this, [this] { ++m_succeeded; });
    connect(reply, &FalReply::failed, this, [this](const Error &error) {
        ++m_failed;
        m_error = error;
    });
    connect(reply, &FalReply::finished, this, [this] { ++m_finished; });
    // It deletes itself after its end, so nothing can come after that.
    connect(reply, &QObject::destroyed, this, [this] {
        m_isOver = true;
        Q_EMIT over();
    });
    m_timer.start();
}

FaultRun::~FaultRun() = default;

QString FaultRun::fault() const
{
    if (m_succeeded + m_failed != 1 || m_finished != 1)
        return QStringLiteral("ended %1 times well, %2 times badly, %3 times at all")
            .arg(m_succeeded)
            .arg(m_failed)
            .arg(m_finished);
    if (const QString wrong = faultOfKind(); !wrong.isEmpty())
        return wrong;
    return faultOfRequests();
}

QString FaultRun::faultOfKind() const
{
    const std::optional<Error::Kind> kind =
        m_failed > 0 ? std::optional(m_error.kind) : std::nullopt;
    if (kind != m_row.kind)
        return QStringLiteral("%1 instead of %2: %3")
            .arg(nameOf(kind), nameOf(m_row.kind), m_error.message);
    if (!kind)
        return {};
    if (m_error.message.isEmpty())
        return QStringLiteral("no words");
    QString words = m_error.message + m_error.type + m_error.request.toString();
    for (const FieldFault &field : m_error.fields)
        words += field.message + field.path.join(u' ');
    if (holdsKey(words))
        return QStringLiteral("the key is in the error: ") + words;
    if (m_row.maybeDelivered && *m_row.maybeDelivered != m_error.maybeDelivered)
        return QStringLiteral("maybeDelivered is wrong");
    return {};
}

QString FaultRun::faultOfRequests() const
{
    int seen = 0;
    for (const SeenRequest &request : m_server.seen()) {
        const QByteArray path = request.target.split('?').first();
        if (path == m_row.call.paths.first())
            ++seen;
        const bool isUpload = path.startsWith("/upload/") || path.startsWith("/cdn/");
        for (const auto &[name, value] : request.headers) {
            if (isUpload && holdsKey(QString::fromLatin1(value)))
                return QStringLiteral("the key went to an upload address");
        }
    }
    if (m_row.requests >= 0 && seen != m_row.requests)
        return QStringLiteral("sent %1 times instead of %2").arg(seen).arg(m_row.requests);
    // Qt repeats a GET by itself when a connection dies.
    constexpr int mostOfQt = 4;
    if (seen > m_row.call.attempts * mostOfQt)
        return QStringLiteral("sent %1 times").arg(seen);
    return {};
}

} // namespace peregrine::test
