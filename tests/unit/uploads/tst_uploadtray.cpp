#include "core/fal/falclient.h"
#include "core/fal/storage/fileupload.h"
#include "core/uploads/uploadtray.h"
#include "tests/support/scriptedserver.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace peregrine;
using namespace peregrine::test;

/// Files go up while the form is still being filled, each once.
class TestUploadTray : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void sendsWhatTheFormHolds();
    void aJobFindsTheFileThere();
    void sameContentIsSentOnce();
    void aFewAtATime();
    void takenOutIsGivenUp();
    void failureIsSaidAndTriedAgain();
    void anotherServerGetsThemToo();
    void nothingLeavesWithoutAKey();
    void deletedWhileSending();
    void stoppedByThePerson();
    void saysWhichFilesItHas();
    void rates_data();
    void rates();

private:
    [[nodiscard]] QString file(const QString &name, const QByteArray &bytes)
    {
        QFile file(m_folder->filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size()
            ? file.fileName()
            : QString();
    }
    [[nodiscard]] QString base() const { return m_server->url({}).toString(); }
    [[nodiscard]] int puts() const
    {
        int count = 0;
        for (const SeenRequest &request : m_server->seen())
            count += request.method == "PUT" ? 1 : 0;
        return count;
    }
    [[nodiscard]] bool isAt(const QString &path, UploadState::Step step) const
    {
        const auto state = m_tray->stateOf(path);
        return state && state->step == step;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<FalServers> m_servers;
    std::unique_ptr<UploadTray> m_tray;
};

namespace {

const QByteArray initiate = "/rest.fal.ai/storage/upload/initiate";
const QByteArray stored = "/v3.fal.media/files/x.png";
const QByteArray target = "/v3.fal.media/upload/x";

} // namespace

void TestUploadTray::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<ScriptedServer>();
    m_servers = std::make_unique<FalServers>(Secret());
    m_tray = std::make_unique<UploadTray>(*m_servers);
    const QByteArray answer =
        QJsonDocument(QJsonObject{{QStringLiteral("upload_url"), m_server->url(target).toString()},
                                  {QStringLiteral("file_url"), m_server->url(stored).toString()}})
            .toJson();
    m_server->on(initiate, ScriptedAnswer::ok(answer, "application/json"));
    m_server->on(target, ScriptedAnswer::ok({}));
}

void TestUploadTray::cleanup()
{
    m_tray.reset();
    m_servers.reset();
    m_server.reset();
}

