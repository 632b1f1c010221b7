#include "ui/shell/mainwindow.h"

#include "core/base/async.h"
#include "core/catalog/modelshelf.h"
#include "core/jobs/recentrequests.h"
#include "core/library/assetrepository.h"
#include "core/library/libraryedits.h"
#include "core/media/webthumbnails.h"
#include "core/settings/settingkeys.h"
#include "core/spending/spendledger.h"
#include "ui/catalog/modelbrowser.h"
#include "ui/gallery/gallerymodel.h"
#include "ui/gallery/gallerypanel.h"
#include "ui/shell/accountlink.h"
#include "ui/shell/createpage.h"
#include "ui/shell/fetchdialog.h"
#include "ui/shell/formpanel.h"
#include "ui/shell/judgelink.h"
#include "ui/shell/navigationbar.h"
#include "ui/shell/sendlink.h"
#include "ui/shell/servermenu.h"
#include "ui/shell/spendlink.h"
#include "ui/spending/accountbanner.h"
#include "ui/viewer/stage.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/messagepage.h"

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QDesktopServices>
#include <QDockWidget>
#include <QLineEdit>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QScreen>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace peregrine {

namespace {

constexpr QSize firstSize(1280, 800);
constexpr double shareOfScreen = 0.94;

} // namespace

MainWindow::MainWindow(const Means &means, QWidget *parent)
    : QMainWindow(parent)
    , m_means(means)
    , m_shelf(new ModelShelf(means.settings, this))
    , m_navigation(new NavigationBar(this))
    , m_banner(new Banner(this))
    , m_areas(new QStackedWidget(this))
    , m_sending(new SendLink(means.jobs, *this, this))
    , m_create(
          new CreatePage({means.jobs, means.repository, means.catalog, means.assets,
                          means.thumbnails, means.settings, means.prompts, means.presets,
                          means.wildcards, means.uploads, means.drafts, means.batches, *m_sending}))
    , m_library(new GalleryPanel(means.assets, means.thumbnails))
    , m_models(new ModelBrowser)
    , m_problem(new MessagePage)
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowIcon(QIcon(QStringLiteral(":/icons/peregrine.svg")));
    setMinimumSize(900, 600);

    m_areas->addWidget(m_create);
    m_areas->addWidget(m_library);
    m_areas->addWidget(m_models);
    m_areas->addWidget(m_problem);
    connect(m_problem->addButton(tr("Try again")), &QPushButton::clicked, this,
            &MainWindow::tryAgain);
    connect(m_problem->addButton(tr("Quit")), &QPushButton::clicked, this, &QWidget::close);

    auto *account = new AccountBanner(this);
    new AccountLink(means.jobs, *account, this);
    auto *content = new QWidget(this);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_navigation);
    layout->addWidget(account);
    layout->addWidget(m_banner);
    layout->addWidget(m_areas, 1);
    setCentralWidget(content);
    m_banner->hide();
    m_create->form().setPastedFolder(means.pastedFolder);

    makeSpending();
    makeJudging();
    makeMenus();
    connectCreate();
    connectLibrary();
    connectModels();
    connectJobs();
    restoreWindow();
    showArea(Area::Create);
    // Else the first control by tab would have it, which is none to begin with.
    m_create->form().setFocus();
    setProgress(0, 0);
}

MainWindow::~MainWindow() = default;

void MainWindow::makeSpending()
{
    connect(m_sending, &SendLink::messageForUser, this, &MainWindow::showNews);
    if (!m_means.ledger || !m_means.profiles)
        return;
    m_sending->setSpending(*m_means.ledger, *m_means.profiles);
    m_spending = new SpendLink(*m_means.ledger, *m_means.profiles, *m_navigation, *this, this);
    connect(m_sending, &SendLink::limitsRequested, m_spending, &SpendLink::openLimits);
}

void MainWindow::makeJudging()
{
    auto *edits = new LibraryEdits(m_means.assets, this);
    m_judging = new JudgeLink({*edits, m_means.assets, m_means.settings}, *m_library,
                              m_create->stage(), this);
    connect(m_judging, &JudgeLink::messageForUser, this, &MainWindow::showNews);
    connect(m_judging, &JudgeLink::undoOffered, this, &MainWindow::offerUndo);
    connect(m_library, &GalleryPanel::deleteRequested, m_judging, &JudgeLink::moveToTrash);
    connect(m_create, &CreatePage::deleteRequested, m_judging, &JudgeLink::moveToTrash);
}

