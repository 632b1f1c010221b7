#include "core/fal/stream/sseparser.h"
#include "tests/fuzz/fuzzinput.h"

#include <QList>

using namespace peregrine;

namespace {

struct Outcome
{
    QList<SseEvent> events;
    SseParser::Fault fault = SseParser::Fault::None;
};

constexpr SseParser::Limits limits{512, 1024};

void drain(SseParser &parser, Outcome &outcome)
{
    while (const auto event = parser.next()) {
        fuzz::require(event->data.size() <= limits.event);
        outcome.events.append(*event);
    }
}

/// The bytes in pieces of this size.
Outcome parse(const QByteArray &bytes, qsizetype piece)
{
    SseParser parser(limits);
    Outcome outcome;
    for (qsizetype at = 0; at < bytes.size(); at += piece) {
        parser.append(bytes.mid(at, piece));
        drain(parser, outcome);
    }
    if (const auto last = parser.takeUnfinished())
        outcome.events.append(*last);
    outcome.fault = parser.fault();
    return outcome;
}

} // namespace

/// Event streams: the first byte says how the rest is cut; however it is, the events are the same.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz::Input input(data, size);
    const qsizetype piece = 1 + input.byte() % 32;
    const QByteArray bytes = input.rest();
    const Outcome whole = parse(bytes, qMax<qsizetype>(1, bytes.size()));
    const Outcome cut = parse(bytes, piece);
    fuzz::require(whole.fault == cut.fault);
    fuzz::require(whole.events.size() == cut.events.size());
    for (qsizetype i = 0; i < whole.events.size(); ++i)
        fuzz::require(whole.events.at(i) == cut.events.at(i));
    return 0;
}
