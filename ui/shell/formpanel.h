#pragma once

#include "core/base/error.h"
#include "core/catalog/modelcard.h"
#include "core/fal/endpointid.h"
#include "core/schema/formvalues.h"
#include "core/schema/modelschema.h"

#include <QSet>
#include <QWidget>

#include <optional>

class QAction;
class QHBoxLayout;
class QMenu;
class QPushButton;
class QStackedWidget;
class QToolButton;

namespace peregrine {

class CostLabel;
class MessagePage;
class InputForm;
class ModelPicker;
class Thumbnailer;

/// The left side of Create: which model, its form, what it costs, Generate.
class FormPanel : public QWidget
{
    Q_OBJECT

public:
    /// The thumbnailer must outlive it.
    explicit FormPanel(Thumbnailer &thumbnails, QWidget *parent = nullptr);

    /// What can be chosen, and of it what was opened last, the newest first.
    void setModels(const QList<ModelCard> &models, const QList<EndpointId> &recent);
    /// The model on show; its form comes with setSchema().
    void setModel(const EndpointId &endpoint, const QString &title);
    [[nodiscard]] const EndpointId &endpoint() const { return m_endpoint; }
    [[nodiscard]] const QString &modelTitle() const { return m_title; }
    /// A model shown before gets its values back; a new one keeps what was typed in fields that
    /// share a meaning, and with `example` starts from the author's example.
    void setSchema(const ModelSchema &schema, bool example);
    /// There is no form: says why, with a way to try again.
    void setProblem(const Error &error);
    /// Runs cost nothing: the server is the local one.
    void setFree();
    /// What a unit of the model's work costs; nothing when the server does not say.
    void setPrice(const std::optional<UnitPrice> &price);
    /// In US dollars, of one run with these inputs; nothing where nobody knows, or it is free.
    [[nodiscard]] std::optional<double> costOf(const QJsonObject &input) const;
    /// The inputs of a past job.
    void setValues(const FormValues &values);
    void showFaults(const QList<FieldFault> &faults);
    void focusPrompt();
    [[nodiscard]] InputForm &input() { return *m_form; }
    /// Shows the inputs in another way, in the form's place; null: the form. Stays for all models.
    /// The panel becomes the parent.
    void setView(QWidget *view);
    /// Puts news between the head and the form; the panel becomes its parent.
    void addBanner(QWidget *banner);
    /// Whether the point is in the head: on the model or in the line beneath.
    [[nodiscard]] bool isHead(const QPoint &point) const;
    /// Puts a small control into the line beneath the model; the panel becomes its parent.
    void addHeadWidget(QWidget *widget);
    /// Puts a line between the form and Generate; the panel becomes its parent.
    void addFoot(QWidget *foot);
    /// Puts it into the menu beside Generate.
    void addGenerateAction(QAction *action);
    void setPastedFolder(const QString &folder);
    /// Of the newest result: what the lock beside the seed keeps.
    void setLastSeed(qint64 seed);

public Q_SLOTS:
    /// Checks the form and asks for a run, or shows what is missing. Video and sound files that
    /// nobody has looked into yet are looked into first.
    void generate();

Q_SIGNALS:
    void modelChosen(const peregrine::EndpointId &endpoint);
    void generateRequested(const peregrine::FormValues &values);
    void retryRequested();
    /// A model's form is up; first: with nothing that it held before, in this run or an earlier
    /// one.
    void formShown(bool first);
    /// Another model is on its way, or there is no form for this one.
    void formGone();
    /// Something in the form is wrong and marked.
    void faultsShown();
    void messageForUser(const QString &message);

private:
    void checkAndAsk();
    void setWaitsForFiles(bool waits);

    EndpointId m_endpoint;
    QString m_title;
    /// Models that had their form on show already.
    QSet<QString> m_seen;
    bool m_hasForm = false;
    /// Generate goes on as soon as the form knows its files.
    bool m_waitsForFiles = false;
    ModelPicker *m_picker;
    QHBoxLayout *m_head;
    QStackedWidget *m_pages;
    /// What is shown for the form; null: the form itself.
    QWidget *m_view = nullptr;
    InputForm *m_form;
    MessagePage *m_problem;
    MessagePage *m_loading;
    CostLabel *m_cost;
    QPushButton *m_generate;
    QToolButton *m_ways;
    QMenu *m_waysMenu;
};

} // namespace peregrine
