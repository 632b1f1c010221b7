#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace peregrine {

/// Says that an account takes no jobs, why, and what to do; stays until it is resumed. Never takes
/// the focus; screen readers are told.
class AccountBanner : public QWidget
{
    Q_OBJECT

public:
    explicit AccountBanner(QWidget *parent = nullptr);

    /// `reason`: whole sentences; hasBilling: there is a page about the account's bills.
    void showBlocked(const QString &reason, bool hasBilling);

Q_SIGNALS:
    void resumeRequested();
    void billingRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QLabel *m_text;
    QPushButton *m_billing;
};

} // namespace peregrine
