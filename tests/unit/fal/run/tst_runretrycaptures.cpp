#include "core/fal/falclient.h"
#include "tests/support/capture.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace peregrine;
using namespace peregrine::test;
using namespace std::chrono_literals;

/// What fal.run of fal's official client does after trouble, and what we do. A run is billed even
/// when its answer is lost, so we send again only what cannot have begun: fal's client sends again
/// after a broken connection and after a gateway's 502 and 504 too.
class TestRunRetryCaptures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void retries_data();
    void retries();
};

void TestRunRetryCaptures::retries_data()
{
    QTest::addColumn<bool>("asRecorded");
    QTest::addColumn<bool>("succeeds");
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("maybeDelivered");
    // 429 with a request id is sent again because X-Fal-Needs-Retry says so.
    QTest::newRow("run-retry-429") << true << true << 200 << false;
    QTest::newRow("run-retry-429-exhausted") << true << false << 429 << false;
    QTest::newRow("run-retry-custom") << true << false << 429 << false;
    QTest::newRow("run-retry-503") << true << true << 200 << false;
    // From here on, we send once.
    QTest::newRow("run-retry-502-html") << false << false << 502 << true;
    QTest::newRow("run-retry-504-gateway") << false << false << 504 << true;
    QTest::newRow("run-retry-connection-drop") << false << false << 0 << true;
}

void TestRunRetryCaptures::retries()
{
    QFETCH(bool, asRecorded);
    ScriptedServer server;
    FalTransport::Options options;
    options.environment = *FalEnvironment::atBase(server.url({}));
    options.key = Secret("test-key-id:test-key-secret");
    options.firstRetryDelay = 1ms;
    options.retryAfterSecond = 20ms;
    FalClient client(options);
    const Capture capture(QString::fromLatin1(QTest::currentDataTag()), server.url({}));
    capture.script(server);

    FalCall<ModelOutput> *call = client.run().run(*EndpointId::parse(QStringLiteral("owner/app")),
                                                  {{QStringLiteral("a"), 1}});
    QSignalSpy failed(call, &FalReply::failed);
    QSignalSpy finished(call, &FalReply::finished);
    QVERIFY(finished.wait());
    QTEST(failed.isEmpty(), "succeeds");
    if (!failed.isEmpty()) {
        const auto error = failed.first().first().value<Error>();
        QTEST(error.httpStatus, "status");
        QTEST(error.maybeDelivered, "maybeDelivered");
    }
    if (asRecorded) {
        const QString differences = capture.differences(server.seen());
        QVERIFY2(differences.isEmpty(), qPrintable(differences));
    } else {
        QCOMPARE(server.seen().size(), 1);
        QCOMPARE(server.seen().first().body, capture.requests().first().body);
    }
}

QTEST_GUILESS_MAIN(TestRunRetryCaptures)
#include "tst_runretrycaptures.moc"
