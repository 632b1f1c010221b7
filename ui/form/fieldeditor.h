#pragma once

#include "core/schema/fieldspec.h"

#include <QJsonValue>
#include <QString>
#include <QWidget>

class QToolButton;

namespace peregrine {

class DropZone;
class FormContext;
class FormModel;

/// The control of one field. It shows what the model holds at its pointer and writes back what the
/// user does; it keeps no value of its own.
class FieldEditor : public QWidget
{
    Q_OBJECT

public:
    FieldEditor(FieldSpec spec, QString pointer, FormContext &context, QWidget *parent);

    [[nodiscard]] const FieldSpec &spec() const { return m_spec; }
    [[nodiscard]] const QString &pointer() const { return m_pointer; }

    /// The widget that takes the focus and the field's name.
    [[nodiscard]] virtual QWidget *mainWidget() = 0;
    /// The editor writes the title itself (a check box, a group), so that its row needs no label.
    [[nodiscard]] virtual bool showsTitle() const { return false; }
    /// Whether a fault is marked by an outline around the main widget; groups only carry the
    /// words.
    [[nodiscard]] virtual bool isOutlined() const { return true; }
    /// A button before the title that folds the editor away; nullptr for editors that cannot.
    [[nodiscard]] virtual QToolButton *makeFoldButton(QWidget *parent);
    /// Where files for the field are dropped, which a field of several kinds brings up first;
    /// nullptr where it takes none.
    [[nodiscard]] virtual DropZone *dropZone();
    /// It is writing what the user does just now.
    [[nodiscard]] bool isCommitting() const { return m_committing; }
    /// Makes what it hides visible: a fault is inside.
    virtual void unfold() { }

protected:
    /// Names the main widget, connects to the model and shows its value. To be called at the end
    /// of a constructor.
    void ready();
    /// Shows the model's value.
    virtual void refresh() = 0;
    /// The parts of a value (entries of a list) changed beneath the editor.
    [[nodiscard]] virtual bool followsParts() const { return false; }

    [[nodiscard]] FormContext &context() const { return m_context; }
    [[nodiscard]] FormModel &model() const;
    [[nodiscard]] QJsonValue value() const;
    /// Writes without showing it again. Undefined unsets.
    void commit(const QJsonValue &value);

private:
    void modelChanged(const QString &pointer);

    FieldSpec m_spec;
    QString m_pointer;
    FormContext &m_context;
    bool m_committing = false;
};

/// "field." and the parts of the pointer joined by dots: "field.loras.0.path".
[[nodiscard]] QString fieldObjectName(const QString &pointer);

} // namespace peregrine
