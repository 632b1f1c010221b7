#pragma once

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace peregrine {

class IconLabel;

/// What a view says in the place of what it cannot show: an icon, a title, a sentence, and
/// what can be done about it.
class MessagePage : public QWidget
{
    Q_OBJECT

public:
    explicit MessagePage(QWidget *parent = nullptr);

    void setContent(const QString &icon, const QString &title, const QString &text);
    /// The first is the one that is suggested. Belongs to the message.
    QPushButton *addButton(const QString &text);

    [[nodiscard]] QString title() const;
    [[nodiscard]] QString text() const;

private:
    IconLabel *m_icon = nullptr;
    QLabel *m_title = nullptr;
    QLabel *m_text = nullptr;
    QHBoxLayout *m_buttons = nullptr;
};

} // namespace peregrine
