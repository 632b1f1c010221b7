#include "ui/shell/spendlink.h"

#include "core/credentials/profilerepository.h"
#include "core/fal/falservers.h"
#include "core/spending/spendcharge.h"
#include "core/spending/spendledger.h"
#include "ui/shell/navigationbar.h"
#include "ui/spending/limitsdialog.h"
#include "ui/spending/spendchip.h"
#include "ui/spending/spendpopup.h"

#include <QAction>
#include <QDesktopServices>

namespace peregrine {

SpendLink::SpendLink(SpendLedger &ledger, ProfileRepository &profiles, NavigationBar &navigation,
                     QWidget &window, QObject *parent)
    : QObject(parent)
    , m_ledger(ledger)
    , m_profiles(profiles)
    , m_window(window)
    , m_chip(new SpendChip)
    , m_limits(new QAction(tr("Spending &limits…"), this))
{
    m_chip->hide();
    navigation.addChip(m_chip);
    connect(m_chip, &QPushButton::clicked, this, &SpendLink::openPopup);
    connect(m_limits, &QAction::triggered, this, &SpendLink::openLimits);
    connect(&ledger, &SpendLedger::changed, this, &SpendLink::show);
    connect(&profiles, &ProfileRepository::changed, this, &SpendLink::follow);
    follow();
}

void SpendLink::follow()
{
    m_ledger.setProfile(m_profiles.current().name);
    show();
}

void SpendLink::setServer(const QString &server)
{
    m_server = server;
    m_chip->setVisible(isCharged(server));
    show();
}

void SpendLink::show()
{
    const Profile profile = m_profiles.current();
    const SpendTotals totals = m_ledger.totals();
    m_chip->setTotals(totals, profile.spend);
    if (m_popup)
        m_popup->setTotals(profile.name, totals, profile.spend);
}

void SpendLink::openPopup()
{
    if (!m_popup) {
        m_popup = new SpendPopup(m_chip);
        connect(m_popup, &SpendPopup::limitsRequested, this, &SpendLink::openLimits);
        connect(m_popup, &SpendPopup::billingRequested, this,
                [this] { QDesktopServices::openUrl(billingPage(m_server)); });
    }
    m_popup->setHasBilling(!billingPage(m_server).isEmpty());
    show();
    m_popup->openBeneath(*m_chip);
}

void SpendLink::openLimits()
{
    if (m_dialog) {
        m_dialog->raise();
        m_dialog->activateWindow();
        return;
    }
    const Profile profile = m_profiles.current();
    m_dialog = new LimitsDialog(profile.name, profile.spend, &m_window);
    connect(m_dialog, &LimitsDialog::limitsChosen, this,
            [this, name = profile.name](const SpendLimits &limits) {
                auto changed = m_profiles.find(name);
                if (changed) {
                    changed->spend = limits;
                    const auto saved = m_profiles.save(*changed);
                    if (saved) {
                        m_dialog->accept();
                        return;
                    }
                    m_dialog->showProblem(saved.error().message);
                } else {
                    m_dialog->showProblem(changed.error().message);
                }
            });
    m_dialog->open();
}

QUrl SpendLink::billingPage(const QString &server)
{
    return server == FalServers::fal ? QUrl(QStringLiteral("https://fal.ai/dashboard/billing"))
                                     : QUrl();
}

} // namespace peregrine
