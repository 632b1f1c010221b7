#include "ui/form/fieldeditor.h"

#include "core/base/json.h"
#include "core/schema/formmodel.h"
#include "ui/form/editors/dropzone.h"
#include "ui/form/formcontext.h"

#include <utility>

namespace peregrine {

FieldEditor::FieldEditor(FieldSpec spec, QString pointer, FormContext &context, QWidget *parent)
    : QWidget(parent)
    , m_spec(std::move(spec))
    , m_pointer(std::move(pointer))
    , m_context(context)
{ }

void FieldEditor::ready()
{
    QWidget *main = mainWidget();
    main->setObjectName(fieldObjectName(m_pointer));
    if (main->accessibleName().isEmpty())
        main->setAccessibleName(m_spec.title);
    main->setAccessibleDescription(m_spec.help);
    if (main != this)
        setFocusProxy(main);
    if (m_spec.frozen)
        setEnabled(false);
    connect(&model(), &FormModel::valueChanged, this, &FieldEditor::modelChanged);
    refresh();
}

DropZone *FieldEditor::dropZone()
{
    return qobject_cast<DropZone *>(mainWidget());
}

QToolButton *FieldEditor::makeFoldButton(QWidget *)
{
    return nullptr;
}

FormModel &FieldEditor::model() const
{
    return m_context.model;
}

QJsonValue FieldEditor::value() const
{
    return model().value(m_pointer);
}

void FieldEditor::commit(const QJsonValue &value)
{
    const bool outer = std::exchange(m_committing, true);
    model().setValue(m_pointer, value);
    m_committing = outer;
}

void FieldEditor::modelChanged(const QString &pointer)
{
    if (m_committing)
        return;
    if (isAtOrBeneath(m_pointer, pointer) || (followsParts() && isAtOrBeneath(pointer, m_pointer)))
        refresh();
}

QString fieldObjectName(const QString &pointer)
{
    return QStringLiteral("field.") + jsonPointerParts(pointer).join(u'.');
}

} // namespace peregrine
