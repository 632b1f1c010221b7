#include "core/library/sqluploadmemory.h"
#include "core/library/store.h"
#include "tests/support/await.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace peregrine;
using peregrine::test::await;

namespace {

const UploadOwner owner{QStringLiteral("fal"), "account-a"};

RememberedUpload uploadNumber(int n, qint64 size = 100)
{
    RememberedUpload upload;
    upload.identity.owner = owner;
    upload.identity.sha256 = QByteArray(32, static_cast<char>(n));
    upload.identity.size = size;
    upload.identity.contentType = QStringLiteral("image/png");
    upload.url =
        QUrl(QStringLiteral("https://v3.fal.media/files/panda/%1_%C3%A4%20b.png?x=%2F").arg(n));
    upload.checkedAt = QDateTime::fromMSecsSinceEpoch(1'700'000'000'000 + n).toUTC();
    return upload;
}

} // namespace

class TestSqlUploadMemory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void returnsWhatWasRemembered();
    void keepsAccountsServersAndLifecyclesApart();
    void replacesTheSameContent();
    void forgets();
    void isBounded();
    void lastsBeyondTheProgram();
    void aClosedStoreRemembersNothing();

private:
    QList<RememberedUpload> found(qint64 size = 100, const UploadOwner &whose = owner)
    {
        return await(m_memory->find(whose, size));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<SqlUploadMemory> m_memory;
};

void TestSqlUploadMemory::init()
{
    m_memory.reset();
    m_store.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_store = std::make_unique<Store>(m_folder->filePath(QStringLiteral("library.db")));
    QVERIFY(await(m_store->open()));
    m_memory = std::make_unique<SqlUploadMemory>(*m_store);
}

void TestSqlUploadMemory::returnsWhatWasRemembered()
{
    RememberedUpload upload = uploadNumber(1);
    upload.expiresAt = QDateTime::fromMSecsSinceEpoch(1'800'000'000'000).toUTC();
    upload.identity.lifecycle = "{\"expiration_duration_seconds\":60}";
    m_memory->remember(upload);
    QCOMPARE(found(), QList<RememberedUpload>{upload});
    QVERIFY(found(101).isEmpty());
}

void TestSqlUploadMemory::keepsAccountsServersAndLifecyclesApart()
{
    RememberedUpload other = uploadNumber(1);
    other.identity.owner.account = "account-b";
    RememberedUpload keyless = uploadNumber(1);
    keyless.identity.owner = {QStringLiteral("http://127.0.0.1:1"), {}};
    RememberedUpload hidden = uploadNumber(1);
    hidden.identity.lifecycle = "{\"initial_acl\":{\"default\":\"hide\"}}";
    for (const RememberedUpload &upload : {uploadNumber(1), other, keyless, hidden})
        m_memory->remember(upload);
    QCOMPARE(found().size(), 2);
    QCOMPARE(found(100, other.identity.owner), QList<RememberedUpload>{other});
    QCOMPARE(found(100, keyless.identity.owner), QList<RememberedUpload>{keyless});
}

void TestSqlUploadMemory::replacesTheSameContent()
{
    RememberedUpload upload = uploadNumber(1);
    m_memory->remember(upload);
    upload.url = QUrl(QStringLiteral("https://v3.fal.media/files/newer"));
    m_memory->remember(upload);
    QCOMPARE(found(), QList<RememberedUpload>{upload});
}

void TestSqlUploadMemory::forgets()
{
    m_memory->remember(uploadNumber(1));
    m_memory->remember(uploadNumber(2));
    m_memory->forget(uploadNumber(1).url);
    QCOMPARE(found(), QList<RememberedUpload>{uploadNumber(2)});
}

void TestSqlUploadMemory::isBounded()
{
    SqlUploadMemory small(*m_store, 3);
    for (int n = 1; n <= 5; ++n)
        small.remember(uploadNumber(n));
    const QList<RememberedUpload> kept = await(small.find(owner, 100));
    QCOMPARE(kept, (QList<RememberedUpload>{uploadNumber(5), uploadNumber(4), uploadNumber(3)}));
}

void TestSqlUploadMemory::lastsBeyondTheProgram()
{
    m_memory->remember(uploadNumber(1));
    m_memory.reset();
    m_store.reset();
    m_store = std::make_unique<Store>(m_folder->filePath(QStringLiteral("library.db")));
    QVERIFY(await(m_store->open()));
    m_memory = std::make_unique<SqlUploadMemory>(*m_store);
    QCOMPARE(found(), QList<RememberedUpload>{uploadNumber(1)});
}

void TestSqlUploadMemory::aClosedStoreRemembersNothing()
{
    Store closed(m_folder->filePath(QStringLiteral("never.db")));
    SqlUploadMemory memory(closed);
    memory.remember(uploadNumber(1));
    memory.forget(uploadNumber(1).url);
    QVERIFY(await(memory.find(owner, 100)).isEmpty());
}

QTEST_GUILESS_MAIN(TestSqlUploadMemory)
#include "tst_sqluploadmemory.moc"
