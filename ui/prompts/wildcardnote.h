#pragma once

#include "core/prompts/wildcardlists.h"

#include <QToolButton>

class QMenu;

namespace peregrine {

/// Beside a prompt with wildcards: how many texts it stands for. Its menu shows examples of them,
/// turns wildcards off and on, and leads to the folder of lists. Hidden where there are none.
class WildcardNote : public QToolButton
{
    Q_OBJECT

public:
    explicit WildcardNote(QWidget *parent = nullptr);

    void setTemplate(const WildcardTemplate &text, const WildcardLists &lists, bool isOn);

Q_SIGNALS:
    void wildcardsToggled(bool on);
    void folderRequested();

private:
    void fillMenu();

    WildcardTemplate m_text;
    WildcardLists m_lists;
    bool m_isOn = true;
    QMenu *m_menu;
};

} // namespace peregrine
