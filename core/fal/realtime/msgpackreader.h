#pragma once

#include "core/fal/realtime/msgpack.h"

#include <QCborArray>
#include <QCborMap>
#include <QCborValue>
#include <QString>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace peregrine {

/// Builds a QCborValue from what msgpack-cxx tells while it parses (its visitor concept; the names
/// are its own). A false answer stops the parser; fault() then says why.
class MsgpackReader
{
public:
    /// `bytes` is the size of the whole message: no container can have more elements than that.
    MsgpackReader(const MsgpackLimits &limits, qsizetype bytes);

    [[nodiscard]] QCborValue take();
    [[nodiscard]] const QString &fault() const { return m_fault; }

    bool visit_nil();
    bool visit_boolean(bool value);
    bool visit_positive_integer(std::uint64_t value);
    bool visit_negative_integer(std::int64_t value);
    bool visit_float32(float value);
    bool visit_float64(double value);
    bool visit_str(const char *text, std::uint32_t size);
    bool visit_bin(const char *bytes, std::uint32_t size);
    bool visit_ext(const char *bytes, std::uint32_t size);

    bool start_array(std::uint32_t size);
    bool start_array_item() { return true; }
    bool end_array_item() { return true; }
    bool end_array();
    bool start_map(std::uint32_t size);
    bool start_map_key();
    bool end_map_key() { return true; }
    bool start_map_value() { return true; }
    bool end_map_value() { return true; }
    bool end_map();

    void parse_error(std::size_t parsed, std::size_t error);
    void insufficient_bytes(std::size_t parsed, std::size_t error);
    [[nodiscard]] bool referenced() const { return false; }
    void set_referenced(bool) { }

private:
    struct Container
    {
        bool isMap = false;
        bool atKey = false;
        QString key;
        QCborMap map;
        QCborArray array;
    };

    bool fail(const QString &text);
    bool begin(bool isMap, std::uint32_t size);
    bool add(QCborValue value);
    bool addKey(const QCborValue &value);

    MsgpackLimits m_limits;
    std::uint64_t m_bytes;
    std::vector<Container> m_open;
    QCborValue m_result;
    QString m_fault;
    int m_values = 0;
    int m_keys = 0;
};

} // namespace peregrine
