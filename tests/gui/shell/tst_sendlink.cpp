#include "core/credentials/profilerepository.h"
#include "core/jobs/jobmanager.h"
#include "core/settings/settings.h"
#include "core/spending/spendledger.h"
#include "resources/resources.h"
#include "tests/support/scriptedserver.h"
#include "tests/unit/jobs/memoryrepository.h"
#include "tests/unit/spending/memoryspending.h"
#include "tests/unit/spending/setclock.h"
#include "ui/shell/accountlink.h"
#include "ui/shell/navigationbar.h"
#include "ui/shell/sendlink.h"
#include "ui/shell/spendlink.h"
#include "ui/spending/accountbanner.h"
#include "ui/spending/limitsdialog.h"
#include "ui/spending/sendquestion.h"
#include "ui/spending/spendchip.h"
#include "ui/spending/spendpopup.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QAction>
#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace peregrine;
using namespace peregrine::test;
using namespace std::chrono_literals;

namespace {

constexpr const char *submitPath = "/queue.fal.run/local/paint";

ScriptedAnswer json(const QByteArray &body, int status = 200)
{
    return ScriptedAnswer::status(status, body).header("Content-Type", "application/json");
}

} // namespace

/// Everything that is sent goes by the user's limits; on a server that counts what arrives.
class TestSendLink : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void withinTheLimits();
    void nothingLeavesBeforeTheAnswer();
    void canceled();
    void notAskedAgainInThisSession();
    void refused();
    void refusedAfterTheAnswer();
    void whatIsReservedCounts();
    void whatComesMeanwhileWaits();
    void repeatsAreAskedAboutToo();
    void manyAreAskedAboutOnce();
    void fetchingAgainIsFree();
    void waitsUntilItIsKnownWhatWasSpent();
    void whatWasSpentCannotBeRead();
    void whoeverAskedHasGone();
    void theQuestionLeadsToTheLimits();
    void theChipFollows();
    void limitsAreKept();
    void aLockedAccountIsResumed();

private:
    void load();
    void limitADay(double amount, SpendLimitSet stops = {});
    [[nodiscard]] QList<JobRequest> requests(int count, std::optional<double> each) const;
    void send(int count, std::optional<double> each);
    [[nodiscard]] SendQuestion *question() const;
    void press(const QWidget *in, const char *name);
    [[nodiscard]] qsizetype posts() const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<SetClock> m_clock;
    MemorySpending m_disk;
    MemoryRepository m_repository;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<ProfileRepository> m_profiles;
    std::unique_ptr<FalServers> m_servers;
    std::unique_ptr<JobManager> m_jobs;
    std::unique_ptr<SpendLedger> m_ledger;
    std::unique_ptr<QWidget> m_window;
    std::unique_ptr<SendLink> m_sending;
    std::unique_ptr<theme::Theme> m_theme;
    QString m_name;
    QList<JobId> m_sent;
};

void TestSendLink::initTestCase()
{
    initResources();
    m_theme = std::make_unique<theme::Theme>(*qApp);
}

