#include "tests/gui/queue/queuefixture.h"
#include "ui/queue/logmodel.h"
#include "ui/queue/logview.h"
#include "ui/theme/theme.h"
#include "ui/widgets/messagepage.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTextBlock>
#include <QToolButton>
#include <QtTest>

using namespace peregrine;
using namespace peregrine::test;
using namespace Qt::StringLiterals;

class TestLogView : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<theme::Theme> m_theme;
    std::unique_ptr<LogView> m_view;

    [[nodiscard]] QScrollBar &bar() const { return *m_view->text().verticalScrollBar(); }
    [[nodiscard]] bool atEnd() const { return bar().value() == bar().maximum(); }
    [[nodiscard]] QString text() const { return m_view->text().toPlainText(); }
    [[nodiscard]] QLabel &problem() const { return *m_view->findChild<QLabel *>(u"logProblem"_s); }
    [[nodiscard]] QLineEdit &filter() const
    {
        return *m_view->findChild<QLineEdit *>(u"logFilter"_s);
    }

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
        m_view = std::make_unique<LogView>();
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
        QVERIFY(!filter().isVisible());
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

    void filterByMessageAndLevel()
    {
        m_view->reset(jobId(1),
                      {makeLine(u"Loading weights"_s),
                       makeLine(u"Out of memory"_s, LogLine::Level::Error),
                       makeLine(u"loading done"_s)});
        filter().setText(u"LOADING"_s);
        QCOMPARE(text().count(u'\n'), 1);
        QVERIFY(!text().contains(u"memory"_s));
        m_view->append(jobId(1), {makeLine(u"other"_s), makeLine(u"Loading more"_s)});
        QCOMPARE(text().count(u'\n'), 2);
        filter().setText(u"error"_s);
        QVERIFY(text().contains(u"Out of memory"_s));
        QCOMPARE(text().count(u'\n'), 0);
        filter().setText(u"nothing like it"_s);
        QVERIFY(!m_view->text().isVisible());
        QVERIFY(filter().isVisible());
        m_view->append(jobId(1), {makeLine(u"nothing like it"_s)});
        QVERIFY(m_view->text().isVisible());
        filter().clear();
        QCOMPARE(text().count(u'\n'), 5);
    }

    void copyAllCopiesInFull()
    {
        const QString longMessage(20'000, u'y');
        m_view->reset(jobId(1),
                      {makeLine(u"First"_s), makeLine(longMessage, LogLine::Level::Warning)});
        button(u"Copy the log"_s).click();
        const QStringList lines = QGuiApplication::clipboard()->text().split(u'\n');
        QCOMPARE(lines.size(), 2);
        QVERIFY(lines.first().endsWith(u"INFO   First"_s));
        QVERIFY(lines.last().endsWith(u"WARN   "_s + longMessage));
        filter().setText(u"first"_s);
        button(u"Copy the log"_s).click();
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
        QTRY_VERIFY(bar().maximum() > 0 && atEnd());
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

    void manyLines()
    {
        m_view->reset(jobId(1), makeLines(LogModel::maxLines));
        QTRY_VERIFY(atEnd());
        for (int i = 0; i < 20; ++i)
            m_view->append(jobId(1), makeLines(100));
        QVERIFY(m_view->text().blockCount() <= LogModel::maxLines);
        QVERIFY(text().endsWith(u"Line 99"_s));
        QTRY_VERIFY(atEnd());
    }

    void namesForScreenReaders()
    {
        QVERIFY(!filter().accessibleName().isEmpty());
        QVERIFY(!m_view->text().accessibleName().isEmpty());
        QVERIFY(m_view->text().isReadOnly());
    }
};

QTEST_MAIN(TestLogView)
#include "tst_logview.moc"
