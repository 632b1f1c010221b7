#include "ui/shell/batchlink.h"

#include "core/base/async.h"
#include "core/base/json.h"
#include "core/fal/falservers.h"
#include "core/prompts/prompthistory.h"
#include "core/prompts/prompttexts.h"
#include "core/prompts/wildcardfolder.h"
#include "core/schema/formmodel.h"
#include "core/schema/openapireader.h"
#include "core/settings/settings.h"
#include "ui/batch/batchdialog.h"
#include "ui/batch/batchwindow.h"
#include "ui/catalog/modellistmodel.h"
#include "ui/catalog/modelpickerpopup.h"
#include "ui/form/inputform.h"
#include "ui/shell/formpanel.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QRandomGenerator>
#include <QScreen>

#include <algorithm>

namespace peregrine {

namespace {

constexpr QSize pickerSize{420, 420};

} // namespace

BatchLink::BatchLink(const Means &means, FormPanel &form, QWidget &window, QObject *parent)
    : QObject(parent)
    , m_means(means)
    , m_form(form)
    , m_window(window)
    , m_generateMany(new QAction(theme::icon(QStringLiteral("grid")), tr("Generate &many…"), this))
    , m_models(new ModelListModel(this))
{
    m_generateMany->setObjectName(QStringLiteral("generateMany"));
    m_generateMany->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_G));
    m_generateMany->setToolTip(tr("Vary seeds, fields and models, and send all combinations"));
    form.addGenerateAction(m_generateMany);
    setFormIsThere(false);
    connect(m_generateMany, &QAction::triggered, this, &BatchLink::openDialog);
    connect(&form, &FormPanel::formShown, this, [this] { setFormIsThere(true); });
    connect(&form, &FormPanel::formGone, this, [this] { setFormIsThere(false); });
    connect(&means.catalog, &ModelCatalog::modelsChanged, this, &BatchLink::givePrices);
    connect(&means.catalog, &ModelCatalog::documentReady, this, &BatchLink::takeDocument);
    connect(&means.catalog, &ModelCatalog::documentFailed, this,
            [this](const EndpointId &endpoint, const Error &error) {
                if (m_dialog)
                    m_dialog->setSchemaProblem(endpoint, error.message);
            });
    connectJobs();
}

QList<QAction *> BatchLink::actions() const
{
    return {m_generateMany};
}

void BatchLink::setFormIsThere(bool isThere)
{
    m_generateMany->setEnabled(isThere);
}

void BatchLink::openDialog()
{
    if (!m_generateMany->isEnabled())
        return;
    if (m_dialog) {
        m_dialog->raise();
        m_dialog->activateWindow();
        return;
    }
    const FormModel &model = *m_form.input().model();
    BatchStart start;
    start.endpoint = m_form.endpoint();
    start.modelTitle = m_form.modelTitle();
    start.server = m_means.catalog.server();
    start.schema = model.schema();
    start.values = model.values();
    if (m_means.settings.wildcards(start.endpoint.toString()))
        start.wildcards = m_means.wildcards.lists();
    start.wildcardSeed = QRandomGenerator::global()->generate();
    m_dialog = new BatchDialog(start, m_means.wildcards.lists(), m_means.dialogs, &m_window);
    connectDialog(*m_dialog);
    givePrices();
    m_dialog->open();
}

void BatchLink::connectDialog(BatchDialog &dialog)
{
    connect(&dialog, &BatchDialog::modelWanted, this,
            [this](QWidget *anchor) { chooseModel(*anchor); });
    connect(&dialog, &BatchDialog::schemaWanted, this,
            [this](const EndpointId &endpoint) { m_means.catalog.requestDocument(endpoint); });
    connect(&dialog, &BatchDialog::sendRequested, this, &BatchLink::send);
}

void BatchLink::givePrices()
{
    if (!m_dialog)
        return;
    BatchPrices prices;
    prices.isFree = m_means.catalog.server() == FalServers::local;
    const QList<ModelCard> &models = m_means.catalog.models();
    for (const ModelCard &card : models) {
        if (card.price)
            prices.prices.insert(card.endpoint, *card.price);
    }
    m_dialog->setPrices(prices);
}

void BatchLink::chooseModel(QWidget &anchor)
{
    m_models->setModels(m_means.catalog.models());
    auto *popup = new ModelPickerPopup(*m_models, m_dialog);
    popup->setAttribute(Qt::WA_DeleteOnClose);
    connect(popup, &ModelPickerPopup::modelChosen, this, [this](const EndpointId &endpoint) {
        if (m_dialog)
            m_dialog->addModel(endpoint, m_means.catalog.titleOf(endpoint));
    });
    const QRect room = anchor.screen()->availableGeometry();
    QRect place(anchor.mapToGlobal(QPoint(0, anchor.height() + 2)),
                pickerSize.boundedTo(room.size()));
    place.moveBottom(std::min(place.bottom(), room.bottom()));
    place.moveRight(std::min(place.right(), room.right()));
    popup->openAt(place, {});
}

