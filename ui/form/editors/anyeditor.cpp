#include "ui/form/editors/anyeditor.h"

#include "ui/form/fieldeditorregistry.h"
#include "ui/form/formcontext.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QJsonArray>
#include <QJsonObject>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace peregrine {

AnyEditor::AnyEditor(const FieldSpec &fieldSpec, const QString &fieldPointer,
                     FormContext &formContext, QWidget *parent)
    : FieldEditor(fieldSpec, fieldPointer, formContext, parent)
    , m_types(new QComboBox(this))
    , m_layout(new QVBoxLayout(this))
{
    // The whole input of a model that says nothing about it is an object of anything.
    if (!fieldPointer.isEmpty()) {
        addType(tr("Not set", "type of a value"), Unset);
        addType(tr("Text"), Text);
        addType(tr("Number"), Number);
        addType(tr("Yes or no"), YesNo);
        addType(tr("List"), ListOfAny);
    }
    addType(tr("Object"), ObjectOfAny);
    if (!fieldPointer.isEmpty())
        addType(tr("Nothing (null)"), Null);
    formContext.guardWheel(m_types);
    m_types->setAccessibleName(tr("Type of “%1”").arg(fieldSpec.title));
    m_types->setVisible(m_types->count() > 1);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(theme::space2);
    m_layout->addWidget(m_types);
    connect(m_types, &QComboBox::currentIndexChanged, this,
            [this] { choose(static_cast<Type>(m_types->currentData().toInt())); });
    ready();
    // The field's own name is for the editor of the value.
    m_types->setObjectName(fieldObjectName(fieldPointer) + QStringLiteral(".type"));
}

void AnyEditor::addType(const QString &words, Type type)
{
    m_types->addItem(words, int(type));
}

QWidget *AnyEditor::mainWidget()
{
    return m_types;
}

AnyEditor::Type AnyEditor::typeOf(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::String:
        return Text;
    case QJsonValue::Double:
        return Number;
    case QJsonValue::Bool:
        return YesNo;
    case QJsonValue::Array:
        return ListOfAny;
    case QJsonValue::Object:
        return ObjectOfAny;
    case QJsonValue::Null:
        return Null;
    default:
        return Unset;
    }
}

FieldSpec AnyEditor::specOf(Type type) const
{
    FieldSpec made;
    made.name = spec().name;
    made.title = spec().title;
    made.required = true;
    FieldSpec any;
    any.title = tr("Value");
    switch (type) {
    case Text:
        made.kind = FieldKind::LongText;
        break;
    case Number:
        made.kind = FieldKind::Number;
        break;
    case YesNo:
        made.kind = FieldKind::Enum;
        made.choices = {true, false};
        break;
    case ListOfAny:
        made.kind = FieldKind::List;
        made.children = {any};
        break;
    default:
        made.kind = FieldKind::Map;
        made.children = {any};
        break;
    }
    return made;
}

void AnyEditor::choose(Type type)
{
    if (type == m_type)
        return;
    m_remembered.insert(m_type, value());
    QJsonValue start = m_remembered.value(type, QJsonValue(QJsonValue::Undefined));
    if (start.isUndefined() && type == Null)
        start = QJsonValue::Null;
    else if (start.isUndefined() && type != Unset)
        start = type == YesNo ? QJsonValue(true) : emptyValue(specOf(type));
    commit(start);
    delete m_editor;
    show(type);
}

void AnyEditor::show(Type type)
{
    m_type = type;
    m_editor = nullptr;
    if (type != Unset && type != Null) {
        m_editor = context().registry.create(specOf(type), pointer(), context(), this);
        m_layout->addWidget(m_editor);
        m_editor->show();
    }
    Q_EMIT context().rowsChanged();
}

void AnyEditor::refresh()
{
    const bool whole = pointer().isEmpty();
    const Type type = whole ? ObjectOfAny : typeOf(value());
    // A number or text that is emptied while it is typed keeps its editor.
    if (m_editor && m_editor->isCommitting())
        return;
    const QSignalBlocker quiet(m_types);
    m_types->setCurrentIndex(m_types->findData(int(type)));
    if (type == m_type)
        return;
    // It may be the one that tells: it goes when it has finished.
    if (m_editor) {
        m_editor->hide();
        m_editor->deleteLater();
    }
    show(type);
}

} // namespace peregrine
