#pragma once

#include "core/schema/formvalues.h"

#include <QObject>
#include <QTimer>

namespace peregrine {

class DraftBook;
class FormPanel;

/// Keeps what stands in the form for the next start of the program, each model's for itself: a
/// moment after a change, when another model comes, and by keep().
class DraftLink : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive it.
    DraftLink(FormPanel &form, DraftBook &book, QObject *parent = nullptr);

    /// Now, as before the window closes.
    void keep();

Q_SIGNALS:
    void messageForUser(const QString &message);

private:
    void follow();

    FormPanel &m_form;
    DraftBook &m_book;
    QTimer m_later;
    bool m_hasForm = false;
    /// What the model's form comes up with by itself, which need not be kept.
    FormValues m_fresh;
};

} // namespace peregrine
