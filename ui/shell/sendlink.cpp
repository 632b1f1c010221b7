#include "ui/shell/sendlink.h"

#include "core/credentials/profilerepository.h"
#include "core/spending/spendledger.h"
#include "ui/spending/sendquestion.h"

#include <utility>

namespace peregrine {

namespace {

SpendItem itemOf(const Job &job)
{
    return {job.server, job.cost.estimated};
}

} // namespace

SendLink::SendLink(JobManager &jobs, QWidget &window, QObject *parent)
    : QObject(parent)
    , m_jobs(jobs)
    , m_window(window)
{ }

SendLink::~SendLink() = default;

void SendLink::setSpending(SpendLedger &ledger, const ProfileRepository &profiles)
{
    m_ledger = &ledger;
    m_profiles = &profiles;
    connect(&ledger, &SpendLedger::loaded, this, &SendLink::next);
    connect(&ledger, &SpendLedger::failed, this, [this](const Error &error) {
        if (m_waiting.isEmpty())
            return;
        m_waiting.clear();
        Q_EMIT messageForUser(
            tr("Nothing was sent, because what was spent so far cannot be read. %1")
                .arg(error.message));
    });
}

void SendLink::send(const QList<JobRequest> &requests, QObject *context, Sent sent)
{
    if (requests.isEmpty())
        return;
    QList<SpendItem> items;
    for (const JobRequest &request : requests)
        items.append({request.server, request.estimatedCost});
    add({items, [this, requests] { return m_jobs.submitAll(requests); }, context,
         context != nullptr, std::move(sent)});
}

QList<JobId> SendLink::known(const QList<JobId> &ids) const
{
    QList<JobId> listed = ids;
    listed.removeIf([this](const JobId &id) { return !m_jobs.job(id); });
    return listed;
}

void SendLink::retry(const QList<JobId> &ids, RepeatSeed seed, QObject *context, Sent sent)
{
    const QList<JobId> listed = known(ids);
    if (listed.isEmpty())
        return;
    QList<SpendItem> items;
    for (const JobId &id : listed) {
        const Job &job = *m_jobs.job(id);
        const bool isFree = isActive(job.state) || (seed == RepeatSeed::Same && canFetchAgain(job));
        if (!isFree)
            items.append(itemOf(job));
    }
    const auto submit = [this, listed, seed] {
        QList<JobId> sentAgain;
        for (const JobId &id : listed)
            sentAgain.append(m_jobs.retry(id, seed));
        return sentAgain;
    };
    add({items, submit, context, context != nullptr, std::move(sent)});
}

void SendLink::duplicate(const QList<JobId> &ids, RepeatSeed seed, QObject *context, Sent sent)
{
    const QList<JobId> listed = known(ids);
    if (listed.isEmpty())
        return;
    QList<SpendItem> items;
    for (const JobId &id : listed)
        items.append(itemOf(*m_jobs.job(id)));
    const auto submit = [this, listed, seed] {
        QList<JobId> copies;
        for (const JobId &id : listed) {
            // It may have been cleared while the question stood.
            if (const JobId copy = m_jobs.duplicate(id, seed); !copy.isEmpty())
                copies.append(copy);
        }
        return copies;
    };
    add({items, submit, context, context != nullptr, std::move(sent)});
}

void SendLink::takeBack(const QList<JobId> &ids)
{
    QList<SpendItem> items;
    for (const JobId &id : ids) {
        const Job *job = m_jobs.job(id);
        if (job && job->state == JobState::Canceled)
            items.append(itemOf(*job));
    }
    Sending sending;
    sending.items = items;
    sending.submit = [this, ids] { return m_jobs.takeBack(ids); };
    add(std::move(sending));
}

void SendLink::add(Sending sending)
{
    m_waiting.append(std::move(sending));
    next();
}

void SendLink::next()
{
    while (!m_waiting.isEmpty() && !m_question) {
        if (m_ledger && !m_ledger->isLoaded()) {
            m_ledger->load();
            return;
        }
        SpendDecision decision;
        if (m_ledger) {
            decision = decideSpending(m_waiting.constFirst().items, m_profiles->current().spend,
                                      m_ledger->totals(), asks());
        }
        if (decision.verdict != SpendDecision::Verdict::Allowed) {
            ask(decision);
            return;
        }
        submit(m_waiting.takeFirst());
    }
}

bool SendLink::asks() const
{
    const Profile profile = m_profiles->current();
    return !m_quiet || m_quiet->name != profile.name || m_quiet->spend != profile.spend;
}

void SendLink::submit(const Sending &sending)
{
    const QList<JobId> ids = sending.submit();
    if (!ids.isEmpty() && sending.sent && (!sending.hasContext || sending.context))
        sending.sent(ids);
}

void SendLink::ask(const SpendDecision &decision)
{
    m_question =
        new SendQuestion(decision, m_profiles->current().spend, m_ledger->totals(), &m_window);
    connect(m_question, &SendQuestion::confirmed, this, &SendLink::takeAnswer);
    connect(m_question, &SendQuestion::limitsRequested, this, &SendLink::limitsRequested);
    connect(m_question, &QDialog::rejected, this, [this] {
        m_question = nullptr;
        m_waiting.removeFirst();
        next();
    });
    m_question->open();
}

void SendLink::takeAnswer(bool always)
{
    m_question = nullptr;
    if (always)
        m_quiet = m_profiles->current();
    // Jobs may have ended meanwhile: a limit that stops is asked once more.
    const SpendDecision decision = decideSpending(
        m_waiting.constFirst().items, m_profiles->current().spend, m_ledger->totals(), false);
    if (decision.verdict == SpendDecision::Verdict::Refused) {
        ask(decision);
        return;
    }
    submit(m_waiting.takeFirst());
    next();
}

} // namespace peregrine
