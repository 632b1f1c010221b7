#include "core/jobs/durationbook.h"
#include "core/jobs/jobmanager.h"
#include "core/library/assetrepository.h"
#include "core/library/sqljobrepository.h"
#include "core/library/store.h"
#include "core/media/thumbnailer.h"
#include "core/settings/settings.h"
#include "tests/support/await.h"
#include "ui/queue/logedit.h"
#include "ui/queue/logview.h"
#include "ui/queue/queueactions.h"
#include "ui/queue/queuelist.h"
#include "ui/queue/queuemodel.h"
#include "ui/queue/queuepanel.h"
#include "ui/shell/joblink.h"
#include "ui/shell/queuelink.h"
#include "ui/shell/sendlink.h"
#include "ui/viewer/stage.h"

#include <QAction>
#include <QMouseEvent>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include <memory>

using namespace peregrine;
using peregrine::test::await;
using namespace Qt::StringLiterals;

/// The panels with the jobs themselves, and the library behind them.
class TestJobLink : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<SqlJobRepository> m_repository;
    std::unique_ptr<AssetRepository> m_assets;
    SystemClock m_clock;
    std::unique_ptr<FalServers> m_servers;
    std::unique_ptr<JobManager> m_jobs;
    std::unique_ptr<Thumbnailer> m_thumbnails;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<QueuePanel> m_queue;
    std::unique_ptr<LogView> m_log;
    std::unique_ptr<Stage> m_stage;
    std::unique_ptr<QObject> m_links;
    JobLink *m_link = nullptr;
    QList<JobId> m_sent;

    void send(const QString &prompt)
    {
        JobRequest request;
        request.endpoint = *EndpointId::parse(u"local/paint"_s);
        request.server = u"fal"_s;
        request.input = {{u"prompt"_s, prompt}};
        m_sent.append(m_jobs->submit(request));
    }

    /// The prompts of what waits, as JobManager would send them.
    [[nodiscard]] QString order() const
    {
        QStringList words;
        const QList<JobId> waiting = m_jobs->waiting();
        for (const JobId &id : waiting)
            words.append(m_jobs->job(id)->title());
        return words.join(u' ');
    }

    /// The same as the panel lists it.
    [[nodiscard]] QString listed() const
    {
        QStringList words;
        for (int row = 0; row < m_queue->model().rowCount(); ++row) {
            if (m_queue->model().jobAt(row)->state == JobState::Waiting)
                words.append(m_queue->model().jobAt(row)->title());
        }
        return words.join(u' ');
    }

    [[nodiscard]] QRect rectOf(const QString &prompt) const
    {
        for (int row = 0; row < m_queue->model().rowCount(); ++row) {
            if (m_queue->model().jobAt(row)->title() == prompt)
                return m_queue->list().visualRect(m_queue->model().index(row, 0));
        }
        return {};
    }

    void drag(const QPoint &from, const QPoint &to)
    {
        QWidget *viewport = m_queue->list().viewport();
        QTest::mousePress(viewport, Qt::LeftButton, {}, from);
        for (const QPoint &place : {(from + to) / 2, to}) {
            QMouseEvent move(QEvent::MouseMove, place, viewport->mapToGlobal(place), Qt::NoButton,
                             Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(viewport, &move);
        }
        QTest::mouseRelease(viewport, Qt::LeftButton, {}, to);
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_store = std::make_unique<Store>(m_folder->filePath(u"library.sqlite"_s));
        QVERIFY(await(m_store->open()));
        m_repository = std::make_unique<SqlJobRepository>(*m_store);
        m_assets = std::make_unique<AssetRepository>(*m_store);
        m_servers = std::make_unique<FalServers>(Secret("id-5f2c91ab:secret-91ab77d0"));
        JobManager::Options options;
        options.resultsFolder = m_folder->filePath(u"results"_s);
        m_jobs = std::make_unique<JobManager>(*m_servers, *m_repository, m_clock, options);
        m_jobs->setPaused(true);
        m_thumbnails = std::make_unique<Thumbnailer>(m_folder->filePath(u"thumbnails"_s));
        m_settings = std::make_unique<Settings>(m_folder->filePath(u"settings.ini"_s));
        m_queue = std::make_unique<QueuePanel>();
        m_log = std::make_unique<LogView>();
        m_stage = std::make_unique<Stage>(*m_thumbnails);
        m_links = std::make_unique<QObject>();
        auto *sending = new SendLink(*m_jobs, *m_queue, m_links.get());
        m_link = new JobLink(*m_jobs, *sending, *m_thumbnails, *m_queue, *m_log, *m_stage,
                             m_links.get());
        new QueueLink({*m_jobs, *m_assets, *m_thumbnails, *m_settings}, *m_queue, m_links.get());
        m_queue->resize(320, 600);
        m_queue->show();
        m_queue->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_queue.get()));
        for (const QString &prompt : {u"a"_s, u"b"_s, u"c"_s, u"d"_s})
            send(prompt);
        QTRY_COMPARE(m_queue->model().placeOf(m_sent.constLast()), 3);
        m_queue->list().setFocus();
    }

    void cleanup()
    {
        m_links.reset();
        m_queue.reset();
        m_log.reset();
        m_stage.reset();
        m_jobs.reset();
        m_sent.clear();
        m_settings.reset();
        m_thumbnails.reset();
        m_assets.reset();
        m_repository.reset();
        m_store.reset();
    }

    void whatIsDraggedIsSentThere()
    {
        drag(rectOf(u"d"_s).center(), rectOf(u"b"_s).topLeft() + QPoint(60, 3));
        QCOMPARE(order(), u"a d b c"_s);
        QTRY_COMPARE(listed(), u"a d b c"_s);
        QTest::keyClick(&m_queue->list(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(order(), u"a b c d"_s);
        QTRY_COMPARE(listed(), u"a b c d"_s);
    }

    void canceledJobsComeBackToTheirPlaces()
    {
        const QRect b = rectOf(u"b"_s);
        const QRect c = rectOf(u"c"_s);
        QTest::mouseClick(m_queue->list().viewport(), Qt::LeftButton, {}, b.center());
        QTest::mouseClick(m_queue->list().viewport(), Qt::LeftButton, Qt::ShiftModifier,
                          c.center());
        QTest::keyClick(&m_queue->list(), Qt::Key_Escape);
        QCOMPARE(order(), u"a d"_s);
        QTRY_COMPARE(listed(), u"a d"_s);
        QTest::keyClick(&m_queue->list(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(order(), u"a b c d"_s);
        QTRY_COMPARE(listed(), u"a b c d"_s);
        // Not listed twice, as canceled and waiting.
        QCOMPARE(m_queue->model().counts().total(), 4);
    }

    void aClearedListComesBack()
    {
        m_jobs->cancel(m_sent.at(0));
        m_jobs->cancel(m_sent.at(1));
        QTRY_COMPARE(m_queue->model().counts().ended(), 2);
        m_queue->actions().clear().trigger();
        QCOMPARE(m_queue->model().counts().total(), 2);
        m_queue->actions().undo().trigger();
        QCOMPARE(m_queue->model().counts().ended(), 2);
    }

    void holdAndItsUndo()
    {
        QTest::mouseClick(m_queue->list().viewport(), Qt::LeftButton, {}, rectOf(u"a"_s).center());
        QTest::keyClick(&m_queue->list(), Qt::Key_H);
        QVERIFY(m_jobs->job(m_sent.at(0))->held);
        QTRY_VERIFY(m_queue->model().job(m_sent.at(0))->held);
        QTest::keyClick(&m_queue->list(), Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(!m_jobs->job(m_sent.at(0))->held);
    }

    /// What arrives while the library is asked for a log stays on show, whatever answers when.
    void theLogHasWhatWasKeptAndWhatComes()
    {
        const auto line = [](const QString &text) {
            return LogLine{QDateTime::currentDateTimeUtc(), LogLine::Level::Info, text};
        };
        // The panel may have chosen the first when it took the focus.
        m_link->follow(m_sent.at(2));
        QVERIFY(await(m_repository->appendLog(m_sent.at(0), {line(u"kept"_s)})));
        m_link->follow(m_sent.at(0));
        // As JobManager does: first to the library, then told.
        m_repository->appendLog(m_sent.at(0), {line(u"new"_s)});
        Q_EMIT m_jobs->logAppended(m_sent.at(0), {line(u"new"_s)});
        m_link->follow(m_sent.at(1));
        m_link->follow(m_sent.at(0));
        m_repository->appendLog(m_sent.at(0), {line(u"newest"_s)});
        Q_EMIT m_jobs->logAppended(m_sent.at(0), {line(u"newest"_s)});
        Q_EMIT m_jobs->logAppended(m_sent.at(1), {line(u"of another"_s)});
        QTRY_COMPARE(m_log->text().toPlainText().count(u'\n'), 2);
        const QString text = m_log->text().toPlainText();
        QVERIFY2(text.indexOf(u"kept"_s) < text.indexOf(u"new"_s) && text.endsWith(u"newest"_s),
                 qPrintable(text));
    }

    /// A start knows how long models ran, even where nothing of it is listed any more.
    void progressKnowsThePastOfTheLibrary()
    {
        const QDateTime start = QDateTime::currentDateTimeUtc().addDays(-1);
        for (int i = 0; i < DurationBook::fewestRuns; ++i) {
            Job past;
            past.id = JobId(makeIdText());
            past.server = u"fal"_s;
            past.endpoint = *EndpointId::parse(u"local/paint"_s);
            past.state = JobState::Done;
            past.startedAt = start;
            past.endedAt = start.addSecs(40);
            Asset asset;
            asset.id = AssetId(makeIdText());
            asset.job = past.id;
            asset.path = m_folder->filePath(u"%1.png"_s.arg(i));
            QVERIFY(await(m_repository->saveResult(past, {asset})));
            QVERIFY(await(m_repository->dismiss(past.id)));
        }
        QSignalSpy known(m_jobs.get(), &JobManager::pastRunsLoaded);
        m_jobs->resume();
        QVERIFY(known.wait());
        Job running = *m_jobs->job(m_sent.at(0));
        running.state = JobState::Running;
        running.submittedAt = QDateTime::currentDateTimeUtc().addSecs(-10);
        running.startedAt = running.submittedAt;
        m_queue->upsert({running});
        const auto told = [this, &running] {
            const QueueModel &model = m_queue->model();
            for (int row = 0; row < model.rowCount(); ++row) {
                if (model.jobAt(row)->id == running.id)
                    return model.index(row, 0).data(QueueModel::SummaryRole).toString();
            }
            return QString();
        };
        QTRY_VERIFY2(told().contains(u"of the usual 40 s"_s), qPrintable(told()));
    }

    void theUsersViewIsKept()
    {
        m_queue->setColumnsShown(true);
        QueuePanel other;
        const QueueLink link({*m_jobs, *m_assets, *m_thumbnails, *m_settings}, other, nullptr);
        QVERIFY(other.columnsShown());
    }
};

QTEST_MAIN(TestJobLink)
#include "tst_joblink.moc"
