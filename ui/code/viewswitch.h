#pragma once

#include <QWidget>

class QToolButton;

namespace peregrine {

/// Form or JSON: two buttons of which one is down.
class ViewSwitch : public QWidget
{
    Q_OBJECT

public:
    explicit ViewSwitch(QWidget *parent = nullptr);

    [[nodiscard]] bool isJson() const;
    void setJson(bool json);

Q_SIGNALS:
    void jsonChosen(bool json);

private:
    QToolButton *m_form;
    QToolButton *m_json;
};

} // namespace peregrine
