#include "core/credentials/profilerepository.h"
#include "core/settings/settingkeys.h"
#include "core/settings/settings.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <limits>
#include <memory>

using namespace peregrine;

class TestProfileRepository : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void startsWithTheDefault();
    void keepsProfiles();
    void current();
    void removes();
    void refuses_data();
    void refuses();
    void damagedFile_data();
    void damagedFile();
    void limitsOfAnEarlierVersion();
    void isBounded();

private:
    void open();

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<ProfileRepository> m_profiles;
};

void TestProfileRepository::init()
{
    m_profiles.reset();
    m_settings.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    open();
}

void TestProfileRepository::open()
{
    m_profiles.reset();
    m_settings.reset();
    m_settings = std::make_unique<Settings>(m_folder->filePath(QStringLiteral("settings.ini")));
    m_profiles = std::make_unique<ProfileRepository>(*m_settings);
}

void TestProfileRepository::startsWithTheDefault()
{
    QCOMPARE(m_profiles->profiles().size(), 1);
    const Profile profile = m_profiles->current();
    QCOMPARE(profile.name, QStringLiteral("default"));
    QCOMPARE(profile.keyReference, QStringLiteral("default"));
    QVERIFY(profile.server.isEmpty());
    QCOMPARE(profile.concurrency, 2);
    QVERIFY(!profile.spend.perDay);
}

void TestProfileRepository::keepsProfiles()
{
    Profile work;
    work.name = QStringLiteral("Work; \"quoted\", \u5de5\u4f5c");
    work.server = QStringLiteral("https://fal.example.org/base");
    work.concurrency = 10;
    work.spend.perJob = 0.5;
    work.spend.perMonth = 100;
    work.spend.stops = SpendLimit::Month | SpendLimit::Day;
    work.spend.asksForUnknownPrices = true;
    work.proxyUrl = QUrl(QStringLiteral("https://example.org/api/fal/proxy"));
    QSignalSpy changed(m_profiles.get(), &ProfileRepository::changed);
    QVERIFY(m_profiles->save(work));
    QCOMPARE(changed.size(), 1);
    Profile standard = m_profiles->profiles().first();
    standard.concurrency = 5;
    QVERIFY(m_profiles->save(standard));
    open();
    QCOMPARE(m_profiles->profiles().size(), 2);
    work.keyReference = work.name;
    QCOMPARE(m_profiles->profiles().last(), work);
    QCOMPARE(m_profiles->profiles().first().concurrency, 5);

    work.spend.perJob.reset();
    work.concurrency = 3;
    QVERIFY(m_profiles->save(work));
    QCOMPARE(*m_profiles->find(work.name), work);
}

void TestProfileRepository::current()
{
    QVERIFY(m_profiles->save({QStringLiteral("work")}));
    QVERIFY(m_profiles->setCurrent(QStringLiteral("work")));
    open();
    QCOMPARE(m_profiles->current().name, QStringLiteral("work"));
    const auto wrong = m_profiles->setCurrent(QStringLiteral("home"));
    QVERIFY(!wrong);
    QVERIFY(wrong.error().message.contains(QStringLiteral("default, work")));
    m_profiles->remove(QStringLiteral("work"));
    QCOMPARE(m_profiles->current().name, QStringLiteral("default"));
}

void TestProfileRepository::removes()
{
    QVERIFY(m_profiles->save({QStringLiteral("work")}));
    Profile standard = m_profiles->profiles().first();
    standard.concurrency = 5;
    QVERIFY(m_profiles->save(standard));
    m_profiles->remove(QStringLiteral("work"));
    m_profiles->remove(QStringLiteral("nobody"));
    m_profiles->remove(ProfileRepository::defaultName);
    QCOMPARE(m_profiles->profiles().size(), 1);
    QCOMPARE(m_profiles->profiles().first().concurrency, 2);
    QVERIFY(m_settings->get(settings::profiles).isEmpty());
}

