#pragma once

#include "core/catalog/modelcatalog.h"
#include "core/jobs/asset.h"
#include "core/jobs/jobmanager.h"
#include "core/schema/formvalues.h"

#include <QMainWindow>

#include <functional>
#include <memory>
#include <optional>

class QAction;
class QDockWidget;
class QSplitter;

namespace peregrine {

class AssetRepository;
class BatchLink;
class BatchRepository;
class CodeLink;
class Dialogs;
class DetailsPanel;
class DraftBook;
class DraftLink;
class Filmstrip;
class FormPanel;
class JobDetails;
class JobLink;
class LogView;
class MediaLink;
class PresetBook;
class PresetLink;
class PromptHistory;
class PromptLink;
class QueuePanel;
class SendLink;
class Settings;
class Stage;
class Thumbnailer;
class UploadTray;
class WildcardFolder;

/// The Create area: form, stage with filmstrip, and the docks with queue, log, job and
/// details.
class CreatePage : public QMainWindow
{
    Q_OBJECT

public:
    struct Means
    {
        JobManager &jobs;
        JobRepository &repository;
        ModelCatalog &catalog;
        AssetRepository &assets;
        Thumbnailer &thumbnails;
        Settings &settings;
        PromptHistory &prompts;
        PresetBook &presets;
        WildcardFolder &wildcards;
        UploadTray &uploads;
        DraftBook &drafts;
        BatchRepository &batches;
        SendLink &sending;
    };

    explicit CreatePage(const Means &means, QWidget *parent = nullptr);
    ~CreatePage() override;

    /// Loads the model's form; `example` fills it with the model's own example where it is empty.
    /// What can be chosen, and of it what was opened last, the newest first.
    void setModels(const QList<ModelCard> &models, const QList<EndpointId> &recent);
    void openModel(const EndpointId &endpoint, bool example);
    [[nodiscard]] EndpointId endpoint() const;
    /// Fills the form with a past job's inputs, without the seed unless it is asked for.
    void reuse(const Job &job, bool withSeed);
    /// A job on the stage, or its result when it has one.
    void showJob(const JobId &id);
    /// A result on the stage.
    void showAsset(const Asset &asset);
    /// What stands in the form is kept for the next start.
    void keepDraft();
    void removeAssets(const QList<AssetId> &ids);
    void focusPrompt();
    /// Sends the form before all that waits.
    void generateNext();
    /// The library can be read now.
    void loadResults();

    [[nodiscard]] QList<QDockWidget *> docks() const;
    /// For menus: what can be done with prompts and presets.
    [[nodiscard]] QList<QAction *> formActions() const;
    /// Files that a form takes in: presets.
    void importFiles(const QStringList &paths);
    [[nodiscard]] Stage &stage() { return *m_stage; }
    [[nodiscard]] FormPanel &form() { return *m_form; }
    /// Dock places and splitter.
    [[nodiscard]] QByteArray saveLayout() const;
    void restoreLayout(const QByteArray &state);
    void resetLayout();

Q_SIGNALS:
    void endpointChanged(const peregrine::EndpointId &endpoint);
    void reuseRequested(const peregrine::AssetId &id, bool withSeed);
    void deleteRequested(const QList<peregrine::Asset> &assets);
    void assetActivated(const peregrine::AssetId &id);
    void messageForUser(const QString &message);
    /// News of something that can be taken back, by calling undo.
    void undoOffered(const QString &message, const std::function<void()> &undo);

private:
    /// Ctrl+Enter sends the form from there, too.
    void generateByKeyIn(QWidget &place);
    QDockWidget *addDock(QWidget *content, const QString &name, const QString &title);
    void connectForm();
    void connectStage();
    void connectJobs();
    void connectLinks();
    void connectBatches();
    void send(const FormValues &values);
    void takeDocument(const EndpointId &endpoint, const QJsonObject &document);
    void showResultOf(const JobId &id);
    /// The newest result, where the stage has nothing to show and the strip has something.
    void fillStage();
    void loadDetails(const Asset &asset);
    void showCost();

    Means m_means;
    std::unique_ptr<Dialogs> m_dialogs;
    FormPanel *m_form;
    Stage *m_stage;
    Filmstrip *m_filmstrip;
    QueuePanel *m_queue;
    LogView *m_log;
    JobDetails *m_job;
    DetailsPanel *m_details;
    QSplitter *m_splitter;
    QDockWidget *m_queueDock = nullptr;
    QDockWidget *m_logDock = nullptr;
    QDockWidget *m_jobDock = nullptr;
    QDockWidget *m_detailsDock = nullptr;
    JobLink *m_link = nullptr;
    PromptLink *m_prompts = nullptr;
    PresetLink *m_presets = nullptr;
    DraftLink *m_drafts = nullptr;
    CodeLink *m_code = nullptr;
    MediaLink *m_media = nullptr;
    BatchLink *m_batches = nullptr;
    QByteArray m_defaultLayout;
    /// To be put into the form when it is there.
    std::optional<FormValues> m_pendingValues;
    /// The next form that comes up takes the focus.
    bool m_wantsFocus = false;
    /// What is sent next goes before all that waits.
    bool m_goesFirst = false;
    bool m_pendingExample = false;
    /// The server's document that the form on show was made from.
    QJsonObject m_document;
    JobId m_lastSent;
};

} // namespace peregrine
