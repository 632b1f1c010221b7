#pragma once

#include "core/fal/stream/sseevent.h"

#include <QByteArray>

#include <optional>

namespace peregrine {

/// Server-Sent Events from bytes that arrive in pieces of any size, by the WHATWG's rules (HTML,
/// 9.2.6): lines end in CR, LF or CRLF, which may be split as characters may; a BOM is skipped.
/// Give bytes, then take events until there are no more. Memory is bounded: what is too long is a
/// fault, and after a fault nothing more comes.
class SseParser
{
public:
    struct Limits
    {
        /// Bytes. A model sends whole pictures as data URIs in one line.
        qsizetype line = 32 * 1024 * 1024;
        /// Bytes of the data of one event.
        qsizetype event = 32 * 1024 * 1024;
    };
    enum class Fault { None, LineTooLong, EventTooLong };

    SseParser();
    explicit SseParser(Limits limits);

    void append(const QByteArray &bytes);
    /// The next event that is complete.
    [[nodiscard]] std::optional<SseEvent> next();
    /// Once, after the last byte: the event that was still being written. Browsers drop it, as
    /// fal's JavaScript client does; fal's last event may lack its blank line and be the result.
    [[nodiscard]] std::optional<SseEvent> takeUnfinished();

    [[nodiscard]] Fault fault() const { return m_fault; }
    /// Milliseconds from `retry:`, if there was one.
    [[nodiscard]] std::optional<int> retry() const { return m_retry; }

private:
    [[nodiscard]] bool skipMark();
    /// The end of the line that begins at m_position, or -1 while it is not there.
    [[nodiscard]] qsizetype lineEnd();
    [[nodiscard]] qsizetype find(char byte, qsizetype &known) const;
    void takeLine(const char *line, qsizetype length);
    void takeField(QByteArrayView name, QByteArrayView value);
    [[nodiscard]] SseEvent takeEvent();

    Limits m_limits;
    QByteArray m_buffer;
    /// Where the next line begins in the buffer.
    qsizetype m_position = 0;
    /// The next CR and LF from there on, so that no byte is searched twice.
    qsizetype m_nextCr = 0;
    qsizetype m_nextLf = 0;
    bool m_atStart = true;
    bool m_skipLf = false;
    Fault m_fault = Fault::None;

    QByteArray m_type;
    QByteArray m_data;
    QByteArray m_id;
    bool m_hasData = false;
    std::optional<int> m_retry;
};

} // namespace peregrine
