#include "core/fal/realtime/msgpackreader.h"

#include "core/fal/realtime/msgpacktimestamp.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QtEndian>

#include <limits>
#include <utility>

namespace peregrine {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::Msgpack)
};

} // namespace

MsgpackReader::MsgpackReader(const MsgpackLimits &limits, qsizetype bytes)
    : m_limits(limits)
    , m_bytes(static_cast<std::uint64_t>(bytes))
{ }

QCborValue MsgpackReader::take()
{
    return std::exchange(m_result, {});
}

bool MsgpackReader::visit_nil()
{
    return add(QCborValue(nullptr));
}

bool MsgpackReader::visit_boolean(bool value)
{
    return add(QCborValue(value));
}

bool MsgpackReader::visit_positive_integer(std::uint64_t value)
{
    if (value <= static_cast<std::uint64_t>(std::numeric_limits<qint64>::max()))
        return add(QCborValue(static_cast<qint64>(value)));
    QByteArray bytes(sizeof value, Qt::Uninitialized);
    qToBigEndian(value, bytes.data());
    return add(QCborValue(QCborKnownTags::PositiveBignum, bytes));
}

bool MsgpackReader::visit_negative_integer(std::int64_t value)
{
    return add(QCborValue(static_cast<qint64>(value)));
}

bool MsgpackReader::visit_float32(float value)
{
    return add(QCborValue(static_cast<double>(value)));
}

bool MsgpackReader::visit_float64(double value)
{
    return add(QCborValue(value));
}

bool MsgpackReader::visit_str(const char *text, std::uint32_t size)
{
    return add(QCborValue(QString::fromUtf8(text, static_cast<qsizetype>(size))));
}

bool MsgpackReader::visit_bin(const char *bytes, std::uint32_t size)
{
    return add(QCborValue(QByteArray(bytes, static_cast<qsizetype>(size))));
}

/// The first byte is the type.
bool MsgpackReader::visit_ext(const char *bytes, std::uint32_t size)
{
    if (size == 0)
        return fail(Text::tr("The message has an extension without a type."));
    const auto type = static_cast<std::int8_t>(bytes[0]);
    const QByteArray content(bytes + 1, static_cast<qsizetype>(size) - 1);
    if (type == MsgpackTimestamp::type) {
        if (const auto date = MsgpackTimestamp::read(content))
            return add(QCborValue(*date));
    }
    return add(QCborValue(msgpackExtensionTag(type), content));
}

bool MsgpackReader::start_array(std::uint32_t size)
{
    return begin(false, size);
}

bool MsgpackReader::end_array()
{
    QCborArray done = std::move(m_open.back().array);
    m_open.pop_back();
    return add(QCborValue(std::move(done)));
}

bool MsgpackReader::start_map(std::uint32_t size)
{
    if (size > static_cast<std::uint32_t>(m_limits.keysInMap))
        return fail(
            Text::tr("The message has a map of more than %n key(s).", nullptr, m_limits.keysInMap));
    return begin(true, size);
}

bool MsgpackReader::start_map_key()
{
    m_open.back().atKey = true;
    return true;
}

bool MsgpackReader::end_map()
{
    QCborMap done = std::move(m_open.back().map);
    m_open.pop_back();
    return add(QCborValue(std::move(done)));
}

void MsgpackReader::parse_error(std::size_t, std::size_t)
{
    fail(Text::tr("The message is not valid MessagePack."));
}

void MsgpackReader::insufficient_bytes(std::size_t, std::size_t)
{
    fail(Text::tr("The message ends too early."));
}

bool MsgpackReader::fail(const QString &text)
{
    if (m_fault.isEmpty())
        m_fault = text;
    return false;
}

bool MsgpackReader::begin(bool isMap, std::uint32_t size)
{
    if (m_open.size() == static_cast<std::size_t>(m_limits.depth))
        return fail(Text::tr("The message is nested too deeply."));
    if (!m_open.empty() && m_open.back().atKey)
        return fail(Text::tr("A key of a map must be a text or a number."));
    // Every element takes a byte at least.
    if (size * (isMap ? 2ULL : 1ULL) > m_bytes)
        return fail(Text::tr("The message ends too early."));
    m_open.emplace_back();
    m_open.back().isMap = isMap;
    return true;
}

bool MsgpackReader::add(QCborValue value)
{
    if (++m_values > m_limits.values)
        return fail(Text::tr("The message has more than %n value(s).", nullptr, m_limits.values));
    if (m_open.empty()) {
        m_result = std::move(value);
        return true;
    }
    Container &container = m_open.back();
    if (container.atKey)
        return addKey(value);
    if (container.isMap)
        container.map.insert(container.key, std::move(value));
    else
        container.array.append(std::move(value));
    return true;
}

bool MsgpackReader::addKey(const QCborValue &value)
{
    if (++m_keys > m_limits.keys)
        return fail(Text::tr("The message has more than %n key(s).", nullptr, m_limits.keys));
    Container &container = m_open.back();
    container.atKey = false;
    if (value.isString())
        container.key = value.toString();
    else if (value.isInteger())
        container.key = QString::number(value.toInteger());
    else if (value.isDouble())
        container.key = QString::number(value.toDouble(), 'g', QLocale::FloatingPointShortest);
    else
        return fail(Text::tr("A key of a map must be a text or a number."));
    return true;
}

} // namespace peregrine
