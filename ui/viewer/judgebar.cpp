#include "ui/viewer/judgebar.h"

#include "ui/theme/theme.h"
#include "ui/viewer/judgeactions.h"
#include "ui/viewer/labelcolor.h"
#include "ui/viewer/starrating.h"

#include <QAction>
#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>

namespace peregrine {

JudgeBar::JudgeBar(JudgeActions &actions, QWidget *parent)
    : QWidget(parent)
    , m_actions(actions)
    , m_stars(new StarRating(this))
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::space1 / 2);
    row->addWidget(m_stars);
    row->addWidget(addButton(actions.favorite()));
    row->addWidget(addButton(actions.reject()));

    m_label = new QToolButton(this);
    m_label->setObjectName(QStringLiteral("judgeLabel"));
    m_label->setAutoRaise(true);
    m_label->setFocusPolicy(Qt::TabFocus);
    auto *menu = new QMenu(m_label);
    for (const ColorLabel label : colorLabels())
        menu->addAction(actions.label(label));
    menu->addAction(actions.label(ColorLabel::None));
    connect(m_label, &QToolButton::clicked, menu,
            [this, menu] { menu->popup(m_label->mapToGlobal(QPoint(0, m_label->height()))); });
    row->addWidget(m_label);

    m_stars->setObjectName(QStringLiteral("judgeStars"));
    connect(m_stars, &StarRating::rated, &m_actions, &JudgeActions::rate);
    connect(&m_actions, &JudgeActions::changed, this, &JudgeBar::showState);
    showState();
}

QToolButton *JudgeBar::addButton(QAction *action)
{
    auto *button = new QToolButton(this);
    button->setAutoRaise(true);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    button->setAccessibleName(QString(action->text()).remove(QLatin1Char('&')));
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

void JudgeBar::showState()
{
    const ColorLabel label = m_actions.common().label;
    m_stars->setEnabled(m_actions.isEnabled());
    m_stars->setRating(m_actions.common().rating);
    m_label->setEnabled(m_actions.isEnabled());
    m_label->setIcon(label == ColorLabel::None ? theme::icon(QStringLiteral("label"))
                                               : labelIcon(label));
    m_label->setToolTip(tr("Label: %1").arg(labelName(label)));
    m_label->setAccessibleName(tr("Label: %1").arg(labelName(label)));
}

} // namespace peregrine