void MainWindow::makeMenus()
{
    QMenu *file = menuBar()->addMenu(tr("&File"));
    QAction *folder =
        file->addAction(theme::icon(QStringLiteral("folder")), tr("Open &results folder"));
    connect(folder, &QAction::triggered, this,
            [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(m_means.resultsFolder)); });
    file->addSeparator();
    QAction *quit = file->addAction(tr("&Quit"));
    quit->setShortcut(QKeySequence::Quit);
    quit->setMenuRole(QAction::QuitRole);
    connect(quit, &QAction::triggered, this, &QWidget::close);

    QMenu *view = menuBar()->addMenu(tr("&View"));
    m_areaActions = new QActionGroup(this);
    const auto area = [&](const QString &name, const QString &text, Area target) {
        QAction *action = view->addAction(theme::icon(name), text);
        action->setObjectName(name);
        action->setCheckable(true);
        action->setShortcut(
            QKeySequence(Qt::ALT | static_cast<Qt::Key>(Qt::Key_1 + static_cast<int>(target))));
        action->setData(static_cast<int>(target));
        m_areaActions->addAction(action);
        m_navigation->addArea(action);
        connect(action, &QAction::triggered, this, [this, target] { showArea(target); });
    };
    area(QStringLiteral("create"), tr("&Create"), Area::Create);
    area(QStringLiteral("library"), tr("&Library"), Area::Library);
    area(QStringLiteral("models"), tr("&Models"), Area::Models);
    view->addSeparator();
    const QList<QDockWidget *> docks = m_create->docks();
    for (QDockWidget *dock : docks)
        view->addAction(dock->toggleViewAction());
    QAction *reset = view->addAction(tr("&Reset layout"));
    connect(reset, &QAction::triggered, m_create, &CreatePage::resetLayout);
    view->addSeparator();
    makeAppearanceMenu(view->addMenu(tr("&Appearance")));

    m_judging->fillMenu(menuBar()->addMenu(tr("&Library")));

    QMenu *job = menuBar()->addMenu(tr("&Job"));
    QAction *generate = job->addAction(theme::icon(QStringLiteral("play")), tr("&Generate"));
    // Shown here; the form itself answers the keys, also while it has the focus.
    generate->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_G));
    connect(generate, &QAction::triggered, this, [this] {
        showArea(Area::Create);
        m_create->form().generate();
    });
    QAction *next = job->addAction(tr("Generate before what &waits"));
    next->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Return));
    connect(next, &QAction::triggered, this, [this] {
        showArea(Area::Create);
        m_create->generateNext();
    });
    QAction *fetch = job->addAction(tr("&Fetch a request by its id…"));
    fetch->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F));
    connect(fetch, &QAction::triggered, this, &MainWindow::fetchRequest);
    QAction *prompt = job->addAction(tr("Write a &prompt"));
    prompt->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_L));
    connect(prompt, &QAction::triggered, this, [this] {
        showArea(Area::Create);
        m_create->focusPrompt();
    });

    job->addSeparator();
    job->addActions(m_create->formActions());
    job->addSeparator();
    m_jobMenu = job;
    if (m_spending) {
        job->addSeparator();
        job->addAction(m_spending->limitsAction());
    }

    QMenu *help = menuBar()->addMenu(tr("&Help"));
    QAction *about = help->addAction(tr("&About Peregrine"));
    about->setMenuRole(QAction::AboutRole);
    connect(about, &QAction::triggered, this, &MainWindow::showAbout);

    auto *servers = new ServerMenu(m_means.servers, this);
    m_navigation->setServerMenu(servers);
    connect(servers, &ServerMenu::serverChosen, this, &MainWindow::serverChosen);
}

void MainWindow::makeAppearanceMenu(QMenu *menu)
{
    auto *group = new QActionGroup(this);
    const auto add = [&](const QString &text, theme::Appearance appearance) {
        QAction *action = menu->addAction(text);
        action->setCheckable(true);
        action->setChecked(m_means.theme.appearance() == appearance);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, appearance] {
            m_means.theme.setAppearance(appearance);
            m_means.settings.set(settings::appearance, static_cast<int>(appearance));
        });
    };
    add(tr("As the &system"), theme::Appearance::System);
    add(tr("&Light"), theme::Appearance::Light);
    add(tr("&Dark"), theme::Appearance::Dark);
}

void MainWindow::connectCreate()
{
    connect(m_create, &CreatePage::messageForUser, this, &MainWindow::showNews);
    connect(m_create, &CreatePage::undoOffered, this, &MainWindow::offerUndo);
    connect(m_create, &CreatePage::reuseRequested, this, &MainWindow::reuse);
    connect(m_create, &CreatePage::assetActivated, this, [this](const AssetId &id) {
        showArea(Area::Library);
        m_library->openViewer(id);
    });
    connect(m_create, &CreatePage::endpointChanged, this, [this](const EndpointId &endpoint) {
        m_means.settings.setLastEndpoint(m_means.catalog.server(), endpoint.toString());
        m_shelf->noteOpened(endpoint);
    });
}

