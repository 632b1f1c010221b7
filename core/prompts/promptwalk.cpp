#include "core/prompts/promptwalk.h"

namespace peregrine {

std::optional<QString> PromptWalk::older(const QString &shown, const QStringList &history)
{
    if (m_texts.isEmpty() || m_texts.at(m_at) != shown) {
        m_texts = QStringList(shown);
        m_at = 0;
        for (const QString &text : history) {
            // The prompt that was sent just now is still on show.
            if (text != shown.trimmed())
                m_texts.append(text);
        }
    }
    if (m_at + 1 >= m_texts.size())
        return std::nullopt;
    return m_texts.at(++m_at);
}

std::optional<QString> PromptWalk::newer(const QString &shown)
{
    if (m_at == 0 || m_texts.at(m_at) != shown) {
        m_texts.clear();
        m_at = 0;
        return std::nullopt;
    }
    return m_texts.at(--m_at);
}

} // namespace peregrine
