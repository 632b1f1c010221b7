#pragma once

#include "ui/queue/queuefilter.h"

#include <QWidget>

class QLineEdit;
class QToolButton;

namespace peregrine {

/// Which jobs are listed: a chip for each kind of state with its count, and a search.
class QueueFilterBar : public QWidget
{
    Q_OBJECT

public:
    explicit QueueFilterBar(QWidget *parent = nullptr);

    /// A kind that there is no job of has no chip, unless it is chosen.
    void setCounts(const QueueCounts &counts);
    [[nodiscard]] const QueueFilter &filter() const { return m_filter; }
    void clear();
    /// Shows the search and puts the cursor there.
    void beginSearch();
    [[nodiscard]] QLineEdit &searchField() { return *m_search; }
    [[nodiscard]] QToolButton &chip(QueueKind kind)
    {
        return *m_chips.at(static_cast<size_t>(kind));
    }
    /// At the end of the chips' row; the bar takes it.
    void addButton(QToolButton *button);

Q_SIGNALS:
    void filterChanged(const peregrine::QueueFilter &filter);
    /// By Escape or the arrow down.
    void left();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void choose(QueueKind kind, bool chosen);
    void setText(const QString &text);

    QueueFilter m_filter;
    std::array<QToolButton *, queueKinds.size()> m_chips{};
    QWidget *m_row;
    QToolButton *m_find;
    QLineEdit *m_search;
};

} // namespace peregrine
