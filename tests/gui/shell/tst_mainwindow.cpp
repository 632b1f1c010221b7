#include "app/services.h"
#include "app/startup.h"
#include "core/schema/formmodel.h"
#include "resources/resources.h"
#include "tests/support/await.h"
#include "ui/catalog/modelbrowser.h"
#include "ui/catalog/modellistmodel.h"
#include "ui/catalog/modelpicker.h"
#include "ui/catalog/modelpickerpopup.h"
#include "ui/form/inputform.h"
#include "ui/gallery/gallerymodel.h"
#include "ui/gallery/gallerypanel.h"
#include "ui/gallery/stage.h"
#include "ui/shell/createpage.h"
#include "ui/shell/formpanel.h"
#include "ui/shell/mainwindow.h"

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
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <memory>

using namespace peregrine;
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
    void brokenLibraryIsSaidAndNotTouched();
    void everyControlHasAName();
    void modelsAreSearchedAndFoundAgain();

private:
    void startProgram();
    void endProgram();
    [[nodiscard]] bool formIsReady() const;
    [[nodiscard]] QPlainTextEdit *prompt() const;
    [[nodiscard]] JobId generate(const QString &text);
    [[nodiscard]] Job outcome(const JobId &id);

    std::unique_ptr<QTemporaryDir> m_data;
    std::unique_ptr<theme::Theme> m_theme;
    std::unique_ptr<Services> m_services;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<Startup> m_startup;
};

void TestMainWindow::initTestCase()
{
    initResources();
    m_theme = std::make_unique<theme::Theme>(*qApp);
}

void TestMainWindow::init()
{
    m_data = std::make_unique<QTemporaryDir>();
    startProgram();
}

void TestMainWindow::cleanup()
{
    endProgram();
}

void TestMainWindow::startProgram()
{
    m_services = std::make_unique<Services>(Folders::resolve(m_data->path()), Secret());
    m_window = std::make_unique<MainWindow>(MainWindow::Means{
        m_services->jobs, m_services->jobRepository, m_services->assets, m_services->catalog,
        m_services->servers, m_services->thumbnails, m_services->settings, *m_theme,
        m_services->folders.results(), m_services->folders.pasted(), m_services->prompts,
        m_services->presets, m_services->wildcards, m_services->uploads, m_services->webThumbnails,
        m_services->drafts, m_services->batchRepository});
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_startup = std::make_unique<Startup>(*m_services, *m_window, QString(), EndpointId());
    m_startup->begin();
}

void TestMainWindow::endProgram()
{
    m_startup.reset();
    m_window.reset();
    m_services.reset();
}

bool TestMainWindow::formIsReady() const
{
    const auto *button = m_window->findChild<QPushButton *>(QStringLiteral("generate"));
    return button && button->isEnabled() && prompt();
}

QPlainTextEdit *TestMainWindow::prompt() const
{
    return m_window->findChild<QPlainTextEdit *>(QStringLiteral("field.prompt"));
}

JobId TestMainWindow::generate(const QString &text)
{
    prompt()->setFocus();
    prompt()->selectAll();
    QTest::keyClicks(prompt(), text);
    QTest::mouseClick(m_window->findChild<QPushButton *>(QStringLiteral("generate")),
                      Qt::LeftButton);
    const QList<Job> jobs = m_services->jobs.jobs();
    return jobs.isEmpty() ? JobId() : jobs.last().id;
}

