#include "ui/shell/navigationbar.h"

#include "ui/theme/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

namespace peregrine {

NavigationBar::NavigationBar(QWidget *parent)
    : QWidget(parent)
    , m_areas(new QHBoxLayout)
    , m_server(new QPushButton(this))
{
    setObjectName(QStringLiteral("navigationBar"));
    setAttribute(Qt::WA_StyledBackground);
    m_areas->setSpacing(theme::space1);

    m_server->setObjectName(QStringLiteral("serverChip"));
    m_server->setFlat(true);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(theme::space3, theme::space2, theme::space3, theme::space2);
    layout->addLayout(m_areas);
    layout->addStretch(1);
    layout->addWidget(m_server);
}

void NavigationBar::addArea(QAction *action)
{
    auto *button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setObjectName(QStringLiteral("area.") + action->objectName());
    button->setProperty("area", true);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::TabFocus);
    button->setAccessibleName(action->text().remove(u'&'));
    m_areas->addWidget(button);
}

void NavigationBar::setServer(const QString &name, const QString &explanation, const QString &icon)
{
    m_server->setText(name);
    m_server->setIcon(theme::icon(icon));
    m_server->setToolTip(explanation);
    m_server->setAccessibleName(tr("Server: %1").arg(name));
    m_server->setAccessibleDescription(explanation);
}

void NavigationBar::addChip(QWidget *chip)
{
    auto *row = static_cast<QHBoxLayout *>(layout());
    row->insertWidget(row->indexOf(m_server), chip);
}

void NavigationBar::setServerMenu(QMenu *menu)
{
    m_server->setMenu(menu);
}

} // namespace peregrine