void TestSendLink::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<ScriptedServer>();
    m_server->on(submitPath, json("{\"request_id\":\"r1\"}"));
    m_server->on("/queue.fal.run/local/paint/requests/r1/status",
                 json("{\"status\":\"IN_QUEUE\",\"queue_position\":3}"));
    m_name = m_server->url("").toString();
    m_clock = std::make_unique<SetClock>(QDateTime::fromSecsSinceEpoch(1'767'322'800, Qt::UTC));
    m_disk.kept.clear();
    m_disk.refuses = false;
    m_repository.kept.clear();
    m_settings = std::make_unique<Settings>(m_folder->filePath(QStringLiteral("settings.ini")));
    m_profiles = std::make_unique<ProfileRepository>(*m_settings);
    m_servers = std::make_unique<FalServers>(Secret());
    JobManager::Options options;
    options.resultsFolder = m_folder->filePath(QStringLiteral("results"));
    options.pollInterval = 10ms;
    options.troubleDelay = 10ms;
    m_jobs = std::make_unique<JobManager>(*m_servers, m_repository, *m_clock, options);
    m_ledger = std::make_unique<SpendLedger>(m_disk, *m_clock);
    m_ledger->setProfile(m_profiles->current().name);
    m_ledger->follow(*m_jobs);
    m_window = std::make_unique<QWidget>();
    m_window->show();
    m_sending = std::make_unique<SendLink>(*m_jobs, *m_window, nullptr);
    m_sending->setSpending(*m_ledger, *m_profiles);
    m_sent.clear();
}

void TestSendLink::cleanup()
{
    m_sending.reset();
    m_window.reset();
    m_ledger.reset();
    m_jobs.reset();
}

void TestSendLink::load()
{
    QSignalSpy loaded(m_ledger.get(), &SpendLedger::loaded);
    m_ledger->load();
    QVERIFY(loaded.wait());
}

void TestSendLink::limitADay(double amount, SpendLimitSet stops)
{
    Profile profile = m_profiles->current();
    profile.spend.perDay = amount;
    profile.spend.stops = stops;
    QVERIFY(m_profiles->save(profile));
}

QList<JobRequest> TestSendLink::requests(int count, std::optional<double> each) const
{
    JobRequest request;
    request.endpoint = *EndpointId::parse(QStringLiteral("local/paint"));
    request.server = m_name;
    request.estimatedCost = each;
    return QList<JobRequest>(count, request);
}

void TestSendLink::send(int count, std::optional<double> each)
{
    m_sending->send(requests(count, each), this,
                    [this](const QList<JobId> &ids) { m_sent += ids; });
}

SendQuestion *TestSendLink::question() const
{
    const QList<SendQuestion *> all = m_window->findChildren<SendQuestion *>();
    for (SendQuestion *each : all) {
        if (each->isVisible())
            return each;
    }
    return nullptr;
}

void TestSendLink::press(const QWidget *in, const char *name)
{
    QVERIFY(in);
    auto *button = in->findChild<QAbstractButton *>(QLatin1String(name));
    QVERIFY2(button, name);
    QTest::mouseClick(button, Qt::LeftButton);
}

qsizetype TestSendLink::posts() const
{
    qsizetype count = 0;
    for (const SeenRequest &request : m_server->seen())
        count += request.method == "POST" ? 1 : 0;
    return count;
}

void TestSendLink::withinTheLimits()
{
    load();
    limitADay(5);
    send(3, 1);
    QVERIFY(!question());
    QCOMPARE(m_sent.size(), 3);
    QCOMPARE(m_jobs->jobs().size(), 3);
    QCOMPARE(m_ledger->totals().reserved.total(), 3.0);
    QTRY_COMPARE(posts(), 3);
    // Free, and without limits, is not asked about.
    m_sending->send({}, this, [this](const QList<JobId> &ids) { m_sent += ids; });
    QCOMPARE(m_sent.size(), 3);
}

void TestSendLink::nothingLeavesBeforeTheAnswer()
{
    load();
    limitADay(1);
    send(2, 1);
    QTRY_VERIFY(question());
    QVERIFY(m_jobs->jobs().isEmpty());
    QVERIFY(m_repository.kept.isEmpty());
    QVERIFY(m_server->seen().isEmpty());
    QVERIFY(m_sent.isEmpty());
    press(question(), "sendOnce");
    QCOMPARE(m_sent.size(), 2);
    QTRY_COMPARE(posts(), 2);
    QTRY_VERIFY(!question());
    // This answer was for those alone.
    send(1, 1);
    QTRY_VERIFY(question());
    QCOMPARE(m_sent.size(), 2);
}

void TestSendLink::canceled()
{
    load();
    limitADay(1);
    send(2, 1);
    QTRY_VERIFY(question());
    press(question(), "cancelSend");
    QVERIFY(m_sent.isEmpty());
    QVERIFY(m_jobs->jobs().isEmpty());
    QCOMPARE(m_ledger->totals(), SpendTotals());
    send(1, 1);
    QCOMPARE(m_sent.size(), 1);
}

void TestSendLink::notAskedAgainInThisSession()
{
    load();
    limitADay(1);
    send(2, 1);
    QTRY_VERIFY(question());
    press(question(), "sendAlways");
    QCOMPARE(m_sent.size(), 2);
    send(2, 1);
    QCOMPARE(m_sent.size(), 4);
    // Other limits are another agreement.
    limitADay(2);
    send(1, 1);
    QTRY_VERIFY(question());
    QCOMPARE(m_sent.size(), 4);
}

void TestSendLink::refused()
{
    load();
    limitADay(1, SpendLimit::Day);
    send(2, 1);
    QTRY_VERIFY(question());
    QVERIFY(!question()->findChild<QAbstractButton *>(QStringLiteral("sendOnce")));
    press(question(), "cancelSend");
    QVERIFY(m_jobs->jobs().isEmpty());
    QVERIFY(m_sent.isEmpty());
}

void TestSendLink::refusedAfterTheAnswer()
{
    load();
    Profile profile = m_profiles->current();
    profile.spend.perJob = 0.5;
    profile.spend.perDay = 1;
    profile.spend.stops = SpendLimit::Day;
    QVERIFY(m_profiles->save(profile));
    send(1, 0.8);
    QTRY_VERIFY(question());
    // While it is open another program has spent the rest.
    Job other;
    other.id = JobId(QStringLiteral("other"));
    other.server = m_name;
    other.cost.estimated = 0.9;
    m_ledger->take({other});
    press(question(), "sendOnce");
    QVERIFY(m_sent.isEmpty());
    QTRY_VERIFY(question() && question()->windowTitle() == QStringLiteral("Not sent"));
    press(question(), "cancelSend");
    QVERIFY(m_sent.isEmpty());
    QVERIFY(m_jobs->jobs().isEmpty());
}

void TestSendLink::whatIsReservedCounts()
{
    load();
    limitADay(1);
    send(1, 0.6);
    QCOMPARE(m_sent.size(), 1);
    send(1, 0.6);
    QTRY_VERIFY(question());
    QCOMPARE(m_sent.size(), 1);
}

void TestSendLink::whatComesMeanwhileWaits()
{
    load();
    limitADay(1);
    send(1, 2);
    send(1, 3);
    send(1, 0.1);
    QTRY_VERIFY(question());
    QVERIFY(m_sent.isEmpty());
    press(question(), "cancelSend");
    QTRY_VERIFY(question()
                && question()
                       ->findChild<QLabel *>(QStringLiteral("sendReasons"))
                       ->text()
                       .contains(QStringLiteral("$3.00")));
    press(question(), "cancelSend");
    // The last one is within the limits.
    QCOMPARE(m_sent.size(), 1);
    QVERIFY(!question());
}

void TestSendLink::repeatsAreAskedAboutToo()
{
    load();
    send(1, 1);
    QCOMPARE(m_sent.size(), 1);
    const JobId first = m_sent.first();
    limitADay(1);
    const auto take = [this](const QList<JobId> &ids) { m_sent += ids; };
    m_sending->duplicate({first}, JobManager::Seed::New, this, take);
    QTRY_VERIFY(question());
    press(question(), "sendOnce");
    QCOMPARE(m_sent.size(), 2);
    QVERIFY(m_sent.at(1) != first);
    QTRY_COMPARE(posts(), 2);
    m_jobs->setPaused(true);
    m_sending->duplicate({first}, JobManager::Seed::Same, this, take);
    QTRY_VERIFY(question());
    press(question(), "sendOnce");
    m_jobs->cancel(m_sent.at(2));
    QTRY_COMPARE(m_jobs->job(m_sent.at(2))->state, JobState::Canceled);
    m_sending->retry({m_sent.at(2)}, JobManager::Seed::Same, this, take);
    QTRY_VERIFY(question());
    QCOMPARE(m_jobs->jobs().size(), 3);
    press(question(), "cancelSend");
    QCOMPARE(m_jobs->jobs().size(), 3);
    // Undo of a cancel sends it, too.
    m_sending->takeBack({m_sent.at(2)});
    QTRY_VERIFY(question());
    press(question(), "cancelSend");
    QCOMPARE(m_jobs->job(m_sent.at(2))->state, JobState::Canceled);
    m_sending->takeBack({m_sent.at(2)});
    QTRY_VERIFY(question());
    press(question(), "sendOnce");
    QCOMPARE(m_jobs->waiting().size(), 1);
    m_sending->retry({JobId(QStringLiteral("none"))});
    m_sending->duplicate({JobId(QStringLiteral("none"))});
    QVERIFY(!question());
}

/// Many that failed are one question, for all of them.
void TestSendLink::manyAreAskedAboutOnce()
{
    load();
    m_jobs->setPaused(true);
    for (int i = 0; i < 3; ++i)
        send(1, 1);
    const QList<JobId> first = m_sent;
    QCOMPARE(first.size(), 3);
    for (const JobId &id : first)
        m_jobs->cancel(id);
    limitADay(1);
    const auto take = [this](const QList<JobId> &ids) { m_sent = ids; };
    m_sending->retry(first, RepeatSeed::New, this, take);
    QTRY_VERIFY(question());
    press(question(), "sendOnce");
    QVERIFY(!question());
    QCOMPARE(m_sent.size(), 3);
    QCOMPARE(m_jobs->waiting(), m_sent);
    m_sending->duplicate(m_sent, RepeatSeed::Same, this, take);
    QTRY_VERIFY(question());
    press(question(), "cancelSend");
    QVERIFY(!question());
    QCOMPARE(m_jobs->waiting().size(), 3);
}

void TestSendLink::fetchingAgainIsFree()
{
    Job failed;
    failed.id = JobId(QStringLiteral("j"));
    failed.endpoint = *EndpointId::parse(QStringLiteral("local/paint"));
    failed.server = m_name;
    failed.state = JobState::Failed;
    failed.request = RequestId(QStringLiteral("r1"));
    failed.output = {{QStringLiteral("images"), 1}};
    failed.endedAt = m_clock->now();
    failed.cost.estimated = 3;
    m_repository.kept.insert(failed.id, failed);
    QSignalSpy resumed(m_jobs.get(), &JobManager::resumed);
    m_jobs->resume();
    QVERIFY(resumed.wait());
    load();
    limitADay(1);
    m_sending->retry({failed.id}, JobManager::Seed::Same, this,
                     [this](const QList<JobId> &ids) { m_sent += ids; });
    QVERIFY(!question());
    QCOMPARE(m_sent, QList{failed.id});
    m_sending->duplicate({failed.id});
    QTRY_VERIFY(question());
}

void TestSendLink::waitsUntilItIsKnownWhatWasSpent()
{
    const SpendEntry spent{
        JobId(QStringLiteral("x")), m_name, m_profiles->current().name, m_clock->now(), 0.9, true};
    m_disk.kept.insert(spent.job, spent);
    limitADay(1);
    send(1, 0.5);
    QVERIFY(m_sent.isEmpty());
    QTRY_VERIFY(question());
    QVERIFY(m_jobs->jobs().isEmpty());
    press(question(), "sendOnce");
    QCOMPARE(m_sent.size(), 1);
}

void TestSendLink::whatWasSpentCannotBeRead()
{
    m_disk.refuses = true;
    QSignalSpy told(m_sending.get(), &SendLink::messageForUser);
    send(1, 0.5);
    QVERIFY(told.wait());
    QVERIFY(told.first().first().toString().contains(QStringLiteral("The disk is full.")));
    QVERIFY(m_jobs->jobs().isEmpty());
    m_disk.refuses = false;
    send(1, 0.5);
    QTRY_COMPARE(m_sent.size(), 1);
}

void TestSendLink::whoeverAskedHasGone()
{
    load();
    limitADay(1);
    auto context = std::make_unique<QObject>();
    bool called = false;
    m_sending->send(requests(1, 2), context.get(),
                    [&called](const QList<JobId> &) { called = true; });
    QTRY_VERIFY(question());
    context.reset();
    press(question(), "sendOnce");
    QVERIFY(!called);
    QCOMPARE(m_jobs->jobs().size(), 1);
}

void TestSendLink::theQuestionLeadsToTheLimits()
{
    load();
    limitADay(1);
    QSignalSpy limits(m_sending.get(), &SendLink::limitsRequested);
    send(1, 2);
    QTRY_VERIFY(question());
    press(question(), "changeLimits");
    QCOMPARE(limits.size(), 1);
    QVERIFY(m_sent.isEmpty());
    // The window goes with a question open.
    send(1, 2);
    QTRY_VERIFY(question());
    m_sending.reset();
    m_window.reset();
}

void TestSendLink::theChipFollows()
{
    NavigationBar bar;
    SpendLink link(*m_ledger, *m_profiles, bar, *m_window, nullptr);
    bar.show();
    auto *chip = bar.findChild<SpendChip *>();
    QVERIFY(chip);
    link.setServer(FalServers::local);
    QVERIFY(!chip->isVisible());
    link.setServer(FalServers::fal);
    QVERIFY(chip->isVisible());
    load();
    Job done;
    done.id = JobId(QStringLiteral("j"));
    done.server = FalServers::fal;
    done.cost.estimated = 1.24;
    m_ledger->take({done});
    done.state = JobState::Done;
    m_ledger->take({done});
    QTRY_COMPARE(chip->text(), QStringLiteral("≈ $1.24 today"));
    QTest::mouseClick(chip, Qt::LeftButton);
    auto *popup = chip->findChild<SpendPopup *>();
    QVERIFY(popup && popup->isVisible());
    QVERIFY(m_profiles->save({QStringLiteral("work")}));
    QVERIFY(m_profiles->setCurrent(QStringLiteral("work")));
    QTRY_COMPARE(chip->text(), QStringLiteral("$0.00 today"));
    QVERIFY(SpendLink::billingPage(m_name).isEmpty());
    QVERIFY(SpendLink::billingPage(FalServers::fal).isValid());
}

void TestSendLink::limitsAreKept()
{
    NavigationBar bar;
    SpendLink link(*m_ledger, *m_profiles, bar, *m_window, nullptr);
    link.limitsAction()->trigger();
    auto *dialog = m_window->findChild<LimitsDialog *>();
    QVERIFY(dialog && dialog->isVisible());
    link.openLimits();
    QCOMPARE(m_window->findChildren<LimitsDialog *>().size(), 1);
    dialog->findChild<QCheckBox *>(QStringLiteral("limit.day.on"))->setChecked(true);
    dialog->findChild<QDoubleSpinBox *>(QStringLiteral("limit.day.amount"))->setValue(2.5);
    press(dialog, "saveLimits");
    QVERIFY(!dialog->isVisible());
    QCOMPARE(ProfileRepository(*m_settings).current().spend.perDay, std::optional(2.5));
    load();
    send(1, 3);
    QTRY_VERIFY(question());
}

void TestSendLink::aLockedAccountIsResumed()
{
    m_server = std::make_unique<ScriptedServer>();
    m_server->on(submitPath,
                 json("{\"detail\":\"User is locked. Reason: Exhausted balance.\"}", 403));
    m_server->on(submitPath, json("{\"request_id\":\"r1\"}"));
    m_server->on("/queue.fal.run/local/paint/requests/r1/status",
                 json("{\"status\":\"IN_QUEUE\",\"queue_position\":3}"));
    m_name = m_server->url("").toString();
    AccountBanner banner;
    AccountLink link(*m_jobs, banner, nullptr);
    load();
    m_jobs->setLimit(m_name, 1);
    send(3, 1);
    QTRY_VERIFY(banner.isVisible());
    QCOMPARE(posts(), 1);
    const QString reason = banner.findChild<QLabel *>(QStringLiteral("accountReason"))->text();
    QVERIFY(reason.contains(QStringLiteral("balance is used up")));
    for (const Job &job : m_jobs->jobs())
        QCOMPARE(job.state, JobState::Waiting);
    QCOMPARE(m_ledger->totals().reserved.total(), 3.0);
    press(&banner, "accountResume");
    QVERIFY(!banner.isVisible());
    QTRY_COMPARE(posts(), 2);
}

QTEST_MAIN(TestSendLink)
#include "tst_sendlink.moc"
