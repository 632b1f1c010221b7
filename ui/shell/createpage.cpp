#include "ui/shell/createpage.h"

#include "core/base/async.h"
#include "core/fal/falservers.h"
#include "core/library/assetrepository.h"
#include "core/media/thumbnailer.h"
#include "core/schema/formmodel.h"
#include "core/schema/openapireader.h"
#include "ui/form/inputform.h"
#include "ui/gallery/detailspanel.h"
#include "ui/gallery/filmstrip.h"
#include "ui/queue/jobdetails.h"
#include "ui/queue/logview.h"
#include "ui/queue/queueactions.h"
#include "ui/queue/queuepanel.h"
#include "ui/shell/assetpopup.h"
#include "ui/shell/batchlink.h"
#include "ui/shell/codelink.h"
#include "ui/shell/draftlink.h"
#include "ui/shell/formpanel.h"
#include "ui/shell/joblink.h"
#include "ui/shell/medialink.h"
#include "ui/shell/presetlink.h"
#include "ui/shell/promptlink.h"
#include "ui/shell/queuelink.h"
#include "ui/shell/sendlink.h"
#include "ui/shell/uploadlink.h"
#include "ui/viewer/assetactions.h"
#include "ui/viewer/stage.h"
#include "ui/widgets/systemdialogs.h"

#include <QAction>
#include <QDataStream>
#include <QDockWidget>
#include <QFileInfo>
#include <QShortcut>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace peregrine {

namespace {

constexpr int layoutVersion = 2;
constexpr int dockWidth = 264;

QList<FileInput> filesOf(const Job &job)
{
    QList<FileInput> files;
    for (const LocalFile &file : job.files) {
        // A file that went away meanwhile is still at the server, by its URL in the input.
        if (QFileInfo::exists(file.path))
            files.append({file.pointer, file.path});
    }
    return files;
}

} // namespace

CreatePage::CreatePage(const Means &means, QWidget *parent)
    : QMainWindow(parent, Qt::Widget)
    , m_means(means)
    , m_dialogs(std::make_unique<SystemDialogs>())
    , m_form(new FormPanel(means.thumbnails))
    , m_stage(new Stage(means.thumbnails))
    , m_filmstrip(new Filmstrip(means.assets, means.thumbnails))
    , m_queue(new QueuePanel)
    , m_log(new LogView)
    , m_job(new JobDetails)
    , m_details(new DetailsPanel(m_stage->actions()))
    , m_splitter(new QSplitter)
{
    setObjectName(QStringLiteral("createPage"));
    setDockNestingEnabled(true);

    auto *middle = new QWidget;
    auto *column = new QVBoxLayout(middle);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_stage, 1);
    column->addWidget(m_filmstrip);
    middle->setMinimumWidth(280);

    m_splitter->setObjectName(QStringLiteral("createSplitter"));
    m_splitter->addWidget(m_form);
    m_splitter->addWidget(middle);
    m_splitter->setStretchFactor(0, 0);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setSizes({340, 600});
    setCentralWidget(m_splitter);

    m_queueDock = addDock(m_queue, QStringLiteral("queueDock"), tr("Queue"));
    m_logDock = addDock(m_log, QStringLiteral("logDock"), tr("Log"));
    m_jobDock = addDock(m_job, QStringLiteral("jobDock"), tr("Job"));
    tabifyDockWidget(m_logDock, m_jobDock);
    m_logDock->raise();
    m_detailsDock = addDock(m_details, QStringLiteral("detailsDock"), tr("Details"));
    m_detailsDock->hide();
    m_defaultLayout = saveLayout();
    // In the form these keys are its own.
    const QList<QWidget *> elsewhere{middle, m_queueDock, m_logDock, m_jobDock, m_detailsDock};
    for (QWidget *place : elsewhere)
        generateByKeyIn(*place);

    m_stage->setEmptyText(tr("Nothing made yet"),
                          tr("Describe what you want at the left and press Generate."));
    m_link =
        new JobLink(means.jobs, means.sending, means.thumbnails, *m_queue, *m_log, *m_stage, this);
    new QueueLink({means.jobs, means.assets, means.thumbnails, means.settings}, *m_queue, this);
    m_prompts = new PromptLink(*m_form, means.prompts, means.wildcards, means.settings, this);
    m_presets = new PresetLink(*m_form, means.presets, *m_dialogs, this);
    m_drafts = new DraftLink(*m_form, means.drafts, this);
    m_code = new CodeLink(*m_form, means.catalog, means.settings, this);
    new UploadLink(*m_form, means.uploads, means.catalog, means.thumbnails, this);
    m_media = new MediaLink(*m_form, *this, this);
    m_batches =
        new BatchLink({means.jobs, means.repository, means.batches, means.catalog, means.thumbnails,
                       means.wildcards, means.prompts, means.settings, *m_dialogs},
                      *m_form, *this, this);
    m_form->input().setAssetPicker([this](QWidget *anchor, MediaKind kind, const auto &chosen) {
        auto *popup = new AssetPopup(m_means.assets, m_means.thumbnails, kind, this);
        connect(popup, &AssetPopup::chosen, this, chosen);
        popup->openBeneath(*anchor);
    });
    connectForm();
    connectStage();
    connectJobs();
    connectLinks();
    connectBatches();
}

