#pragma once

#include "core/base/error.h"

#include <QList>
#include <QObject>
#include <QString>

#include <utility>

namespace peregrine {

class AccountBanner;
class JobManager;

/// One banner for accounts that take no jobs: says why, and lets the queue go on. Of several
/// servers the first is shown until it is resumed.
class AccountLink : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive it.
    AccountLink(JobManager &jobs, AccountBanner &banner, QObject *parent);

private:
    void show();

    JobManager &m_jobs;
    AccountBanner &m_banner;
    QList<std::pair<QString, Error>> m_blocked;
};

} // namespace peregrine
