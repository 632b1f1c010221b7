#include "core/media/thumbnailer.h"
#include "core/uploads/uploadtray.h"
#include "tests/support/scriptedserver.h"
#include "ui/uploads/uploadbar.h"
#include "ui/uploads/uploadpopup.h"
#include "ui/uploads/uploadrow.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <memory>

using namespace peregrine;
using namespace peregrine::test;
using namespace Qt::StringLiterals;

/// The line that says how far the files are, and the list behind it.
class TestUploadBar : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void thereOnlyWithFiles();
    void eachFileCanBeStoppedAndSentAgain();
    void filesAreTakenOutOfTheForm();
    void words_data();
    void words();

private:
    [[nodiscard]] QString file(const QString &name) const;
    [[nodiscard]] QToolButton *button(const QString &path, const QString &name) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<FalServers> m_servers;
    std::unique_ptr<UploadTray> m_tray;
    std::unique_ptr<Thumbnailer> m_thumbnails;
    std::unique_ptr<UploadBar> m_bar;
};

namespace {

const QByteArray target = "/v3.fal.media/upload/x";

} // namespace

QString TestUploadBar::file(const QString &name) const
{
    QFile file(m_folder->filePath(name));
    return file.open(QIODevice::WriteOnly) && file.write(name.toUtf8()) > 0 ? file.fileName()
                                                                            : QString();
}

void TestUploadBar::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<ScriptedServer>();
    m_servers = std::make_unique<FalServers>(Secret());
    m_tray = std::make_unique<UploadTray>(*m_servers);
    m_thumbnails = std::make_unique<Thumbnailer>(QString());
    m_bar = std::make_unique<UploadBar>(*m_tray, *m_thumbnails);
    const QByteArray answer =
        QJsonDocument(QJsonObject{{u"upload_url"_s, m_server->url(target).toString()},
                                  {u"file_url"_s, m_server->url("/v3.fal.media/x").toString()}})
            .toJson();
    m_server->on("/rest.fal.ai/storage/upload/initiate",
                 ScriptedAnswer::ok(answer, "application/json"));
    m_tray->setServer(m_server->url({}).toString());
}

void TestUploadBar::cleanup()
{
    m_bar.reset();
    m_tray.reset();
    m_thumbnails.reset();
    m_servers.reset();
    m_server.reset();
}

QToolButton *TestUploadBar::button(const QString &path, const QString &name) const
{
    const QList<UploadRow *> rows = m_bar->popup()->findChildren<UploadRow *>();
    for (const UploadRow *row : rows) {
        if (row->path() == path && !row->isHidden())
            return row->findChild<QToolButton *>(name);
    }
    return nullptr;
}

void TestUploadBar::thereOnlyWithFiles()
{
    m_server->on(target, ScriptedAnswer::ok({}));
    QVERIFY(m_bar->isHidden());
    m_tray->setFiles({file(u"a.bin"_s), file(u"b.bin"_s)});
    QVERIFY(!m_bar->isHidden());
    QTRY_VERIFY2(m_bar->accessibleName().contains(u"uploaded"),
                 qPrintable(m_bar->accessibleName()));
    QVERIFY(m_bar->accessibleName().contains(u'2'));
    m_tray->setFiles({});
    QVERIFY(m_bar->isHidden());
}

void TestUploadBar::eachFileCanBeStoppedAndSentAgain()
{
    m_server->on(target, ScriptedAnswer::ok("{}").stallAfter(0));
    m_server->on(target, ScriptedAnswer::ok({}));
    const QString path = file(u"a.bin"_s);
    m_tray->setFiles({path});
    m_bar->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_bar.get()));
    QTest::keyClick(m_bar.get(), Qt::Key_Space);
    QVERIFY(m_bar->popup() && m_bar->popup()->isVisible());
    QTRY_VERIFY(!m_server->seen().isEmpty() && m_server->seen().constLast().method == "PUT");
    QToolButton *stop = button(path, u"stopUpload"_s);
    QVERIFY(stop && stop->isVisible());
    QVERIFY(stop->accessibleName().contains(u"a.bin"));
    stop->click();
    QTRY_VERIFY2(m_bar->accessibleName().contains(u"stopped"), qPrintable(m_bar->accessibleName()));
    QVERIFY(!stop->isVisible());
    auto *all = m_bar->popup()->findChild<QPushButton *>(u"retryAllUploads"_s);
    QVERIFY(all->isVisible());
    button(path, u"retryUpload"_s)->click();
    QTRY_COMPARE(m_tray->stateOf(path)->step, UploadState::Step::Done);
    QTRY_VERIFY(!all->isVisible());
}

void TestUploadBar::filesAreTakenOutOfTheForm()
{
    m_server->on(target, ScriptedAnswer::ok({}));
    const QString path = file(u"a.bin"_s);
    const QString other = file(u"b.bin"_s);
    m_tray->setFiles({path, other});
    m_bar->show();
    m_bar->openPopup();
    // As a form does it.
    connect(m_bar.get(), &UploadBar::removeRequested, this, [this](const QString &removed) {
        QStringList files = m_tray->files();
        files.removeAll(removed);
        m_tray->setFiles(files);
    });
    button(path, u"removeUpload"_s)->click();
    QVERIFY(!button(path, u"removeUpload"_s));
    QVERIFY(m_bar->popup()->isVisible());
    button(other, u"removeUpload"_s)->click();
    QVERIFY(!m_bar->popup()->isVisible());
    QVERIFY(m_bar->isHidden());
}

void TestUploadBar::words_data()
{
    QTest::addColumn<UploadState>("state");
    QTest::addColumn<QString>("words");
    using Step = UploadState::Step;
    UploadState state;
    QTest::newRow("waiting") << state << u"Waits for its turn"_s;
    state.step = Step::Sending;
    QTest::newRow("being hashed") << state << u"Being read"_s;
    state.sent = 1024 * 1024;
    state.total = 3 * 1024 * 1024;
    QTest::newRow("begun") << state << u"1.0 MB of 3.0 MB"_s;
    state.bytesPerSecond = 512 * 1024;
    QTest::newRow("with speed") << state << u"1.0 MB of 3.0 MB · 512.0 kB/s · 5 s left"_s;
    state.bytesPerSecond = 1024;
    QTest::newRow("long") << state << u"1.0 MB of 3.0 MB · 1.0 kB/s · 35 min left"_s;
    state.step = Step::Failed;
    state.problem = u"The server is gone."_s;
    QTest::newRow("failed") << state << u"The server is gone."_s;
    state.step = Step::Done;
    QTest::newRow("done") << state << u"Uploaded"_s;
    state.remembered = true;
    QTest::newRow("remembered") << state << u"Was there already, nothing sent"_s;
}

void TestUploadBar::words()
{
    QFETCH(UploadState, state);
    QTEST(uploadWords(state), "words");
}

QTEST_MAIN(TestUploadBar)
#include "tst_uploadbar.moc"
