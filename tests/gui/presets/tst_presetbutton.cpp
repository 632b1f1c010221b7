#include "core/base/async.h"
#include "core/presets/presetbook.h"
#include "core/presets/presetfile.h"
#include "core/presets/presetrepository.h"
#include "resources/resources.h"
#include "ui/presets/presetbutton.h"
#include "ui/presets/presetlistmodel.h"
#include "ui/presets/presetpopup.h"
#include "ui/presets/presetsavepopup.h"
#include "ui/widgets/dialogs.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QCheckBox>
#include <QContextMenuEvent>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QVBoxLayout>

using namespace peregrine;
using namespace Qt::StringLiterals;

namespace {

class NoRepository final : public PresetRepository
{
public:
    QFuture<Expected<QList<Preset>, Error>> all() override
    {
        return readyFuture<Expected<QList<Preset>, Error>>(QList<Preset>());
    }
    QFuture<Saved> save(const Preset &) override { return readyFuture<Saved>(Done{}); }
    QFuture<Saved> remove(const PresetId &) override { return readyFuture<Saved>(Done{}); }
};

/// Answers with a path that the test has chosen.
class FixedDialogs final : public Dialogs
{
public:
    void openFile(QWidget *, const QString &, const QString &, PathAnswer answer) override
    {
        answer(path);
    }
    void openFiles(QWidget *, const QString &, const QString &, PathsAnswer answer) override
    {
        answer(path.isEmpty() ? QStringList() : QStringList(path));
    }
    void saveFile(QWidget *, const QString &, const QString &suggestedPath, const QString &,
                  PathAnswer answer) override
    {
        suggested = suggestedPath;
        answer(path);
    }
    void openFolder(QWidget *, const QString &, PathAnswer answer) override { answer(path); }
    void confirm(QWidget *, const Question &, ConfirmAnswer answer) override { answer(true); }

    QString path;
    QString suggested;
};

struct Head
{
    Head()
    {
        auto *layout = new QVBoxLayout(&window);
        button = new PresetButton(book, dialogs, &window);
        layout->addWidget(button);
        window.resize(360, 300);
        window.show();
        button->setEndpoint(u"x/y"_s);
    }

    PresetId add(const QString &name, const QString &endpoint = u"x/y"_s)
    {
        Preset preset;
        preset.name = name;
        preset.endpoint = endpoint;
        preset.values.input = {{u"steps"_s, 4}};
        return *book.add(preset);
    }
    PresetPopup &open()
    {
        button->openPopup();
        return *window.findChild<PresetPopup *>(u"presetPopup"_s);
    }

    NoRepository repository;
    SystemClock clock;
    PresetBook book{repository, clock};
    FixedDialogs dialogs;
    QWidget window;
    PresetButton *button = nullptr;
};

QStringList namesIn(PresetPopup &popup)
{
    QStringList names;
    const QAbstractItemModel *model = popup.list().model();
    for (int row = 0; row < model->rowCount(); ++row)
        names.append(model->index(row, 0).data().toString());
    return names;
}

void pressMenuKey(PresetPopup &popup)
{
    QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(), QPoint());
    QApplication::sendEvent(&popup.searchField(), &event);
}

QAction *actionIn(PresetPopup &popup, const QString &words)
{
    const QList<QMenu *> menus = popup.findChildren<QMenu *>();
    for (const QMenu *menu : menus) {
        const QList<QAction *> actions = menu->actions();
        for (QAction *action : actions) {
            if (action->text().remove(u'&').startsWith(words))
                return action;
        }
    }
    return nullptr;
}

} // namespace