Job TestMainWindow::outcome(const JobId &id)
{
    const auto settled = [this, &id] {
        const Job *job = m_services->jobs.job(id);
        return job && !isActive(job->state);
    };
    if (!QTest::qWaitFor(settled, 60'000))
        qFatal("a job did not end");
    return *m_services->jobs.job(id);
}

void TestMainWindow::thePromptHasTheFocusFirst()
{
    QTRY_VERIFY(formIsReady());
    QTRY_COMPARE(QApplication::focusWidget(), static_cast<QWidget *>(prompt()));
    // Another model, while somebody types in its form.
    m_window->createPage().openModel(*EndpointId::parse(QStringLiteral("local/animate")), true);
    QTRY_VERIFY(formIsReady() && m_window->findChild<QWidget *>(QStringLiteral("field.duration")));
    QTRY_COMPARE(QApplication::focusWidget(), static_cast<QWidget *>(prompt()));
}

void TestMainWindow::firstLight()
{
    QTRY_VERIFY(formIsReady());
    QVERIFY2(!prompt()->toPlainText().isEmpty(), "an example prompt is filled in");
    const JobId id = generate(QStringLiteral("a lighthouse at night"));
    const Job job = outcome(id);
    QCOMPARE(job.state, JobState::Done);

    Stage &stage = m_window->createPage().stage();
    QTRY_VERIFY(stage.asset().has_value());
    QCOMPARE(stage.asset()->job, id);
    QCOMPARE(stage.asset()->title, QStringLiteral("a lighthouse at night"));
    QVERIFY(QFile::exists(stage.asset()->path));

    m_window->showArea(MainWindow::Area::Library);
    auto *library = m_window->findChild<GalleryPanel *>();
    QTRY_COMPARE(library->model().rowCount(), 1);
    QCOMPARE(library->model().assetAt(0).job, id);
}

void TestMainWindow::emptyPromptIsToldBeforeSending()
{
    QTRY_VERIFY(formIsReady());
    prompt()->clear();
    QTest::mouseClick(m_window->findChild<QPushButton *>(QStringLiteral("generate")),
                      Qt::LeftButton);
    QVERIFY(m_services->jobs.jobs().isEmpty());
    QTRY_COMPARE(QApplication::focusWidget(), static_cast<QWidget *>(prompt()));
}

void TestMainWindow::rejectedInputMarksItsField()
{
    QTRY_VERIFY(formIsReady());
    // Past what the form would let through: only the server can reject it.
    FormPanel &form = m_window->createPage().form();
    form.setValues(
        {QJsonObject{{QStringLiteral("prompt"), QStringLiteral("x")}, {QStringLiteral("seed"), 3}},
         {}});
    JobRequest request;
    request.endpoint = form.endpoint();
    request.server = FalServers::local;
    request.input = QJsonObject{{QStringLiteral("prompt"), QStringLiteral("x")},
                                {QStringLiteral("num_images"), 99}};
    const Job job = outcome(m_services->jobs.submit(request));
    QCOMPARE(job.state, JobState::Failed);
    QCOMPARE(job.error->kind, Error::Kind::Validation);
    QCOMPARE(job.error->fields.first().path, QStringList(QStringLiteral("num_images")));
}

void TestMainWindow::failedJobCanBeRetried()
{
    QTRY_VERIFY(formIsReady());
    JobRequest request;
    request.endpoint = *EndpointId::parse(QStringLiteral("local/no-such-model"));
    request.server = FalServers::local;
    const JobId id = m_services->jobs.submit(request);
    QCOMPARE(outcome(id).state, JobState::Failed);
    const JobId again = m_services->jobs.retry(id);
    QVERIFY(again != id);
    QCOMPARE(outcome(again).state, JobState::Failed);
    QCOMPARE(outcome(generate(QStringLiteral("a calm sea"))).state, JobState::Done);
}

void TestMainWindow::modelsCarryThePromptOver()
{
    QTRY_VERIFY(formIsReady());
    prompt()->selectAll();
    QTest::keyClicks(prompt(), QStringLiteral("a blue heron"));
    m_window->createPage().openModel(*EndpointId::parse(QStringLiteral("local/animate")), true);
    QTRY_VERIFY(formIsReady() && m_window->findChild<QWidget *>(QStringLiteral("field.duration")));
    QCOMPARE(prompt()->toPlainText(), QStringLiteral("a blue heron"));
}

void TestMainWindow::aResultBecomesAnInput()
{
    QTRY_VERIFY(formIsReady());
    QCOMPARE(outcome(generate(QStringLiteral("a quiet harbour"))).state, JobState::Done);
    m_window->createPage().openModel(
        *EndpointId::parse(QStringLiteral("local/paint/image-to-image")), true);
    QToolButton *library = nullptr;
    QTRY_VERIFY(
        (library = m_window->findChild<QToolButton *>(QStringLiteral("field.image_url.library"))));
    library->click();
    QListWidget *grid = nullptr;
    QTRY_VERIFY((grid = m_window->findChild<QListWidget *>(QStringLiteral("assetPopupGrid")))
                && grid->count() == 1 && grid->isVisible());
    // Large enough to be recognised.
    const QRect tile = grid->visualItemRect(grid->item(0));
    QVERIFY(tile.width() >= 90 && tile.height() >= 90);
    QTest::mouseClick(grid->viewport(), Qt::LeftButton, {}, tile.center());
    const FormModel &model = *m_window->createPage().form().input().model();
    QTRY_VERIFY(QFile::exists(model.file(QStringLiteral("/image_url"))));
    // It goes up before anything is sent.
    QTRY_VERIFY(m_services->uploads.stateOf(model.file(QStringLiteral("/image_url")))
                    .value_or(UploadState())
                    .step
                == UploadState::Step::Done);
}

void TestMainWindow::closedAndOpenedAgain()
{
    QTRY_VERIFY(formIsReady());
    const JobId id = generate(QStringLiteral("a quiet harbour"));
    QCOMPARE(outcome(id).state, JobState::Done);
    endProgram();
    startProgram();
    m_window->showArea(MainWindow::Area::Library);
    auto *library = m_window->findChild<GalleryPanel *>();
    QTRY_COMPARE(library->model().rowCount(), 1);
    const Asset asset = library->model().assetAt(0);
    QVERIFY(QFile::exists(asset.path));
    const auto job = await(m_services->jobRepository.find(asset.job));
    QVERIFY(job.hasValue());
    QCOMPARE(job->input.value(QStringLiteral("prompt")).toString(),
             QStringLiteral("a quiet harbour"));
}

void TestMainWindow::windowComesBackAsItWas()
{
    QTRY_VERIFY(formIsReady());
    m_window->resize(1040, 710);
    m_window->createPage().docks().last()->show();
    m_window->close();
    endProgram();
    startProgram();
    QTRY_COMPARE(m_window->size(), QSize(1040, 710));
    QVERIFY(m_window->createPage().docks().last()->isVisible());
}

void TestMainWindow::brokenLibraryIsSaidAndNotTouched()
{
    endProgram();
    m_data = std::make_unique<QTemporaryDir>();
    const QString path = Folders::resolve(m_data->path()).database();
    const QByteArray garbage = QByteArray("this is not a library\n").repeated(100);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(garbage);
    file.close();
    startProgram();
    QSignalSpy again(m_window.get(), &MainWindow::tryAgain);
    const auto button = [this]() -> QAbstractButton * {
        const QList<QAbstractButton *> buttons = m_window->findChildren<QAbstractButton *>();
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
    QTRY_VERIFY(formIsReady());
    QStringList nameless;
    for (const auto area :
         {MainWindow::Area::Create, MainWindow::Area::Library, MainWindow::Area::Models}) {
        m_window->showArea(area);
        const QList<QWidget *> widgets = m_window->findChildren<QWidget *>();
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
    QTRY_VERIFY(formIsReady());
    auto *browser = m_window->findChild<ModelBrowser *>();
    QTRY_VERIFY(browser->list().model()->rowCount() > 1);
    // Typing searches at once, and Enter opens the first.
    m_window->showArea(MainWindow::Area::Models);
    QTRY_COMPARE(QApplication::focusWidget(), &browser->searchField());
    QTest::keyClicks(&browser->searchField(), QStringLiteral("paint over"));
    QTest::keyClick(&browser->searchField(), Qt::Key_Return);
    QCOMPARE(m_window->createPage().endpoint().toString(),
             QStringLiteral("local/paint/image-to-image"));
    // What was opened stands first where models are chosen.
    auto *picker = m_window->findChild<ModelPicker *>();
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
