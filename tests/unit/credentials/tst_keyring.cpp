#include "core/credentials/keyring.h"
#include "tests/unit/credentials/memorykeystore.h"

#include <QPointer>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace peregrine;
using namespace peregrine::test;

namespace {

const QString work = QStringLiteral("work");

Error noStore()
{
    return Error::storage(QStringLiteral("no store"));
}

QProcessEnvironment environment(const char *name, const char *value)
{
    QProcessEnvironment variables;
    variables.insert(QString::fromLatin1(name), QString::fromLatin1(value));
    return variables;
}

} // namespace

class TestKeyRing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void orderOfSources();
    void nothingAnywhere();
    void namesAreApart();
    void halfAPairIsAProblem();
    void missingStoreIsAProblem();
    void environmentNeedsNoStore();
    void setTakesTheSessionsPlace();
    void failedSetChangesNothing();
    void forget();
    void forgetWithoutAStore();
    void deletedAtAnyMoment();

private:
    [[nodiscard]] ResolvedKey resolve(KeyRing &ring, const QString &reference = work);

    std::unique_ptr<MemoryKeyStore> m_store;
};

void TestKeyRing::init()
{
    m_store = std::make_unique<MemoryKeyStore>();
}

ResolvedKey TestKeyRing::resolve(KeyRing &ring, const QString &reference)
{
    ResolvedKey found;
    FalCall<ResolvedKey> *call = ring.resolve(reference);
    connect(call, &FalReply::succeeded, this, [call, result = &found] { *result = call->value(); });
    QSignalSpy finished(call, &FalReply::finished);
    if (!finished.wait())
        qFatal("a key was not resolved");
    return found;
}

void TestKeyRing::orderOfSources()
{
    KeyRing ring(*m_store, environment("FAL_KEY", "env:1"));
    m_store->write(work, Secret("store:1"));
    ring.useForSession(work, Secret("session:1"));
    QCOMPARE(resolve(ring).key.reveal(), QByteArray("session:1"));
    QCOMPARE(resolve(ring).source, KeySource::Session);
    ring.useForSession(work, Secret());
    QCOMPARE(resolve(ring).key.reveal(), QByteArray("env:1"));
    QCOMPARE(resolve(ring).source, KeySource::Environment);

    KeyRing bare(*m_store, QProcessEnvironment());
    QCOMPARE(resolve(bare).key.reveal(), QByteArray("store:1"));
    QCOMPARE(resolve(bare).source, KeySource::Store);
    QVERIFY(!bare.known(work));
}

void TestKeyRing::nothingAnywhere()
{
    KeyRing ring(*m_store, QProcessEnvironment());
    const ResolvedKey found = resolve(ring);
    QVERIFY(found.key.isEmpty());
    QCOMPARE(found.source, KeySource::None);
    QVERIFY(!found.problem);
}

void TestKeyRing::namesAreApart()
{
    KeyRing ring(*m_store, QProcessEnvironment());
    ring.useForSession(QStringLiteral("other"), Secret("a:b"));
    QVERIFY(resolve(ring).key.isEmpty());
}

void TestKeyRing::halfAPairIsAProblem()
{
    KeyRing ring(*m_store, environment("FAL_KEY_ID", "id"));
    const ResolvedKey found = resolve(ring);
    QVERIFY(found.key.isEmpty());
    QVERIFY(found.problem);
    QCOMPARE(found.problem->kind, Error::Kind::Unauthorized);
}

void TestKeyRing::missingStoreIsAProblem()
{
    m_store->problem = noStore();
    KeyRing ring(*m_store, QProcessEnvironment());
    const ResolvedKey found = resolve(ring);
    QVERIFY(found.key.isEmpty());
    QCOMPARE(found.problem, std::optional(noStore()));
}

void TestKeyRing::environmentNeedsNoStore()
{
    m_store->problem = noStore();
    KeyRing ring(*m_store, environment("FAL_KEY", "env:1"));
    QVERIFY(!resolve(ring).problem);
    QCOMPARE(m_store->reads, 0);
}

void TestKeyRing::setTakesTheSessionsPlace()
{
    KeyRing ring(*m_store, QProcessEnvironment());
    ring.useForSession(work, Secret("session:1"));
    QSignalSpy changed(&ring, &KeyRing::changed);
    QSignalSpy finished(ring.set(work, Secret("store:2")), &FalReply::finished);
    QVERIFY(finished.wait());
    QCOMPARE(changed.size(), 1);
    QCOMPARE(resolve(ring).key.reveal(), QByteArray("store:2"));
    QCOMPARE(resolve(ring).source, KeySource::Store);
}

void TestKeyRing::failedSetChangesNothing()
{
    m_store->problem = noStore();
    KeyRing ring(*m_store, QProcessEnvironment());
    ring.useForSession(work, Secret("session:1"));
    FalReply *call = ring.set(work, Secret("store:2"));
    QSignalSpy failed(call, &FalReply::failed);
    QVERIFY(failed.wait());
    QCOMPARE(failed.first().first().value<Error>(), noStore());
    QCOMPARE(resolve(ring).source, KeySource::Session);
}

void TestKeyRing::forget()
{
    KeyRing ring(*m_store, QProcessEnvironment());
    m_store->write(work, Secret("store:1"));
    ring.useForSession(work, Secret("session:1"));
    QSignalSpy changed(&ring, &KeyRing::changed);
    QSignalSpy finished(ring.forget(work), &FalReply::finished);
    QVERIFY(finished.wait());
    QCOMPARE(changed.size(), 1);
    QVERIFY(resolve(ring).key.isEmpty());
}

void TestKeyRing::forgetWithoutAStore()
{
    m_store->problem = noStore();
    KeyRing ring(*m_store, QProcessEnvironment());
    ring.useForSession(work, Secret("session:1"));
    QSignalSpy failed(ring.forget(work), &FalReply::failed);
    QVERIFY(failed.wait());
    QVERIFY(!ring.known(work));
}

void TestKeyRing::deletedAtAnyMoment()
{
    auto ring = std::make_unique<KeyRing>(*m_store, QProcessEnvironment());
    delete ring->resolve(work);
    ring->resolve(work)->cancel();
    FalCall<ResolvedKey> *call = ring->resolve(work);
    KeyRing *bare = ring.release();
    connect(call, &FalReply::succeeded, this, [bare] { delete bare; });
    const QPointer<KeyRing> gone(bare);
    QTRY_VERIFY(!gone);

    KeyRing other(*m_store, QProcessEnvironment());
    other.resolve(work);
    QPointer<FalReply> set(other.set(work, Secret("a:b")));
    m_store.reset();
    QVERIFY(!set);
    QTest::qWait(0);
    m_store = std::make_unique<MemoryKeyStore>();
}

QTEST_GUILESS_MAIN(TestKeyRing)
#include "tst_keyring.moc"
