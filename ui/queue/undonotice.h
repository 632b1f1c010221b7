#pragma once

#include <QTimer>
#include <QWidget>

class QLabel;
class QToolButton;

namespace peregrine {

/// A line that says what was just done, with a button to undo it; goes by itself after a while.
class UndoNotice : public QWidget
{
    Q_OBJECT

public:
    explicit UndoNotice(QWidget *parent = nullptr);

    void showMessage(const QString &message);
    [[nodiscard]] QString message() const;

Q_SIGNALS:
    void undoRequested();

protected:
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    QLabel *m_text;
    QToolButton *m_undo;
    QTimer m_time;
};

} // namespace peregrine
