#include "core/prompts/wildcardlists.h"
#include "tests/gui/batch/batchfixture.h"
#include "ui/batch/axiscard.h"
#include "ui/batch/batchdialog.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QFile>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace peregrine;
using namespace Qt::StringLiterals;

class TestBatchDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void startsWithAFewSeeds();
    void combinesWhatIsVaried();
    void saysThePrice();
    void saysWhatIsWrong();
    void tooManyAreRefused();
    void rangesAndChoices();
    void wildcardsOfThePrompt();
    void promptsFromAFile();
    void severalModels();
    void filesForAPicture();
    void aModelWithoutSeedIsRepeated();
    void aSeedInTheFormIsCountedUp();
    void oneRunIsNoAxis();
    void sendsWhatIsShown();
    void byKeyboardAlone();
    void whatIsTypedQuicklyIsWorkedOutOnce();
    void deletedWhileItWorks();

private:
    void open(const BatchStart &start = someStart());
    template <typename T> [[nodiscard]] T *find(const QString &name) const
    {
        return m_dialog->findChild<T *>(name);
    }
    [[nodiscard]] bool isReady() const { return find<QPushButton>(u"batchSend"_s)->isEnabled(); }
    [[nodiscard]] QString words() const { return find<QLabel>(u"batchWords"_s)->text(); }
    [[nodiscard]] QString problem() const { return find<QLabel>(u"batchProblem"_s)->text(); }
    [[nodiscard]] const QList<JobRequest> &requests() const { return m_dialog->offer()->requests; }
    void write(AxisCard &card, const QString &text) const
    {
        card.findChild<QPlainTextEdit *>(u"axisTexts"_s)->setPlainText(text);
    }

    std::unique_ptr<theme::Theme> m_theme;
    AnsweringDialogs m_dialogs;
    std::unique_ptr<BatchDialog> m_dialog;
};

void TestBatchDialog::initTestCase()
{
    m_theme = std::make_unique<theme::Theme>(*qApp);
}

void TestBatchDialog::init()
{
    m_dialogs.paths.clear();
}

void TestBatchDialog::cleanup()
{
    m_dialog.reset();
}

void TestBatchDialog::open(const BatchStart &start)
{
    m_dialog = std::make_unique<BatchDialog>(start, WildcardLists(), m_dialogs);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose, false);
    m_dialog->open();
    QVERIFY(QTest::qWaitForWindowExposed(m_dialog.get()));
}

void TestBatchDialog::startsWithAFewSeeds()
{
    open();
    QTRY_VERIFY(isReady());
    QCOMPARE(requests().size(), 4);
    QSet<qint64> seeds;
    for (const JobRequest &request : requests())
        seeds.insert(request.input.value(u"seed"_s).toInteger());
    QCOMPARE(seeds.size(), 4);
    const auto *table = find<QTableView>(u"batchPreview"_s);
    QCOMPARE(table->model()->rowCount(), 4);
    QCOMPARE(table->model()->index(0, 1).data().toString(), u"a fox"_s);
    // More seeds leave those that are there.
    const QList<JobRequest> before = requests();
    find<QSpinBox>(u"runCount"_s)->setValue(6);
    QTRY_VERIFY(isReady() && requests().size() == 6);
    QCOMPARE(requests().at(3).input, before.at(3).input);
    find<QToolButton>(u"drawSeeds"_s)->click();
    QTRY_VERIFY(isReady() && requests().at(3).input != before.at(3).input);
}

void TestBatchDialog::combinesWhatIsVaried()
{
    open();
    AxisCard *card = m_dialog->vary(u"/strength"_s);
    QVERIFY(card);
    QVERIFY(!m_dialog->vary(u"/strength"_s));
    QVERIFY(!m_dialog->vary(u"/none"_s));
    write(*card, u"0.1, 0.2 0.3"_s);
    QTRY_VERIFY(isReady());
    QCOMPARE(requests().size(), 12);
    QCOMPARE(requests().at(1).input.value(u"strength"_s), QJsonValue(0.2));
    QVERIFY2(words().contains(u"Strength"_s) && words().contains(u"12"_s), qPrintable(words()));
    card->findChild<QToolButton *>(u"axisRemove"_s)->click();
    QTRY_VERIFY(isReady() && requests().size() == 4);
    QVERIFY(m_dialog->vary(u"/strength"_s));
}

