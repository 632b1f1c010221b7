#include "ui/form/editors/booleaneditor.h"

#include <QCheckBox>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace peregrine {

BooleanEditor::BooleanEditor(const FieldSpec &fieldSpec, const QString &fieldPointer,
                             FormContext &formContext, QWidget *parent)
    : FieldEditor(fieldSpec, fieldPointer, formContext, parent)
    , m_box(new QCheckBox(fieldSpec.title, this))
{
    // Long titles are cut by the layout instead of widening the form.
    m_box->setMinimumWidth(40);
    m_box->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_box);
    connect(m_box, &QCheckBox::toggled, this, [this](bool on) { commit(on); });
    ready();
}

QWidget *BooleanEditor::mainWidget()
{
    return m_box;
}

void BooleanEditor::refresh()
{
    const QSignalBlocker quiet(m_box);
    m_box->setChecked(value().toBool());
}

} // namespace peregrine
