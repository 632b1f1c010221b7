#include "ui/shell/accountlink.h"

#include "core/jobs/jobmanager.h"
#include "ui/shell/spendlink.h"
#include "ui/spending/accountbanner.h"

#include <QDesktopServices>

#include <algorithm>

namespace peregrine {

AccountLink::AccountLink(JobManager &jobs, AccountBanner &banner, QObject *parent)
    : QObject(parent)
    , m_jobs(jobs)
    , m_banner(banner)
{
    connect(&jobs, &JobManager::accountBlocked, this,
            [this](const QString &server, const Error &error) {
                m_blocked.append({server, error});
                show();
            });
    connect(&jobs, &JobManager::accountReleased, this, [this](const QString &server) {
        m_blocked.removeIf([&server](const auto &each) { return each.first == server; });
        show();
    });
    connect(&banner, &AccountBanner::resumeRequested, this, [this] {
        if (!m_blocked.isEmpty())
            m_jobs.setBlocked(QString(m_blocked.constFirst().first), false);
    });
    connect(&banner, &AccountBanner::billingRequested, this, [this] {
        if (!m_blocked.isEmpty())
            QDesktopServices::openUrl(SpendLink::billingPage(m_blocked.constFirst().first));
    });
}

void AccountLink::show()
{
    if (m_blocked.isEmpty()) {
        m_banner.hide();
        return;
    }
    const auto &[server, error] = m_blocked.constFirst();
    // About a wrong key the bills say nothing.
    const bool hasBilling =
        error.kind == Error::Kind::Locked && !SpendLink::billingPage(server).isEmpty();
    m_banner.showBlocked(tr("Nothing is sent for now; your jobs wait. %1").arg(error.message),
                         hasBilling);
}

} // namespace peregrine
