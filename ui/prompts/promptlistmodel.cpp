#include "ui/prompts/promptlistmodel.h"

namespace peregrine {

namespace {

/// More fits neither into the list nor into a tool tip.
constexpr qsizetype shownLength = 400;
constexpr qsizetype tipLength = 3000;

} // namespace

void PromptListModel::setPrompts(const QList<RememberedPrompt> &prompts)
{
    beginResetModel();
    m_prompts = prompts;
    endResetModel();
}

RememberedPrompt PromptListModel::promptAt(const QModelIndex &index) const
{
    return m_prompts.value(index.row());
}

int PromptListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_prompts.size());
}

QVariant PromptListModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_prompts.size())
        return {};
    const RememberedPrompt &prompt = m_prompts.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return prompt.text.left(shownLength).simplified();
    case Qt::ToolTipRole:
        return QStringLiteral("<div style='width: 420px'>%1</div>")
            .arg(
                prompt.text.left(tipLength).toHtmlEscaped().replace(u'\n', QStringLiteral("<br>")));
    case PromptRole:
        return QVariant::fromValue(prompt);
    default:
        return {};
    }
}

} // namespace peregrine
