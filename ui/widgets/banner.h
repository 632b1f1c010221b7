#pragma once

#include <QTimer>
#include <QWidget>

#include <functional>

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
    /// News with something that can be done about it, as taking it back. The banner goes when it is
    /// done; other news take its place.
    void showOffer(const QString &message, const QString &action, std::function<void()> act);

protected:
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void say(const QString &message);
    /// Nobody is about to use it.
    [[nodiscard]] bool isLeftAlone() const;

    QLabel *m_text;
    QToolButton *m_action;
    QToolButton *m_close;
    QTimer m_time;
    std::function<void()> m_act;
};

} // namespace peregrine
