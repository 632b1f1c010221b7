#pragma once

#include "core/batch/batchrepository.h"
#include "core/catalog/modelcatalog.h"
#include "core/jobs/jobmanager.h"

#include <QHash>
#include <QObject>
#include <QPointer>

class QAction;
class QWidget;

namespace peregrine {

class BatchDialog;
class BatchWindow;
class Dialogs;
class FormPanel;
class ModelListModel;
class PromptHistory;
class Settings;
class Thumbnailer;
class WildcardFolder;

/// Joins the form with batches: the dialog that varies it, and the grids that show what became of
/// them. Sending and showing are left to others, by signals.
class BatchLink : public QObject
{
    Q_OBJECT

public:
    struct Means
    {
        JobManager &jobs;
        JobRepository &repository;
        BatchRepository &batches;
        ModelCatalog &catalog;
        Thumbnailer &thumbnails;
        WildcardFolder &wildcards;
        PromptHistory &prompts;
        Settings &settings;
        Dialogs &dialogs;
    };

    /// Windows belong to `window`. All must outlive it.
    BatchLink(const Means &means, FormPanel &form, QWidget &window, QObject *parent = nullptr);

    /// For menus: generate many.
    [[nodiscard]] QList<QAction *> actions() const;
    void openDialog();
    /// The grid of a batch, in front. Says why when there is none.
    void openGrid(const BatchId &id);
    void removeAssets(const QList<AssetId> &ids);

Q_SIGNALS:
    void sendRequested(const QList<peregrine::JobRequest> &requests);
    void retryRequested(const QList<peregrine::JobId> &ids);
    void jobWanted(const peregrine::JobId &id);
    void resultWanted(const peregrine::AssetId &id);
    /// Its inputs are wanted in the form.
    void reuseRequested(const peregrine::Job &job);
    /// The main window is wanted in front.
    void windowWanted();
    void messageForUser(const QString &message);

private:
    void setFormIsThere(bool isThere);
    void connectJobs();
    void connectDialog(BatchDialog &dialog);
    void givePrices();
    void chooseModel(QWidget &anchor);
    void takeDocument(const EndpointId &endpoint, const QJsonObject &document);
    void send(const Batch &batch, const QList<JobRequest> &requests);
    void take(const QList<Job> &jobs);
    void openGrid(const BatchContent &content);
    void connectGrid(BatchWindow &grid);
    void show(const JobId &id, const AssetId &result);
    void retry(const QList<JobId> &ids);

    Means m_means;
    FormPanel &m_form;
    QWidget &m_window;
    QAction *m_generateMany;
    ModelListModel *m_models;
    QPointer<BatchDialog> m_dialog;
    QHash<BatchId, QPointer<BatchWindow>> m_grids;
    /// Sent and not seen among the jobs yet: the user may be asked first.
    QHash<BatchId, Batch> m_sent;
};

} // namespace peregrine
