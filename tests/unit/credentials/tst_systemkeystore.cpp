#include "core/base/result.h"
#include "core/credentials/systemkeystore.h"
#include "tests/support/keyringsession.h"

#include <QPointer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <optional>

using namespace peregrine;
using namespace peregrine::test;
using namespace std::chrono_literals;

namespace {

const QString work = QStringLiteral("work");

} // namespace

/// Against the real GNOME Keyring, and against what is there when it is not.
class TestSystemKeyStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void withoutABus();
    void withASession();
    void keepsAndForgets();
    void namesAreApart();
    void overwrites();
    void manyAtOnceInOrder();
    void mayBeDeletedAtAnyMoment();
    void silence();
    void withoutAService();

private:
    [[nodiscard]] static Expected<QByteArray, Error> outcome(FalReply *reply);
    [[nodiscard]] Expected<QByteArray, Error> read(const QString &reference);

    QTemporaryDir m_folder;
    std::unique_ptr<KeyringSession> m_session;
    std::unique_ptr<SystemKeyStore> m_store;
};

void TestSystemKeyStore::initTestCase()
{
    for (const char *name : {"DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "XDG_CURRENT_DESKTOP"})
        qunsetenv(name);
    qputenv("XDG_RUNTIME_DIR", m_folder.path().toLocal8Bit());
    SystemKeyStore::Options options;
    options.patience = 20s;
    m_store = std::make_unique<SystemKeyStore>(options);
}

// The first one: GDBus ends the program when a bus that it has used goes away.
void TestSystemKeyStore::withoutABus()
{
    const auto ended = outcome(m_store->write(work, Secret("id-77aa:secret-77aa")));
    QVERIFY(!ended);
    QCOMPARE(ended.error().kind, Error::Kind::Storage);
    QVERIFY(ended.error().message.contains(QStringLiteral("D-Bus")));
    QVERIFY(ended.error().message.contains(QStringLiteral("this session only")));
    QVERIFY(!ended.error().message.contains(QStringLiteral("77aa")));
}

void TestSystemKeyStore::withASession()
{
    if (!KeyringSession::isPossible())
        QSKIP("gnome-keyring-daemon and dbus-daemon are needed");
    m_session = std::make_unique<KeyringSession>(m_folder.path());
    for (const char *name : {"HOME", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS"})
        qputenv(name, m_session->environment().value(QString::fromLatin1(name)).toLocal8Bit());
}

void TestSystemKeyStore::init()
{
    const bool isBusTest = qstrcmp(QTest::currentTestFunction(), "withoutABus") == 0
        || qstrcmp(QTest::currentTestFunction(), "withASession") == 0;
    if (!isBusTest && !m_session)
        QSKIP("there is no session with a keyring");
}

Expected<QByteArray, Error> TestSystemKeyStore::outcome(FalReply *reply)
{
    QByteArray value;
    std::optional<Error> error;
    QObject::connect(reply, &FalReply::succeeded, reply, [reply, to = &value] {
        if (const auto *call = dynamic_cast<FalCall<Secret> *>(reply))
            *to = call->value().reveal();
    });
    QObject::connect(reply, &FalReply::failed, reply,
                     [to = &error](const Error &why) { *to = why; });
    QSignalSpy finished(reply, &FalReply::finished);
    if (!finished.wait(30'000))
        qFatal("the key store did not answer");
    if (error)
        return Unexpected{*error};
    return value;
}

Expected<QByteArray, Error> TestSystemKeyStore::read(const QString &reference)
{
    return outcome(m_store->read(reference));
}

void TestSystemKeyStore::keepsAndForgets()
{
    QVERIFY(read(work));
    QVERIFY(read(work)->isEmpty());
    QVERIFY(outcome(m_store->write(work, Secret("id:secret"))));
    QCOMPARE(*read(work), QByteArray("id:secret"));
    QVERIFY(outcome(m_store->remove(work)));
    QVERIFY(read(work)->isEmpty());
    QVERIFY(outcome(m_store->remove(work)));
}

void TestSystemKeyStore::namesAreApart()
{
    const QString other = QStringLiteral("another \u5de5 name");
    QVERIFY(outcome(m_store->write(work, Secret("a:1"))));
    QVERIFY(outcome(m_store->write(other, Secret("b:2"))));
    QCOMPARE(*read(work), QByteArray("a:1"));
    QCOMPARE(*read(other), QByteArray("b:2"));
    SystemKeyStore::Options options;
    options.service = QStringLiteral("Another program");
    SystemKeyStore foreign(options);
    QVERIFY(outcome(foreign.read(work))->isEmpty());
}

void TestSystemKeyStore::overwrites()
{
    QVERIFY(outcome(m_store->write(work, Secret("a:1"))));
    QVERIFY(outcome(m_store->write(work, Secret("a:2"))));
    QCOMPARE(*read(work), QByteArray("a:2"));
}

void TestSystemKeyStore::manyAtOnceInOrder()
{
    FalReply *last = nullptr;
    for (int i = 0; i < 10; ++i) {
        m_store->write(work, Secret("a:" + QByteArray::number(i)));
        last = m_store->read(work);
    }
    QCOMPARE(*outcome(last), QByteArray("a:9"));
}

void TestSystemKeyStore::mayBeDeletedAtAnyMoment()
{
    delete m_store->write(work, Secret("a:3"));
    m_store->read(work)->cancel();
    FalReply *reply = m_store->read(work);
    connect(reply, &FalReply::succeeded, this, [reply] { delete reply; });
    const QPointer<FalReply> gone(reply);
    QTRY_VERIFY(!gone);
    auto store = std::make_unique<SystemKeyStore>();
    store->read(work);
    store.reset();
    // What was begun goes on without its reply.
    QCOMPARE(*read(work), QByteArray("a:3"));
}

void TestSystemKeyStore::silence()
{
    SystemKeyStore::Options options;
    options.patience = 0ms;
    SystemKeyStore hasty(options);
    const auto outcomeOfIt = outcome(hasty.read(work));
    QVERIFY(!outcomeOfIt);
    QVERIFY(outcomeOfIt.error().message.contains(QStringLiteral("did not answer")));
    QVERIFY(outcomeOfIt.error().message.contains(QStringLiteral("FAL_KEY")));
    QVERIFY(read(work));
}

void TestSystemKeyStore::withoutAService()
{
    m_session->stopKeyring();
    // The bus would start it again: nothing of it is found in a folder without services.
    qputenv("XDG_DATA_DIRS", m_folder.path().toLocal8Bit());
    const QByteArray key = "id-77aa:secret-77aa";
    for (FalReply *reply : {static_cast<FalReply *>(m_store->read(work)),
                            m_store->write(work, Secret(key)), m_store->remove(work)}) {
        const auto ended = outcome(reply);
        if (ended)
            continue;
        QCOMPARE(ended.error().kind, Error::Kind::Storage);
        QVERIFY(ended.error().message.contains(QStringLiteral("FAL_KEY")));
        QVERIFY(!ended.error().message.contains(QStringLiteral("77aa")));
    }
}

QTEST_GUILESS_MAIN(TestSystemKeyStore)
#include "tst_systemkeystore.moc"
