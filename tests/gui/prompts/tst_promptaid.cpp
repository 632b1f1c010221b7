#include "core/base/async.h"
#include "core/prompts/prompthistory.h"
#include "core/prompts/promptrepository.h"
#include "core/prompts/wildcardfolder.h"
#include "resources/resources.h"
#include "ui/prompts/promptaid.h"
#include "ui/prompts/prompthistorypopup.h"
#include "ui/prompts/wildcardnote.h"

#include <QApplication>
#include <QFile>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTextLayout>
#include <QVBoxLayout>

using namespace peregrine;
using namespace Qt::StringLiterals;

namespace {

class NoRepository final : public PromptRepository
{
public:
    QFuture<Expected<QList<RememberedPrompt>, Error>> newest(int) override
    {
        return readyFuture<Expected<QList<RememberedPrompt>, Error>>(QList<RememberedPrompt>());
    }
    QFuture<Saved> remember(const RememberedPrompt &, int) override
    {
        return readyFuture<Saved>(Done{});
    }
    QFuture<Saved> forget(PromptKind, const QString &) override
    {
        return readyFuture<Saved>(Done{});
    }
};

/// A prompt field as a form has it, with its aid.
struct Field
{
    explicit Field(const QString &folder)
        : wildcards(folder)
    {
        auto *layout = new QVBoxLayout(&window);
        text = new QPlainTextEdit(&window);
        aid = new PromptAid(text, PromptKind::Prompt, history, wildcards);
        layout->addWidget(aid->takeTitleWidget());
        layout->addWidget(text);
        window.resize(360, 240);
        window.show();
        text->setFocus();
    }

    void send(const QString &prompt)
    {
        history.add({{u"/prompt"_s, PromptKind::Prompt, prompt}}, u"fal-ai/flux/dev"_s);
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers)
    {
        QTest::keyClick(text, key, modifiers);
    }
    [[nodiscard]] QString shown() const { return text->toPlainText(); }
    [[nodiscard]] WildcardNote *note() const
    {
        return window.findChild<WildcardNote *>(u"wildcardNote"_s);
    }

    NoRepository repository;
    SystemClock clock;
    PromptHistory history{repository, clock};
    WildcardFolder wildcards;
    QWidget window;
    QPlainTextEdit *text = nullptr;
    PromptAid *aid = nullptr;
};

} // namespace

