#include "core/fal/stream/sseparser.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace peregrine {

namespace {

constexpr QByteArrayView byteOrderMark("\xEF\xBB\xBF");

} // namespace

SseParser::SseParser()
    : SseParser(Limits())
{ }

SseParser::SseParser(Limits limits)
    : m_limits(limits)
{ }

void SseParser::append(const QByteArray &bytes)
{
    if (m_fault != Fault::None || bytes.isEmpty())
        return;
    if (m_position == m_buffer.size()) {
        // Shares the memory of what came instead of copying it.
        m_buffer = bytes;
    } else {
        m_buffer.remove(0, m_position);
        m_buffer += bytes;
    }
    m_nextCr = std::max<qsizetype>(m_nextCr - m_position, 0);
    m_nextLf = std::max<qsizetype>(m_nextLf - m_position, 0);
    m_position = 0;
}

std::optional<SseEvent> SseParser::next()
{
    if (m_fault != Fault::None || !skipMark())
        return std::nullopt;
    for (qsizetype end = lineEnd(); end >= 0; end = lineEnd()) {
        const char *line = m_buffer.constData() + m_position;
        const qsizetype length = end - m_position;
        m_skipLf = m_buffer.at(end) == '\r';
        m_position = end + 1;
        if (length > m_limits.line) {
            m_fault = Fault::LineTooLong;
            return std::nullopt;
        }
        if (length > 0) {
            takeLine(line, length);
            if (m_fault != Fault::None)
                return std::nullopt;
        } else if (m_hasData) {
            return takeEvent();
        } else {
            m_type.clear();
        }
    }
    if (m_buffer.size() - m_position > m_limits.line)
        m_fault = Fault::LineTooLong;
    return std::nullopt;
}

std::optional<SseEvent> SseParser::takeUnfinished()
{
    if (m_fault != Fault::None)
        return std::nullopt;
    if (m_position < m_buffer.size())
        takeLine(m_buffer.constData() + m_position, m_buffer.size() - m_position);
    m_buffer.clear();
    m_position = 0;
    if (m_fault != Fault::None || !m_hasData)
        return std::nullopt;
    return takeEvent();
}

bool SseParser::skipMark()
{
    if (!m_atStart)
        return true;
    const QByteArrayView start =
        QByteArrayView(m_buffer).first(std::min(m_buffer.size(), byteOrderMark.size()));
    if (start == byteOrderMark)
        m_position = byteOrderMark.size();
    else if (byteOrderMark.startsWith(start))
        return false;
    m_atStart = false;
    return true;
}

qsizetype SseParser::find(char byte, qsizetype &known) const
{
    const qsizetype size = m_buffer.size();
    const bool isFound = known >= m_position && known < size && m_buffer.at(known) == byte;
    if (!isFound) {
        const qsizetype from = std::max(known, m_position);
        const void *found = from < size
            ? std::memchr(m_buffer.constData() + from, byte, static_cast<size_t>(size - from))
            : nullptr;
        known = found ? static_cast<const char *>(found) - m_buffer.constData() : size;
    }
    return known;
}

qsizetype SseParser::lineEnd()
{
    if (m_skipLf && m_position < m_buffer.size()) {
        if (m_buffer.at(m_position) == '\n')
            ++m_position;
        m_skipLf = false;
    }
    const qsizetype end = std::min(find('\r', m_nextCr), find('\n', m_nextLf));
    return end < m_buffer.size() ? end : -1;
}

void SseParser::takeLine(const char *line, qsizetype length)
{
    const QByteArrayView text(line, length);
    const void *colon = std::memchr(line, ':', static_cast<size_t>(length));
    if (!colon) {
        takeField(text, {});
        return;
    }
    const qsizetype at = static_cast<const char *>(colon) - line;
    if (at == 0)
        return; // a comment
    const bool hasSpace = at + 1 < length && text.at(at + 1) == ' ';
    takeField(text.first(at), text.sliced(at + (hasSpace ? 2 : 1)));
}

void SseParser::takeField(QByteArrayView name, QByteArrayView value)
{
    if (name == "data") {
        if (m_data.size() + value.size() + 1 > m_limits.event) {
            m_fault = Fault::EventTooLong;
            return;
        }
        if (m_hasData)
            m_data += '\n';
        m_data.append(value);
        m_hasData = true;
    } else if (name == "event") {
        m_type = value.toByteArray();
    } else if (name == "id") {
        if (!value.contains('\0'))
            m_id = value.toByteArray();
    } else if (name == "retry") {
        const bool isNumber = !value.isEmpty()
            && std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
        bool fits = false;
        const int milliseconds = value.toByteArray().toInt(&fits);
        if (isNumber && fits)
            m_retry = milliseconds;
    }
}

SseEvent SseParser::takeEvent()
{
    m_hasData = false;
    return {std::exchange(m_type, {}), std::exchange(m_data, {}), m_id};
}

} // namespace peregrine
