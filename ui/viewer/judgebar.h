#pragma once

#include <QWidget>

class QAction;
class QToolButton;

namespace peregrine {

class JudgeActions;
class StarRating;

/// Stars, favourite, reject and colour label of what JudgeActions acts on, for the mouse.
class JudgeBar : public QWidget
{
    Q_OBJECT

public:
    /// The actions must outlive it.
    explicit JudgeBar(JudgeActions &actions, QWidget *parent = nullptr);

private:
    QToolButton *addButton(QAction *action);
    void showState();

    JudgeActions &m_actions;
    StarRating *m_stars;
    QToolButton *m_label;
};

} // namespace peregrine
