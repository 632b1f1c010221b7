#pragma once

#include "tests/support/scriptedanswer.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QTcpServer>
#include <QUrl>

namespace peregrine::test {

/// A request as it came in.
struct SeenRequest
{
    QByteArray method;
    /// Path and query, as they were sent.
    QByteArray target;
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;

    /// Empty when there is none; names in any case.
    [[nodiscard]] QByteArray header(const QByteArray &name) const;
};

/// An HTTP server on a free loopback port that answers by a script and misbehaves when told to. One
/// request a connection. Lives in the test's thread and needs its event loop. Unknown paths get
/// 404.
class ScriptedServer : public QTcpServer
{
    Q_OBJECT

public:
    explicit ScriptedServer(QObject *parent = nullptr);

    /// Answers to requests of a path (without query) in the order they are added; the last one
    /// answers all that come after it.
    void on(const QByteArray &path, const ScriptedAnswer &answer);
    [[nodiscard]] QUrl url(const QByteArray &path) const;
    [[nodiscard]] const QList<SeenRequest> &seen() const { return m_seen; }

private:
    void readFrom(QTcpSocket *socket);
    void answer(QTcpSocket *socket, const SeenRequest &request);
    /// Sends the answer's pieces from the n-th on.
    void drip(QTcpSocket *socket, const ScriptedAnswer &answer, qsizetype n);

    QHash<QByteArray, QList<ScriptedAnswer>> m_answers;
    QHash<QTcpSocket *, QByteArray> m_received;
    QList<SeenRequest> m_seen;
};

} // namespace peregrine::test
