#pragma once

#include "core/library/libraryfacts.h"
#include "core/library/libraryquerycompletion.h"

#include <QLineEdit>
#include <QList>

class QCompleter;
class QStandardItemModel;

namespace peregrine {

/// Where a search in the library is typed: offers filters and their values from the library while a
/// word begins, and marks what cannot be understood.
class SearchField : public QLineEdit
{
    Q_OBJECT

public:
    explicit SearchField(QWidget *parent = nullptr);

    /// What is in the library, for the offers.
    void setFacts(const LibraryFacts &facts) { m_facts = facts; }
    /// What of the text is not understood, in sentences; empty when all is.
    [[nodiscard]] const QString &problem() const { return m_problem; }

Q_SIGNALS:
    /// The field is about to be used: setFacts() answers.
    void factsWanted();

protected:
    void focusInEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void offer();
    void take(const QModelIndex &index);
    void showProblem();

    LibraryFacts m_facts;
    QList<QueryCompletion> m_offers;
    QCompleter *m_completer;
    QStandardItemModel *m_model;
    QAction *m_warning;
    QString m_problem;
};

} // namespace peregrine
