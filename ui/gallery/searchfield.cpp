#include "ui/gallery/searchfield.h"

#include "core/library/libraryquery.h"
#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QAction>
#include <QCompleter>
#include <QFocusEvent>
#include <QKeyEvent>
#include <QStandardItemModel>

namespace peregrine {

namespace {

constexpr int mostOffers = 10;

} // namespace

SearchField::SearchField(QWidget *parent)
    : QLineEdit(parent)
    , m_completer(new QCompleter(this))
    , m_model(new QStandardItemModel(this))
    , m_warning(addAction(theme::icon(QStringLiteral("warning"), theme::Tone::Warning),
                          QLineEdit::TrailingPosition))
{
    m_warning->setVisible(false);
    m_completer->setModel(m_model);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    // Not setCompleter(): an offer takes the place of a word, not of the whole text.
    m_completer->setWidget(this);
    connect(m_completer, qOverload<const QModelIndex &>(&QCompleter::activated), this,
            &SearchField::take);
    connect(this, &QLineEdit::textEdited, this, &SearchField::offer);
    connect(this, &QLineEdit::textChanged, this, &SearchField::showProblem);
}

void SearchField::offer()
{
    m_offers = text().isEmpty()
        ? QList<QueryCompletion>()
        : completeLibraryQuery(text(), cursorPosition(), m_facts, mostOffers);
    m_model->clear();
    for (const QueryCompletion &completion : std::as_const(m_offers)) {
        auto *item =
            new QStandardItem(completion.description.isEmpty()
                                  ? completion.text
                                  //: an offer in a search field: what is typed, what it means
                                  : tr("%1   %2").arg(completion.text, completion.description));
        m_model->appendRow(item);
    }
    if (m_offers.isEmpty())
        m_completer->popup()->hide();
    else
        m_completer->complete();
}

void SearchField::take(const QModelIndex &index)
{
    const QueryCompletion chosen = m_offers.value(index.row());
    if (chosen.text.isEmpty())
        return;
    QString next = text();
    next.replace(chosen.at, chosen.length, chosen.text);
    setText(next);
    setCursorPosition(static_cast<int>(chosen.at + chosen.text.size()));
    // After a filter's name its values are what comes next.
    if (chosen.text.endsWith(QLatin1Char(':')))
        offer();
}

void SearchField::showProblem()
{
    QStringList sentences;
    for (const QueryProblem &problem : parseLibraryQuery(text()).problems)
        sentences.append(problem.message);
    m_problem = sentences.join(QLatin1Char('\n'));
    m_warning->setVisible(!m_problem.isEmpty());
    m_warning->setToolTip(m_problem);
    setAccessibleDescription(m_problem);
}

void SearchField::focusInEvent(QFocusEvent *event)
{
    QLineEdit::focusInEvent(event);
    // Also comes when the popup gives the focus back.
    if (event->reason() != Qt::PopupFocusReason)
        Q_EMIT factsWanted();
}

void SearchField::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !text().isEmpty()) {
        clear();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

} // namespace peregrine