CreatePage::~CreatePage() = default;

QDockWidget *CreatePage::addDock(QWidget *content, const QString &name, const QString &title)
{
    auto *dock = new QDockWidget(title, this);
    dock->setObjectName(name);
    content->setMinimumWidth(dockWidth);
    dock->setWidget(content);
    addDockWidget(Qt::RightDockWidgetArea, dock);
    return dock;
}

void CreatePage::generateByKeyIn(QWidget &place)
{
    for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto *shortcut = new QShortcut(QKeySequence(Qt::CTRL | key), &place);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, m_form, &FormPanel::generate);
    }
}

QList<QDockWidget *> CreatePage::docks() const
{
    return {m_queueDock, m_logDock, m_jobDock, m_detailsDock};
}

void CreatePage::connectForm()
{
    connect(m_form, &FormPanel::modelChosen, this,
            [this](const EndpointId &endpoint) { openModel(endpoint, true); });
    connect(m_form, &FormPanel::generateRequested, this, &CreatePage::send);
    connect(m_form, &FormPanel::faultsShown, this, [this] { m_goesFirst = false; });
    connect(m_form, &FormPanel::retryRequested, this,
            [this] { m_means.catalog.requestDocument(m_form->endpoint()); });
    connect(m_form, &FormPanel::messageForUser, this, &CreatePage::messageForUser);
    // Where people go on: at the start, after a model was chosen, and when the field that had the
    // focus went with its form.
    connect(m_form, &FormPanel::formGone, this, [this] {
        const QWidget *focused = window()->focusWidget();
        m_wantsFocus = !focused || focused == m_form || m_form->isAncestorOf(focused);
    });
    connect(m_form, &FormPanel::formShown, this, [this] {
        if (std::exchange(m_wantsFocus, false) && isVisible())
            m_form->focusPrompt();
    });

    connect(&m_means.catalog, &ModelCatalog::modelsChanged, this, [this] {
        if (!m_form->endpoint().isEmpty())
            m_form->setModel(m_form->endpoint(), m_means.catalog.titleOf(m_form->endpoint()));
        showCost();
    });
    connect(&m_means.catalog, &ModelCatalog::documentReady, this, &CreatePage::takeDocument);
    connect(&m_means.catalog, &ModelCatalog::documentFailed, this,
            [this](const EndpointId &endpoint, const Error &error) {
                if (endpoint == m_form->endpoint())
                    m_form->setProblem(error);
            });
}

void CreatePage::setModels(const QList<ModelCard> &models, const QList<EndpointId> &recent)
{
    m_form->setModels(models, recent);
}

void CreatePage::connectLinks()
{
    connect(m_prompts, &PromptLink::messageForUser, this, &CreatePage::messageForUser);
    connect(m_media, &MediaLink::messageForUser, this, &CreatePage::messageForUser);
    connect(m_presets, &PresetLink::messageForUser, this, &CreatePage::messageForUser);
    connect(m_drafts, &DraftLink::messageForUser, this, &CreatePage::messageForUser);
    connect(m_presets, &PresetLink::undoOffered, this, &CreatePage::undoOffered);
    connect(m_presets, &PresetLink::modelWanted, this, [this](const QString &text) {
        if (const auto endpoint = EndpointId::parse(text))
            openModel(*endpoint, true);
    });
    connect(m_code, &CodeLink::modelWanted, this,
            [this](const EndpointId &endpoint) { openModel(endpoint, false); });
}

QList<QAction *> CreatePage::formActions() const
{
    return m_batches->actions() + m_presets->actions() + m_prompts->actions() + m_code->actions();
}

