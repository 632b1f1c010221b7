#pragma once

#include <QTimer>
#include <QWidget>

class QLabel;
class QToolButton;

namespace peregrine {

/// A line of news over what it is about: says it, stays for as long as it takes to read, and can be
/// closed. Never takes the focus; screen readers are told.
class Banner : public QWidget
{
    Q_OBJECT

public:
    explicit Banner(QWidget *parent = nullptr);

    void showMessage(const QString &message);

protected:
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QLabel *m_text;
    QToolButton *m_close;
    QTimer m_time;
};

} // namespace peregrine
