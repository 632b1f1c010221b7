#pragma once

#include <QWidget>

class QAction;
class QHBoxLayout;
class QMenu;
class QPushButton;

namespace peregrine {

/// The row at the top: the areas at the left, the server chip at the right.
class NavigationBar : public QWidget
{
    Q_OBJECT

public:
    explicit NavigationBar(QWidget *parent = nullptr);

    /// A checkable action becomes a button.
    void addArea(QAction *action);
    /// Which server requests go to, in words; `menu` chooses another.
    void setServer(const QString &name, const QString &explanation, const QString &icon);
    void setServerMenu(QMenu *menu);
    /// Puts a small button before the server's; the bar becomes its parent.
    void addChip(QWidget *chip);

private:
    QHBoxLayout *m_areas;
    QPushButton *m_server;
};

} // namespace peregrine