void BatchLink::takeDocument(const EndpointId &endpoint, const QJsonObject &document)
{
    if (!m_dialog)
        return;
    const auto schema = OpenApiReader::read(document);
    if (schema)
        m_dialog->setSchema(endpoint, *schema);
    else
        m_dialog->setSchemaProblem(endpoint, schema.error().message);
}

void BatchLink::send(const Batch &batch, const QList<JobRequest> &requests)
{
    // Before its jobs: what is kept takes effect in the order it is asked for.
    whenDone(this, m_means.batches.save(batch), [this](const BatchRepository::Saved &saved) {
        if (!saved)
            Q_EMIT messageForUser(saved.error().message);
    });
    const FormModel &model = *m_form.input().model();
    m_means.prompts.add(promptTexts(model.schema().input, model.values().input),
                        m_form.endpoint().toString());
    m_sent.insert(batch.id, batch);
    Q_EMIT sendRequested(requests);
}

void BatchLink::connectJobs()
{
    const auto take = [this](const QList<Job> &jobs) {
        for (const QPointer<BatchWindow> &grid : std::as_const(m_grids)) {
            if (grid)
                grid->update(jobs);
        }
    };
    connect(&m_means.jobs, &JobManager::jobsAdded, this, &BatchLink::take);
    connect(&m_means.jobs, &JobManager::jobsAdded, this, take);
    connect(&m_means.jobs, &JobManager::jobsUpdated, this, take);
    connect(&m_means.jobs, &JobManager::assetsAdded, this, [this](const QList<Asset> &assets) {
        for (const QPointer<BatchWindow> &grid : std::as_const(m_grids)) {
            if (grid)
                grid->addAssets(assets);
        }
    });
}

void BatchLink::take(const QList<Job> &jobs)
{
    if (jobs.isEmpty() || m_sent.isEmpty())
        return;
    const auto sent = m_sent.constFind(jobs.constFirst().batch);
    if (sent == m_sent.cend())
        return;
    const Batch batch = *sent;
    m_sent.erase(sent);
    if (!batch.plan.axes.isEmpty())
        openGrid({batch, jobs, {}});
}

void BatchLink::removeAssets(const QList<AssetId> &ids)
{
    for (const QPointer<BatchWindow> &grid : std::as_const(m_grids)) {
        if (grid)
            grid->removeAssets(ids);
    }
}

void BatchLink::openGrid(const BatchId &id)
{
    if (const QPointer<BatchWindow> open = m_grids.value(id)) {
        open->show();
        open->raise();
        open->activateWindow();
        return;
    }
    whenDone(this, m_means.batches.find(id), [this](const Expected<BatchContent, Error> &content) {
        if (content)
            openGrid(*content);
        else
            Q_EMIT messageForUser(content.error().message);
    });
}

void BatchLink::openGrid(const BatchContent &content)
{
    if (m_grids.value(content.batch.id)) {
        openGrid(content.batch.id);
        return;
    }
    auto *grid = new BatchWindow(m_means.thumbnails, m_means.dialogs, &m_window);
    m_grids.insert(content.batch.id, grid);
    connect(grid, &QObject::destroyed, this, [this, id = content.batch.id] { m_grids.remove(id); });
    connectGrid(*grid);
    grid->setContent(content);
    // What has changed since the library was asked.
    grid->update(m_means.jobs.jobs());
    grid->show();
}

void BatchLink::connectGrid(BatchWindow &grid)
{
    connect(&grid, &BatchWindow::jobChosen, this, &BatchLink::show);
    connect(&grid, &BatchWindow::jobActivated, this,
            [this](const JobId &id, const AssetId &result) {
                show(id, result);
                Q_EMIT windowWanted();
            });
    connect(&grid, &BatchWindow::reuseRequested, this, [this](const JobId &id) {
        whenDone(this, m_means.repository.find(id), [this](const Expected<Job, Error> &job) {
            if (!job) {
                Q_EMIT messageForUser(job.error().message);
                return;
            }
            Q_EMIT reuseRequested(*job);
            Q_EMIT windowWanted();
        });
    });
    connect(&grid, &BatchWindow::retryRequested, this, &BatchLink::retry);
    connect(&grid, &BatchWindow::cancelRequested, this, [this](const QList<JobId> &ids) {
        for (const JobId &id : ids)
            m_means.jobs.cancel(id);
    });
}

void BatchLink::show(const JobId &id, const AssetId &result)
{
    if (m_means.jobs.job(id))
        Q_EMIT jobWanted(id);
    else if (!result.isEmpty())
        Q_EMIT resultWanted(result);
}

void BatchLink::retry(const QList<JobId> &ids)
{
    QList<JobId> listed = ids;
    const auto missing = static_cast<int>(
        listed.removeIf([this](const JobId &id) { return !m_means.jobs.job(id); }));
    if (!listed.isEmpty())
        Q_EMIT retryRequested(listed);
    if (missing > 0)
        Q_EMIT messageForUser(tr("%n job(s) were removed from the queue and cannot be sent again "
                                 "from here. Use their inputs instead.",
                                 nullptr, missing));
}

} // namespace peregrine
