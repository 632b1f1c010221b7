#pragma once

#include "core/schema/fieldspec.h"

#include <QWidget>

namespace peregrine {

class FieldRow;
class FormContext;

/// One entry of a list with its buttons.
class ListEntry : public QWidget
{
    Q_OBJECT

public:
    ListEntry(const FieldSpec &spec, const QString &pointer, qsizetype index, qsizetype count,
              FormContext &context, QWidget *parent);

    void focusEditor();

Q_SIGNALS:
    void removeRequested();
    /// -1 towards the front, 1 towards the end.
    void moveRequested(int by);

private:
    FieldRow *m_row;
};

} // namespace peregrine
