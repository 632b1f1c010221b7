#pragma once

#include <QByteArray>

#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace peregrine::fuzz {

/// The bytes of one run, taken piece by piece.
class Input
{
public:
    Input(const uint8_t *data, size_t size)
        : m_bytes(QByteArray::fromRawData(reinterpret_cast<const char *>(data),
                                          static_cast<qsizetype>(size)))
    { }

    /// 0 when there are none left.
    [[nodiscard]] uint8_t byte()
    {
        return m_at < m_bytes.size() ? static_cast<uint8_t>(m_bytes.at(m_at++)) : uint8_t(0);
    }
    /// Up to the next line end, which is dropped.
    [[nodiscard]] QByteArray line()
    {
        const qsizetype end = m_bytes.indexOf('\n', m_at);
        const qsizetype stop = end < 0 ? m_bytes.size() : end;
        const QByteArray text = m_bytes.mid(m_at, stop - m_at);
        m_at = end < 0 ? m_bytes.size() : end + 1;
        return text;
    }
    [[nodiscard]] QByteArray take(qsizetype size)
    {
        const QByteArray piece = m_bytes.mid(m_at, size);
        m_at += piece.size();
        return piece;
    }
    [[nodiscard]] QByteArray rest() { return take(m_bytes.size() - m_at); }
    [[nodiscard]] bool atEnd() const { return m_at >= m_bytes.size(); }

private:
    QByteArray m_bytes;
    qsizetype m_at = 0;
};

/// A promise that must hold for any bytes; the fuzzer reports the input that breaks it.
inline void require(bool holds)
{
    if (!holds)
        std::abort();
}

} // namespace peregrine::fuzz
