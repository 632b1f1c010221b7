#pragma once

#include "core/batch/batch.h"
#include "core/batch/batchoffer.h"
#include "core/batch/variablefields.h"

#include <QDialog>
#include <QTimer>

#include <atomic>
#include <memory>
#include <optional>

class QLabel;
class QMenu;
class QPushButton;
class QVBoxLayout;

namespace peregrine {

class AxisCard;
class Dialogs;
class ModelSource;
class PreviewPane;
class ToneLabel;

/// "Generate many": how often a form is run and what of it is varied, with the number of jobs, the
/// price and the first inputs at once. What is shown is what is sent. It works everything out in a
/// thread of its own, asks nobody and sends nothing itself.
class BatchDialog : public QDialog
{
    Q_OBJECT

public:
    /// `start` is the form as it is, without a decided seed where none stands in the form. `lists`
    /// are for prompts whose wildcards are all to be combined. The dialogs must outlive it.
    BatchDialog(BatchStart start, WildcardLists lists, Dialogs &dialogs, QWidget *parent = nullptr);
    ~BatchDialog() override;

    void setPrices(const BatchPrices &prices);
    /// Answers to modelWanted() and schemaWanted().
    void addModel(const EndpointId &endpoint, const QString &title);
    void setSchema(const EndpointId &endpoint, const ModelSchema &schema);
    void setSchemaProblem(const EndpointId &endpoint, const QString &words);

    /// Varies the field as if it had been chosen in the menu. Null when it cannot be varied, or is
    /// already.
    AxisCard *vary(const QString &pointer);
    /// Adds the models' card, or shows it. The first is the form's own.
    AxisCard *varyModels();
    void addPromptFile(const QString &path);
    [[nodiscard]] const std::optional<BatchOffer> &offer() const { return m_offer; }

Q_SIGNALS:
    void modelWanted(QWidget *anchor);
    void schemaWanted(const peregrine::EndpointId &endpoint);
    /// The user wants these sent. The batch is new and not kept yet.
    void sendRequested(const peregrine::Batch &batch, const QList<peregrine::JobRequest> &requests);

private:
    void build();
    void makeMenu();
    void addRuns();
    AxisCard *addCard(AxisCard *card);
    void removeCard(AxisCard *card);
    void choosePromptFile();
    void refreshSoon();
    void refresh();
    [[nodiscard]] std::optional<VariationPlan> readPlan();
    void workOut(const VariationPlan &plan);
    void take(const VariationPlan &plan, const Expected<BatchOffer, Error> &offer);
    void say(const QString &words, const QString &problem);
    void send();

    BatchStart m_start;
    WildcardLists m_lists;
    Dialogs &m_dialogs;
    BatchPrices m_prices;
    BatchId m_batch;
    QList<VariableField> m_fields;
    QList<AxisCard *> m_cards;
    AxisCard *m_runs = nullptr;
    ModelSource *m_models = nullptr;
    VariationPlan m_plan;
    std::optional<BatchOffer> m_offer;
    /// Stops the work on an older plan.
    std::shared_ptr<std::atomic_bool> m_canceled;
    QTimer m_soon;
    PreviewPane *m_preview = nullptr;
    QVBoxLayout *m_column = nullptr;
    QPushButton *m_add = nullptr;
    QMenu *m_menu = nullptr;
    QLabel *m_words = nullptr;
    ToneLabel *m_problem = nullptr;
    QPushButton *m_send = nullptr;
};

} // namespace peregrine
