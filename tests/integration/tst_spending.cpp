#include "app/services.h"
#include "core/catalog/catalogcache.h"
#include "resources/resources.h"
#include "tests/support/await.h"
#include "ui/shell/createpage.h"
#include "ui/shell/formpanel.h"
#include "ui/shell/mainwindow.h"
#include "ui/spending/sendquestion.h"
#include "ui/spending/spendchip.h"
#include "ui/theme/theme.h"

#include <QFile>
#include <QJsonDocument>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace peregrine;
using namespace peregrine::test;

/// The whole window with the embedded server as one that charges: half a dollar a picture.
class TestSpending : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void aDay();

private:
    void startProgram();
    void endProgram();
    void generate();
    [[nodiscard]] QPlainTextEdit *prompt() const;
    [[nodiscard]] SendQuestion *question() const;
    [[nodiscard]] QString chip() const;
    [[nodiscard]] int done() const;

    std::unique_ptr<QTemporaryDir> m_data;
    std::unique_ptr<theme::Theme> m_theme;
    std::unique_ptr<Services> m_services;
    std::unique_ptr<MainWindow> m_window;
};

void TestSpending::initTestCase()
{
    initResources();
    m_theme = std::make_unique<theme::Theme>(*qApp);
}

void TestSpending::init()
{
    m_data = std::make_unique<QTemporaryDir>();
    startProgram();
}

void TestSpending::cleanup()
{
    endProgram();
}

void TestSpending::startProgram()
{
    m_services = std::make_unique<Services>(Folders::resolve(m_data->path()), Secret());
    QVERIFY(m_services->folders.prepare());
    QVERIFY(await(m_services->store.open()));
    const auto base = m_services->localServer.start();
    QVERIFY(base);
    const QString server = base->toString();
    // The embedded server names no prices.
    const CatalogCache cache(m_services->folders.cache() + QStringLiteral("/catalog"));
    cache.keepPrices(server,
                     {{QStringLiteral("local/paint"),
                       QJsonObject{{QStringLiteral("unit_price"), 0.5},
                                   {QStringLiteral("unit"), QStringLiteral("images")},
                                   {QStringLiteral("currency"), QStringLiteral("USD")}}}});
    QVERIFY(QTest::qWaitFor([&] { return await(cache.prices(server)).has_value(); }));
    MainWindow::Means means{m_services->jobs,
                            m_services->jobRepository,
                            m_services->assets,
                            m_services->catalog,
                            m_services->servers,
                            m_services->thumbnails,
                            m_services->settings,
                            *m_theme,
                            m_services->folders.results(),
                            m_services->folders.pasted(),
                            m_services->prompts,
                            m_services->presets,
                            m_services->wildcards,
                            m_services->uploads,
                            m_services->webThumbnails,
                            m_services->drafts,
                            m_services->batchRepository};
    means.ledger = &m_services->ledger;
    means.profiles = &m_services->profiles;
    m_window = std::make_unique<MainWindow>(means);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_services->jobs.resume();
    m_window->libraryReady();
    m_services->catalog.setServer(server);
    m_window->useServer(server, *EndpointId::parse(QStringLiteral("local/paint")));
    QVERIFY(QTest::qWaitFor(
        [this] {
            const auto *button = m_window->findChild<QPushButton *>(QStringLiteral("generate"));
            return button && button->isEnabled() && prompt()
                && m_window->createPage().form().costOf({}).has_value();
        },
        20'000));
}

void TestSpending::endProgram()
{
    m_window.reset();
    m_services.reset();
}

void TestSpending::generate()
{
    prompt()->setFocus();
    prompt()->selectAll();
    QTest::keyClicks(prompt(), QStringLiteral("a calm sea"));
    QTest::keyClick(prompt(), Qt::Key_Return, Qt::ControlModifier);
}

QPlainTextEdit *TestSpending::prompt() const
{
    return m_window->findChild<QPlainTextEdit *>(QStringLiteral("field.prompt"));
}

SendQuestion *TestSpending::question() const
{
    const QList<SendQuestion *> all = m_window->findChildren<SendQuestion *>();
    for (SendQuestion *each : all) {
        if (each->isVisible())
            return each;
    }
    return nullptr;
}

QString TestSpending::chip() const
{
    return m_window->findChild<SpendChip *>()->text();
}

int TestSpending::done() const
{
    int count = 0;
    const QList<Job> jobs = m_services->jobs.jobs();
    for (const Job &job : jobs)
        count += job.state == JobState::Done ? 1 : 0;
    return count;
}

void TestSpending::aDay()
{
    Profile profile = m_services->profiles.current();
    profile.spend.perDay = 1;
    QVERIFY(m_services->profiles.save(profile));
    QCOMPARE(chip(), QStringLiteral("$0.00 today"));

    generate();
    QTRY_COMPARE_WITH_TIMEOUT(done(), 1, 60'000);
    // The server says what it billed: no estimate any more.
    QTRY_COMPARE(chip(), QStringLiteral("$0.50 today"));
    const Job job = m_services->jobs.jobs().constFirst();
    QCOMPARE(job.cost.estimated, std::optional(0.5));
    QCOMPARE(job.cost.billed, std::optional(0.5));
    const auto assets = await(m_services->assets.ofJob(job.id));
    QVERIFY(assets && !assets->isEmpty());
    const QString picture = assets->constFirst().path;
    QFile receipt(picture.left(picture.lastIndexOf(u'.')) + QStringLiteral(".receipt.json"));
    QVERIFY(receipt.open(QIODevice::ReadOnly));
    QCOMPARE(QJsonDocument::fromJson(receipt.readAll())[u"cost"][u"amount"].toDouble(), 0.5);

    generate();
    QTRY_COMPARE_WITH_TIMEOUT(done(), 2, 60'000);
    QTRY_COMPARE(chip(), QStringLiteral("$1.00 today"));
    QVERIFY(!question());

    // The day's money is gone: what is typed waits with the question.
    generate();
    QTRY_VERIFY(question());
    QCOMPARE(m_services->jobs.jobs().size(), 2);
    QTest::keyClick(question(), Qt::Key_Escape);
    QTRY_VERIFY(!question());
    QCOMPARE(m_services->jobs.jobs().size(), 2);
    QCOMPARE(prompt()->toPlainText(), QStringLiteral("a calm sea"));

    endProgram();
    startProgram();
    QTRY_VERIFY(chip().endsWith(QStringLiteral("$1.00 today")));
    generate();
    QTRY_VERIFY(question());
    QTest::mouseClick(question()->findChild<QPushButton *>(QStringLiteral("sendOnce")),
                      Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(done(), 3, 60'000);
    QTRY_VERIFY(chip().endsWith(QStringLiteral("$1.50 today")));
}

QTEST_MAIN(TestSpending)
#include "tst_spending.moc"
