#include "app/services.h"
#include "core/schema/formmodel.h"
#include "resources/resources.h"
#include "tests/support/await.h"
#include "tests/support/studioprogram.h"
#include "ui/catalog/modelbrowser.h"
#include "ui/catalog/modellistmodel.h"
#include "ui/catalog/modelpicker.h"
#include "ui/catalog/modelpickerpopup.h"
#include "ui/form/inputform.h"
#include "ui/gallery/gallerymodel.h"
#include "ui/gallery/gallerypanel.h"
#include "ui/shell/createpage.h"
#include "ui/shell/formpanel.h"
#include "ui/shell/mainwindow.h"
#include "ui/viewer/stage.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QApplication>
#include <QDockWidget>
#include <QFile>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <memory>

using namespace peregrine;
using peregrine::test::StudioProgram;
using namespace peregrine::test;

/// The whole window on real services: the embedded server, a library on disk.
class TestMainWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void thePromptHasTheFocusFirst();
    void firstLight();
    void emptyPromptIsToldBeforeSending();
    void rejectedInputMarksItsField();
    void failedJobCanBeRetried();
    void modelsCarryThePromptOver();
    void aResultBecomesAnInput();
    void closedAndOpenedAgain();
    void windowComesBackAsItWas();
    void closedWhileItStarts();
    void brokenLibraryIsSaidAndNotTouched();
    void everyControlHasAName();
    void modelsAreSearchedAndFoundAgain();

private:
    [[nodiscard]] QPlainTextEdit *prompt() const;
    [[nodiscard]] JobId generate(const QString &text);
    [[nodiscard]] Job outcome(const JobId &id);

    std::unique_ptr<theme::Theme> m_theme;
    std::unique_ptr<StudioProgram> m_program;
};

void TestMainWindow::initTestCase()
{
    initResources();
    m_theme = std::make_unique<theme::Theme>(*qApp);
}

void TestMainWindow::init()
{
    m_program = std::make_unique<StudioProgram>(*m_theme);
    m_program->start();
}

void TestMainWindow::cleanup()
{
    m_program->end();
}

QPlainTextEdit *TestMainWindow::prompt() const
{
    return m_program->window().findChild<QPlainTextEdit *>(QStringLiteral("field.prompt"));
}

JobId TestMainWindow::generate(const QString &text)
{
    prompt()->setFocus();
    prompt()->selectAll();
    QTest::keyClicks(prompt(), text);
    QTest::mouseClick(m_program->window().findChild<QPushButton *>(QStringLiteral("generate")),
                      Qt::LeftButton);
    const QList<Job> jobs = m_program->services().jobs.jobs();
    return jobs.isEmpty() ? JobId() : jobs.last().id;
}

