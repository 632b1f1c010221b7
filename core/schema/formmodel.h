#pragma once

#include "core/base/error.h"
#include "core/schema/formvalues.h"
#include "core/schema/modelschema.h"

#include <QHash>
#include <QJsonObject>
#include <QMap>
#include <QObject>
#include <QStringList>

namespace peregrine {

/// The state of one form: what every field of a model's input holds, which of it differs from the
/// default, and what is wrong with it. Fields are named by JSON pointers into the input
/// ("/prompt", "/loras/0/scale"). Knows no widget.
class FormModel : public QObject
{
    Q_OBJECT

public:
    explicit FormModel(QObject *parent = nullptr);

    /// Starts over with the defaults of another model.
    void setSchema(const ModelSchema &schema);
    /// Starts over with another model, keeping what the two have in common: fields of the same
    /// meaning, or of the same name and a fitting type, where the user had changed them. Going back
    /// to a model brings back what its form held.
    void switchSchema(const ModelSchema &schema);
    [[nodiscard]] const ModelSchema &schema() const { return m_schema; }
    /// The spec at a pointer, through lists; nullptr for unknown ones and inside unions.
    [[nodiscard]] const FieldSpec *spec(const QString &pointer) const;

    /// Undefined when the field is unset. null where a file stands.
    [[nodiscard]] QJsonValue value(const QString &pointer) const;
    /// Undefined unsets. Files at the pointer and beneath are forgotten.
    void setValue(const QString &pointer, const QJsonValue &value);
    /// Absolute path of the file of this machine at the pointer; empty when there is none.
    [[nodiscard]] QString file(const QString &pointer) const;
    void setFile(const QString &pointer, const QString &path);

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
    /// texts. For a first start.
    void useExamples();

    /// What is sent: unset and empty optional fields are left out.
    [[nodiscard]] FormValues values() const;
    /// Loads the inputs of a past job; what it does not hold goes back to the default. Members that
    /// the schema does not know are left out.
    void setInput(const QJsonObject &input, const QList<FileInput> &files = {});

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

private:
    using Files = QMap<QString, QString>;

    void load(const FormValues &values);
    [[nodiscard]] QJsonValue defaultAt(const QString &pointer) const;
    [[nodiscard]] QList<FileInput> fileInputs() const;
    void forgetFiles(const QString &pointer);
    void renumberFiles(const QString &listPointer, const QList<qsizetype> &newIndexes);
    void announce(const QString &pointer);

    ModelSchema m_schema;
    QJsonObject m_input;
    QJsonObject m_initial;
    Files m_files;
    QMap<QString, QString> m_errors;
    QMap<QString, QString> m_unreadable;
    /// What this model's form held when it came up.
    FormValues m_atSwitch;
    /// What other models' forms held when they went, by endpoint.
    QHash<QString, FormValues> m_remembered;
};

} // namespace peregrine
