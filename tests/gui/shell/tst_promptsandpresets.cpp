#include "app/services.h"
#include "core/presets/presetfile.h"
#include "resources/resources.h"
#include "tests/support/studioprogram.h"
#include "ui/presets/presetbutton.h"
#include "ui/prompts/wildcardnote.h"
#include "ui/shell/createpage.h"
#include "ui/shell/mainwindow.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QDir>
#include <QDragEnterEvent>
#include <QFile>
#include <QJsonDocument>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>

using namespace peregrine;
using peregrine::test::StudioProgram;
using namespace Qt::StringLiterals;

/// The whole window: what a run sends of wildcards and seeds, and what presets do to a form.
class TestPromptsAndPresets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void wildcardsAreDecidedForEachJob();
    void wildcardsOffIsRemembered();
    void sentPromptsComeBackAfterARestart();
    void seedsAreDrawnKeptOrCounted();
    void aDefaultPresetIsWhatAModelStartsWith();
    void aPresetOfAnotherModelOpensIt();
    void savesWhatWasChanged();
    void anOverwrittenPresetCanBeHadBack();
    void formsComeBackAfterARestart();
    void brokenDraftsAreTold();
    void takesPresetsThatAreDropped();

private:
    [[nodiscard]] bool formIsReady() const;
    void write(const QString &prompt) const;
    Job generate() const;
    [[nodiscard]] Preset paintPreset(const QString &name, const QJsonObject &input) const;

    std::unique_ptr<theme::Theme> m_theme;
    std::unique_ptr<StudioProgram> m_program;
};

void TestPromptsAndPresets::initTestCase()
{
    initResources();
    m_theme = std::make_unique<theme::Theme>(*qApp);
}

void TestPromptsAndPresets::init()
{
    m_program = std::make_unique<StudioProgram>(*m_theme);
    m_program->start();
    QTRY_VERIFY(formIsReady());
}

void TestPromptsAndPresets::cleanup()
{
    m_program->end();
}

bool TestPromptsAndPresets::formIsReady() const
{
    return m_program->isFormReady() && m_program->services().presets.isLoaded();
}

void TestPromptsAndPresets::write(const QString &prompt) const
{
    m_program->find<QPlainTextEdit>(u"field.prompt"_s)->setPlainText(prompt);
}

Job TestPromptsAndPresets::generate() const
{
    QTest::mouseClick(m_program->find<QPushButton>(u"generate"_s), Qt::LeftButton);
    const QList<Job> jobs = m_program->services().jobs.jobs();
    return jobs.isEmpty() ? Job() : jobs.last();
}

Preset TestPromptsAndPresets::paintPreset(const QString &name, const QJsonObject &input) const
{
    Preset preset;
    preset.name = name;
    preset.endpoint = u"local/paint"_s;
    preset.values.input = input;
    return preset;
}