void TestBatchDialog::saysThePrice()
{
    open();
    QTRY_VERIFY(isReady());
    QVERIFY2(words().contains(u"not known"_s), qPrintable(words()));
    BatchPrices prices;
    prices.prices.insert(someStart().endpoint, {0.025, u"images"_s, u"USD"_s});
    m_dialog->setPrices(prices);
    QTRY_VERIFY2(isReady() && words().contains(u"$0.10"_s), qPrintable(words()));
    QVERIFY(requests().first().estimatedCost);
    prices.isFree = true;
    m_dialog->setPrices(prices);
    QTRY_VERIFY(isReady() && words().contains(u"free"_s));
}

void TestBatchDialog::saysWhatIsWrong()
{
    open();
    AxisCard *card = m_dialog->vary(u"/strength"_s);
    write(*card, u"0.1, 7"_s);
    QTRY_VERIFY(problem().contains(u"7"_s));
    QVERIFY(problem().contains(u"Strength"_s));
    QVERIFY(!isReady());
    QVERIFY(card->findChild<QLabel *>(u"axisWords"_s)->text().contains(u"7"_s));
    write(*card, QString());
    QTRY_VERIFY(problem().contains(u"no values"_s));
    write(*card, u"0.1"_s);
    QTRY_VERIFY(isReady());
    // What the form lacks is said, too.
    BatchStart start = someStart();
    start.values.input = {};
    open(start);
    QTRY_VERIFY2(problem().contains(u"Prompt"_s), qPrintable(problem()));
}