void CreatePage::connectBatches()
{
    connect(m_batches, &BatchLink::sendRequested, this,
            [this](const QList<JobRequest> &requests) { m_means.sending.send(requests); });
    connect(m_batches, &BatchLink::retryRequested, this,
            [this](const QList<JobId> &ids) { m_means.sending.retry(ids); });
    connect(&m_queue->actions(), &QueueActions::gridRequested, m_batches,
            [this](const BatchId &id) { m_batches->openGrid(id); });
    connect(m_batches, &BatchLink::jobWanted, this, &CreatePage::showJob);
    connect(m_batches, &BatchLink::resultWanted, this, [this](const AssetId &id) {
        whenDone(this, m_means.assets.find(id), [this](const Expected<Asset, Error> &asset) {
            if (asset)
                showAsset(*asset);
            else
                Q_EMIT messageForUser(asset.error().message);
        });
    });
    connect(m_batches, &BatchLink::reuseRequested, this,
            [this](const Job &job) { reuse(job, true); });
    connect(m_batches, &BatchLink::windowWanted, this, [this] {
        window()->raise();
        window()->activateWindow();
    });
    connect(m_batches, &BatchLink::messageForUser, this, &CreatePage::messageForUser);
}

void CreatePage::importFiles(const QStringList &paths)
{
    m_presets->importFiles(paths);
}

void CreatePage::connectStage()
{
    connect(m_stage, &Stage::reuseRequested, this, &CreatePage::reuseRequested);
    connect(m_stage, &Stage::deleteRequested, this, &CreatePage::deleteRequested);
    connect(m_stage, &Stage::noticed, this, &CreatePage::messageForUser);
    connect(m_stage, &Stage::failed, this, &CreatePage::messageForUser);
    connect(m_stage, &Stage::previousRequested, m_filmstrip, [this] { m_filmstrip->step(-1); });
    connect(m_stage, &Stage::nextRequested, m_filmstrip, [this] { m_filmstrip->step(1); });
    connect(m_filmstrip, &Filmstrip::assetChosen, this, [this](const Asset &asset) {
        m_link->releaseStage();
        m_stage->showAsset(asset);
        loadDetails(asset);
    });
    connect(m_stage->detailsAction(), &QAction::toggled, m_detailsDock, &QDockWidget::setVisible);
    connect(m_detailsDock->toggleViewAction(), &QAction::toggled, m_stage->detailsAction(),
            &QAction::setChecked);
    connect(m_filmstrip, &Filmstrip::assetActivated, this, &CreatePage::assetActivated);
    connect(m_filmstrip, &Filmstrip::filled, this, &CreatePage::fillStage);
}

void CreatePage::connectJobs()
{
    connect(&m_means.jobs, &JobManager::assetsAdded, this,
            [this](const QList<Asset> &assets) { m_filmstrip->addAssets(assets); });
    connect(m_link, &JobLink::jobShown, m_job, &JobDetails::setJob);
    connect(m_log, &LogView::noticed, this, &CreatePage::messageForUser);
    connect(m_link, &JobLink::resultRequested, this, &CreatePage::showResultOf);
    connect(m_link, &JobLink::rejected, this, [this](const Job &job) {
        // Marks only what is still on show: the form the job was sent from.
        if (job.id == m_lastSent && job.endpoint == m_form->endpoint())
            m_form->showFaults(job.error->fields);
    });
}

void CreatePage::openModel(const EndpointId &endpoint, bool example)
{
    m_pendingExample = example;
    m_pendingValues.reset();
    m_document = {};
    m_form->setModel(endpoint, m_means.catalog.titleOf(endpoint));
    showCost();
    m_means.catalog.requestDocument(endpoint);
    Q_EMIT endpointChanged(endpoint);
}

EndpointId CreatePage::endpoint() const
{
    return m_form->endpoint();
}

void CreatePage::showCost()
{
    if (m_means.catalog.server() == FalServers::local) {
        m_form->setFree();
        return;
    }
    const QList<ModelCard> &models = m_means.catalog.models();
    const auto card =
        std::find_if(models.cbegin(), models.cend(), [this](const ModelCard &candidate) {
            return candidate.endpoint == m_form->endpoint();
        });
    m_form->setPrice(card == models.cend() ? std::nullopt : card->price);
}

void CreatePage::takeDocument(const EndpointId &endpoint, const QJsonObject &document)
{
    if (endpoint != m_form->endpoint() || document == m_document)
        return;
    const auto schema = OpenApiReader::read(document);
    if (!schema) {
        m_form->setProblem(schema.error());
        return;
    }
    m_document = document;
    m_form->setSchema(*schema, std::exchange(m_pendingExample, false));
    if (const auto values = std::exchange(m_pendingValues, std::nullopt))
        m_form->setValues(*values);
}

