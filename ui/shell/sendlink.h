#pragma once

#include "core/credentials/profile.h"
#include "core/jobs/jobmanager.h"
#include "core/spending/spendguard.h"

#include <QList>
#include <QObject>
#include <QPointer>

#include <functional>
#include <optional>

class QWidget;

namespace peregrine {

class ProfileRepository;
class SendQuestion;
class SpendLedger;

/// The one way jobs are sent from the window: Generate, duplicates, repeats, batches. What goes
/// over a limit of the user's is asked about first, or refused; until that is answered no request
/// leaves. What is sent meanwhile waits for its turn.
class SendLink : public QObject
{
    Q_OBJECT

public:
    /// The new jobs, in the order of the requests. Called once, and not at all when nothing was
    /// sent.
    using Sent = std::function<void(const QList<JobId> &ids)>;

    /// Questions are asked over the window. All must outlive it.
    SendLink(JobManager &jobs, QWidget &window, QObject *parent);
    ~SendLink() override;

    /// From now on what jobs cost is looked at. Both must outlive it.
    void setSpending(SpendLedger &ledger, const ProfileRepository &profiles);

    /// All or none of them. `sent` is not called when `context` has gone.
    void send(const QList<JobRequest> &requests, QObject *context = nullptr, Sent sent = {});
    /// See JobManager; fetching a result again costs nothing and is not asked about.
    void retry(const QList<JobId> &ids, RepeatSeed seed = RepeatSeed::Same,
               QObject *context = nullptr, Sent sent = {});
    void duplicate(const QList<JobId> &ids, RepeatSeed seed = RepeatSeed::Same,
                   QObject *context = nullptr, Sent sent = {});
    /// See JobManager; jobs that were canceled before they were sent cost something again.
    void takeBack(const QList<JobId> &ids);

Q_SIGNALS:
    /// The user would see to the limits.
    void limitsRequested();
    void messageForUser(const QString &message);

private:
    struct Sending
    {
        QList<SpendItem> items;
        std::function<QList<JobId>()> submit;
        QPointer<QObject> context;
        bool hasContext = false;
        Sent sent;
    };

    /// Those that are still listed.
    [[nodiscard]] QList<JobId> known(const QList<JobId> &ids) const;
    void add(Sending sending);
    void next();
    void submit(const Sending &sending);
    void ask(const SpendDecision &decision);
    void takeAnswer(bool always);
    /// Whether limits that ask do so now.
    [[nodiscard]] bool asks() const;

    JobManager &m_jobs;
    QWidget &m_window;
    SpendLedger *m_ledger = nullptr;
    const ProfileRepository *m_profiles = nullptr;
    QList<Sending> m_waiting;
    QPointer<SendQuestion> m_question;
    /// The profile, as it was when the user did not want to be asked again.
    std::optional<Profile> m_quiet;
};

} // namespace peregrine
