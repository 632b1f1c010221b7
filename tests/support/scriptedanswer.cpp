#include "tests/support/scriptedanswer.h"

namespace peregrine::test {

ScriptedAnswer ScriptedAnswer::ok(const QByteArray &body, const QByteArray &contentType)
{
    ScriptedAnswer answer;
    answer.m_body = body;
    answer.header("Content-Type", contentType);
    return answer;
}

ScriptedAnswer ScriptedAnswer::status(int code, const QByteArray &body)
{
    ScriptedAnswer answer;
    answer.m_status = code;
    answer.m_body = body;
    return answer;
}

ScriptedAnswer ScriptedAnswer::redirect(const QByteArray &location, int code)
{
    ScriptedAnswer answer = status(code);
    answer.header("Location", location);
    return answer;
}

ScriptedAnswer ScriptedAnswer::raw(const QByteArray &bytes)
{
    ScriptedAnswer answer;
    answer.m_raw = bytes;
    answer.m_isRaw = true;
    return answer;
}

ScriptedAnswer ScriptedAnswer::reset()
{
    ScriptedAnswer answer = hangUp();
    answer.m_isReset = true;
    return answer;
}

ScriptedAnswer ScriptedAnswer::upgrade()
{
    ScriptedAnswer answer;
    answer.m_isUpgrade = true;
    return answer;
}

ScriptedAnswer &ScriptedAnswer::header(const QByteArray &name, const QByteArray &value)
{
    m_headers.append({name, value});
    return *this;
}

ScriptedAnswer &ScriptedAnswer::contentLength(qint64 length)
{
    m_length = length;
    return *this;
}

ScriptedAnswer &ScriptedAnswer::withoutLength()
{
    m_saysLength = false;
    return *this;
}

ScriptedAnswer &ScriptedAnswer::chunked(qsizetype size)
{
    m_chunk = size;
    m_saysLength = false;
    return header("Transfer-Encoding", "chunked");
}

ScriptedAnswer &ScriptedAnswer::dropAfter(qsizetype bytes)
{
    m_bodyLimit = bytes;
    return *this;
}

ScriptedAnswer &ScriptedAnswer::stallAfter(qsizetype bytes)
{
    m_bodyLimit = bytes;
    m_closes = false;
    return *this;
}

ScriptedAnswer &ScriptedAnswer::drip(const QList<QByteArray> &pieces,
                                     std::chrono::milliseconds pause)
{
    m_pieces = pieces;
    m_pause = pause;
    return withoutLength();
}

ScriptedAnswer &ScriptedAnswer::keepOpen()
{
    m_closes = false;
    return *this;
}

QByteArray ScriptedAnswer::bytes() const
{
    if (m_isRaw)
        return m_raw;
    QByteArray head = "HTTP/1.1 " + QByteArray::number(m_status) + " Scripted\r\n";
    for (const auto &[name, value] : m_headers)
        head += name + ": " + value + "\r\n";
    if (m_saysLength)
        head += "Content-Length: " + QByteArray::number(m_length >= 0 ? m_length : m_body.size())
            + "\r\n";
    head += "Connection: close\r\n\r\n";
    QByteArray body = m_bodyLimit >= 0 ? m_body.left(m_bodyLimit) : m_body;
    if (m_chunk > 0) {
        QByteArray pieces;
        for (qsizetype at = 0; at < body.size(); at += m_chunk) {
            const QByteArray piece = body.mid(at, m_chunk);
            pieces += QByteArray::number(piece.size(), 16) + "\r\n" + piece + "\r\n";
        }
        if (m_bodyLimit < 0)
            pieces += "0\r\n\r\n";
        body = pieces;
    }
    return head + body;
}

} // namespace peregrine::test
