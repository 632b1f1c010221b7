#include "core/localserver/realtime/msgpackcodec.h"

#include "core/localserver/realtime/msgpackreader.h"

#include <msgpack.hpp>
#include <utility>

namespace peregrine::localserver {

namespace {

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

using Packer = msgpack::packer<ByteSink>;

void packValue(Packer &packer, const QCborValue &value)
{
    switch (value.type()) {
    case QCborValue::Integer:
        packer.pack_int64(value.toInteger());
        return;
    case QCborValue::Double:
        packer.pack_double(value.toDouble());
        return;
    case QCborValue::True:
    case QCborValue::False:
        packer.pack(value.toBool());
        return;
    case QCborValue::String: {
        const QByteArray utf8 = value.toString().toUtf8();
        packer.pack_str(static_cast<std::uint32_t>(utf8.size()));
        packer.pack_str_body(utf8.constData(), static_cast<std::uint32_t>(utf8.size()));
        return;
    }
    case QCborValue::ByteArray: {
        const QByteArray bytes = value.toByteArray();
        packer.pack_bin(static_cast<std::uint32_t>(bytes.size()));
        packer.pack_bin_body(bytes.constData(), static_cast<std::uint32_t>(bytes.size()));
        return;
    }
    case QCborValue::Array: {
        const QCborArray array = value.toArray();
        packer.pack_array(static_cast<std::uint32_t>(array.size()));
        for (const QCborValue &element : array)
            packValue(packer, element);
        return;
    }
    case QCborValue::Map: {
        const QCborMap map = value.toMap();
        packer.pack_map(static_cast<std::uint32_t>(map.size()));
        for (const auto &[key, element] : map) {
            packValue(packer, key);
            packValue(packer, element);
        }
        return;
    }
    default:
        packer.pack_nil();
        return;
    }
}

} // namespace

Expected<QCborValue, QString> fromMsgpack(const QByteArray &message)
{
    MsgpackReader reader;
    std::size_t read = 0;
    const auto size = static_cast<std::size_t>(message.size());
    const bool whole = msgpack::parse(message.constData(), size, read, reader);
    if (!whole || !reader.fault().isEmpty())
        return Unexpected{reader.fault().isEmpty() ? QStringLiteral("The message ends too early.")
                                                   : reader.fault()};
    if (read != size)
        return Unexpected{QStringLiteral("Bytes follow after the end of the message.")};
    return reader.take();
}

QByteArray toMsgpack(const QCborValue &value)
{
    ByteSink sink;
    Packer packer(sink);
    packValue(packer, value);
    return sink.take();
}

} // namespace peregrine::localserver
