#pragma once

#include <QFrame>

class QKeyEvent;
class QLineEdit;
class QListView;
class QModelIndex;
class QVBoxLayout;

namespace peregrine {

class ToneLabel;

/// A list that opens over the window with a search field above it: type to filter, arrows to move,
/// Enter to choose, Escape to leave. The keyboard stays in the search field all the time.
class SearchPopup : public QFrame
{
    Q_OBJECT

public:
    explicit SearchPopup(QWidget *parent);

    [[nodiscard]] QLineEdit &searchField() { return *m_search; }
    [[nodiscard]] QListView &list() { return *m_list; }

    /// Beneath `anchor`, as wide as it and at least `leastWidth`, within the screen; above it where
    /// there is no room beneath.
    void openBeneath(QWidget &anchor, QSize least);

protected:
    /// The words were changed, or the popup opens.
    virtual void filter(const QString &words) = 0;
    virtual void choose(const QModelIndex &index) = 0;
    /// A key in the search field that is none of the list's; true when it was used.
    virtual bool takeKey(QKeyEvent &event);
    /// The key for a context menu was pressed; true when there is one of the current entry.
    virtual bool openContextMenu();

    /// The first entry is current again.
    void selectFirst();
    /// Words in place of the list, for when it is empty; empty words show the list.
    void setHint(const QString &words);
    /// To add to, beneath the list.
    [[nodiscard]] QVBoxLayout &column() { return *m_column; }
    /// Names of the parts, for screen readers and tests.
    void setNames(const QString &name, const QString &searchName, const QString &placeholder);

    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QLineEdit *m_search;
    QListView *m_list;
    ToneLabel *m_hint;
    QVBoxLayout *m_column;
};

} // namespace peregrine
