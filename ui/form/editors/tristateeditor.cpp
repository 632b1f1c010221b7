#include "ui/form/editors/tristateeditor.h"

#include "ui/form/formcontext.h"

#include <QComboBox>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace peregrine {

namespace {

enum Choice { Unset, On, Off };

} // namespace

TriStateEditor::TriStateEditor(const FieldSpec &fieldSpec, const QString &fieldPointer,
                               FormContext &formContext, QWidget *parent)
    : FieldEditor(fieldSpec, fieldPointer, formContext, parent)
    , m_choices(new QComboBox(this))
{
    m_choices->addItem(tr("Default", "option: left to the model"));
    m_choices->addItem(tr("On"));
    m_choices->addItem(tr("Off"));
    formContext.guardWheel(m_choices);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_choices);
    connect(m_choices, &QComboBox::currentIndexChanged, this, [this](int index) {
        commit(index == Unset ? QJsonValue(QJsonValue::Undefined) : QJsonValue(index == On));
    });
    ready();
}

QWidget *TriStateEditor::mainWidget()
{
    return m_choices;
}

void TriStateEditor::refresh()
{
    const QSignalBlocker quiet(m_choices);
    m_choices->setCurrentIndex(!value().isBool() ? Unset : value().toBool() ? On : Off);
}

} // namespace peregrine
