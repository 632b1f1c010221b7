#include "core/credentials/keytest.h"

#include "core/credentials/keytext.h"
#include "core/fal/transport/falexchange.h"

namespace peregrine {

namespace {

using Verdict = KeyReport::Verdict;

/// Any model with a price will do; this one is fal's oldest example.
constexpr const char *question = "https://api.fal.ai/v1/models/pricing?endpoint_id=fal-ai/flux/dev";

} // namespace

QString keyVerdictName(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Works:
        return QStringLiteral("works");
    case Verdict::Malformed:
        return QStringLiteral("malformed");
    case Verdict::Rejected:
        return QStringLiteral("rejected");
    case Verdict::NotAllowed:
        return QStringLiteral("not_allowed");
    case Verdict::Locked:
        return QStringLiteral("locked");
    case Verdict::Unreachable:
        return QStringLiteral("unreachable");
    case Verdict::Unclear:
        return QStringLiteral("unclear");
    }
    return {};
}

KeyTest::KeyTest(const QByteArray &key, const Options &options, QObject *parent)
    : FalCall(parent)
{
    const auto secret = keyFromText(key);
    if (!secret) {
        succeedWith({Verdict::Malformed, secret.error().message});
        return;
    }
    FalTransport::Options transport;
    transport.environment = options.environment;
    transport.key = *secret;
    transport.patience = options.patience;
    transport.firstRetryDelay = options.firstRetryDelay;
    m_transport.emplace(std::move(transport));
    FalRequest request;
    request.url = QUrl(QLatin1String(question));
    request.retry.retries = 1;
    m_exchange = m_transport->send(
        request, this, [this](const Expected<FalAnswer, Error> &answer) { report(answer); });
}

KeyTest::~KeyTest()
{
    // Before its transport goes.
    delete m_exchange.data();
}

void KeyTest::stop()
{
    if (m_exchange)
        m_exchange->deleteLater();
}

void KeyTest::report(const Expected<FalAnswer, Error> &answer)
{
    if (answer) {
        // Anything may answer 200, a hotel's sign-in page too.
        const auto json = jsonObjectOf(*answer);
        if (json && json->contains(QLatin1String("prices"))) {
            succeedWith({Verdict::Works, tr("The key works.")});
        } else {
            succeedWith({Verdict::Unclear,
                         tr("The server answered, but not as fal does. Check its address, and "
                            "whether the network wants you to sign in first.")});
        }
        return;
    }
    const Error &error = answer.error();
    switch (error.kind) {
    case Error::Kind::Unauthorized:
        succeedWith({Verdict::Rejected,
                     tr("The server does not know this key: it was mistyped, deleted, or is of "
                        "another server. Copy it again, or make a new one on "
                        "fal.ai/dashboard/keys.")});
        break;
    case Error::Kind::Forbidden:
        succeedWith({Verdict::NotAllowed,
                     tr("The server knows the key but does not let it do this. Make a key with the "
                        "scope \"API\" on fal.ai/dashboard/keys. It said: %1")
                         .arg(error.message)});
        break;
    case Error::Kind::Locked:
        succeedWith({Verdict::Locked,
                     tr("The key is good, but its account is locked or has no balance left. Look "
                        "at fal.ai/dashboard/billing.")});
        break;
    case Error::Kind::Network:
    case Error::Kind::Timeout:
        succeedWith(
            {Verdict::Unreachable, tr("The key could not be tested. %1").arg(error.message)});
        break;
    default:
        succeedWith({Verdict::Unclear,
                     tr("The server did not say whether the key works. %1").arg(error.message)});
        break;
    }
}

} // namespace peregrine
