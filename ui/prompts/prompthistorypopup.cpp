#include "ui/prompts/prompthistorypopup.h"

#include "core/prompts/prompthistory.h"
#include "ui/prompts/promptdelegate.h"
#include "ui/prompts/promptlistmodel.h"
#include "ui/widgets/tonelabel.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QVBoxLayout>

#include <algorithm>

namespace peregrine {

namespace {

/// Nobody scrolls further; words find the rest.
constexpr qsizetype mostShown = 500;

} // namespace

PromptHistoryPopup::PromptHistoryPopup(PromptHistory &history, PromptKind kind, QWidget *parent)
    : SearchPopup(parent)
    , m_history(history)
    , m_kind(kind)
    , m_model(new PromptListModel(this))
{
    setObjectName(QStringLiteral("promptHistory"));
    searchField().setObjectName(QStringLiteral("promptHistorySearch"));
    list().setObjectName(QStringLiteral("promptHistoryList"));
    setNames(kind == PromptKind::Prompt ? tr("Sent prompts") : tr("Sent negative prompts"),
             tr("Search sent prompts"), tr("Search sent prompts"));
    list().setModel(m_model);
    list().setItemDelegate(new PromptDelegate(&list()));
    list().setUniformItemSizes(true);
    auto *keys = new ToneLabel(theme::Tone::TextMuted, this);
    keys->setText(tr("Enter uses it  ·  Shift+Delete forgets it"));
    column().addWidget(keys);
}

void PromptHistoryPopup::filter(const QString &words)
{
    m_model->setPrompts(m_history.search(m_kind, words, mostShown));
    if (m_model->rowCount() > 0)
        setHint({});
    else if (words.trimmed().isEmpty())
        setHint(tr("Prompts that you send are listed here, the newest first."));
    else
        setHint(tr("No sent prompt has these words."));
}

void PromptHistoryPopup::choose(const QModelIndex &index)
{
    const QString text = m_model->promptAt(index).text;
    hide();
    Q_EMIT promptChosen(text);
}

bool PromptHistoryPopup::takeKey(QKeyEvent &event)
{
    const QModelIndex current = list().currentIndex();
    if (event.key() != Qt::Key_Delete || !event.modifiers().testFlag(Qt::ShiftModifier)
        || !current.isValid())
        return false;
    const int row = current.row();
    m_history.forget(m_kind, m_model->promptAt(current).text);
    filter(searchField().text());
    list().setCurrentIndex(m_model->index(std::min(row, m_model->rowCount() - 1), 0));
    return true;
}

} // namespace peregrine
