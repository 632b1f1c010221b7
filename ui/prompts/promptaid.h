#pragma once

#include "core/prompts/promptkind.h"
#include "core/prompts/promptwalk.h"
#include "core/prompts/wildcardtemplate.h"

#include <QObject>
#include <QPointer>

class QPlainTextEdit;

namespace peregrine {

class PromptHistory;
class PromptHistoryPopup;
class WildcardFolder;
class WildcardHighlighter;
class WildcardNote;

/// What helps in one prompt field: Alt+Up and Alt+Down walk through sent prompts as in a shell,
/// Ctrl+R searches them, wildcards are highlighted and counted. A child of the field.
class PromptAid : public QObject
{
    Q_OBJECT

public:
    /// The history and the folder must outlive the field.
    PromptAid(QPlainTextEdit *field, PromptKind kind, PromptHistory &history,
              WildcardFolder &wildcards);
    ~PromptAid() override;

    /// "1 of 24" and the button for sent prompts: to be put beside the field's title, which then
    /// owns them.
    [[nodiscard]] QWidget *takeTitleWidget();
    void setWildcardsOn(bool on);
    void openHistory();

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    void wildcardsToggled(bool on);
    void folderRequested();

private:
    void read();
    void walk(bool older);
    void put(const QString &text);

    QPlainTextEdit *m_field;
    const PromptKind m_kind;
    PromptHistory &m_history;
    WildcardFolder &m_wildcards;
    PromptWalk m_walk;
    WildcardHighlighter *m_highlighter;
    QPointer<QWidget> m_title;
    QPointer<WildcardNote> m_note;
    QPointer<PromptHistoryPopup> m_popup;
    bool m_isOn = true;
    QString m_readText;
};

} // namespace peregrine
