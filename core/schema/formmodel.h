#pragma once

#include "core/base/error.h"
#include "core/schema/cliplimits.h"
#include "core/schema/formhistory.h"
#include "core/schema/formvalues.h"
#include "core/schema/modelschema.h"

#include <QHash>
#include <QJsonObject>
#include <QMap>
#include <QObject>
#include <QStringList>

#include <chrono>
#include <optional>
#include <utility>

namespace peregrine {

/// The state of one form: what every field of a model's input holds, which of it differs from the
/// default, and what is wrong with it. Fields are named by JSON pointers into the input
/// ("/prompt", "/loras/0/scale"). Knows no widget.
///
/// Each change is a step that can be undone: a value, a file, an entry of a list, a reset, and the
/// loading of an input as a whole. Each model's form has steps of its own, which wait with its
/// values while another model is up, as a document's do in an editor.
class FormModel : public QObject
{
    Q_OBJECT

public:
    explicit FormModel(QObject *parent = nullptr);

    /// Starts over with the defaults of another model, without steps to undo.
    void setSchema(const ModelSchema &schema);
    /// Starts over with another model, keeping what the two have in common: fields of the same
    /// meaning, or of the same name and a fitting type, where the user had changed them. Going back
    /// to a model brings back what its form held and its steps; what is carried into it then is one
    /// step more.
    void switchSchema(const ModelSchema &schema);
    /// What a model's form held when the program was used last: it comes up with that. Without
    /// effect for a model whose form was up already.
    void remember(const QString &endpointId, const FormValues &values);
    /// The model's form comes up with what it held before.
    [[nodiscard]] bool remembers(const QString &endpointId) const;
    [[nodiscard]] const ModelSchema &schema() const { return m_schema; }
    /// The spec at a pointer, through lists and the branch of a union that its value belongs to;
    /// nullptr for unknown ones and inside Any.
    [[nodiscard]] const FieldSpec *spec(const QString &pointer) const;

    /// Undefined when the field is unset. null where a file stands.
    [[nodiscard]] QJsonValue value(const QString &pointer) const;
    /// Undefined unsets. Files at the pointer and beneath are forgotten.
    void setValue(const QString &pointer, const QJsonValue &value);
    /// Absolute path of the file of this machine at the pointer; empty when there is none.
    [[nodiscard]] QString file(const QString &pointer) const;
    void setFile(const QString &pointer, const QString &path);
    /// All files of this machine, where the form holds them.
    [[nodiscard]] QList<FileInput> files() const;

    /// What stands in a field's control cannot be read as a value (broken JSON): the form does not
    /// validate while it does. Empty words take it back.
    void setUnreadable(const QString &pointer, const QString &words);

    void insertItem(const QString &listPointer, qsizetype index, const QJsonValue &value);
    void removeItem(const QString &listPointer, qsizetype index);
    void moveItem(const QString &listPointer, qsizetype from, qsizetype to);

    [[nodiscard]] bool isChanged(const QString &pointer) const;
    void reset(const QString &pointer);
    void resetAll();
    /// Fills unset fields that the author gives an example for: the prompt and other required
    /// texts. For a first start: it can not be undone.
    void useExamples();

    /// Goes one step back or forth and tells where the form changed ("" for the whole), so that it
    /// can be shown. Nothing when there is no such step. Marks at the place go away.
    std::optional<QString> undo();
    std::optional<QString> redo();
    [[nodiscard]] bool canUndo() const { return m_history.canUndo(); }
    [[nodiscard]] bool canRedo() const { return m_history.canRedo(); }
    /// All changes until the matching endStep() are one step at the pointer. May be nested.
    void beginStep(const QString &pointer);
    void endStep();
    /// The next change is a step of its own, whatever it follows: the focus has left a field.
    void closeStep() { m_history.close(); }
    /// How soon typing at one place must go on to be the same step.
    void setMergeInterval(std::chrono::milliseconds interval) { m_mergeInterval = interval; }

    /// What is sent: unset and empty optional fields are left out.
    [[nodiscard]] FormValues values() const;
    /// Loads the inputs of a past job; what it does not hold goes back to the default. Members that
    /// the schema does not know are left out.
    void setInput(const QJsonObject &input, const QList<FileInput> &files = {});

    /// Loads what is to be sent as it stands: what it does not hold is unset, and the model takes
    /// its default. Members that the schema does not know are left out.
    void setExactInput(const FormValues &values);

    /// Where validate() asks for what is known of video and sound files; by default nothing is.
    void setClipLookup(ClipLookup clips) { m_clips = std::move(clips); }
    /// Checks all; marks what is wrong and returns it, empty when it can be sent.
    [[nodiscard]] QList<FieldFault> validate();
    /// Marks what the server has rejected. A mark goes away when its field is edited.
    void setFaults(const QList<FieldFault> &faults);
    /// The words under a field; empty when nothing is wrong.
    [[nodiscard]] QString error(const QString &pointer) const;
    [[nodiscard]] const QMap<QString, QString> &errors() const { return m_errors; }

Q_SIGNALS:
    /// The field at the pointer, with all beneath it. "" is the whole form.
    void valueChanged(const QString &pointer);
    void errorsChanged();
    void schemaChanged();
    /// As QUndoStack's.
    void canUndoChanged(bool canUndo);
    void canRedoChanged(bool canRedo);

private:
    /// A model's form while another one is up.
    struct Remembered
    {
        FormValues values;
        FormHistory history;
        /// From an earlier run; nobody has compared it with the schema.
        bool isKept = false;
    };

    /// What was sent or kept, as a form of this model holds it.
    [[nodiscard]] FormValues keptValues(const FormValues &kept) const;
    void load(const FormValues &values);
    void loadAsStep(const FormValues &values);
    [[nodiscard]] FormValues completed(const QJsonObject &input,
                                       const QList<FileInput> &files) const;
    void show(const FormHistory::Step &step);
    void record(const QString &pointer, bool mayMerge = false);
    void announceHistory();
    /// Whether changing what stands at the pointer to the value is a moment of typing or dragging.
    [[nodiscard]] bool isGradual(const QString &pointer, const QJsonValue &value) const;
    [[nodiscard]] QJsonValue defaultAt(const QString &pointer) const;
    void announce(const QString &pointer);

    ModelSchema m_schema;
    ClipLookup m_clips;
    FormSnapshot m_held;
    QJsonObject m_initial;
    QMap<QString, QString> m_errors;
    QMap<QString, QString> m_unreadable;
    /// What this model's form held when it came up.
    FormValues m_atSwitch;
    /// What other models' forms held when they went, by endpoint.
    QHash<QString, Remembered> m_remembered;
    FormHistory m_history;
    std::chrono::milliseconds m_mergeInterval{1000};
    /// beginStep() calls that are open, and whether the step has been noted.
    int m_openSteps = 0;
    bool m_stepRecorded = false;
    QString m_stepPointer;
    bool m_announcedUndo = false;
    bool m_announcedRedo = false;
};

} // namespace peregrine
