#include "core/fal/realtime/realtimetoken.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QSignalSpy>
#include <QTest>

using namespace peregrine;
using std::chrono::milliseconds;

namespace {

/// A provider that answers by a script: tokens, or an error for an empty text.
class Provider
{
public:
    explicit Provider(QList<QByteArray> script)
        : m_script(std::move(script))
    { }

    [[nodiscard]] TokenCall *call(QObject *parent)
    {
        class Call final : public TokenCall
        {
        public:
            Call(const QByteArray &token, QObject *parent)
                : TokenCall(parent)
            {
                Error error;
                error.kind = Error::Kind::Network;
                if (token.isEmpty())
                    fail(error);
                else
                    succeedWith(Secret(token));
            }
        };
        m_times.append(m_clock.elapsed());
        return new Call(m_script.size() > 1 ? m_script.takeFirst() : m_script.first(), parent);
    }
    [[nodiscard]] qsizetype calls() const { return m_times.size(); }
    [[nodiscard]] const QList<qint64> &times() const { return m_times; }
    void start() { m_clock.start(); }

private:
    QList<QByteArray> m_script;
    QList<qint64> m_times;
    QElapsedTimer m_clock;
};

} // namespace

class TestRealtimeToken : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refreshesBeforeTheEnd();
    void triesOnceMoreAfterAFailure();
    void neverUnaskedWithoutALifetime();
    void runsOut();
    void dropForgets();
    void noTokenToBeHad();
    void deletedInItsSignal();
};

void TestRealtimeToken::refreshesBeforeTheEnd()
{
    Provider provider({"a", "b", "c"});
    provider.start();
    RealtimeToken token([&](QObject *parent) { return provider.call(parent); }, milliseconds(100),
                        nullptr);
    QSignalSpy arrived(&token, &RealtimeToken::arrived);
    token.ask();
    QVERIFY(arrived.wait());
    QCOMPARE(token.token().reveal(), QByteArray("a"));
    QTRY_COMPARE(token.token().reveal(), QByteArray("c"));
    // Only the one that was asked for is told.
    QCOMPARE(arrived.size(), 1);
    QVERIFY(provider.times().at(1) >= 85);
}

void TestRealtimeToken::triesOnceMoreAfterAFailure()
{
    Provider provider({"a", "", "b", "", ""});
    RealtimeToken token([&](QObject *parent) { return provider.call(parent); }, milliseconds(100),
                        nullptr);
    QSignalSpy failed(&token, &RealtimeToken::failed);
    token.ask();
    QTRY_COMPARE(token.token().reveal(), QByteArray("b"));
    QCOMPARE(provider.calls(), 3);
    // A failure, one more try, and no third.
    QTRY_COMPARE(provider.calls(), 5);
    QTRY_VERIFY(!token.isValid());
    QCOMPARE(provider.calls(), 5);
    QVERIFY(failed.isEmpty());
}

void TestRealtimeToken::neverUnaskedWithoutALifetime()
{
    Provider provider({"a"});
    RealtimeToken token([&](QObject *parent) { return provider.call(parent); }, std::nullopt,
                        nullptr);
    token.ask();
    QTRY_VERIFY(token.isValid());
    QCOMPARE(provider.calls(), 1);
}

void TestRealtimeToken::runsOut()
{
    Provider provider({"a", "", ""});
    RealtimeToken token([&](QObject *parent) { return provider.call(parent); }, milliseconds(50),
                        nullptr);
    token.ask();
    QTRY_VERIFY(token.isValid());
    QTRY_VERIFY(!token.isValid());
}

void TestRealtimeToken::dropForgets()
{
    Provider provider({"a"});
    RealtimeToken token([&](QObject *parent) { return provider.call(parent); }, milliseconds(20),
                        nullptr);
    QSignalSpy arrived(&token, &RealtimeToken::arrived);
    token.ask();
    token.drop();
    token.ask();
    QVERIFY(arrived.wait());
    QCOMPARE(arrived.size(), 1);
    token.drop();
    QVERIFY(!token.isValid());
    QVERIFY(token.token().isEmpty());
}

void TestRealtimeToken::noTokenToBeHad()
{
    RealtimeToken token([](QObject *) -> TokenCall * { return nullptr; }, std::nullopt, nullptr);
    QSignalSpy failed(&token, &RealtimeToken::failed);
    token.ask();
    QVERIFY(failed.isEmpty());
    QVERIFY(failed.wait());
    QCOMPARE(failed.first().first().value<Error>().kind, Error::Kind::Unauthorized);
}

void TestRealtimeToken::deletedInItsSignal()
{
    for (const char *script : {"a", ""}) {
        Provider provider({script});
        QPointer<RealtimeToken> token = new RealtimeToken(
            [&](QObject *parent) { return provider.call(parent); }, milliseconds(20), nullptr);
        connect(token, &RealtimeToken::arrived, this, [token] { delete token; });
        connect(token, &RealtimeToken::failed, this, [token] { delete token; });
        token->ask();
        QTRY_VERIFY(!token);
    }
}

QTEST_GUILESS_MAIN(TestRealtimeToken)
#include "tst_realtimetoken.moc"