class TestPresetButton : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { initResources(); }

    void ownPresetsThenOthersByWords()
    {
        Head head;
        head.add(u"Soft light"_s);
        head.add(u"Hard light"_s);
        head.add(u"Light film"_s, u"other/model"_s);
        PresetPopup &popup = head.open();
        const QAbstractItemModelTester tester(popup.list().model());
        QCOMPARE(namesIn(popup), (QStringList{u"Hard light"_s, u"Soft light"_s}));
        QTest::keyClicks(&popup.searchField(), u"light"_s);
        QCOMPARE(namesIn(popup), (QStringList{u"Hard light"_s, u"Soft light"_s, u"Light film"_s}));
        QVERIFY(popup.list()
                    .model()
                    ->index(2, 0)
                    .data(PresetListModel::DetailRole)
                    .toString()
                    .startsWith(u"other/model"_s));
        QSignalSpy chosen(head.button, &PresetButton::presetChosen);
        QTest::keyClick(&popup.searchField(), Qt::Key_Down);
        QTest::keyClick(&popup.searchField(), Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.first().first().value<Preset>().name, u"Soft light"_s);
        QVERIFY(!popup.isVisible());
    }

    void renamesInPlace()
    {
        Head head;
        const PresetId id = head.add(u"a"_s);
        head.add(u"b"_s);
        PresetPopup &popup = head.open();
        QTest::keyClick(&popup.searchField(), Qt::Key_F2);
        auto *line = popup.findChild<QLineEdit *>(u"presetName"_s);
        QVERIFY(line);
        line->setText(u"B"_s);
        QTest::keyClick(line, Qt::Key_Return);
        QTRY_VERIFY(popup.findChild<QLabel *>(u"presetNews"_s)->isVisible());
        QCOMPARE(head.book.find(id)->name, u"a"_s);
        QTest::keyClick(&popup.searchField(), Qt::Key_F2);
        line = popup.findChildren<QLineEdit *>(u"presetName"_s).last();
        line->setText(u"c"_s);
        QTest::keyClick(line, Qt::Key_Return);
        QTRY_COMPARE(head.book.find(id)->name, u"c"_s);
    }

    void deletesWithUndo()
    {
        Head head;
        head.add(u"a"_s);
        head.add(u"b"_s);
        PresetPopup &popup = head.open();
        auto *undo = popup.findChild<QPushButton *>(u"presetUndo"_s);
        QVERIFY(!undo->isVisible());
        QTest::keyClick(&popup.searchField(), Qt::Key_Delete, Qt::ShiftModifier);
        QCOMPARE(namesIn(popup), QStringList(u"b"_s));
        QVERIFY(undo->isVisible());
        QTest::mouseClick(undo, Qt::LeftButton);
        QCOMPARE(namesIn(popup), (QStringList{u"a"_s, u"b"_s}));
        QTest::keyClick(&popup.searchField(), Qt::Key_Delete, Qt::ShiftModifier);
        QTest::keyClick(&popup.searchField(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(namesIn(popup), (QStringList{u"a"_s, u"b"_s}));
    }

    void theMenuHasItAll()
    {
        Head head;
        const PresetId id = head.add(u"a"_s);
        PresetPopup &popup = head.open();
        QSignalSpy overwrite(head.button, &PresetButton::overwriteRequested);
        pressMenuKey(popup);
        QAction *standard = actionIn(popup, u"New forms"_s);
        QVERIFY(standard);
        standard->trigger();
        QVERIFY(head.book.find(id)->isDefault);
        QVERIFY(actionIn(popup, u"Rename"_s));
        QVERIFY(actionIn(popup, u"Delete"_s));
        QAction *action = actionIn(popup, u"Overwrite"_s);
        QVERIFY(action->isEnabled());
        action->trigger();
        QCOMPARE(overwrite.size(), 1);
    }

    void theButtonOfAnEntryOpensItsMenu()
    {
        Head head;
        head.add(u"a"_s);
        PresetPopup &popup = head.open();
        QSignalSpy chosen(head.button, &PresetButton::presetChosen);
        QWidget *viewport = popup.list().viewport();
        const QRect row = popup.list().visualRect(popup.list().model()->index(0, 0));
        const QPoint dots(row.right() - 18, row.center().y());
        QTest::mousePress(viewport, Qt::LeftButton, {}, dots);
        QVERIFY(actionIn(popup, u"Rename"_s));
        QTest::mouseRelease(viewport, Qt::LeftButton, {}, dots);
        QVERIFY(popup.isVisible());
        QVERIFY(chosen.isEmpty());
    }

    void saves()
    {
        Head head;
        head.add(u"Known"_s);
        QImage picture(64, 48, QImage::Format_RGB32);
        picture.fill(Qt::darkCyan);
        head.button->setPicture(picture);
        QSignalSpy save(head.button, &PresetButton::saveRequested);
        head.button->openSave();
        auto *popup = head.window.findChild<PresetSavePopup *>(u"presetSavePopup"_s);
        auto *name = popup->findChild<QLineEdit *>(u"presetSaveName"_s);
        auto *button = popup->findChild<QPushButton *>(u"presetSaveButton"_s);
        QVERIFY(!button->isEnabled());
        QTest::keyClicks(name, u"known"_s);
        QCOMPARE(button->text(), u"Overwrite"_s);
        QTest::keyClicks(name, u" not"_s);
        QCOMPARE(button->text(), u"Save"_s);
        popup->findChild<QRadioButton *>(u"presetAll"_s)->click();
        popup->findChild<QCheckBox *>(u"presetSeed"_s)->click();
        QTest::keyClick(name, Qt::Key_Return);
        QVERIFY(!popup->isVisible());
        QCOMPARE(save.size(), 1);
        QCOMPARE(save.first().at(0).toString(), u"known not"_s);
        const auto content = save.first().at(1).value<PresetContent>();
        QCOMPARE(content.scope, Preset::Scope::All);
        QVERIFY(content.withPrompts);
        QVERIFY(content.withSeed);
        QVERIFY(!content.withMedia);
        QVERIFY(!save.first().at(2).value<QImage>().isNull());
    }

    void sharesAndTakesIn()
    {
        const QTemporaryDir dir;
        Head head;
        head.add(u"Soft/light"_s);
        head.dialogs.path = dir.filePath(u"shared"_s);
        QSignalSpy message(head.button, &PresetButton::messageForUser);
        PresetPopup &popup = head.open();
        pressMenuKey(popup);
        actionIn(popup, u"Share"_s)->trigger();
        QVERIFY(message.wait());
        QVERIFY(head.dialogs.suggested.endsWith(u"Soft light.peregrine-preset"_s));
        const QString path = dir.filePath(u"shared.peregrine-preset"_s);
        QVERIFY(QFile::exists(path));

        QSignalSpy imported(head.button, &PresetButton::imported);
        head.button->importFiles({path});
        QVERIFY(imported.wait());
        QCOMPARE(imported.first().first().value<Preset>().name, u"Soft/light 2"_s);

        QFile bad(dir.filePath(u"bad.peregrine-preset"_s));
        QVERIFY(bad.open(QIODevice::WriteOnly));
        bad.write("{}");
        bad.close();
        head.button->importFiles({bad.fileName()});
        QVERIFY(message.wait());
        QVERIFY(message.last().first().toString().contains(u"bad.peregrine-preset"_s));
        QCOMPARE(head.book.presets().size(), 2);
    }

    void nothingWithoutAModel()
    {
        Head head;
        head.button->setEndpoint({});
        QVERIFY(!head.button->isEnabled());
        head.button->openPopup();
        head.button->openSave();
        QVERIFY(!head.window.findChild<PresetPopup *>(u"presetPopup"_s));
    }

    void everythingHasAName()
    {
        Head head;
        head.add(u"a"_s);
        PresetPopup &popup = head.open();
        QVERIFY(!popup.searchField().accessibleName().isEmpty());
        QVERIFY(!popup.list().accessibleName().isEmpty());
        QVERIFY(popup.list()
                    .model()
                    ->index(0, 0)
                    .data(Qt::AccessibleTextRole)
                    .toString()
                    .contains(u"Steps"_s));
        QVERIFY(!head.button->accessibleName().isEmpty());
    }
};

QTEST_MAIN(TestPresetButton)

#include "tst_presetbutton.moc"
