#include "core/fal/realtime/msgpack.h"

#include "core/fal/realtime/msgpackreader.h"
#include "core/fal/realtime/msgpacktimestamp.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QtEndian>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <msgpack.hpp>

namespace peregrine {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::Msgpack)
};

/// JavaScript's Number.MAX_SAFE_INTEGER.
constexpr double largestWholeDouble = 9007199254740991.0;
constexpr quint64 extensionTypes = 256;

/// What msgpack-cxx packs into.
class ByteSink
{
public:
    void write(const char *bytes, std::size_t size)
    {
        m_bytes.append(bytes, static_cast<qsizetype>(size));
    }
    [[nodiscard]] QByteArray take() { return std::move(m_bytes); }

private:
    QByteArray m_bytes;
};

class Writer
{
public:
    /// False when the value has no form in MessagePack; fault() says why.
    bool write(const QCborValue &value, int depth);
    [[nodiscard]] const QString &fault() const { return m_fault; }
    [[nodiscard]] QByteArray take() { return m_sink.take(); }

private:
    bool fail(const QString &text)
    {
        m_fault = text;
        return false;
    }
    /// MessagePack counts in 32 bits.
    bool fits(qsizetype size)
    {
        return size <= qsizetype(std::numeric_limits<std::uint32_t>::max())
            || fail(Text::tr("A part of the message is too large."));
    }
    void writeDouble(double value);
    void writeFloat64(double value);
    bool writeText(const QString &text);
    bool writeBytes(const QByteArray &bytes);
    bool writeArray(const QCborArray &array, int depth);
    bool writeMap(const QCborMap &map, int depth);
    void writeExtension(std::int8_t type, const QByteArray &bytes);
    bool writeTagged(const QCborValue &value);

    ByteSink m_sink;
    msgpack::packer<ByteSink> m_packer{m_sink};
    QString m_fault;
};

bool Writer::write(const QCborValue &value, int depth)
{
    if (depth > MsgpackLimits().depth)
        return fail(Text::tr("The message is nested too deeply."));
    switch (value.type()) {
    case QCborValue::Integer:
        m_packer.pack_int64(value.toInteger());
        return true;
    case QCborValue::Double:
        writeDouble(value.toDouble());
        return true;
    case QCborValue::True:
    case QCborValue::False:
        m_packer.pack(value.toBool());
        return true;
    case QCborValue::Null:
    case QCborValue::Undefined:
        m_packer.pack_nil();
        return true;
    case QCborValue::String:
        return writeText(value.toString());
    case QCborValue::ByteArray:
        return writeBytes(value.toByteArray());
    case QCborValue::Array:
        return writeArray(value.toArray(), depth);
    case QCborValue::Map:
        return writeMap(value.toMap(), depth);
    case QCborValue::DateTime:
        writeExtension(MsgpackTimestamp::type, MsgpackTimestamp::write(value.toDateTime()));
        return true;
    case QCborValue::Url:
        return writeText(value.toUrl().toString(QUrl::FullyEncoded));
    default:
        return writeTagged(value);
    }
}

/// JavaScript has one type of number; a whole one is an integer, and there is one NaN.
void Writer::writeDouble(double value)
{
    if (std::trunc(value) == value && std::abs(value) <= largestWholeDouble)
        m_packer.pack_int64(static_cast<std::int64_t>(value));
    else
        writeFloat64(std::isnan(value) ? std::numeric_limits<double>::quiet_NaN() : value);
}

/// Not by pack_double, which writes larger whole numbers as integers too.
void Writer::writeFloat64(double value)
{
    std::array<char, 1 + sizeof value> bytes{'\xcb'};
    qToBigEndian(value, bytes.data() + 1);
    m_sink.write(bytes.data(), bytes.size());
}

bool Writer::writeText(const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    if (!fits(utf8.size()))
        return false;
    m_packer.pack_str(static_cast<std::uint32_t>(utf8.size()));
    m_packer.pack_str_body(utf8.constData(), static_cast<std::uint32_t>(utf8.size()));
    return true;
}

bool Writer::writeBytes(const QByteArray &bytes)
{
    if (!fits(bytes.size()))
        return false;
    m_packer.pack_bin(static_cast<std::uint32_t>(bytes.size()));
    m_packer.pack_bin_body(bytes.constData(), static_cast<std::uint32_t>(bytes.size()));
    return true;
}

bool Writer::writeArray(const QCborArray &array, int depth)
{
    if (!fits(array.size()))
        return false;
    m_packer.pack_array(static_cast<std::uint32_t>(array.size()));
    return std::all_of(array.begin(), array.end(), [this, depth](const QCborValue &element) {
        return write(element, depth + 1);
    });
}

bool Writer::writeMap(const QCborMap &map, int depth)
{
    if (!fits(map.size()))
        return false;
    m_packer.pack_map(static_cast<std::uint32_t>(map.size()));
    for (const auto &[key, element] : map) {
        if (!key.isString() && !key.isInteger())
            return fail(Text::tr("A key of a map must be a text or a number."));
        if (!write(key, depth + 1) || !write(element, depth + 1))
            return false;
    }
    return true;
}

void Writer::writeExtension(std::int8_t type, const QByteArray &bytes)
{
    m_packer.pack_ext(static_cast<std::size_t>(bytes.size()), type);
    m_packer.pack_ext_body(bytes.constData(), static_cast<std::uint32_t>(bytes.size()));
}

bool Writer::writeTagged(const QCborValue &value)
{
    const auto tag = static_cast<quint64>(value.tag());
    const auto firstExtension = static_cast<quint64>(msgpackExtensionTag(0));
    const QByteArray content = value.taggedValue().toByteArray();
    if (tag >= firstExtension && tag < firstExtension + extensionTypes) {
        if (!fits(content.size()))
            return false;
        writeExtension(static_cast<std::int8_t>(tag - firstExtension), content);
        return true;
    }
    if (value.tag() == QCborTag(QCborKnownTags::PositiveBignum)
        && content.size() == qsizetype(sizeof(std::uint64_t))) {
        m_packer.pack_uint64(qFromBigEndian<quint64>(content.constData()));
        return true;
    }
    return fail(Text::tr("The message holds a value that MessagePack has no form for."));
}

} // namespace

Expected<QCborValue, QString> decodeMsgpack(const QByteArray &message, const MsgpackLimits &limits)
{
    MsgpackReader reader(limits, message.size());
    std::size_t read = 0;
    const auto size = static_cast<std::size_t>(message.size());
    const bool whole = msgpack::parse(message.constData(), size, read, reader);
    if (!reader.fault().isEmpty())
        return Unexpected{reader.fault()};
    if (!whole)
        return Unexpected{Text::tr("The message ends too early.")};
    if (read != size)
        return Unexpected{Text::tr("Bytes follow after the end of the message.")};
    return reader.take();
}

Expected<QByteArray, QString> encodeMsgpack(const QCborValue &value)
{
    Writer writer;
    if (!writer.write(value, 0))
        return Unexpected{writer.fault()};
    return writer.take();
}

} // namespace peregrine
