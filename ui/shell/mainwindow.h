#pragma once

#include "core/catalog/modelcatalog.h"
#include "core/jobs/jobmanager.h"
#include "core/settings/settings.h"
#include "ui/theme/theme.h"

#include <QMainWindow>

#include <functional>

class QAction;
class QActionGroup;
class QMenu;
class QStackedWidget;

namespace peregrine {

class AssetRepository;
class Banner;
class BatchRepository;
class CreatePage;
class DraftBook;
class GalleryPanel;
class JobRepository;
class JudgeLink;
class MessagePage;
class ModelBrowser;
class ModelShelf;
class PresetBook;
class PromptHistory;
class Thumbnailer;
class UploadTray;
class WebThumbnails;
class WildcardFolder;
class NavigationBar;
class ProfileRepository;
class SendLink;
class SpendLedger;
class SpendLink;

/// The window: the areas Create, Library and Models, menus, the server chip, news at the top. It
/// joins the panels by their signals; no panel knows another.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    struct Means
    {
        JobManager &jobs;
        JobRepository &repository;
        AssetRepository &assets;
        ModelCatalog &catalog;
        FalServers &servers;
        Thumbnailer &thumbnails;
        Settings &settings;
        theme::Theme &theme;
        QString resultsFolder;
        /// Where pictures from the clipboard are kept until they are sent.
        QString pastedFolder;
        PromptHistory &prompts;
        PresetBook &presets;
        WildcardFolder &wildcards;
        UploadTray &uploads;
        WebThumbnails &webThumbnails;
        DraftBook &drafts;
        BatchRepository &batches;
        /// Null: what jobs cost is neither counted nor limited.
        SpendLedger *ledger = nullptr;
        /// Whose limits count; null without a ledger.
        ProfileRepository *profiles = nullptr;
    };

    enum class Area { Create, Library, Models };

    /// All references must outlive it.
    explicit MainWindow(const Means &means, QWidget *parent = nullptr);
    ~MainWindow() override;

    void showArea(Area area);
    /// The server is there: loads the catalogue and the model, the last one when none is given.
    void useServer(const QString &server, const EndpointId &endpoint = {});
    /// The program cannot work before this is mended: says so instead of the areas. tryAgain() is
    /// asked for by its button.
    void showProblem(const QString &title, const Error &error);
    void hideProblem();
    /// The library can be read now: what the areas show of it is fetched.
    void libraryReady();
    /// In the Create area.
    void openModel(const EndpointId &endpoint);
    /// Presets, from the command line.
    void openFiles(const QStringList &paths);
    /// Whatever it was behind; the token is the desktop's leave to do so, and may be empty.
    void comeToFront(const QString &activationToken);
    /// At the end of the menu of jobs.
    void addJobAction(QAction *action);
    /// How many of the jobs that were asked for have ended, for the title.
    void setProgress(int ended, int total);
    /// A line of news at the top; never a modal box.
    void showNews(const QString &message);

    [[nodiscard]] CreatePage &createPage() { return *m_create; }

Q_SIGNALS:
    void tryAgain();
    /// The user chose another server; useServer() answers when it is there.
    void serverChosen(const QString &server);

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void makeMenus();
    void makeSpending();
    void makeJudging();
    void makeAppearanceMenu(QMenu *menu);
    void connectCreate();
    void connectLibrary();
    void connectModels();
    void showModels();
    void connectJobs();
    void reuse(const AssetId &id, bool withSeed);
    void loadDetails(const JobId &id);
    void offerUndo(const QString &message, const std::function<void()> &undo);
    void fetchRequest();
    void showAbout();
    void restoreWindow();

    Means m_means;
    ModelShelf *m_shelf;
    NavigationBar *m_navigation;
    Banner *m_banner;
    QStackedWidget *m_areas;
    SendLink *m_sending;
    SpendLink *m_spending = nullptr;
    JudgeLink *m_judging = nullptr;
    CreatePage *m_create;
    GalleryPanel *m_library;
    ModelBrowser *m_models;
    MessagePage *m_problem;
    QActionGroup *m_areaActions = nullptr;
    QMenu *m_jobMenu = nullptr;
};

} // namespace peregrine