void CreatePage::generateNext()
{
    m_goesFirst = true;
    m_form->generate();
}

void CreatePage::send(const FormValues &values)
{
    const bool goesFirst = std::exchange(m_goesFirst, false);
    const auto prepared = m_prompts->prepare(values);
    if (!prepared) {
        m_form->showFaults(prepared.error().fields);
        Q_EMIT messageForUser(prepared.error().message);
        return;
    }
    JobRequest request;
    request.endpoint = m_form->endpoint();
    request.modelTitle = m_form->modelTitle();
    request.server = m_means.catalog.server();
    request.input = prepared->values.input;
    request.promptOrigin = prepared->origin;
    for (const FileInput &file : values.files)
        request.files.append({file.pointer, file.path});
    request.estimatedCost = m_form->costOf(request.input);
    m_means.sending.send({request}, this,
                         [this, values, prepared, goesFirst](const QList<JobId> &sent) {
                             m_lastSent = sent.constFirst();
                             if (goesFirst)
                                 m_means.jobs.sendNext(m_lastSent);
                             m_prompts->sent(values, *prepared);
                             m_link->follow(m_lastSent);
                             m_filmstrip->setCurrentAsset({});
                         });
}

void CreatePage::showResultOf(const JobId &id)
{
    whenDone(this, m_means.assets.ofJob(id),
             [this, id](const Expected<QList<Asset>, Error> &assets) {
                 if (m_link->followed() != id)
                     return;
                 if (!assets)
                     Q_EMIT messageForUser(assets.error().message);
                 else if (!assets->isEmpty())
                     showAsset(assets->first());
             });
}

void CreatePage::showJob(const JobId &id)
{
    m_link->follow(id);
}

void CreatePage::showAsset(const Asset &asset)
{
    m_link->releaseStage();
    m_stage->showAsset(asset);
    loadDetails(asset);
    m_filmstrip->setCurrentAsset(asset.id);
}

void CreatePage::fillStage()
{
    if (!m_stage->asset() && m_stage->jobId().isEmpty())
        m_filmstrip->step(0);
}

void CreatePage::loadDetails(const Asset &asset)
{
    m_details->setAsset(asset);
    m_presets->setPicture({});
    if (asset.endpoint == m_form->endpoint().toString()) {
        whenDone(this, m_means.thumbnails.thumbnail(asset.path, asset.kind),
                 [this, id = asset.id](const LoadedImage &picture) {
                     if (picture && m_stage->asset() && m_stage->asset()->id == id)
                         m_presets->setPicture(*picture);
                 });
    }
    whenDone(this, m_means.repository.find(asset.job),
             [this, id = asset.id](const Expected<Job, Error> &job) {
                 if (!job || !m_stage->asset() || m_stage->asset()->id != id)
                     return;
                 m_stage->setDetails(*job);
                 m_details->setJob(*job);
                 if (const auto seed = job->seed())
                     m_form->setLastSeed(*seed);
             });
}

void CreatePage::removeAssets(const QList<AssetId> &ids)
{
    m_filmstrip->removeAssets(ids);
    m_batches->removeAssets(ids);
    if (m_stage->asset() && ids.contains(m_stage->asset()->id)) {
        m_stage->clear();
        m_details->clear();
        fillStage();
    }
}

void CreatePage::reuse(const Job &job, bool withSeed)
{
    FormValues values;
    values.input = job.input;
    values.files = filesOf(job);
    const QString seed = QStringLiteral("seed");
    if (!withSeed)
        values.input.remove(seed);
    else if (const auto used = job.seed())
        values.input.insert(seed, *used);

    if (job.endpoint == m_form->endpoint() && !m_document.isEmpty()) {
        m_form->setValues(values);
        return;
    }
    openModel(job.endpoint, false);
    m_pendingValues = values;
}

void CreatePage::keepDraft()
{
    m_drafts->keep();
}

void CreatePage::loadResults()
{
    m_filmstrip->reload();
}

void CreatePage::focusPrompt()
{
    m_form->focusPrompt();
}

QByteArray CreatePage::saveLayout() const
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream << saveState(layoutVersion) << m_splitter->saveState();
    return bytes;
}

void CreatePage::restoreLayout(const QByteArray &state)
{
    QByteArray docks;
    QByteArray splitter;
    QDataStream stream(state);
    stream >> docks >> splitter;
    if (stream.status() != QDataStream::Ok)
        return;
    restoreState(docks, layoutVersion);
    m_splitter->restoreState(splitter);
}

void CreatePage::resetLayout()
{
    restoreLayout(m_defaultLayout);
}

} // namespace peregrine
