#include "ui/form/editors/choicelisteditor.h"

#include "ui/form/editors/editorwords.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QJsonArray>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace peregrine {

namespace {

constexpr qsizetype mostBoxes = 24;

} // namespace

bool ChoiceListEditor::suits(const FieldSpec &spec)
{
    if (spec.kind != FieldKind::List)
        return false;
    const FieldSpec &item = spec.children.constFirst();
    return item.kind == FieldKind::Enum && !item.openChoices && item.choices.size() <= mostBoxes;
}

ChoiceListEditor::ChoiceListEditor(const FieldSpec &fieldSpec, const QString &fieldPointer,
                                   FormContext &formContext, QWidget *parent)
    : FieldEditor(fieldSpec, fieldPointer, formContext, parent)
    , m_boxes(new QWidget(this))
{
    auto *grid = new QGridLayout(m_boxes);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(theme::space1);
    const QList<QJsonValue> &choices = fieldSpec.children.constFirst().choices;
    for (const QJsonValue &choice : choices) {
        auto *box = new QCheckBox(choiceText(choice), m_boxes);
        const auto place = static_cast<int>(m_checks.size());
        grid->addWidget(box, place / 2, place % 2);
        m_checks.append(box);
        connect(box, &QCheckBox::toggled, this, [this] {
            QJsonArray chosen;
            for (qsizetype i = 0; i < m_checks.size(); ++i) {
                if (m_checks.at(i)->isChecked())
                    chosen.append(spec().children.constFirst().choices.at(i));
            }
            commit(chosen);
        });
    }
    m_boxes->setFocusProxy(m_checks.value(0));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_boxes);
    ready();
}

void ChoiceListEditor::refresh()
{
    const QJsonArray chosen = value().toArray();
    for (qsizetype i = 0; i < m_checks.size(); ++i) {
        const QSignalBlocker quiet(m_checks.at(i));
        m_checks.at(i)->setChecked(chosen.contains(spec().children.constFirst().choices.at(i)));
    }
}

} // namespace peregrine
