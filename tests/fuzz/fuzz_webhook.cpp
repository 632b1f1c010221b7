#include "core/webhook/savedwebhook.h"
#include "core/webhook/webhookdelivery.h"
#include "core/webhook/webhookverifier.h"
#include "tests/fuzz/fuzzinput.h"

#include <QDateTime>

using namespace peregrine;

/// A delivery from anybody: header lines, an empty line, a key set on one line, then the body.
/// Nothing that was not signed is accepted, and no key set or header makes reading fail.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const QByteArray ours("{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":"
                                 "\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}]}");
    fuzz::Input input(data, size);
    WebhookMessage message;
    for (QByteArray line = input.line(); !line.isEmpty(); line = input.line()) {
        const qsizetype colon = line.indexOf(':');
        message.headers.append({line.left(colon), line.mid(colon + 1).trimmed()});
    }
    const auto keys = WebhookKeys::parse(input.line());
    fuzz::require(!keys || (!keys->isEmpty() && keys->ed25519().size() <= WebhookKeys::maxKeys));
    message.body = input.rest();

    const QDateTime now = QDateTime::fromSecsSinceEpoch(1'767'322'800, Qt::UTC);
    const auto known = WebhookKeys::parse(ours);
    fuzz::require(known.hasValue());
    // The private half of that key is not in any seed.
    fuzz::require(!WebhookVerifier().verify(message, *known, now).hasValue());
    if (keys)
        static_cast<void>(WebhookVerifier().verify(message, *keys, now));
    if (const auto signature = WebhookSignature::read(message.headers)) {
        fuzz::require(signature->bytes().size() == 64 && !signature->requestId().isEmpty());
        static_cast<void>(WebhookDelivery::read(*signature, message.body));
    }
    const auto saved = SavedWebhook::parse(QByteArray::fromRawData(
        reinterpret_cast<const char *>(data), static_cast<qsizetype>(size)));
    if (saved) {
        const auto again = SavedWebhook::parse(saved->toBytes());
        fuzz::require(again.hasValue() && again->message.body == saved->message.body);
    }
    return 0;
}
