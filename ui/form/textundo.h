#pragma once

#include <QObject>

class QWidget;

namespace peregrine {

class FormModel;

/// Lets the undo keys belong to the text field that has the focus while it has something to undo
/// itself, then to the form. What is written into a field during one visit is one step of the form;
/// it is left with the field.
class TextUndo : public QObject
{
    Q_OBJECT

public:
    /// The model must outlive it.
    explicit TextUndo(FormModel &model, QObject *parent = nullptr);

    /// A QPlainTextEdit or QLineEdit.
    void watch(QWidget *widget);

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    FormModel &m_model;
};

} // namespace peregrine