class TestPromptAid : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { initResources(); }

    void altUpAndDownWalk()
    {
        const QTemporaryDir dir;
        Field field(dir.path());
        field.send(u"first"_s);
        field.send(u"second"_s);
        QTest::keyClicks(field.text, u"typing"_s);
        field.press(Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(field.shown(), u"second"_s);
        field.press(Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(field.shown(), u"first"_s);
        field.press(Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(field.shown(), u"first"_s);
        field.press(Qt::Key_Down, Qt::AltModifier);
        field.press(Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(field.shown(), u"typing"_s);
        // Arrows alone move the cursor.
        field.press(Qt::Key_Up, Qt::NoModifier);
        QCOMPARE(field.shown(), u"typing"_s);
        field.press(Qt::Key_Up, Qt::AltModifier);
        field.text->undo();
        QCOMPARE(field.shown(), u"typing"_s);
    }

    void controlRSearches()
    {
        const QTemporaryDir dir;
        Field field(dir.path());
        field.send(u"a cat in the rain"_s);
        field.send(u"a dog\non a hill"_s);
        field.press(Qt::Key_R, Qt::ControlModifier);
        auto *popup = field.window.findChild<PromptHistoryPopup *>(u"promptHistory"_s);
        QVERIFY(popup);
        QVERIFY(popup->isVisible());
        QCOMPARE(popup->list().model()->rowCount(), 2);
        QTest::keyClicks(&popup->searchField(), u"rain"_s);
        QCOMPARE(popup->list().model()->rowCount(), 1);
        QTest::keyClick(&popup->searchField(), Qt::Key_Return);
        QVERIFY(!popup->isVisible());
        QCOMPARE(field.shown(), u"a cat in the rain"_s);
    }

    void theListIsWalkedAndForgets()
    {
        const QTemporaryDir dir;
        Field field(dir.path());
        for (const QString &prompt : {u"one"_s, u"two"_s, u"three"_s})
            field.send(prompt);
        field.aid->openHistory();
        auto *popup = field.window.findChild<PromptHistoryPopup *>(u"promptHistory"_s);
        QTest::keyClick(&popup->searchField(), Qt::Key_Down);
        QTest::keyClick(&popup->searchField(), Qt::Key_Delete, Qt::ShiftModifier);
        QCOMPARE(popup->list().model()->rowCount(), 2);
        QCOMPARE(popup->list().currentIndex().row(), 1);
        QTest::keyClick(&popup->searchField(), Qt::Key_Return);
        QCOMPARE(field.shown(), u"one"_s);
        QCOMPARE(field.history.prompts(PromptKind::Prompt).size(), 2);
        QTest::keyClicks(field.text, u"x"_s);
        QVERIFY(!popup->searchField().accessibleName().isEmpty());
    }

    void wildcardsAreCounted()
    {
        const QTemporaryDir dir;
        QFile file(dir.filePath(u"colours.txt"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("red\nblue\ngreen\n");
        file.close();
        Field field(dir.path());
        QVERIFY(!field.note()->isVisible());
        field.text->setPlainText(u"a {big|small} __colours__ cat"_s);
        QVERIFY(field.note()->isVisible());
        QTRY_COMPARE(field.note()->text(), u"1 of 6"_s);
        QCOMPARE(field.note()->accessibleName(), u"1 of 6"_s);
        field.text->setPlainText(u"a __colour__ {cat|dog}"_s);
        QCOMPARE(field.note()->text(), u"No list “colour”"_s);
        field.text->setPlainText(u"{\"a\": \"x|y\"}"_s);
        QVERIFY(!field.note()->isVisible());
    }

    void wildcardsCanBeTurnedOff()
    {
        const QTemporaryDir dir;
        Field field(dir.path());
        field.text->setPlainText(u"{a|b}"_s);
        QSignalSpy toggled(field.aid, &PromptAid::wildcardsToggled);
        QTest::mouseClick(field.note(), Qt::LeftButton);
        auto *menu = field.note()->findChild<QMenu *>();
        QVERIFY(menu->isVisible());
        const QList<QAction *> actions = menu->actions();
        const auto isSwitch = [](const QAction *action) { return action->isCheckable(); };
        const auto on = std::find_if(actions.begin(), actions.end(), isSwitch);
        QVERIFY(on != actions.end());
        (*on)->trigger();
        menu->close();
        QCOMPARE(toggled.size(), 1);
        QCOMPARE(toggled.first().first().toBool(), false);
        field.aid->setWildcardsOn(false);
        QCOMPARE(field.note()->text(), u"Wildcards off"_s);
        QVERIFY(field.note()->isVisible());
    }

    void onlyWildcardsAreHighlighted()
    {
        const QTemporaryDir dir;
        Field field(dir.path());
        field.text->setPlainText(u"{masterpiece} a {x|y} cat"_s);
        const auto formats = [&field] {
            return field.text->document()->firstBlock().layout()->formats();
        };
        QTRY_COMPARE(formats().size(), 3);
        QCOMPARE(formats().first().start, 16);
        field.aid->setWildcardsOn(false);
        QTRY_COMPARE(formats().size(), 0);
    }

    void mayGoAtAnyMoment()
    {
        const QTemporaryDir dir;
        {
            Field field(dir.path());
            field.send(u"one"_s);
            field.aid->openHistory();
            QObject::connect(field.window.findChild<PromptHistoryPopup *>(u"promptHistory"_s),
                             &PromptHistoryPopup::promptChosen, field.aid,
                             [aid = field.aid] { delete aid; });
            auto *popup = field.window.findChild<PromptHistoryPopup *>(u"promptHistory"_s);
            QTest::keyClick(&popup->searchField(), Qt::Key_Return);
        }
        NoRepository repository;
        SystemClock clock;
        PromptHistory history(repository, clock);
        WildcardFolder wildcards(dir.path());
        QPlainTextEdit text;
        // Nobody took what belongs beside the title.
        const PromptAid aid(&text, PromptKind::Negative, history, wildcards);
    }
};

QTEST_MAIN(TestPromptAid)

#include "tst_promptaid.moc"
