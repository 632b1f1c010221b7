#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace peregrine {

/// Walking through sent prompts in a text field as a shell does: what was typed is kept as the
/// newest, and a prompt that was changed after it came up is typed text again.
class PromptWalk
{
public:
    /// The text before the one on show; `history` is newest first. Nothing at the end of it.
    [[nodiscard]] std::optional<QString> older(const QString &shown, const QStringList &history);
    /// The way back. Nothing when the typed text is on show.
    [[nodiscard]] std::optional<QString> newer(const QString &shown);

private:
    /// What the walk goes through, the typed text first. Empty: not under way.
    QStringList m_texts;
    qsizetype m_at = 0;
};

} // namespace peregrine