void MainWindow::connectLibrary()
{
    connect(m_library, &GalleryPanel::noticed, this, &MainWindow::showNews);
    connect(m_library, &GalleryPanel::failed, this, &MainWindow::showNews);
    connect(m_library, &GalleryPanel::reuseRequested, this, &MainWindow::reuse);
    connect(m_library, &GalleryPanel::detailsWanted, this, &MainWindow::loadDetails);
    connect(&m_means.assets, &AssetRepository::removed, this, [this](const QList<AssetId> &ids) {
        m_create->removeAssets(ids);
        m_library->removeAssets(ids);
    });
}

void MainWindow::connectModels()
{
    connect(&m_means.catalog, &ModelCatalog::modelsChanged, this, &MainWindow::showModels);
    connect(m_shelf, &ModelShelf::changed, this, &MainWindow::showModels);
    connect(m_models, &ModelBrowser::favoriteToggled, m_shelf, &ModelShelf::setFavorite);
    connect(&m_means.catalog, &ModelCatalog::loadingChanged, m_models, &ModelBrowser::setLoading);
    connect(&m_means.catalog, &ModelCatalog::failed, m_models, &ModelBrowser::setError);
    WebThumbnails &pictures = m_means.webThumbnails;
    const auto show = [this, &pictures](const QUrl &url) {
        m_models->setPicture(url, QPixmap::fromImage(pictures.pictureOf(url)));
    };
    connect(&pictures, &WebThumbnails::arrived, this, show);
    connect(m_models, &ModelBrowser::picturesWanted, this,
            [&pictures, show](const QList<QUrl> &urls) {
                for (const QUrl &url : urls) {
                    if (!pictures.pictureOf(url).isNull())
                        show(url);
                }
                pictures.want(urls);
            });
    connect(m_models, &ModelBrowser::pageRequested, this,
            [](const QUrl &page) { QDesktopServices::openUrl(page); });
    connect(m_models, &ModelBrowser::refreshRequested, &m_means.catalog, &ModelCatalog::refresh);
    connect(m_models, &ModelBrowser::modelChosen, this, &MainWindow::openModel);
}

void MainWindow::openModel(const EndpointId &endpoint)
{
    showArea(Area::Create);
    m_create->openModel(endpoint, true);
    m_create->focusPrompt();
}

void MainWindow::showModels()
{
    const QList<ModelCard> models =
        m_shelf->arrange(m_means.catalog.models(), m_means.catalog.server());
    const QList<EndpointId> recent = m_shelf->recent();
    m_models->setRecent(recent);
    m_models->setModels(models);
    m_models->setListedAt(m_means.catalog.listedAt());
    m_create->setModels(models, recent);
}

void MainWindow::connectJobs()
{
    m_means.jobs.setPaused(m_means.settings.get(settings::queuePaused));
    connect(&m_means.jobs, &JobManager::pausedChanged, this, [this](bool paused) {
        m_means.settings.set(settings::queuePaused, paused);
        // A pause that a crash forgets would send what was not to be sent.
        m_means.settings.sync();
    });
    connect(&m_means.jobs, &JobManager::assetsAdded, m_library, &GalleryPanel::addAssets);
    connect(&m_means.jobs, &JobManager::storageFailed, this,
            [this](const Error &error) { showNews(error.message); });
}

void MainWindow::showArea(Area area)
{
    if (m_areas->currentWidget() == m_problem)
        return;
    m_areas->setCurrentIndex(static_cast<int>(area));
    const QList<QAction *> actions = m_areaActions->actions();
    for (QAction *action : actions)
        action->setChecked(action->data().toInt() == static_cast<int>(area));
    if (area == Area::Models)
        m_models->searchField().setFocus(Qt::ShortcutFocusReason);
}

void MainWindow::useServer(const QString &server, const EndpointId &endpoint)
{
    if (m_spending)
        m_spending->setServer(server);
    const bool local = server == FalServers::local;
    if (local) {
        m_navigation->setServer(
            tr("Local"),
            tr("Requests go to the server inside this program: free previews, not a model's work."),
            QStringLiteral("computer"));
    } else if (server == FalServers::fal) {
        m_navigation->setServer(tr("fal"),
                                tr("Requests go to fal.ai and are charged to your account there."),
                                QStringLiteral("cloud"));
    } else {
        m_navigation->setServer(QUrl(server).host(), tr("Requests go to %1.").arg(server),
                                QStringLiteral("cloud"));
    }
    m_means.catalog.setServer(server);

    EndpointId wanted = endpoint;
    if (wanted.isEmpty()) {
        const QString fallback =
            local ? QStringLiteral("local/paint") : QStringLiteral("fal-ai/flux/dev");
        const QString last = m_means.settings.lastEndpoint(server);
        if (const auto parsed = EndpointId::parse(last.isEmpty() ? fallback : last))
            wanted = *parsed;
    }
    m_create->openModel(wanted, true);
}