Job TestMainWindow::outcome(const JobId &id)
{
    const auto settled = [this, &id] {
        const Job *job = m_program->services().jobs.job(id);
        return job && !isActive(job->state);
    };
    if (!QTest::qWaitFor(settled, 60'000))
        qFatal("a job did not end");
    return *m_program->services().jobs.job(id);
}

void TestMainWindow::thePromptHasTheFocusFirst()
{
    QTRY_VERIFY(m_program->isFormReady());
    QTRY_COMPARE(QApplication::focusWidget(), static_cast<QWidget *>(prompt()));
    // Another model, while somebody types in its form.
    m_program->window().createPage().openModel(*EndpointId::parse(QStringLiteral("local/animate")),
                                               true);
    QTRY_VERIFY(m_program->isFormReady()
                && m_program->window().findChild<QWidget *>(QStringLiteral("field.duration")));
    QTRY_COMPARE(QApplication::focusWidget(), static_cast<QWidget *>(prompt()));
}

void TestMainWindow::firstLight()
{
    QTRY_VERIFY(m_program->isFormReady());
    QVERIFY2(!prompt()->toPlainText().isEmpty(), "an example prompt is filled in");
    const JobId id = generate(QStringLiteral("a lighthouse at night"));
    const Job job = outcome(id);
    QCOMPARE(job.state, JobState::Done);

    Stage &stage = m_program->window().createPage().stage();
    QTRY_VERIFY(stage.asset().has_value());
    QCOMPARE(stage.asset()->job, id);
    QCOMPARE(stage.asset()->title, QStringLiteral("a lighthouse at night"));
    QVERIFY(QFile::exists(stage.asset()->path));

    m_program->window().showArea(MainWindow::Area::Library);
    auto *library = m_program->window().findChild<GalleryPanel *>();
    QTRY_COMPARE(library->model().rowCount(), 1);
    QCOMPARE(library->model().assetAt(0).job, id);
}

void TestMainWindow::emptyPromptIsToldBeforeSending()
{
    QTRY_VERIFY(m_program->isFormReady());
    prompt()->clear();
    QTest::mouseClick(m_program->window().findChild<QPushButton *>(QStringLiteral("generate")),
                      Qt::LeftButton);
    QVERIFY(m_program->services().jobs.jobs().isEmpty());
    QTRY_COMPARE(QApplication::focusWidget(), static_cast<QWidget *>(prompt()));
}

void TestMainWindow::rejectedInputMarksItsField()
{
    QTRY_VERIFY(m_program->isFormReady());
    // Past what the form would let through: only the server can reject it.
    FormPanel &form = m_program->window().createPage().form();
    form.setValues(
        {QJsonObject{{QStringLiteral("prompt"), QStringLiteral("x")}, {QStringLiteral("seed"), 3}},
         {}});
    JobRequest request;
    request.endpoint = form.endpoint();
    request.server = FalServers::local;
    request.input = QJsonObject{{QStringLiteral("prompt"), QStringLiteral("x")},
                                {QStringLiteral("num_images"), 99}};
    const Job job = outcome(m_program->services().jobs.submit(request));
    QCOMPARE(job.state, JobState::Failed);
    QCOMPARE(job.error->kind, Error::Kind::Validation);
    QCOMPARE(job.error->fields.first().path, QStringList(QStringLiteral("num_images")));
}

void TestMainWindow::failedJobCanBeRetried()
{
    QTRY_VERIFY(m_program->isFormReady());
    JobRequest request;
    request.endpoint = *EndpointId::parse(QStringLiteral("local/no-such-model"));
    request.server = FalServers::local;
    const JobId id = m_program->services().jobs.submit(request);
    QCOMPARE(outcome(id).state, JobState::Failed);
    const JobId again = m_program->services().jobs.retry(id);
    QVERIFY(again != id);
    QCOMPARE(outcome(again).state, JobState::Failed);
    QCOMPARE(outcome(generate(QStringLiteral("a calm sea"))).state, JobState::Done);
}

void TestMainWindow::modelsCarryThePromptOver()
{
    QTRY_VERIFY(m_program->isFormReady());
    prompt()->selectAll();
    QTest::keyClicks(prompt(), QStringLiteral("a blue heron"));
    m_program->window().createPage().openModel(*EndpointId::parse(QStringLiteral("local/animate")),
                                               true);
    QTRY_VERIFY(m_program->isFormReady()
                && m_program->window().findChild<QWidget *>(QStringLiteral("field.duration")));
    QCOMPARE(prompt()->toPlainText(), QStringLiteral("a blue heron"));
}

void TestMainWindow::aResultBecomesAnInput()
{
    QTRY_VERIFY(m_program->isFormReady());
    QCOMPARE(outcome(generate(QStringLiteral("a quiet harbour"))).state, JobState::Done);
    m_program->window().createPage().openModel(
        *EndpointId::parse(QStringLiteral("local/paint/image-to-image")), true);
    QToolButton *library = nullptr;
    QTRY_VERIFY((library = m_program->window().findChild<QToolButton *>(
                     QStringLiteral("field.image_url.library"))));
    library->click();
    QListWidget *grid = nullptr;
    QTRY_VERIFY(
        (grid = m_program->window().findChild<QListWidget *>(QStringLiteral("assetPopupGrid")))
        && grid->count() == 1 && grid->isVisible());
    // Large enough to be recognised.
    const QRect tile = grid->visualItemRect(grid->item(0));
    QVERIFY(tile.width() >= 90 && tile.height() >= 90);
    QTest::mouseClick(grid->viewport(), Qt::LeftButton, {}, tile.center());
    const FormModel &model = *m_program->window().createPage().form().input().model();
    QTRY_VERIFY(QFile::exists(model.file(QStringLiteral("/image_url"))));
    // It goes up before anything is sent.
    QTRY_VERIFY(m_program->services()
                    .uploads.stateOf(model.file(QStringLiteral("/image_url")))
                    .value_or(UploadState())
                    .step
                == UploadState::Step::Done);
}

void TestMainWindow::closedAndOpenedAgain()
{
    QTRY_VERIFY(m_program->isFormReady());
    const JobId id = generate(QStringLiteral("a quiet harbour"));
    QCOMPARE(outcome(id).state, JobState::Done);
    m_program->end();
    m_program->start();
    // Where one left off: the newest result, not an empty stage over a full strip.
    const Stage &stage = m_program->window().createPage().stage();
    QTRY_VERIFY(stage.asset());
    QCOMPARE(stage.asset()->job, id);
    m_program->window().showArea(MainWindow::Area::Library);
    auto *library = m_program->window().findChild<GalleryPanel *>();
    QTRY_COMPARE(library->model().rowCount(), 1);
    const Asset asset = library->model().assetAt(0);
    QVERIFY(QFile::exists(asset.path));
    const auto job = await(m_program->services().jobRepository.find(asset.job));
    QVERIFY(job.hasValue());
    QCOMPARE(job->input.value(QStringLiteral("prompt")).toString(),
             QStringLiteral("a quiet harbour"));
}

void TestMainWindow::windowComesBackAsItWas()
{
    QTRY_VERIFY(m_program->isFormReady());
    m_program->window().resize(1040, 710);
    m_program->window().createPage().docks().last()->show();
    m_program->window().close();
    m_program->end();
    m_program->start();
    QTRY_COMPARE(m_program->window().size(), QSize(1040, 710));
    QVERIFY(m_program->window().createPage().docks().last()->isVisible());
}

/// What the start does on other threads is over before what it works on is gone.
void TestMainWindow::closedWhileItStarts()
{
    for (int i = 0; i < 5; ++i) {
        m_program->end();
        m_program->start();
    }
    m_program->end();
    m_program->start();
    QTRY_VERIFY(m_program->isFormReady());
}

void TestMainWindow::brokenLibraryIsSaidAndNotTouched()
{
    m_program->end();
    m_program = std::make_unique<StudioProgram>(*m_theme);
    const QString path = Folders::resolve(m_program->folder()).database();
    const QByteArray garbage = QByteArray("this is not a library\n").repeated(100);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(garbage);
    file.close();
    m_program->start();
    QSignalSpy again(&m_program->window(), &MainWindow::tryAgain);
    const auto button = [this]() -> QAbstractButton * {
        const QList<QAbstractButton *> buttons =
            m_program->window().findChildren<QAbstractButton *>();
        for (QAbstractButton *candidate : buttons) {
            if (candidate->isVisible() && candidate->text() == QStringLiteral("Try again"))
                return candidate;
        }
        return nullptr;
    };
    QTRY_VERIFY(button());
    QTest::mouseClick(button(), Qt::LeftButton);
    QCOMPARE(again.size(), 1);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), garbage);
}