void TestPromptsAndPresets::wildcardsAreDecidedForEachJob()
{
    write(u"a {red|blue|green|grey|black|white} house"_s);
    auto *note = m_program->find<WildcardNote>(u"wildcardNote"_s);
    QTRY_COMPARE(note->text(), u"1 of 6"_s);
    QSet<QString> sent;
    for (int i = 0; i < 12; ++i) {
        const Job job = generate();
        sent.insert(job.input.value(u"prompt"_s).toString());
        QCOMPARE(job.promptOrigin.templates.first().text,
                 u"a {red|blue|green|grey|black|white} house"_s);
        QVERIFY(!job.input.value(u"prompt"_s).toString().contains(u'{'));
    }
    QVERIFY(sent.size() > 1);
    QCOMPARE(m_program->find<QPlainTextEdit>(u"field.prompt"_s)->toPlainText(),
             u"a {red|blue|green|grey|black|white} house"_s);
    QTRY_VERIFY_WITH_TIMEOUT(m_program->services().jobs.activeCount() == 0, 60'000);
    const QList<Job> jobs = m_program->services().jobs.jobs();
    const QDir results(m_program->services().folders.results());
    const QStringList receipts = results.entryList({u"*.receipt.json"_s}, QDir::Files);
    QCOMPARE(receipts.size(), jobs.size());
    QFile file(results.filePath(receipts.first()));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(QJsonDocument::fromJson(file.readAll()).object().contains(u"prompt_origin"_s));
}

void TestPromptsAndPresets::wildcardsOffIsRemembered()
{
    write(u"{a|b}"_s);
    m_program->find<QAction>(u"wildcardsOn"_s)->trigger();
    QCOMPARE(generate().input.value(u"prompt"_s).toString(), u"{a|b}"_s);
    m_program->end();
    m_program->start();
    QTRY_VERIFY(formIsReady());
    QVERIFY(!m_program->find<QAction>(u"wildcardsOn"_s)->isChecked());
}

void TestPromptsAndPresets::sentPromptsComeBackAfterARestart()
{
    write(u"the first one"_s);
    generate();
    write(u"the {second|second} one"_s);
    generate();
    QTRY_VERIFY_WITH_TIMEOUT(m_program->services().jobs.activeCount() == 0, 60'000);
    m_program->end();
    m_program->start();
    QTRY_VERIFY(formIsReady());
    auto *prompt = m_program->find<QPlainTextEdit>(u"field.prompt"_s);
    QTRY_COMPARE(m_program->services().prompts.prompts(PromptKind::Prompt).size(), 2);
    prompt->setFocus();
    // The form may have come back with the last of them.
    write(u"a new one"_s);
    QTest::keyClick(prompt, Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(prompt->toPlainText(), u"the {second|second} one"_s);
    QTest::keyClick(prompt, Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(prompt->toPlainText(), u"the first one"_s);
}

void TestPromptsAndPresets::seedsAreDrawnKeptOrCounted()
{
    write(u"a fox"_s);
    const QJsonValue first = generate().input.value(u"seed"_s);
    const QJsonValue second = generate().input.value(u"seed"_s);
    QVERIFY(first.isDouble() && second.isDouble());
    QVERIFY(first != second);

    auto *count = m_program->find<QToolButton>(u"field.seed.count"_s);
    auto *lock = m_program->find<QToolButton>(u"field.seed.lock"_s);
    QVERIFY(count && lock);
    m_program->find<QToolButton>(u"field.seed.dice"_s)->click();
    const qint64 kept = generate().input.value(u"seed"_s).toInteger();
    QCOMPARE(generate().input.value(u"seed"_s).toInteger(), kept);
    count->click();
    QVERIFY(count->isChecked());
    QVERIFY(!lock->isChecked());
    QCOMPARE(generate().input.value(u"seed"_s).toInteger(), kept);
    QCOMPARE(generate().input.value(u"seed"_s).toInteger(), kept + 1);
    QCOMPARE(generate().input.value(u"seed"_s).toInteger(), kept + 2);
    QCOMPARE(m_program->services().settings.seedPolicy(u"local/paint"_s), u"increment"_s);
    count->click();
    QVERIFY(lock->isChecked());
    lock->click();
    QVERIFY(!lock->isChecked());
    QVERIFY(generate().input.value(u"seed"_s).toInteger() != kept + 3);
}

void TestPromptsAndPresets::aDefaultPresetIsWhatAModelStartsWith()
{
    const auto id = m_program->services().presets.add(
        paintPreset(u"Mine"_s, {{u"prompt"_s, u"my beginning"_s}}));
    QVERIFY(id);
    m_program->services().presets.setDefault(*id, true);
    m_program->end();
    m_program->start();
    QTRY_VERIFY(formIsReady());
    QTRY_COMPARE(m_program->find<QPlainTextEdit>(u"field.prompt"_s)->toPlainText(),
                 u"my beginning"_s);
}

void TestPromptsAndPresets::aPresetOfAnotherModelOpensIt()
{
    Preset preset = paintPreset(u"Elsewhere"_s, {{u"prompt"_s, u"from the preset"_s}});
    preset.endpoint = u"local/sketch"_s;
    auto *button = m_program->find<PresetButton>(u"presets"_s);
    Q_EMIT button->presetChosen(preset);
    QTRY_COMPARE(m_program->services().settings.lastEndpoint(FalServers::local), u"local/sketch"_s);
    QTRY_VERIFY(formIsReady());
    QTRY_COMPARE(m_program->find<QPlainTextEdit>(u"field.prompt"_s)->toPlainText(),
                 u"from the preset"_s);
}

void TestPromptsAndPresets::savesWhatWasChanged()
{
    write(u"a fox"_s);
    auto *button = m_program->find<PresetButton>(u"presets"_s);
    Q_EMIT button->saveRequested(u"Fox"_s, PresetContent(), QImage());
    const auto saved = m_program->services().presets.find(u"local/paint"_s, u"Fox"_s);
    QVERIFY(saved);
    QCOMPARE(saved->values.input.keys(), QStringList(u"prompt"_s));
    write(u"a badger"_s);
    Q_EMIT button->overwriteRequested(saved->id);
    QCOMPARE(
        m_program->services().presets.find(saved->id)->values.input.value(u"prompt"_s).toString(),
        u"a badger"_s);
    write(u"something else"_s);
    Q_EMIT button->presetChosen(*m_program->services().presets.find(saved->id));
    QCOMPARE(m_program->find<QPlainTextEdit>(u"field.prompt"_s)->toPlainText(), u"a badger"_s);
}

void TestPromptsAndPresets::anOverwrittenPresetCanBeHadBack()
{
    write(u"a fox"_s);
    auto *button = m_program->find<PresetButton>(u"presets"_s);
    Q_EMIT button->saveRequested(u"Fox"_s, PresetContent(), QImage());
    const Preset saved = *m_program->services().presets.find(u"local/paint"_s, u"Fox"_s);
    write(u"a badger"_s);
    // Under a name that is taken, and from the menu of the preset.
    for (int way = 0; way < 2; ++way) {
        if (way == 0)
            Q_EMIT button->saveRequested(u"fox"_s, PresetContent(), QImage());
        else
            Q_EMIT button->overwriteRequested(saved.id);
        QVERIFY(m_program->services().presets.find(saved.id)->values != saved.values);
        auto *undo = m_program->find<QToolButton>(u"bannerAction"_s);
        QVERIFY(undo->isVisible());
        QTest::mouseClick(undo, Qt::LeftButton);
        QCOMPARE(m_program->services().presets.find(saved.id)->values, saved.values);
        QVERIFY(!undo->isVisible());
    }
}

void TestPromptsAndPresets::formsComeBackAfterARestart()
{
    // A default preset is for forms that hold nothing yet.
    const auto standard = m_program->services().presets.add(
        paintPreset(u"Standard"_s, {{u"prompt"_s, u"a standard"_s}}));
    m_program->services().presets.setDefault(*standard, true);
    write(u"a heron"_s);
    m_program->window().openModel(*EndpointId::parse(u"local/animate"_s));
    QTRY_COMPARE(m_program->window().createPage().endpoint().toString(), u"local/animate"_s);
    QTRY_VERIFY(formIsReady());
    write(u"a heron that flies"_s);
    m_program->window().close();

    m_program->end();
    m_program->start();
    QTRY_VERIFY(formIsReady());
    QCOMPARE(m_program->window().createPage().endpoint().toString(), u"local/animate"_s);
    QCOMPARE(m_program->find<QPlainTextEdit>(u"field.prompt"_s)->toPlainText(),
             u"a heron that flies"_s);
    m_program->window().openModel(*EndpointId::parse(u"local/paint"_s));
    QTRY_COMPARE(m_program->window().createPage().endpoint().toString(), u"local/paint"_s);
    QTRY_VERIFY(formIsReady());
    QCOMPARE(m_program->find<QPlainTextEdit>(u"field.prompt"_s)->toPlainText(), u"a heron"_s);
}

void TestPromptsAndPresets::brokenDraftsAreTold()
{
    m_program->end();
    QFile file(Folders::resolve(m_program->folder()).drafts());
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("{") == 1);
    file.close();
    m_program->start();
    QTRY_VERIFY(formIsReady());
    const QString said = m_program->find<QWidget>(u"banner"_s)->accessibleName();
    QVERIFY2(said.contains(u"damaged"), qPrintable(said));
}

void TestPromptsAndPresets::takesPresetsThatAreDropped()
{
    const QString path = m_program->filePath(u"fox.peregrine-preset"_s);
    QVERIFY(presetfile::save(paintPreset(u"Dropped"_s, {{u"prompt"_s, u"a fox"_s}}), path));
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path)});
    auto *panel = m_program->find<QWidget>(u"formPanel"_s);
    QDragEnterEvent enter({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(panel, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(panel, &drop);
    QTRY_VERIFY(m_program->services().presets.find(u"local/paint"_s, u"Dropped"_s).has_value());
}

QTEST_MAIN(TestPromptsAndPresets)

#include "tst_promptsandpresets.moc"
