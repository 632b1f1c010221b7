#pragma once

#include <QCborArray>
#include <QCborMap>
#include <QCborValue>
#include <QString>

#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace peregrine::localserver {

/// Builds a QCborValue from what msgpack-cxx tells while it parses (its visitor concept). A false
/// answer stops the parser; fault() then says why.
class MsgpackReader
{
public:
    [[nodiscard]] QCborValue take() { return std::move(m_result); }
    [[nodiscard]] QString fault() const { return m_fault; }

    bool visit_nil() { return add(QCborValue(nullptr)); }
    bool visit_boolean(bool value) { return add(QCborValue(value)); }
    bool visit_positive_integer(std::uint64_t value)
    {
        constexpr auto largest = static_cast<std::uint64_t>(std::numeric_limits<qint64>::max());
        return add(value <= largest ? QCborValue(static_cast<qint64>(value))
                                    : QCborValue(static_cast<double>(value)));
    }
    bool visit_negative_integer(std::int64_t value)
    {
        return add(QCborValue(static_cast<qint64>(value)));
    }
    bool visit_float32(float value) { return add(QCborValue(static_cast<double>(value))); }
    bool visit_float64(double value) { return add(QCborValue(value)); }
    bool visit_str(const char *text, std::uint32_t size)
    {
        return add(QCborValue(QString::fromUtf8(text, static_cast<qsizetype>(size))));
    }
    bool visit_bin(const char *bytes, std::uint32_t size)
    {
        return add(QCborValue(QByteArray(bytes, static_cast<qsizetype>(size))));
    }
    bool visit_ext(const char *bytes, std::uint32_t size) { return visit_bin(bytes, size); }

    bool start_array(std::uint32_t) { return begin(false); }
    bool start_array_item() { return true; }
    bool end_array_item() { return true; }
    bool end_array() { return end(); }
    bool start_map(std::uint32_t) { return begin(true); }
    bool start_map_key()
    {
        m_open.back().atKey = true;
        return true;
    }
    bool end_map_key() { return true; }
    bool start_map_value() { return true; }
    bool end_map_value() { return true; }
    bool end_map() { return end(); }

    void parse_error(std::size_t, std::size_t)
    {
        m_fault = QStringLiteral("The message is not valid MessagePack.");
    }
    void insufficient_bytes(std::size_t, std::size_t)
    {
        m_fault = QStringLiteral("The message ends too early.");
    }
    [[nodiscard]] bool referenced() const { return false; }
    void set_referenced(bool) { }

private:
    static constexpr std::size_t maximumDepth = 64;
    static constexpr int maximumElements = 100'000;

    struct Container
    {
        bool isMap = false;
        bool atKey = false;
        QCborValue key;
        QCborMap map;
        QCborArray array;
    };

    bool fail(const QString &text)
    {
        m_fault = text;
        return false;
    }

    bool begin(bool isMap)
    {
        if (m_open.size() == maximumDepth)
            return fail(QStringLiteral("The message is nested too deeply."));
        if (!m_open.empty() && m_open.back().atKey)
            return fail(QStringLiteral("A key of a map must be a string or a number."));
        m_open.emplace_back();
        m_open.back().isMap = isMap;
        return true;
    }

    bool end()
    {
        Container done = std::move(m_open.back());
        m_open.pop_back();
        return add(done.isMap ? QCborValue(std::move(done.map))
                              : QCborValue(std::move(done.array)));
    }

    bool add(QCborValue value)
    {
        if (++m_elements > maximumElements)
            return fail(QStringLiteral("The message has too many elements."));
        if (m_open.empty()) {
            m_result = std::move(value);
            return true;
        }
        Container &container = m_open.back();
        if (!container.isMap) {
            container.array.append(std::move(value));
        } else if (container.atKey) {
            if (!value.isString() && !value.isInteger() && !value.isDouble())
                return fail(QStringLiteral("A key of a map must be a string or a number."));
            container.key = std::move(value);
            container.atKey = false;
        } else {
            container.map.insert(container.key, std::move(value));
        }
        return true;
    }

    std::vector<Container> m_open;
    QCborValue m_result;
    QString m_fault;
    int m_elements = 0;
};

} // namespace peregrine::localserver