void TestMainWindow::everyControlHasAName()
{
    QTRY_VERIFY(m_program->isFormReady());
    QStringList nameless;
    for (const auto area :
         {MainWindow::Area::Create, MainWindow::Area::Library, MainWindow::Area::Models}) {
        m_program->window().showArea(area);
        const QList<QWidget *> widgets = m_program->window().findChildren<QWidget *>();
        for (QWidget *widget : widgets) {
            // What hands its focus on is a part of another control.
            if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus
                || widget->focusProxy())
                continue;
            QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(widget);
            if (accessible && accessible->text(QAccessible::Name).isEmpty())
                nameless.append(QStringLiteral("%1 %2").arg(
                    QLatin1String(widget->metaObject()->className()), widget->objectName()));
        }
    }
    nameless.removeDuplicates();
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u'\n')));
}

void TestMainWindow::modelsAreSearchedAndFoundAgain()
{
    QTRY_VERIFY(m_program->isFormReady());
    auto *browser = m_program->window().findChild<ModelBrowser *>();
    QTRY_VERIFY(browser->list().model()->rowCount() > 1);
    // Typing searches at once, and Enter opens the first.
    m_program->window().showArea(MainWindow::Area::Models);
    QTRY_COMPARE(QApplication::focusWidget(), &browser->searchField());
    QTest::keyClicks(&browser->searchField(), QStringLiteral("paint over"));
    QTest::keyClick(&browser->searchField(), Qt::Key_Return);
    QCOMPARE(m_program->window().createPage().endpoint().toString(),
             QStringLiteral("local/paint/image-to-image"));
    // What was opened stands first where models are chosen.
    auto *picker = m_program->window().findChild<ModelPicker *>();
    picker->openPopup();
    const QAbstractItemModel *models = picker->popup()->list().model();
    const auto endpointAt = [models](int row) {
        return models->index(row, 0)
            .data(ModelListModel::CardRole)
            .value<ModelCard>()
            .endpoint.toString();
    };
    QCOMPARE(endpointAt(0), QStringLiteral("local/paint/image-to-image"));
    QCOMPARE(endpointAt(1), QStringLiteral("local/paint"));
    picker->popup()->hide();
}

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
