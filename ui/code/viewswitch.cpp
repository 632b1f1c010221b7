#include "ui/code/viewswitch.h"

#include "ui/theme/theme.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QToolButton>

namespace peregrine {

ViewSwitch::ViewSwitch(QWidget *parent)
    : QWidget(parent)
    , m_form(new QToolButton(this))
    , m_json(new QToolButton(this))
{
    setObjectName(QStringLiteral("viewSwitch"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto *group = new QButtonGroup(this);
    for (QToolButton *button : {m_form, m_json}) {
        button->setCheckable(true);
        button->setToolButtonStyle(Qt::ToolButtonTextOnly);
        button->setAutoRaise(true);
        group->addButton(button);
        layout->addWidget(button);
    }
    m_form->setObjectName(QStringLiteral("showForm"));
    m_form->setText(tr("Form"));
    m_form->setAccessibleName(tr("Show the form"));
    m_form->setToolTip(tr("Show the form (Ctrl+J)"));
    m_json->setObjectName(QStringLiteral("showJson"));
    m_json->setText(tr("JSON"));
    m_json->setAccessibleName(tr("Show the inputs as JSON"));
    m_json->setToolTip(tr("Show the inputs as JSON (Ctrl+J)"));
    m_form->setChecked(true);
    connect(m_json, &QToolButton::toggled, this, &ViewSwitch::jsonChosen);
}

bool ViewSwitch::isJson() const
{
    return m_json->isChecked();
}

void ViewSwitch::setJson(bool json)
{
    (json ? m_json : m_form)->setChecked(true);
}

} // namespace peregrine
