#include "core/fal/transport/faltransport.h"
#include "core/webhook/webhookkeyset.h"
#include "tests/support/scriptedserver.h"
#include "tests/unit/webhook/manualclock.h"
#include "tests/unit/webhook/webhooksigner.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace peregrine;
using namespace peregrine::test;
using namespace std::chrono_literals;

namespace {

constexpr const char *path = "/rest.fal.ai/.well-known/jwks.json";

} // namespace

class TestWebhookKeySet : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void fetchesFromFalsAddress();
    void keepsForADay();
    void asksOnlyOnceInAWhile();
    void joinsWhatIsUnderWay();
    void failureKeepsWhatIsKnown();
    void rubbishIsAFailure();
    void clockPutBack();
    void givenSetIsNeverFetched();
    void mayBeDeletedWhileFetching();

private:
    [[nodiscard]] qsizetype fetches() const { return m_server->seen().size(); }
    [[nodiscard]] bool refreshes();

    WebhookSigner m_signer;
    ManualClock m_clock;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<FalTransport> m_transport;
    std::unique_ptr<WebhookKeySet> m_keys;
};

void TestWebhookKeySet::init()
{
    m_keys.reset();
    m_clock.reset();
    m_server = std::make_unique<ScriptedServer>();
    FalTransport::Options options;
    options.environment = *FalEnvironment::atBase(m_server->url({}));
    options.firstRetryDelay = 1ms;
    m_transport = std::make_unique<FalTransport>(options);
    m_keys = std::make_unique<WebhookKeySet>(*m_transport, m_clock, WebhookKeySet::Options());
}

bool TestWebhookKeySet::refreshes()
{
    QSignalSpy refreshed(m_keys.get(), &WebhookKeySet::refreshed);
    return m_keys->refresh() && refreshed.wait();
}

void TestWebhookKeySet::fetchesFromFalsAddress()
{
    m_server->on(path, ScriptedAnswer::ok(WebhookSigner::jwks({&m_signer}), "application/json"));
    QVERIFY(m_keys->current().isEmpty());
    QVERIFY(refreshes());
    QCOMPARE(m_keys->current().ed25519().size(), 1);
    QCOMPARE(m_server->seen().first().method, QByteArray("GET"));
    QVERIFY(!m_keys->isInDoubt());
}

void TestWebhookKeySet::keepsForADay()
{
    m_server->on(path, ScriptedAnswer::ok(WebhookSigner::jwks({&m_signer})));
    QVERIFY(refreshes());
    m_clock.advance(24h);
    QVERIFY(!m_keys->current().isEmpty());
    m_clock.advance(1s);
    QVERIFY(m_keys->current().isEmpty());
    QVERIFY(refreshes());
    QVERIFY(!m_keys->current().isEmpty());
}

void TestWebhookKeySet::asksOnlyOnceInAWhile()
{
    m_server->on(path, ScriptedAnswer::ok(WebhookSigner::jwks({&m_signer})));
    QVERIFY(refreshes());
    QVERIFY(!m_keys->refresh());
    m_clock.advance(29s);
    QVERIFY(!m_keys->refresh());
    m_clock.advance(1s);
    QVERIFY(refreshes());
    QCOMPARE(fetches(), 2);
}

void TestWebhookKeySet::joinsWhatIsUnderWay()
{
    m_server->on(path, ScriptedAnswer::ok(WebhookSigner::jwks({&m_signer})));
    QSignalSpy refreshed(m_keys.get(), &WebhookKeySet::refreshed);
    QVERIFY(m_keys->refresh());
    QVERIFY(m_keys->isRefreshing());
    QVERIFY(m_keys->refresh());
    QVERIFY(refreshed.wait());
    QCOMPARE(refreshed.size(), 1);
    QCOMPARE(fetches(), 1);
}

void TestWebhookKeySet::failureKeepsWhatIsKnown()
{
    m_server->on(path, ScriptedAnswer::ok(WebhookSigner::jwks({&m_signer})));
    m_server->on(path, ScriptedAnswer::status(404));
    QVERIFY(refreshes());
    m_clock.advance(1min);
    QSignalSpy failed(m_keys.get(), &WebhookKeySet::refreshFailed);
    QVERIFY(m_keys->refresh());
    QVERIFY(failed.wait());
    QVERIFY(m_keys->isInDoubt());
    QVERIFY(!m_keys->current().isEmpty());
}

void TestWebhookKeySet::rubbishIsAFailure()
{
    m_server->on(path, ScriptedAnswer::ok("<html>", "text/html"));
    QSignalSpy failed(m_keys.get(), &WebhookKeySet::refreshFailed);
    QVERIFY(m_keys->refresh());
    QVERIFY(failed.wait());
    QCOMPARE(failed.first().first().value<Error>().kind, Error::Kind::Malformed);
    QVERIFY(m_keys->current().isEmpty());
}

void TestWebhookKeySet::clockPutBack()
{
    m_server->on(path, ScriptedAnswer::ok(WebhookSigner::jwks({&m_signer})));
    QVERIFY(refreshes());
    m_clock.advance(-2h);
    QVERIFY(m_keys->current().isEmpty());
    QVERIFY(refreshes());
    QVERIFY(!m_keys->current().isEmpty());
}

void TestWebhookKeySet::givenSetIsNeverFetched()
{
    const WebhookKeySet keys(*WebhookKeys::parse(WebhookSigner::jwks({&m_signer})));
    QCOMPARE(keys.current().ed25519().size(), 1);
    WebhookKeySet other{WebhookKeys()};
    QVERIFY(!other.refresh());
    QVERIFY(!other.isInDoubt());
}

void TestWebhookKeySet::mayBeDeletedWhileFetching()
{
    m_server->on(path, ScriptedAnswer::ok(WebhookSigner::jwks({&m_signer})));
    QVERIFY(m_keys->refresh());
    m_keys.reset();
    m_keys = std::make_unique<WebhookKeySet>(*m_transport, m_clock, WebhookKeySet::Options());
    WebhookKeySet *keys = m_keys.release();
    connect(keys, &WebhookKeySet::refreshed, this, [keys] { delete keys; });
    QSignalSpy gone(keys, &QObject::destroyed);
    QVERIFY(keys->refresh());
    QVERIFY(gone.wait());
}

QTEST_GUILESS_MAIN(TestWebhookKeySet)
#include "tst_webhookkeyset.moc"
