#include "tests/gui/queue/queuefixture.h"
#include "ui/queue/logedit.h"
#include "ui/queue/loglevels.h"
#include "ui/queue/logmodel.h"
#include "ui/queue/logview.h"
#include "ui/theme/theme.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/messagepage.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTextBlock>
#include <QToolButton>
#include <QtTest>

using namespace peregrine;
using namespace peregrine::test;
using namespace Qt::StringLiterals;

namespace {

/// Answers every question for a path with the same one.
class FixedDialogs final : public Dialogs
{
public:
    QString path;

    void openFile(QWidget *, const QString &, const QString &, PathAnswer answer) override
    {
        answer(path);
    }
    void openFiles(QWidget *, const QString &, const QString &, PathsAnswer answer) override
    {
        answer({path});
    }
    void saveFile(QWidget *, const QString &, const QString &, const QString &,
                  PathAnswer answer) override
    {
        answer(path);
    }
    void openFolder(QWidget *, const QString &, PathAnswer answer) override { answer(path); }
    void confirm(QWidget *, const Question &, ConfirmAnswer answer) override { answer(true); }
};

} // namespace

class TestLogView : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<theme::Theme> m_theme;
    FixedDialogs m_dialogs;
    std::unique_ptr<LogView> m_view;

    [[nodiscard]] QScrollBar &bar() const { return *m_view->text().verticalScrollBar(); }
    [[nodiscard]] bool atEnd() const { return bar().value() == bar().maximum(); }
    [[nodiscard]] QString text() const { return m_view->text().toPlainText(); }
    [[nodiscard]] QLabel &problem() const { return *m_view->findChild<QLabel *>(u"logProblem"_s); }
    [[nodiscard]] QLineEdit &field() const
    {
        return *m_view->findChild<QLineEdit *>(u"logSearch"_s);
    }
    [[nodiscard]] QString found() const
    {
        return m_view->findChild<QLabel *>(u"logFound"_s)->text();
    }
    [[nodiscard]] QAction &action(const QString &name) const
    {
        return *m_view->findChild<QAction *>(name);
    }
    [[nodiscard]] QString selected() const { return m_view->text().textCursor().selectedText(); }

    [[nodiscard]] QToolButton &button(const QString &name) const
    {
        const auto buttons = m_view->findChildren<QToolButton *>();
        for (QToolButton *button : buttons) {
            if (button->accessibleName() == name)
                return *button;
        }
        qFatal("No button is called %s", qPrintable(name));
    }

    /// Of the text's last line, from its last character.
    [[nodiscard]] QColor ink() const
    {
        QTextCursor cursor(m_view->text().document());
        cursor.movePosition(QTextCursor::End);
        return cursor.charFormat().foreground().color();
    }

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<theme::Theme>(*qApp); }
    void cleanupTestCase() { m_theme.reset(); }

    void init()
    {
        m_theme->setAppearance(theme::Appearance::Light);
        m_view = std::make_unique<LogView>(m_dialogs, nullptr);
        m_view->resize(300, 260);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
        m_view->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
    }

    void cleanup() { m_view.reset(); }

    void emptyPages()
    {
        const auto *page = m_view->findChild<MessagePage *>();
        QVERIFY(page->isVisible());
        const QString noJob = page->text();
        m_view->reset(jobId(1), {});
        QVERIFY(page->isVisible());
        QVERIFY(page->text() != noJob);
        m_view->append(jobId(1), makeLines(1));
        QVERIFY(!page->isVisible());
        m_view->reset(jobId(2), {});
        QVERIFY(page->isVisible());
        QVERIFY(!field().isVisible());
    }

    void linesOfAnotherJobAreIgnored()
    {
        m_view->reset(jobId(1), makeLines(2));
        const QString before = text();
        m_view->append(jobId(2), {makeLine(u"Not mine"_s)});
        QCOMPARE(text(), before);
        m_view->append(jobId(1), {makeLine(u"Mine"_s)});
        QVERIFY(text().endsWith(u"Mine"_s));
    }

    void followYieldsAndResumesAtTheEnd()
    {
        m_view->reset(jobId(1), makeLines(200));
        QTRY_VERIFY(bar().maximum() > 0 && atEnd());
        QVERIFY(m_view->isFollowing());

        bar().triggerAction(QAbstractSlider::SliderPageStepSub);
        QTRY_VERIFY(!m_view->isFollowing());
        QVERIFY(!button(u"Follow the newest line"_s).isChecked());
        const int place = bar().value();
        m_view->append(jobId(1), makeLines(20));
        QCOMPARE(bar().value(), place);

        bar().triggerAction(QAbstractSlider::SliderToMaximum);
        QTRY_VERIFY(m_view->isFollowing());
        m_view->append(jobId(1), makeLines(20));
        QVERIFY(atEnd());
    }

    void followByButton()
    {
        m_view->reset(jobId(1), makeLines(200));
        QTRY_VERIFY(bar().maximum() > 0 && atEnd());
        QToolButton &follow = button(u"Follow the newest line"_s);
        QTest::mouseClick(&follow, Qt::LeftButton);
        QVERIFY(!m_view->isFollowing());
        m_view->append(jobId(1), makeLines(50));
        QVERIFY(!atEnd());
        follow.setFocus();
        QTest::keyClick(&follow, Qt::Key_Space);
        QVERIFY(m_view->isFollowing());
        QVERIFY(atEnd());
    }

    void wheelAndKeyboardScroll()
    {
        m_view->reset(jobId(1), makeLines(200));
        QTRY_VERIFY(bar().maximum() > 0 && atEnd());
        m_view->text().setFocus();
        QTest::keyClick(&m_view->text(), Qt::Key_Home, Qt::ControlModifier);
        QTRY_VERIFY(!m_view->isFollowing());
        QTest::keyClick(&m_view->text(), Qt::Key_End, Qt::ControlModifier);
        QTRY_VERIFY(m_view->isFollowing() && atEnd());
    }

    void staysAtTheEndThroughResizes()
    {
        QList<LogLine> lines;
        for (int i = 0; i < 100; ++i)
            lines.append(makeLine(QString(120, u'w').replace(40, 1, u' ').replace(80, 1, u' ')));
        m_view->reset(jobId(1), lines);
        for (const QSize &size : {QSize(600, 260), QSize(220, 400), QSize(300, 210)}) {
            m_view->resize(size);
            QTRY_COMPARE(m_view->size(), size);
            QTRY_VERIFY(bar().maximum() > 0 && atEnd());
            QVERIFY(m_view->isFollowing());
        }
    }

    void followsWhenFilledWhileHidden()
    {
        m_view->hide();
        m_view->reset(jobId(1), makeLines(200));
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
        QTRY_VERIFY(bar().maximum() > 0 && atEnd());
        QVERIFY(m_view->isFollowing());
    }

    void linesThatCameWhileTheLogWasReadStay()
    {
        m_view->reset(jobId(1), {});
        m_view->append(jobId(1), {makeLine(u"new"_s)});
        m_view->load(jobId(1), makeLines(2));
        QVERIFY(text().endsWith(u"new"_s));
        QCOMPARE(text().count(u'\n'), 2);
    }

    void searchGoesFromMatchToMatch()
    {
        m_view->reset(jobId(1), makeLines(300));
        QTRY_VERIFY(bar().maximum() > 0 && atEnd() && !m_view->text().isFilling());
        m_view->text().setFocus();
        QTest::keyClick(&m_view->text(), Qt::Key_F, Qt::ControlModifier);
        QVERIFY(field().hasFocus());
        QTest::keyClicks(&field(), u"LINE 7"_s);
        QTRY_COMPARE(found(), u"11 line(s)"_s);
        QTest::keyClick(&field(), Qt::Key_Return);
        // Nothing below the end: from the top.
        QCOMPARE(found(), u"1 of 11"_s);
        QVERIFY(!m_view->isFollowing());
        QCOMPARE(selected(), u"Line 7"_s);
        QCOMPARE(m_view->text().currentNumber(), 7);
        QVERIFY(!m_view->text().extraSelections().isEmpty() || !atEnd());
        QTest::keyClick(&field(), Qt::Key_F3);
        QCOMPARE(m_view->text().currentNumber(), 70);
        QTest::keyClick(&field(), Qt::Key_F3, Qt::ShiftModifier);
        QTest::keyClick(&field(), Qt::Key_F3, Qt::ShiftModifier);
        QCOMPARE(m_view->text().currentNumber(), 79);
        QCOMPARE(found(), u"11 of 11"_s);
        button(u"Next match (F3)"_s).click();
        QCOMPARE(found(), u"1 of 11"_s);
        QTRY_VERIFY(!m_view->text().extraSelections().isEmpty());
        QCOMPARE(m_view->text().extraSelections().constFirst().cursor.selectedText(), u"Line 7"_s);
        // Lines that come are looked through as well.
        m_view->append(jobId(1), {makeLine(u"line 7 once more"_s), makeLine(u"other"_s)});
        QTRY_COMPARE(found(), u"1 of 12"_s);
        field().clear();
        QTRY_VERIFY(m_view->text().extraSelections().isEmpty());
        QVERIFY(!m_view->findChild<QLabel *>(u"logFound"_s)->isVisible());
    }

    void searchByPattern()
    {
        m_view->reset(jobId(1),
                      {makeLine(u"step 3/28"_s), makeLine(u"step x"_s),
                       makeLine(u"a \x1b[31mstep 14\x1b[0m/28"_s)});
        button(u"Search by a regular expression"_s).click();
        field().setText(u"step \\d+"_s);
        QTRY_COMPARE(found(), u"2 line(s)"_s);
        button(u"Previous match (Shift+F3)"_s).click();
        QCOMPARE(selected(), u"step 14"_s);
        // Half typed: says so, and nothing else happens.
        field().setText(u"step (\\d"_s);
        QTRY_VERIFY2(found().startsWith(u"This is no regular expression"_s), qPrintable(found()));
        button(u"Search by a regular expression"_s).click();
        QTRY_COMPARE(found(), u"No line matches"_s);
        field().setText(u"STEP"_s);
        QTRY_COMPARE(found(), u"3 line(s)"_s);
    }

    void onlyLinesThatMatch()
    {
        m_view->reset(jobId(1),
                      {makeLine(u"Loading weights"_s),
                       makeLine(u"Out of memory"_s, LogLine::Level::Error),
                       makeLine(u"loading done"_s)});
        field().setText(u"LOADING"_s);
        button(u"Show only lines that match"_s).click();
        QTRY_COMPARE(text().count(u'\n'), 1);
        QVERIFY(!text().contains(u"memory"_s));
        m_view->append(jobId(1), {makeLine(u"other"_s), makeLine(u"Loading more"_s)});
        QTRY_COMPARE(text().count(u'\n'), 2);
        QVERIFY(text().endsWith(u"Loading more"_s));
        field().setText(u"nothing like it"_s);
        QTRY_VERIFY(!m_view->text().isVisible());
        QVERIFY(field().isVisible());
        m_view->append(jobId(1), {makeLine(u"nothing like it"_s)});
        QTRY_VERIFY(m_view->text().isVisible());
        field().clear();
        QTRY_COMPARE(text().count(u'\n'), 5);
    }

    void levelsAreChosen()
    {
        m_view->reset(jobId(1), makeLines(4));
        QVERIFY(!m_view->levels().isVisible());
        m_view->append(jobId(1),
                       {makeLine(u"bad"_s, LogLine::Level::Error),
                        makeLine(u"hm"_s, LogLine::Level::Warning)});
        QVERIFY(m_view->levels().isVisible());
        QToolButton &errors = m_view->levels().chip(LogLine::Level::Error);
        QCOMPARE(errors.text(), u"ERROR 1"_s);
        QVERIFY(!errors.accessibleName().isEmpty());
        QVERIFY(!m_view->levels().chip(LogLine::Level::Debug).isVisible());
        errors.click();
        QVERIFY(text().endsWith(u"bad"_s) && !text().contains(u'\n'));
        m_view->append(jobId(1),
                       {makeLine(u"worse"_s, LogLine::Level::Error), makeLine(u"fine"_s)});
        QVERIFY(text().endsWith(u"worse"_s));
        m_view->levels().chip(LogLine::Level::Warning).click();
        QCOMPARE(text().count(u'\n'), 2);
        errors.click();
        m_view->levels().chip(LogLine::Level::Warning).click();
        QCOMPARE(text().count(u'\n'), 7);
    }

    void timesFromTheStart()
    {
        LogLine later = makeLine(u"later"_s);
        later.time = later.time.addMSecs(83'400);
        LogLine timeless = makeLine(u"timeless"_s);
        timeless.time = {};
        m_view->reset(jobId(1), {makeLine(u"first"_s), later, timeless});
        action(u"logRelative"_s).trigger();
        const QStringList lines = text().split(u'\n');
        QVERIFY2(lines.at(0).startsWith(u"+00:00.0"_s), qPrintable(lines.at(0)));
        QVERIFY2(lines.at(1).startsWith(u"+01:23.4"_s), qPrintable(lines.at(1)));
        QVERIFY2(lines.at(2).startsWith(u"--:--.-"_s), qPrintable(lines.at(2)));
        Job job = makeJob(1, JobState::Running);
        job.submittedAt = later.time;
        m_view->setJob(job);
        action(u"logRelative"_s).trigger();
        action(u"logRelative"_s).trigger();
        QVERIFY2(text().startsWith(u"-01:23.4"_s), qPrintable(text()));
    }

    void linesWrapOrNot()
    {
        m_view->reset(jobId(1), {makeLine(QString(400, u'w'))});
        QTRY_COMPARE(m_view->text().horizontalScrollBar()->maximum(), 0);
        action(u"logWrap"_s).trigger();
        QTRY_VERIFY(m_view->text().horizontalScrollBar()->maximum() > 0);
    }

    void savedToAFile()
    {
        const QTemporaryDir folder;
        m_view->reset(jobId(1), {makeLine(u"F\u00fcchse \U0001F98A"_s), makeLine(u"two"_s)});
        QSignalSpy noticed(m_view.get(), &LogView::noticed);
        m_dialogs.path = folder.filePath(u"log.txt"_s);
        action(u"logSave"_s).trigger();
        QVERIFY(noticed.wait());
        QFile file(m_dialogs.path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString content = QString::fromUtf8(file.readAll());
        QVERIFY(content.contains(u"INFO   F\u00fcchse \U0001F98A\n"_s));
        QVERIFY(content.endsWith(u"two\n"_s));
        m_dialogs.path = folder.filePath(u"no/such/folder/log.txt"_s);
        action(u"logSave"_s).trigger();
        QVERIFY(noticed.wait());
        QVERIFY(noticed.last().first().toString().contains(u"cannot be saved"_s));
        m_dialogs.path.clear();
        action(u"logSave"_s).trigger();
        QCOMPARE(noticed.size(), 2);
    }

    void allRunningJobsTogether()
    {
        m_view->reset(jobId(1), makeLines(2));
        QSignalSpy merged(m_view.get(), &LogView::mergedChanged);
        QSignalSpy wanted(m_view.get(), &LogView::logsWanted);
        action(u"logMerged"_s).trigger();
        // No lines are no reason to lose the way back.
        QTRY_VERIFY(button(u"More about the log"_s).isVisible());
        QCOMPARE(merged.last().first().toBool(), true);
        m_view->setRunning({makeJob(1, JobState::Running), makeJob(2, JobState::Running)});
        QCOMPARE(wanted.last().first().value<QList<JobId>>().size(), 2);
        m_view->load(jobId(1), {makeLine(u"first of one"_s)});
        m_view->append(jobId(2), {makeLine(u"two speaks"_s)});
        m_view->append(jobId(1), {makeLine(u"one speaks"_s)});
        QVERIFY2(
            text().contains(QRegularExpression(u"Prompt 1  first of one\n.*Prompt 2  two speaks"
                                               u"\n.*Prompt 1  one speaks$"_s)),
            qPrintable(text()));
        m_view->setRunning({makeJob(2, JobState::Running), makeJob(3, JobState::Running)});
        QCOMPARE(wanted.last().first().value<QList<JobId>>(), QList<JobId>{jobId(3)});
        action(u"logCopy"_s).trigger();
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"Prompt 2"_s));
        // Choosing a job changes nothing while all are shown; then its log is there again.
        m_view->reset(jobId(2), {});
        QCOMPARE(text().count(u'\n'), 2);
        action(u"logMerged"_s).trigger();
        QCOMPARE(merged.last().first().toBool(), false);
        m_view->reset(jobId(2), makeLines(1));
        QVERIFY(!text().contains(u"Prompt"_s));
    }

    void copyAllCopiesInFull()
    {
        const QString longMessage(20'000, u'y');
        m_view->reset(jobId(1),
                      {makeLine(u"First"_s), makeLine(longMessage, LogLine::Level::Warning)});
        action(u"logCopy"_s).trigger();
        const QStringList lines = QGuiApplication::clipboard()->text().split(u'\n');
        QCOMPARE(lines.size(), 2);
        QVERIFY(lines.first().endsWith(u"INFO   First"_s));
        QVERIFY(lines.last().endsWith(u"WARN   "_s + longMessage));
        m_view->levels().chip(LogLine::Level::Info).click();
        action(u"logCopy"_s).trigger();
        QVERIFY(QGuiApplication::clipboard()->text().endsWith(u"First"_s));
    }

    void problemOfAFailedJob()
    {
        QVERIFY(!problem().isVisible());
        Job job = makeJob(1, JobState::Failed);
        job.error = Error{.message = u"<b>Two inputs</b> were rejected."_s,
                          .fields = {{{u"loras"_s, u"0"_s, u"path"_s}, u"is missing"_s, {}},
                                     {{}, u"is %1 too large"_s, {}}}};
        m_view->setJob(job);
        QVERIFY(problem().isVisible());
        QCOMPARE(problem().textFormat(), Qt::PlainText);
        QCOMPARE(
            problem().text(),
            u"<b>Two inputs</b> were rejected.\nloras › 0 › path: is missing\nis %1 too large"_s);
        const auto danger = theme::color(theme::Tone::Danger, QApplication::palette());
        QCOMPARE(problem().palette().color(QPalette::WindowText), danger);

        m_view->setJob(makeJob(2, JobState::Unknown));
        QVERIFY(problem().isVisible());
        QVERIFY(problem().palette().color(QPalette::WindowText) != danger);
        m_view->setJob(makeJob(3, JobState::Running));
        QVERIFY(!problem().isVisible());
    }

    /// A low panel gives up room of the log, not of what went wrong.
    void problemIsReadWhole()
    {
        Job job = makeJob(1, JobState::Failed);
        job.error = Error{.message = u"The model could not download the file. "_s.repeated(6),
                          .fields = {}};
        m_view->resize(260, 300);
        m_view->setJob(job);
        m_view->reset(job.id, {{{}, LogLine::Level::Info, u"One line"_s}});
        QTRY_COMPARE(m_view->width(), 260);
        QTRY_VERIFY2(problem().height() >= problem().heightForWidth(problem().width()),
                     qPrintable(u"%1 < %2"_s.arg(problem().height())
                                    .arg(problem().heightForWidth(problem().width()))));
    }

    /// fal's message of a single rejected input says it all.
    void problemOfOneInputIsSaidOnce()
    {
        Job job = makeJob(1, JobState::Failed);
        job.error = Error{.message = u"The model did not accept \"image_url\": No such file."_s,
                          .fields = {{{u"image_url"_s}, u"No such file."_s, {}}}};
        m_view->setJob(job);
        QCOMPARE(problem().text(), job.error->message);
    }

    void hugeProblemLeavesRoom()
    {
        Job job = makeJob(1, JobState::Failed);
        job.error->message = QString(100'000, u'm');
        for (int i = 0; i < 500; ++i)
            job.error->fields.append({{u"field"_s}, QString(1000, u'f'), {}});
        m_view->setJob(job);
        QVERIFY(problem().text().size() < 4000);
        QVERIFY(problem().text().contains(u"494"_s));
        m_view->reset(jobId(1), makeLines(3));
        QTRY_VERIFY(m_view->text().isVisible());
        QVERIFY2(m_view->minimumSizeHint().height() < 400,
                 qPrintable(QString::number(m_view->minimumSizeHint().height())));
    }

    void coloursFollowThePalette()
    {
        m_view->reset(jobId(1), makeLines(200) + QList{makeLine(u"Bad"_s, LogLine::Level::Error)});
        QTRY_VERIFY(bar().maximum() > 0 && atEnd() && !m_view->text().isFilling());
        QCOMPARE(ink(), theme::color(theme::Tone::Danger, theme::makePalette(false)));
        m_theme->setAppearance(theme::Appearance::Dark);
        QTRY_COMPARE(ink(), theme::color(theme::Tone::Danger, theme::makePalette(true)));
        QTRY_VERIFY(atEnd());

        // Whoever reads further up stays there.
        bar().setValue(40);
        QVERIFY(!m_view->isFollowing());
        m_theme->setAppearance(theme::Appearance::Light);
        QTRY_COMPARE(ink(), theme::color(theme::Tone::Danger, theme::makePalette(false)));
        QCOMPARE(bar().value(), 40);
        QVERIFY(!m_view->isFollowing());
    }

    void hostileLinesStayText()
    {
        const QString html = u"<img src='file:///etc/passwd'><script>x</script></span>&amp;"_s;
        m_view->reset(
            jobId(1),
            {makeLine(html), makeLine(u"a\x1b[31mred\x07"_s + QChar(0)), makeLine(u"%1 %2 %3"_s)});
        QVERIFY(text().contains(html));
        QVERIFY(text().contains(u"ared\u2407\u2400"_s));
        QVERIFY(text().contains(u"%1 %2 %3"_s));
        for (QTextBlock block = m_view->text().document()->begin(); block.isValid();
             block = block.next()) {
            for (auto it = block.begin(); !it.atEnd(); ++it) {
                QVERIFY(!it.fragment().charFormat().isImageFormat());
                QVERIFY(!it.fragment().charFormat().isAnchor());
            }
        }
    }

    void lineOfAMegabyte()
    {
        m_view->reset(jobId(1), {makeLine(QString(1'000'000, u'x'))});
        QElapsedTimer timer;
        timer.start();
        QVERIFY(!m_view->grab().isNull());
        QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
        QVERIFY(text().size() < 10'000);
        QCOMPARE(m_view->model().lineAt(0).message.size(), 1'000'000);
    }

    /// The window never waits: lines come in slices.
    void manyLines()
    {
        m_view->reset(jobId(1), makeLines(LogModel::maxLines));
        QVERIFY(m_view->text().isFilling());
        QTRY_VERIFY_WITH_TIMEOUT(!m_view->text().isFilling(), 60'000);
        QTRY_VERIFY(atEnd());
        QCOMPARE(m_view->text().blockCount(), int(LogModel::maxLines));
        for (int i = 0; i < 20; ++i)
            m_view->append(jobId(1), makeLines(100));
        QCOMPARE(m_view->text().blockCount(), m_view->model().rowCount());
        QVERIFY(m_view->text().blockCount() <= LogModel::maxLines);
        QVERIFY(m_view->text().document()->lastBlock().text().endsWith(u"Line 99"_s));
        QTRY_VERIFY(atEnd());
    }

    /// While old lines go, whoever reads stays at their line.
    void theReaderStaysWhenOldLinesGo()
    {
        m_view->reset(jobId(1), makeLines(LogModel::maxLines));
        QTRY_VERIFY_WITH_TIMEOUT(!m_view->text().isFilling(), 60'000);
        bar().setValue(50'000);
        QVERIFY(!m_view->isFollowing());
        const QString before = m_view->text().cursorForPosition({5, 20}).block().text();
        m_view->append(jobId(1), makeLines(100));
        QVERIFY(m_view->model().firstNumber() > 0);
        QCOMPARE(m_view->text().cursorForPosition({5, 20}).block().text(), before);
        QVERIFY(!m_view->isFollowing());
    }

    /// Another job while the lines of one are filled in.
    void resetWhileFilling()
    {
        m_view->reset(jobId(1), makeLines(50'000));
        QVERIFY(m_view->text().isFilling());
        m_view->append(jobId(1), {makeLine(u"Late"_s)});
        m_view->reset(jobId(2), makeLines(3));
        QCOMPARE(text().count(u'\n'), 2);
        QTRY_VERIFY(!m_view->text().isFilling());
        QCOMPARE(text().count(u'\n'), 2);
    }

    void namesForScreenReaders()
    {
        QVERIFY(!field().accessibleName().isEmpty());
        QVERIFY(!m_view->text().accessibleName().isEmpty());
        QVERIFY(m_view->text().isReadOnly());
    }
};

QTEST_MAIN(TestLogView)
#include "tst_logview.moc"
