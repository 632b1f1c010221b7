#pragma once

#include <QByteArray>
#include <QList>

#include <chrono>
#include <utility>

namespace peregrine::test {

/// What a ScriptedServer sends for one request, byte for byte. Head and body are put together when
/// it is sent, so that every part can be made wrong.
class ScriptedAnswer
{
public:
    [[nodiscard]] static ScriptedAnswer
    ok(const QByteArray &body, const QByteArray &contentType = "application/octet-stream");
    [[nodiscard]] static ScriptedAnswer status(int code, const QByteArray &body = {});
    [[nodiscard]] static ScriptedAnswer redirect(const QByteArray &location, int code = 302);
    /// These bytes and nothing else, then the connection is closed.
    [[nodiscard]] static ScriptedAnswer raw(const QByteArray &bytes);
    /// Closes the connection without a word.
    [[nodiscard]] static ScriptedAnswer hangUp() { return raw({}); }
    /// Resets the connection instead of closing it.
    [[nodiscard]] static ScriptedAnswer reset();
    /// Accepts a WebSocket.
    [[nodiscard]] static ScriptedAnswer upgrade();

    ScriptedAnswer &header(const QByteArray &name, const QByteArray &value);
    /// Says this length, whatever the body's is.
    ScriptedAnswer &contentLength(qint64 length);
    /// Says no length; the end of the connection is the end of the body.
    ScriptedAnswer &withoutLength();
    /// In chunks of this size instead of with a length.
    ScriptedAnswer &chunked(qsizetype size);
    /// Closes the connection after so many bytes of the body.
    ScriptedAnswer &dropAfter(qsizetype bytes);
    /// Sends so many bytes of the body, then nothing more, and keeps the connection open.
    ScriptedAnswer &stallAfter(qsizetype bytes);
    /// Sends these one after the other instead of a body, a pause before each and never before the
    /// last is on its way, and says no length.
    ScriptedAnswer &drip(const QList<QByteArray> &pieces, std::chrono::milliseconds pause);
    /// Keeps the connection open when all is sent.
    ScriptedAnswer &keepOpen();

    /// All but the pieces of drip().
    [[nodiscard]] QByteArray bytes() const;
    [[nodiscard]] const QList<QByteArray> &pieces() const { return m_pieces; }
    [[nodiscard]] std::chrono::milliseconds pause() const { return m_pause; }
    [[nodiscard]] bool closes() const { return m_closes; }
    [[nodiscard]] bool isReset() const { return m_isReset; }
    [[nodiscard]] bool isUpgrade() const { return m_isUpgrade; }

private:
    int m_status = 200;
    QByteArray m_raw;
    QByteArray m_body;
    QList<std::pair<QByteArray, QByteArray>> m_headers;
    QList<QByteArray> m_pieces;
    std::chrono::milliseconds m_pause{0};
    qint64 m_length = -1;
    qsizetype m_chunk = 0;
    qsizetype m_bodyLimit = -1;
    bool m_isRaw = false;
    bool m_isReset = false;
    bool m_isUpgrade = false;
    bool m_saysLength = true;
    bool m_closes = true;
};

} // namespace peregrine::test
