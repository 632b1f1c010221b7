#pragma once

#include "core/prompts/rememberedprompt.h"

#include <QAbstractListModel>
#include <QList>

namespace peregrine {

/// Remembered prompts for a list.
class PromptListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { PromptRole = Qt::UserRole };

    using QAbstractListModel::QAbstractListModel;

    void setPrompts(const QList<RememberedPrompt> &prompts);
    [[nodiscard]] RememberedPrompt promptAt(const QModelIndex &index) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    /// The display role is the text, on one line.
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    QList<RememberedPrompt> m_prompts;
};

} // namespace peregrine
