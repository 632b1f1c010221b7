#pragma once

#include "core/schema/fieldspec.h"

#include <QWidget>

namespace peregrine {

class FieldRow;
class FormContext;

/// One entry of a list with what moves, copies and removes it.
class ListEntry : public QWidget
{
    Q_OBJECT

public:
    ListEntry(const FieldSpec &spec, const QString &pointer, qsizetype count, FormContext &context,
              QWidget *parent);

    void focusEditor();
    void focusHandle();
    /// Whether one more fits into the list.
    void setCanDuplicate(bool can);

Q_SIGNALS:
    void removeRequested();
    void duplicateRequested();
    /// -1 towards the front, 1 towards the end. From the handle: it wants the focus again.
    void moveRequested(int by, bool byHandle);
    /// The mouse has the entry, at a place of the screen.
    void dragged(const QPoint &at);
    void dropped(const QPoint &at);
    void dragCanceled();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    FieldRow *m_row;
    QWidget *m_handle = nullptr;
    QWidget *m_duplicate;
};

} // namespace peregrine
