#pragma once

#include "core/prompts/promptkind.h"
#include "ui/widgets/searchpopup.h"

namespace peregrine {

class PromptHistory;
class PromptListModel;

/// All prompts that were sent, searched as one types. Shift+Delete forgets the current one.
class PromptHistoryPopup : public SearchPopup
{
    Q_OBJECT

public:
    /// The history must outlive it.
    PromptHistoryPopup(PromptHistory &history, PromptKind kind, QWidget *parent);

Q_SIGNALS:
    void promptChosen(const QString &text);

protected:
    void filter(const QString &words) override;
    void choose(const QModelIndex &index) override;
    bool takeKey(QKeyEvent &event) override;

private:
    PromptHistory &m_history;
    const PromptKind m_kind;
    PromptListModel *m_model;
};

} // namespace peregrine
