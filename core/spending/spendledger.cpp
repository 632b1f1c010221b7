#include "core/spending/spendledger.h"

#include "core/base/async.h"
#include "core/base/logging.h"
#include "core/jobs/jobmanager.h"
#include "core/spending/spendcharge.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

namespace peregrine {

namespace {

using namespace std::chrono_literals;

/// A clock may be put forward meanwhile, or the computer sleep.
constexpr std::chrono::milliseconds longestWait = 10min;

void add(SpendAmounts &sum, const SpendEntry &entry)
{
    if (!entry.isPriced())
        ++sum.unpriced;
    else if (entry.isExact)
        sum.exact += entry.amount;
    else
        sum.estimated += entry.amount;
}

/// Without the noise of binary fractions, which could open a limit or close it.
SpendAmounts rounded(SpendAmounts sum)
{
    constexpr double parts = 1e9;
    sum.exact = std::round(sum.exact * parts) / parts;
    sum.estimated = std::round(sum.estimated * parts) / parts;
    return sum;
}

} // namespace

SpendLedger::SpendLedger(SpendingRepository &repository, const Clock &clock, const QTimeZone &zone,
                         QObject *parent)
    : QObject(parent)
    , m_repository(repository)
    , m_clock(clock)
    , m_zone(zone)
{
    m_tell.setSingleShot(true);
    m_tell.setInterval(0);
    connect(&m_tell, &QTimer::timeout, this, &SpendLedger::changed);
    m_tomorrow.setSingleShot(true);
    connect(&m_tomorrow, &QTimer::timeout, this, [this] {
        tell();
        waitForTomorrow();
    });
}

void SpendLedger::load()
{
    if (m_isLoaded || m_isLoading)
        return;
    m_isLoading = true;
    // With a clock that was put back these are more than needed, and the latest is among them.
    const auto read = m_repository.since(startOfMonth());
    whenDone(this, read, [this](const Expected<QList<SpendEntry>, Error> &entries) {
        m_isLoading = false;
        if (!entries) {
            Q_EMIT failed(entries.error());
            return;
        }
        for (const SpendEntry &entry : *entries) {
            if (entry.isReserved()) {
                m_open.insert(entry.job, {entry, std::nullopt, true});
                continue;
            }
            m_settled.insert(entry.job, {entry, false});
            m_latest = m_latest.isValid() ? std::max(m_latest, entry.spentAt) : entry.spentAt;
        }
        m_isLoaded = true;
        take(std::exchange(m_early, {}));
        if (std::exchange(m_settlesOthers, false))
            settleOthers();
        waitForTomorrow();
        tell();
        Q_EMIT loaded();
    });
}

void SpendLedger::setProfile(const QString &profile)
{
    if (m_profile == profile)
        return;
    m_profile = profile;
    tell();
}

SpendTotals SpendLedger::totals() const
{
    SpendTotals totals;
    const QDateTime day = startOfDay();
    const QDateTime month = startOfMonth();
    for (const Settled &settled : m_settled) {
        const SpendEntry &entry = settled.entry;
        if (entry.profile != m_profile)
            continue;
        if (settled.isOfSession)
            add(totals.session, entry);
        if (entry.spentAt >= day)
            add(totals.day, entry);
        if (entry.spentAt >= month)
            add(totals.month, entry);
    }
    for (const Open &open : m_open) {
        if (open.entry.profile == m_profile)
            add(totals.reserved, open.entry);
    }
    return {rounded(totals.session), rounded(totals.day), rounded(totals.month),
            rounded(totals.reserved)};
}

void SpendLedger::follow(JobManager &jobs)
{
    connect(&jobs, &JobManager::jobsAdded, this, &SpendLedger::take);
    connect(&jobs, &JobManager::jobsUpdated, this, &SpendLedger::take);
    connect(&jobs, &JobManager::jobsRemoved, this, &SpendLedger::forget);
    connect(&jobs, &JobManager::resumed, this, &SpendLedger::settleOthers);
    take(jobs.jobs());
}

void SpendLedger::take(const QList<Job> &jobs)
{
    if (!m_isLoaded) {
        m_early += jobs;
        return;
    }
    // Once: calendars are slow, and thousands of jobs are listed at the start.
    const QDateTime month = startOfMonth();
    for (const Job &job : jobs)
        count(job, month);
    keep();
}

void SpendLedger::count(const Job &job, const QDateTime &month)
{
    const auto open = m_open.constFind(job.id);
    const bool isOpen = open != m_open.cend();
    const bool wasLost = isOpen && open->state == JobState::Unknown;
    const SpendCharge charge = chargeOf(job, wasLost);
    const auto settled = m_settled.constFind(job.id);
    if (settled != m_settled.cend()) {
        // It can only become exact: fetching a result again costs nothing.
        const bool isNews = charge.kind == SpendCharge::Kind::Spent && charge.isExact;
        if (isNews && !settled->entry.isExact) {
            SpendEntry entry = settled->entry;
            entry.amount = charge.amount;
            entry.isExact = true;
            settle(entry, settled->isOfSession);
        }
        return;
    }
    switch (charge.kind) {
    case SpendCharge::Kind::None:
        release(job.id);
        break;
    case SpendCharge::Kind::Reserved:
        reserve(job, charge.amount, charge.isExact);
        break;
    case SpendCharge::Kind::Spent: {
        const bool isOfSession = isOpen && open->state.has_value();
        SpendEntry entry = isOpen ? open->entry : SpendEntry{job.id, job.server, m_profile};
        entry.amount = charge.amount;
        entry.isExact = charge.isExact;
        entry.spentAt =
            isOfSession || !job.endedAt.isValid() ? now() : std::min(now(), job.endedAt);
        // Jobs of earlier months are listed at each start, and bear on no limit.
        if (isOpen || entry.spentAt >= month)
            settle(entry, isOfSession);
        break;
    }
    }
}

void SpendLedger::reserve(const Job &job, double amount, bool isExact)
{
    const bool isNew = !m_open.contains(job.id);
    Open &open = m_open[job.id];
    if (isNew)
        open.entry = {job.id, job.server, m_profile};
    const bool isOther = isNew || open.entry.amount != amount || open.entry.isExact != isExact;
    open.entry.amount = amount;
    open.entry.isExact = isExact;
    open.state = job.state;
    if (mayHaveArrived(job) && (isOther || !open.isKept)) {
        open.isKept = true;
        m_pending.insert(job.id, open.entry);
    }
    if (isOther)
        tell();
}

void SpendLedger::settle(const SpendEntry &entry, bool isOfSession)
{
    m_open.remove(entry.job);
    m_settled.insert(entry.job, {entry, isOfSession});
    m_pending.insert(entry.job, entry);
    tell();
}

void SpendLedger::release(const JobId &id)
{
    const auto open = m_open.constFind(id);
    if (open == m_open.cend())
        return;
    if (open->isKept)
        m_pending.insert(id, std::nullopt);
    m_open.erase(open);
    tell();
}

void SpendLedger::forget(const QList<JobId> &jobs)
{
    for (const JobId &id : jobs) {
        const auto open = m_open.constFind(id);
        if (open == m_open.cend() || open->state != JobState::Unknown)
            continue;
        SpendEntry entry = open->entry;
        entry.spentAt = now();
        settle(entry, true);
    }
    keep();
}

void SpendLedger::settleOthers()
{
    m_settlesOthers = !m_isLoaded;
    if (m_settlesOthers)
        return;
    QList<SpendEntry> others;
    for (const Open &open : std::as_const(m_open)) {
        if (!open.state)
            others.append(open.entry);
    }
    for (SpendEntry &entry : others) {
        entry.spentAt = now();
        settle(entry, false);
    }
    keep();
}

void SpendLedger::keep()
{
    QList<SpendEntry> saved;
    QList<JobId> released;
    for (auto it = m_pending.cbegin(); it != m_pending.cend(); ++it) {
        if (it.value())
            saved.append(*it.value());
        else
            released.append(it.key());
    }
    m_pending.clear();
    // In memory it counts all the same, and the next start makes up for what is not on the disk.
    const auto told = [](const SpendingRepository::Saved &done) {
        if (!done)
            qCWarning(lcLibrary) << "What jobs cost could not be kept:" << done.error().message;
    };
    if (!saved.isEmpty())
        whenDone(this, m_repository.save(saved), told);
    if (!released.isEmpty())
        whenDone(this, m_repository.release(released), told);
}

QDateTime SpendLedger::now() const
{
    const QDateTime told = m_clock.now();
    m_latest = m_latest.isValid() ? std::max(m_latest, told) : told;
    return m_latest;
}

QDateTime SpendLedger::startOfDay() const
{
    return now().toTimeZone(m_zone).date().startOfDay(m_zone);
}

QDateTime SpendLedger::startOfMonth() const
{
    const QDate today = now().toTimeZone(m_zone).date();
    return QDate(today.year(), today.month(), 1).startOfDay(m_zone);
}

void SpendLedger::waitForTomorrow()
{
    const QDateTime time = now();
    const QDateTime next = time.toTimeZone(m_zone).date().addDays(1).startOfDay(m_zone);
    const std::chrono::milliseconds left(std::max<qint64>(time.msecsTo(next), 1000));
    m_tomorrow.start(std::min(left, longestWait));
}

void SpendLedger::tell()
{
    if (!m_tell.isActive())
        m_tell.start();
}

} // namespace peregrine
