#include "core/fal/realtime/msgpack.h"
#include "core/fal/realtime/realtimecodec.h"
#include "core/fal/realtime/realtimemessage.h"
#include "tests/fuzz/fuzzinput.h"

#include <QCborArray>
#include <QCborMap>
#include <QJsonValue>

using namespace peregrine;

namespace {

/// NaN is not equal to itself and dates may lie outside of what QDateTime writes: both are no
/// matter of the codec.
bool isComparable(const QCborValue &value)
{
    if (value.isDouble())
        return value.toDouble() == value.toDouble();
    if (value.isTag())
        return false;
    if (value.isArray()) {
        const QCborArray list = value.toArray();
        for (const QCborValue &entry : list) {
            if (!isComparable(entry))
                return false;
        }
    }
    if (value.isMap()) {
        const QCborMap map = value.toMap();
        for (const auto &entry : map) {
            if (!isComparable(entry.second))
                return false;
        }
    }
    return true;
}

} // namespace

/// Messages of a realtime app: any bytes are a value or words of what is wrong, and what was read
/// is read again from what is written.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz::Input input(data, size);
    const bool isText = input.byte() % 4 == 0;
    const QByteArray bytes = input.rest();
    RealtimeFrame frame;
    frame.kind = isText ? RealtimeFrame::Kind::Text : RealtimeFrame::Kind::Binary;
    frame.bytes = bytes;
    if (const auto message = decodeMessage(frame)) {
        static_cast<void>(RealtimeMessage::read(*message));
        static_cast<void>(realtimeJson(*message));
    }
    const auto value = decodeMsgpack(bytes);
    if (!value) {
        fuzz::require(!value.error().isEmpty());
        return 0;
    }
    const auto written = encodeMsgpack(*value);
    if (!written)
        return 0;
    const auto again = decodeMsgpack(*written);
    fuzz::require(again.hasValue());
    if (isComparable(*value)) {
        const auto twice = encodeMsgpack(*again);
        fuzz::require(twice.hasValue() && *twice == *written);
    }
    return 0;
}
