#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;

namespace peregrine {

class FormModel;

/// The line above a form: a box that finds options in long forms, the steps back and forth, and the
/// way back to all defaults.
class FormBar : public QWidget
{
    Q_OBJECT

public:
    /// The model must outlive it.
    explicit FormBar(FormModel &model, QWidget *parent = nullptr);

    /// Shows the box for forms that are long enough to get lost in, and empties it.
    void setFieldCount(qsizetype count);
    void focusFilter();

Q_SIGNALS:
    /// Empty: all options are to be seen.
    void filterChanged(const QString &words);
    void undoRequested();
    void redoRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] QToolButton *addButton(const QString &icon, const QString &name,
                                         const QString &objectName);
    void updateReset();

    FormModel &m_model;
    QLineEdit *m_filter;
    QLabel *m_note;
    QToolButton *m_undo;
    QToolButton *m_redo;
    QToolButton *m_reset;
};

} // namespace peregrine
