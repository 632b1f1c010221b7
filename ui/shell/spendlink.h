#pragma once

#include <QObject>
#include <QPointer>
#include <QUrl>

class QAction;
class QWidget;

namespace peregrine {

class LimitsDialog;
class NavigationBar;
class ProfileRepository;
class SpendChip;
class SpendLedger;
class SpendPopup;

/// Joins what was spent with the window: the chip beside the server, what opens from it, and the
/// dialog for the limits of the profile in use.
class SpendLink : public QObject
{
    Q_OBJECT

public:
    /// All must outlive it; dialogs open over the window.
    SpendLink(SpendLedger &ledger, ProfileRepository &profiles, NavigationBar &navigation,
              QWidget &window, QObject *parent);

    /// Where requests go now: there is no chip for a server that costs nothing.
    void setServer(const QString &server);
    void openLimits();
    /// For menus.
    [[nodiscard]] QAction *limitsAction() const { return m_limits; }

    /// Where the account behind a server sees its bills; empty where nobody knows.
    [[nodiscard]] static QUrl billingPage(const QString &server);

private:
    void follow();
    void show();
    void openPopup();

    SpendLedger &m_ledger;
    ProfileRepository &m_profiles;
    QWidget &m_window;
    SpendChip *m_chip;
    QAction *m_limits;
    QPointer<SpendPopup> m_popup;
    QPointer<LimitsDialog> m_dialog;
    QString m_server;
};

} // namespace peregrine
