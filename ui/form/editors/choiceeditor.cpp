#include "ui/form/editors/choiceeditor.h"

#include "ui/form/editors/editorwords.h"
#include "ui/form/formcontext.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QCompleter>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace peregrine {

namespace {

constexpr qsizetype searchFrom = 13;

} // namespace

ChoiceEditor::ChoiceEditor(const FieldSpec &fieldSpec, const QString &fieldPointer,
                           FormContext &formContext, QWidget *parent)
    : FieldEditor(fieldSpec, fieldPointer, formContext, parent)
    , m_choices(new QComboBox(this))
    , m_canBeUnset(!fieldSpec.required && fieldSpec.defaultValue.isUndefined())
{
    m_choices->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_choices->setMinimumContentsLength(8);
    formContext.guardWheel(m_choices);
    if (m_canBeUnset)
        m_choices->addItem(tr("Default", "option: left to the model"));
    QStringList texts;
    for (const QJsonValue &choice : fieldSpec.choices)
        texts.append(choiceText(choice));
    m_choices->addItems(texts);
    if (fieldSpec.openChoices || fieldSpec.choices.size() >= searchFrom) {
        m_choices->setEditable(true);
        m_choices->setInsertPolicy(QComboBox::NoInsert);
        m_choices->completer()->setFilterMode(Qt::MatchContains);
        m_choices->completer()->setCompletionMode(QCompleter::PopupCompletion);
        m_choices->completer()->setCaseSensitivity(Qt::CaseInsensitive);
        formContext.watchText(m_choices->lineEdit());
        m_choices->lineEdit()->setPlaceholderText(fieldSpec.openChoices ? tr("Choose or type")
                                                                        : tr("Type to search"));
        m_choices->lineEdit()->setAccessibleName(fieldSpec.title);
        connect(m_choices->lineEdit(), &QLineEdit::editingFinished, this, &ChoiceEditor::takeTyped);
    } else {
        m_choices->setPlaceholderText(tr("Choose…"));
    }
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_choices);
    connect(m_choices, &QComboBox::currentIndexChanged, this, [this](int index) {
        const int place = m_canBeUnset ? index - 1 : index;
        if (index < 0)
            return;
        commit(place < 0 ? QJsonValue(QJsonValue::Undefined) : spec().choices.value(place));
    });
    ready();
}

QWidget *ChoiceEditor::mainWidget()
{
    return m_choices;
}

int ChoiceEditor::indexOf(const QJsonValue &choice) const
{
    if (choice.isUndefined() || choice.isNull())
        return m_canBeUnset ? 0 : -1;
    const auto place = static_cast<int>(spec().choices.indexOf(choice));
    return place < 0 ? -1 : m_canBeUnset ? place + 1 : place;
}

void ChoiceEditor::takeTyped()
{
    const QString typed = m_choices->currentText().trimmed();
    const int known = m_choices->findText(typed, Qt::MatchFixedString);
    if (known >= 0 && !typed.isEmpty())
        m_choices->setCurrentIndex(known);
    else if (spec().openChoices)
        commit(typed.isEmpty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(typed));
    refresh();
}

void ChoiceEditor::refresh()
{
    const QSignalBlocker quiet(m_choices);
    const QJsonValue held = value();
    const int index = indexOf(held);
    m_choices->setCurrentIndex(index);
    if (m_choices->isEditable())
        m_choices->setEditText(index >= 0 ? m_choices->itemText(index) : choiceText(held));
    if (m_choices->isEditable() && index < 0 && !held.isString())
        m_choices->clearEditText();
}

} // namespace peregrine