void MainWindow::showProblem(const QString &title, const Error &error)
{
    m_problem->setContent(QStringLiteral("warning"), title, error.message);
    m_areas->setCurrentWidget(m_problem);
    m_navigation->setEnabled(false);
    m_areaActions->setEnabled(false);
}

void MainWindow::hideProblem()
{
    m_navigation->setEnabled(true);
    m_areaActions->setEnabled(true);
    if (m_areas->currentWidget() == m_problem)
        m_areas->setCurrentWidget(m_create);
}

void MainWindow::libraryReady()
{
    if (m_means.ledger)
        m_means.ledger->load();
    m_create->loadResults();
    m_library->model().reload();
}

void MainWindow::openFiles(const QStringList &paths)
{
    m_create->importFiles(paths);
}

void MainWindow::showNews(const QString &message)
{
    m_banner->showMessage(message);
}

void MainWindow::reuse(const AssetId &id, bool withSeed)
{
    whenDone(this, m_means.assets.find(id), [this, withSeed](const Expected<Asset, Error> &asset) {
        if (!asset) {
            showNews(asset.error().message);
            return;
        }
        whenDone(this, m_means.repository.find(asset->job),
                 [this, withSeed](const Expected<Job, Error> &job) {
                     if (!job) {
                         showNews(job.error().message);
                         return;
                     }
                     showArea(Area::Create);
                     m_create->reuse(*job, withSeed);
                 });
    });
}

void MainWindow::loadDetails(const JobId &id)
{
    whenDone(this, m_means.repository.find(id), [this](const Expected<Job, Error> &job) {
        if (job)
            m_library->setDetails(*job);
    });
}

void MainWindow::offerUndo(const QString &message, const std::function<void()> &undo)
{
    m_banner->showOffer(message, tr("Undo"), undo);
}

void MainWindow::showAbout()
{
    auto *box = new QMessageBox(this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(tr("About Peregrine"));
    box->setIconPixmap(windowIcon().pixmap(64, 64));
    box->setText(tr("<h3>Peregrine %1</h3><p>A desktop studio for fal.ai: any model as a form, "
                    "every request in a queue, "
                    "every result kept.</p><p>Qt %2. MIT licence.</p>")
                     .arg(QStringLiteral(PEREGRINE_VERSION), QString::fromLatin1(qVersion())));
    box->open();
}

void MainWindow::setProgress(int ended, int total)
{
    setWindowTitle(ended < total ? tr("%1/%2 – Peregrine", "jobs that have ended, all")
                                       .arg(QString::number(ended), QString::number(total))
                                 : tr("Peregrine"));
}

void MainWindow::fetchRequest()
{
    auto *requests = new RecentRequests(m_means.servers);
    auto *dialog = new FetchDialog(*requests, m_means.catalog.server(), m_create->endpoint(), this);
    requests->setParent(dialog);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &FetchDialog::chosen, this, [this](const RequestReference &reference) {
        showArea(Area::Create);
        m_create->showJob(m_means.jobs.fetch(reference, m_means.catalog.titleOf(reference.endpoint),
                                             m_means.catalog.server()));
    });
    dialog->open();
}

void MainWindow::comeToFront(const QString &activationToken)
{
    if (!activationToken.isEmpty())
        qputenv("XDG_ACTIVATION_TOKEN", activationToken.toUtf8());
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
}

void MainWindow::addJobAction(QAction *action)
{
    m_jobMenu->addAction(action);
}

void MainWindow::restoreWindow()
{
    // The first window fits the screen with its frame; not every window manager sees to that.
    resize(firstSize.boundedTo(screen()->availableSize() * shareOfScreen));
    restoreGeometry(m_means.settings.get(settings::windowGeometry));
    if (const QByteArray layout = m_means.settings.get(settings::createLayout); !layout.isEmpty())
        m_create->restoreLayout(layout);
    if (const QByteArray layout = m_means.settings.get(settings::libraryLayout); !layout.isEmpty())
        m_library->restoreLayout(layout);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_means.settings.set(settings::windowGeometry, saveGeometry());
    m_means.settings.set(settings::createLayout, m_create->saveLayout());
    m_means.settings.set(settings::libraryLayout, m_library->saveLayout());
    m_create->keepDraft();
    event->accept();
}

} // namespace peregrine