void TestProfileRepository::refuses_data()
{
    QTest::addColumn<Profile>("profile");
    Profile good;
    good.name = QStringLiteral("work");
    const auto row = [&good](const char *name, auto change) {
        Profile profile = good;
        change(profile);
        QTest::newRow(name) << profile;
    };
    row("no name", [](Profile &p) { p.name.clear(); });
    row("line break", [](Profile &p) { p.name = QStringLiteral("a\nb"); });
    row("outer space", [](Profile &p) { p.name = QStringLiteral(" a"); });
    row("endless name", [](Profile &p) { p.name = QString(65, u'a'); });
    row("endless key name", [](Profile &p) { p.keyReference = QString(65, u'a'); });
    row("no requests at all", [](Profile &p) { p.concurrency = 0; });
    row("too many requests", [](Profile &p) { p.concurrency = 1001; });
    row("negative limit", [](Profile &p) { p.spend.perDay = -1; });
    row("limit that is no number",
        [](Profile &p) { p.spend.perDay = std::numeric_limits<double>::quiet_NaN(); });
    row("unencrypted server", [](Profile &p) { p.server = QStringLiteral("http://example.org"); });
    row("server that is none", [](Profile &p) { p.server = QStringLiteral("cloud"); });
    row("unencrypted proxy",
        [](Profile &p) { p.proxyUrl = QUrl(QStringLiteral("http://example.org/proxy")); });
}

void TestProfileRepository::refuses()
{
    QFETCH(Profile, profile);
    const auto saved = m_profiles->save(profile);
    QVERIFY(!saved);
    QCOMPARE(saved.error().kind, Error::Kind::Validation);
    QVERIFY(!saved.error().message.isEmpty());
    QCOMPARE(m_profiles->profiles().size(), 1);
}

void TestProfileRepository::damagedFile_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("profiles");
    QTest::newRow("not JSON") << QStringLiteral("work") << 1;
    QTest::newRow("an object") << QStringLiteral("{\"name\":\"work\"}") << 1;
    QTest::newRow("no objects") << QStringLiteral("[1,null,\"work\",[]]") << 1;
    QTest::newRow("without a name") << QStringLiteral("[{\"server\":\"fal\"}]") << 1;
    QTest::newRow("bad value") << QStringLiteral("[{\"name\":\"a\",\"concurrency\":-3}]") << 1;
    QTest::newRow("wrong types") << QStringLiteral(
        "[{\"name\":\"a\",\"concurrency\":\"x\",\"spend_per_day\":\"y\"}]")
                                 << 2;
    QTest::newRow("twice") << QStringLiteral("[{\"name\":\"a\"},{\"name\":\"a\"}]") << 2;
    QTest::newRow("one good one") << QStringLiteral("[7,{\"name\":\"a\"}]") << 2;
}

void TestProfileRepository::damagedFile()
{
    QFETCH(QString, text);
    QFETCH(int, profiles);
    m_settings->set(settings::profiles, text);
    QCOMPARE(m_profiles->profiles().size(), profiles);
    QCOMPARE(m_profiles->profiles().first().name, ProfileRepository::defaultName);
}

void TestProfileRepository::limitsOfAnEarlierVersion()
{
    m_settings->set(settings::profiles,
                    QStringLiteral("[{\"name\":\"a\",\"spend_per_day\":5,"
                                   "\"spend_per_month_stops\":\"yes\"}]"));
    const SpendLimits limits = m_profiles->find(QStringLiteral("a"))->spend;
    QCOMPARE(limits.perDay, std::optional(5.0));
    QCOMPARE(limits.stops, SpendLimitSet());
    QVERIFY(!limits.asksForUnknownPrices);
}

void TestProfileRepository::isBounded()
{
    for (int i = 1; i < ProfileRepository::maxProfiles; ++i)
        QVERIFY(m_profiles->save({QString::number(i)}));
    QVERIFY(!m_profiles->save({QStringLiteral("one more")}));
    QVERIFY(m_profiles->save({QStringLiteral("1")}));
}

QTEST_APPLESS_MAIN(TestProfileRepository)
#include "tst_profilerepository.moc"