void TestUploadTray::sendsWhatTheFormHolds()
{
    const QString path = file(QStringLiteral("a.png"), QByteArray(100'000, 'a'));
    QVERIFY(!m_tray->stateOf(path).has_value());
    m_tray->setServer(base());
    const QSignalSpy changed(m_tray.get(), &UploadTray::changed);
    m_tray->setFiles({path});
    QVERIFY(isAt(path, UploadState::Step::Sending));
    QTRY_VERIFY(isAt(path, UploadState::Step::Done));
    QCOMPARE(m_tray->stateOf(path)->sent, 100'000);
    QCOMPARE(m_tray->stateOf(path)->total, 100'000);
    QVERIFY(changed.size() >= 3);
    QCOMPARE(puts(), 1);
    // The form changes in other fields.
    m_tray->setFiles({path});
    QVERIFY(isAt(path, UploadState::Step::Done));
    QCOMPARE(puts(), 1);
}

void TestUploadTray::aJobFindsTheFileThere()
{
    m_server->on(stored, ScriptedAnswer::ok("picture"));
    const QString path = file(QStringLiteral("a.png"), "picture");
    m_tray->setServer(base());
    m_tray->setFiles({path});
    // While it is under way, and after.
    FalClient *client = *m_servers->client(base());
    const QSignalSpy joined(client->storage().upload(path), &FalReply::succeeded);
    QTRY_COMPARE(joined.size(), 1);
    QTRY_VERIFY(isAt(path, UploadState::Step::Done));
    const QSignalSpy later(client->storage().upload(path), &FalReply::succeeded);
    QTRY_COMPARE(later.size(), 1);
    QCOMPARE(puts(), 1);
}

void TestUploadTray::sameContentIsSentOnce()
{
    m_server->on(stored, ScriptedAnswer::ok("the same"));
    const QString first = file(QStringLiteral("a.png"), "the same");
    const QString second = file(QStringLiteral("b.png"), "the same");
    m_tray->setServer(base());
    m_tray->setFiles({first});
    QTRY_VERIFY(isAt(first, UploadState::Step::Done));
    m_tray->setFiles({first, second});
    QTRY_VERIFY(isAt(second, UploadState::Step::Done));
    QVERIFY(m_tray->stateOf(second)->remembered);
    QCOMPARE(puts(), 1);
}

void TestUploadTray::aFewAtATime()
{
    QStringList paths;
    for (int i = 0; i < 5; ++i)
        paths.append(file(QStringLiteral("%1.png").arg(i), QByteArray::number(i)));
    m_tray->setServer(base());
    m_tray->setFiles(paths);
    QVERIFY(isAt(paths.at(1), UploadState::Step::Sending));
    QVERIFY(isAt(paths.at(2), UploadState::Step::Waiting));
    for (const QString &path : paths)
        QTRY_VERIFY(isAt(path, UploadState::Step::Done));
    QCOMPARE(puts(), 5);
}

void TestUploadTray::takenOutIsGivenUp()
{
    m_server->on(target, ScriptedAnswer::ok("{}").stallAfter(0));
    const QString path = file(QStringLiteral("a.png"), "picture");
    const QString next = file(QStringLiteral("b.png"), "another");
    m_tray->setServer(base());
    m_tray->setFiles({path});
    m_tray->setFiles({});
    QVERIFY(!m_tray->stateOf(path).has_value());
    m_tray->setFiles({next, path});
    QVERIFY(isAt(next, UploadState::Step::Sending));
}

void TestUploadTray::failureIsSaidAndTriedAgain()
{
    const QString missing = m_folder->filePath(QStringLiteral("gone.png"));
    m_tray->setServer(base());
    m_tray->setFiles({missing});
    QTRY_VERIFY(isAt(missing, UploadState::Step::Failed));
    QVERIFY(!m_tray->stateOf(missing)->problem.isEmpty());
    QCOMPARE(puts(), 0);
    // Once it is there it goes.
    QCOMPARE(file(QStringLiteral("gone.png"), "back"), missing);
    m_tray->retry(missing);
    QTRY_VERIFY(isAt(missing, UploadState::Step::Done));
    m_tray->retry(missing);
    QVERIFY(isAt(missing, UploadState::Step::Done));
}

void TestUploadTray::anotherServerGetsThemToo()
{
    ScriptedServer other;
    const QString path = file(QStringLiteral("a.png"), "picture");
    m_tray->setServer(base());
    m_tray->setFiles({path});
    QTRY_VERIFY(isAt(path, UploadState::Step::Done));
    m_tray->setServer(other.url({}).toString());
    QTRY_VERIFY(!other.seen().isEmpty());
    QVERIFY(other.seen().constFirst().target.startsWith(initiate));
}

void TestUploadTray::nothingLeavesWithoutAKey()
{
    const QString path = file(QStringLiteral("a.png"), "picture");
    m_tray->setServer(FalServers::fal);
    m_tray->setFiles({path});
    QVERIFY(!m_tray->stateOf(path).has_value());
    m_tray->setServer(QString());
    m_tray->setFiles({path});
    QVERIFY(!m_tray->stateOf(path).has_value());
}

void TestUploadTray::deletedWhileSending()
{
    const QString path = file(QStringLiteral("a.png"), QByteArray(1'000'000, 'x'));
    m_tray->setServer(base());
    m_tray->setFiles({path});
    QVERIFY(isAt(path, UploadState::Step::Sending));
    m_tray.reset();
    // Nobody is left to hear of it, and the server's end goes on.
    QCoreApplication::sendPostedEvents();
    m_tray = std::make_unique<UploadTray>(*m_servers);
    m_tray->setServer(base());
    m_tray->setFiles({path});
    QTRY_VERIFY(isAt(path, UploadState::Step::Done));
    // From within its own signal, too.
    const QString next = file(QStringLiteral("b.png"), "picture");
    connect(m_tray.get(), &UploadTray::changed, this, [this, next](const QString &changed) {
        if (changed == next && isAt(next, UploadState::Step::Sending))
            m_tray.release()->deleteLater();
    });
    m_tray->setFiles({path, next});
    QTRY_VERIFY(!m_tray);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

void TestUploadTray::stoppedByThePerson()
{
    // The first goes well, the others hang.
    m_server->on(target, ScriptedAnswer::ok("{}").stallAfter(0));
    const QString first = file(QStringLiteral("0.png"), "the first");
    const QString path = file(QStringLiteral("a.png"), "picture");
    const QString next = file(QStringLiteral("b.png"), "another");
    const QString last = file(QStringLiteral("c.png"), "the last");
    m_tray->setServer(base());
    m_tray->setFiles({first});
    QTRY_VERIFY(isAt(first, UploadState::Step::Done));
    m_tray->setFiles({path, next, last});
    QTRY_COMPARE(puts(), 3);
    QVERIFY(isAt(last, UploadState::Step::Waiting));
    const QSignalSpy changed(m_tray.get(), &UploadTray::changed);
    m_tray->cancel(path);
    QVERIFY(isAt(path, UploadState::Step::Stopped));
    // The next in line takes its place, and it is not sent again by itself.
    QVERIFY(isAt(last, UploadState::Step::Sending));
    QTRY_COMPARE(puts(), 4);
    m_tray->cancel(path);
    QVERIFY(isAt(path, UploadState::Step::Stopped));
    // A form that still holds it changes nothing.
    m_tray->setFiles({path, next, last});
    QVERIFY(isAt(path, UploadState::Step::Stopped));
    m_tray->cancel(next);
    m_tray->cancel(last);
    m_server->on(target, ScriptedAnswer::ok("{}"));
    m_tray->retry(path);
    QTRY_COMPARE(puts(), 5);
    m_tray->cancel(path);
    QVERIFY(isAt(path, UploadState::Step::Stopped));
    m_tray->retry(path);
    QTRY_VERIFY(isAt(path, UploadState::Step::Done));
    m_tray->cancel(path);
    QVERIFY(isAt(path, UploadState::Step::Done));
}

void TestUploadTray::saysWhichFilesItHas()
{
    const QString path = file(QStringLiteral("a.png"), "picture");
    const QString next = file(QStringLiteral("b.png"), "another");
    m_tray->setServer(base());
    const QSignalSpy files(m_tray.get(), &UploadTray::filesChanged);
    m_tray->setFiles({path, next, path});
    QCOMPARE(m_tray->files(), (QStringList{path, next}));
    QCOMPARE(files.size(), 1);
    m_tray->setFiles({path, next});
    QCOMPARE(files.size(), 1);
    m_tray->setFiles({next});
    QCOMPARE(files.size(), 2);
    QCOMPARE(m_tray->files(), QStringList{next});
}

void TestUploadTray::rates_data()
{
    using Marks = QList<std::pair<int, qint64>>;
    QTest::addColumn<QList<std::pair<int, qint64>>>("marks");
    QTest::addColumn<qint64>("rate");
    QTest::newRow("nothing yet") << Marks{} << 0LL;
    QTest::newRow("too soon") << Marks{{0, 0}, {200, 500}} << 0LL;
    QTest::newRow("steady") << Marks{{0, 0}, {500, 500}, {1000, 1000}} << 1000LL;
    QTest::newRow("marks in a rush")
        << Marks{{0, 0}, {500, 500}, {510, 600}, {520, 700}, {1000, 1000}} << 1000LL;
    // Fast long ago, slow now.
    Marks slows{{0, 0}, {1000, 1'000'000}};
    for (int second = 2; second <= 9; ++second)
        slows.append({second * 1000, 1'000'000 + second * 100});
    QTest::newRow("only the last seconds") << slows << 100LL;
    QTest::newRow("begun anew") << Marks{{0, 0}, {1000, 5000}, {1500, 0}, {2500, 700}} << 700LL;
}

void TestUploadTray::rates()
{
    using Marks = QList<std::pair<int, qint64>>;
    QFETCH(Marks, marks);
    TransferRate rate;
    for (const auto &[at, bytes] : marks)
        rate.add(bytes, std::chrono::milliseconds(at));
    QTEST(rate.bytesPerSecond(), "rate");
}

QTEST_GUILESS_MAIN(TestUploadTray)
#include "tst_uploadtray.moc"