void TestBatchDialog::tooManyAreRefused()
{
    open();
    find<QSpinBox>(u"runCount"_s)->setValue(1000);
    QTRY_VERIFY_WITH_TIMEOUT(isReady(), 20'000);
    QCOMPARE(requests().size(), 1000);
    QVERIFY(find<QLabel>(u"batchMore"_s)->isVisible());
    write(*m_dialog->vary(u"/strength"_s), u"0.1 0.2"_s);
    QTRY_VERIFY(problem().contains(u"1,000"_s));
    QVERIFY(!isReady());
    QVERIFY(!m_dialog->offer());
}

void TestBatchDialog::rangesAndChoices()
{
    open();
    find<QSpinBox>(u"runCount"_s)->setValue(1);
    AxisCard *card = m_dialog->vary(u"/strength"_s);
    card->findChild<QComboBox *>(u"axisWay"_s)->setCurrentIndex(1);
    card->findChild<QLineEdit *>(u"rangeFrom"_s)->setText(u"0.2"_s);
    card->findChild<QLineEdit *>(u"rangeTo"_s)->setText(u"0.6"_s);
    card->findChild<QLineEdit *>(u"rangeStep"_s)->setText(u"0.1"_s);
    QTRY_VERIFY(isReady() && requests().size() == 5);
    QCOMPARE(requests().at(1).input.value(u"strength"_s), QJsonValue(0.3));
    card->findChild<QComboBox *>(u"rangeWay"_s)->setCurrentIndex(1);
    card->findChild<QSpinBox *>(u"rangeCount"_s)->setValue(3);
    QTRY_VERIFY(isReady() && requests().size() == 3);
    card->findChild<QLineEdit *>(u"rangeTo"_s)->setText(u"x"_s);
    QTRY_VERIFY(problem().contains(u"x"_s));
    card->findChild<QLineEdit *>(u"rangeTo"_s)->setText(u"0.6"_s);

    AxisCard *format = m_dialog->vary(u"/format"_s);
    auto *list = format->findChild<QListWidget *>(u"axisChoices"_s);
    QCOMPARE(list->count(), 3);
    list->item(0)->setCheckState(Qt::Checked);
    list->item(2)->setCheckState(Qt::Checked);
    QTRY_VERIFY(isReady() && requests().size() == 6);
    QCOMPARE(requests().at(1).input.value(u"format"_s), QJsonValue(u"webp"_s));
}

void TestBatchDialog::wildcardsOfThePrompt()
{
    BatchStart start = someStart();
    start.values.input.insert(u"prompt"_s, u"a {red|blue} {fox|cat}"_s);
    open(start);
    find<QSpinBox>(u"runCount"_s)->setValue(1);
    AxisCard *card = m_dialog->vary(u"/prompt"_s);
    // A prompt with wildcards is combined at once.
    QTRY_VERIFY(card->findChild<QPlainTextEdit *>(u"axisWildcards"_s)->isVisible());
    QTRY_VERIFY(isReady() && requests().size() == 4);
    QCOMPARE(requests().at(1).input.value(u"prompt"_s), QJsonValue(u"a red cat"_s));
    card->findChild<QComboBox *>(u"axisWay"_s)->setCurrentIndex(0);
    write(*card, u"one\n\ntwo, and more\n"_s);
    QTRY_VERIFY(isReady() && requests().size() == 2);
    QCOMPARE(requests().at(1).input.value(u"prompt"_s), QJsonValue(u"two, and more"_s));
}

void TestBatchDialog::promptsFromAFile()
{
    const QTemporaryDir dir;
    const auto write = [&dir](const QString &name, const QByteArray &bytes) {
        QFile file(dir.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("the file cannot be written");
        return file.fileName();
    };
    open();
    m_dialog->addPromptFile(write(u"bad.csv"_s, "prompt,colour\na,b\n"));
    QTRY_VERIFY2(problem().contains(u"colour"_s), qPrintable(problem()));
    m_dialog->addPromptFile(write(u"good.csv"_s, "prompt,strength\na dog,0.25\na hen,0.75\n"));
    QTRY_VERIFY(isReady() && requests().size() == 8);
    QCOMPARE(requests().last().input.value(u"prompt"_s), QJsonValue(u"a hen"_s));
    QCOMPARE(requests().last().input.value(u"strength"_s), QJsonValue(0.75));
    AxisCard *twice = m_dialog->vary(u"/strength"_s);
    this->write(*twice, u"0.1"_s);
    QTRY_VERIFY(problem().contains(u"twice"_s));
}

void TestBatchDialog::severalModels()
{
    open();
    find<QSpinBox>(u"runCount"_s)->setValue(1);
    QSignalSpy wanted(m_dialog.get(), &BatchDialog::schemaWanted);
    QVERIFY(m_dialog->varyModels());
    QTRY_VERIFY(isReady());
    const EndpointId two = *EndpointId::parse(u"b/two"_s);
    m_dialog->addModel(two, u"Two"_s);
    QCOMPARE(wanted.size(), 1);
    QTRY_VERIFY(problem().contains(u"on its way"_s));
    QVERIFY(!isReady());
    m_dialog->setSchemaProblem(two, u"There is no such model."_s);
    QTRY_VERIFY(problem().contains(u"Two"_s));
    m_dialog->setSchema(two, someStart().schema);
    QTRY_VERIFY(isReady() && requests().size() == 2);
    QCOMPARE(requests().at(1).endpoint, two);
    QCOMPARE(requests().at(1).modelTitle, u"Two"_s);
    auto *list = find<QListWidget>(u"axisModels"_s);
    list->setCurrentRow(1);
    find<QPushButton>(u"axisRemoveModel"_s)->click();
    QTRY_VERIFY(isReady() && requests().size() == 1);
}

void TestBatchDialog::filesForAPicture()
{
    const QTemporaryDir dir;
    for (const QString &name : {u"a.png"_s, u"b.png"_s}) {
        QVERIFY(QImage(8, 8, QImage::Format_RGB32).save(dir.filePath(name)));
        m_dialogs.paths.append(dir.filePath(name));
    }
    open();
    find<QSpinBox>(u"runCount"_s)->setValue(1);
    AxisCard *card = m_dialog->vary(u"/image_url"_s);
    card->findChild<QPushButton *>(u"axisAddFiles"_s)->click();
    QTRY_VERIFY(isReady() && requests().size() == 2);
    QCOMPARE(requests().at(1).files,
             (QList<LocalFile>{{u"/image_url"_s, dir.filePath(u"b.png"_s)}}));
    auto *list = card->findChild<QListWidget *>(u"axisFiles"_s);
    list->setFocus();
    list->setCurrentRow(0);
    QTest::keyClick(list, Qt::Key_Delete);
    QTRY_VERIFY(isReady() && requests().size() == 1);
}

void TestBatchDialog::aModelWithoutSeedIsRepeated()
{
    BatchStart start = someStart();
    start.schema.input.children.removeAt(1);
    open(start);
    QTRY_VERIFY(isReady());
    QCOMPARE(requests().size(), 4);
    QCOMPARE(requests().at(0).input, requests().at(3).input);
    QCOMPARE(requests().at(3).batchPlace, QList<int>{3});
}

void TestBatchDialog::aSeedInTheFormIsCountedUp()
{
    BatchStart start = someStart();
    start.values.input.insert(u"seed"_s, 42);
    open(start);
    QTRY_VERIFY(isReady());
    QCOMPARE(requests().at(0).input.value(u"seed"_s), QJsonValue(42));
    QCOMPARE(requests().at(3).input.value(u"seed"_s), QJsonValue(45));
    find<QLineEdit>(u"firstSeed"_s)->setText(u"x"_s);
    QTRY_VERIFY(problem().contains(u"x"_s));
}

void TestBatchDialog::oneRunIsNoAxis()
{
    open();
    find<QSpinBox>(u"runCount"_s)->setValue(1);
    QTRY_VERIFY(isReady() && requests().size() == 1);
    QVERIFY(requests().first().batchPlace.isEmpty());
    write(*m_dialog->vary(u"/strength"_s), u"0.1 0.2"_s);
    QTRY_VERIFY(isReady() && requests().size() == 2);
    // All with one seed, so that only the strength differs.
    QVERIFY(requests().at(0).input.value(u"seed"_s).isDouble());
    QCOMPARE(requests().at(0).input.value(u"seed"_s), requests().at(1).input.value(u"seed"_s));
}

void TestBatchDialog::sendsWhatIsShown()
{
    open();
    QTRY_VERIFY(isReady());
    const QList<JobRequest> shown = requests();
    QSignalSpy sent(m_dialog.get(), &BatchDialog::sendRequested);
    find<QPushButton>(u"batchSend"_s)->click();
    QCOMPARE(sent.size(), 1);
    const auto batch = sent.first().at(0).value<Batch>();
    const auto requests = sent.first().at(1).value<QList<JobRequest>>();
    QCOMPARE(requests.size(), 4);
    for (qsizetype i = 0; i < requests.size(); ++i) {
        QCOMPARE(requests.at(i).input, shown.at(i).input);
        QCOMPARE(requests.at(i).batch, batch.id);
        QVERIFY(batch.plan.has(requests.at(i).batchPlace));
    }
    QCOMPARE(batch.title, u"a fox"_s);
    QVERIFY(batch.createdAt.isValid());
    QVERIFY(!m_dialog->isVisible());
}

void TestBatchDialog::byKeyboardAlone()
{
    open();
    m_dialog->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_dialog.get()));
    QTRY_VERIFY(isReady());
    QSignalSpy sent(m_dialog.get(), &BatchDialog::sendRequested);
    QTest::keyClick(m_dialog.get(), Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(sent.size(), 1);
    open();
    QTest::keyClick(m_dialog.get(), Qt::Key_Escape);
    QTRY_VERIFY(!m_dialog->isVisible());
}

void TestBatchDialog::whatIsTypedQuicklyIsWorkedOutOnce()
{
    open();
    AxisCard *card = m_dialog->vary(u"/strength"_s);
    auto *text = card->findChild<QPlainTextEdit *>(u"axisTexts"_s);
    text->clear();
    QTest::keyClicks(text, u"0.1, 0.2, 0.3, 0.4"_s);
    // Not even for a moment can be sent what is not on show.
    QVERIFY(!isReady());
    QTRY_VERIFY(isReady());
    QCOMPARE(requests().size(), 16);
}

void TestBatchDialog::deletedWhileItWorks()
{
    for (int round = 0; round < 20; ++round) {
        open();
        find<QSpinBox>(u"runCount"_s)->setValue(1000);
        QTest::qWait(round % 3);
        m_dialog.reset();
    }
}

QTEST_MAIN(TestBatchDialog)

#include "tst_batchdialog.moc"
