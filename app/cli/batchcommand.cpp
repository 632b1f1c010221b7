#include "app/cli/batchcommand.h"

#include "app/cli/argumenttext.h"
#include "app/cli/jobdesk.h"
#include "app/cli/jobjson.h"
#include "core/base/async.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonArray>

#include <utility>

namespace peregrine::cli {

BatchCommand::BatchCommand(Context context, Options options)
    : Command(std::move(context))
    , m_options(std::move(options))
{ }

BatchCommand::~BatchCommand() = default;

Expected<QByteArray, Error> BatchCommand::readFile() const
{
    QFile file(m_options.file);
    const bool isOpen = m_options.file == QLatin1String("-") ? file.open(stdin, QIODevice::ReadOnly)
                                                             : file.open(QIODevice::ReadOnly);
    Error error;
    error.kind = Error::Kind::Validation;
    if (!isOpen) {
        error.message =
            tr("%1 cannot be read: %2.").arg(shortened(m_options.file), file.errorString());
        return Unexpected{error};
    }
    const QByteArray bytes = file.read(maxBatchBytes + 1);
    if (bytes.size() > maxBatchBytes) {
        error.message = tr("%1 is larger than a batch may be.").arg(shortened(m_options.file));
        return Unexpected{error};
    }
    return bytes;
}

void BatchCommand::start()
{
    const auto bytes = readFile();
    if (!bytes) {
        fail(bytes.error());
        return;
    }
    auto lines = readBatchFile(*bytes, m_options.endpoint);
    if (!lines) {
        fail(lines.error());
        return;
    }
    m_lines = std::move(lines).value();
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData((context().server + u'\n' + m_options.endpoint.toString() + u'\n').toUtf8());
    hash.addData(*bytes);
    m_batch =
        BatchId(QStringLiteral("file-") + QString::fromLatin1(hash.result().toHex().left(32)));

    const int limit =
        m_options.concurrency > 0 ? m_options.concurrency : context().profile.concurrency;
    m_desk = std::make_unique<JobDesk>(context().folders, context().servers, limit);
    connect(m_desk.get(), &JobDesk::failed, this, &BatchCommand::fail);
    connect(m_desk.get(), &JobDesk::opened, this, [this] {
        JobManager &jobs = m_desk->jobs();
        connect(&jobs, &JobManager::resumed, this, &BatchCommand::goOn);
        connect(&jobs, &JobManager::jobsUpdated, this, &BatchCommand::tell);
        connect(&jobs, &JobManager::accountBlocked, this,
                [this](const QString &, const Error &error) { fail(error); });
        jobs.resume([batch = m_batch](const Job &job) { return job.batch == batch; });
    });
    m_desk->open();
}

void BatchCommand::goOn()
{
    JobManager &jobs = m_desk->jobs();
    // The newest job of each line counts: it may have been sent again.
    QHash<int, Job> known;
    for (const Job &job : jobs.jobs()) {
        if (job.batch == m_batch && job.batchPlace.size() == 1)
            known.insert(job.batchPlace.constFirst(), job);
    }
    QList<JobRequest> requests;
    QList<int> numbers;
    for (const BatchLine &line : std::as_const(m_lines)) {
        const auto earlier = known.constFind(line.number);
        if (earlier != known.cend()) {
            const bool again = m_options.retryFailed
                && (earlier->state == JobState::Failed || earlier->state == JobState::Canceled);
            if (!again) {
                m_numbers.insert(earlier->id, line.number);
                if (isActive(earlier->state))
                    m_open.insert(earlier->id);
                else
                    ++(earlier->state == JobState::Done ? m_done : m_notDone);
                continue;
            }
        }
        JobRequest request;
        request.endpoint = line.endpoint;
        request.modelTitle = line.endpoint.toString();
        request.server = context().server;
        request.input = line.input;
        request.lane = JobLane::Background;
        request.batch = m_batch;
        request.batchPlace = {line.number};
        requests.append(request);
        numbers.append(line.number);
    }
    output().note(tr("%n request(s)", nullptr, static_cast<int>(m_lines.size()))
                  + QStringLiteral(": ")
                  + tr("%1 done before, %2 under way, %3 to send")
                        .arg(QString::number(m_done), QString::number(m_open.size()),
                             QString::number(requests.size())));
    const QList<JobId> sent = jobs.submitAll(requests);
    for (qsizetype i = 0; i < sent.size(); ++i) {
        m_numbers.insert(sent.at(i), numbers.at(i));
        m_open.insert(sent.at(i));
    }
    m_isSent = true;
    endWhenAllEnded();
}

void BatchCommand::tell(const QList<Job> &jobs)
{
    for (const Job &job : jobs) {
        if (!m_open.contains(job.id) || isActive(job.state))
            continue;
        m_open.remove(job.id);
        ++(job.state == JobState::Done ? m_done : m_notDone);
        print(job);
    }
    output().progress(
        tr("%1 of %2").arg(QString::number(m_done + m_notDone), QString::number(m_lines.size())));
    endWhenAllEnded();
}

void BatchCommand::print(const Job &job)
{
    whenDone(this, m_desk->repository().assetsOf(job.id),
             [this, job](const Expected<QList<Asset>, Error> &assets) {
                 const QList<Asset> files = assets ? *assets : QList<Asset>();
                 QJsonObject line = wholeJobJson(job, files);
                 line.insert(QStringLiteral("line"), m_numbers.value(job.id));
                 output().event(QStringLiteral("job"), line);
                 for (const Asset &file : files)
                     output().text(file.path);
                 if (job.state != JobState::Done)
                     output().note(
                         tr("Line %1: %2")
                             .arg(QString::number(m_numbers.value(job.id)), jobStateText(job)));
             });
}

void BatchCommand::endWhenAllEnded()
{
    if (!m_open.isEmpty() || !m_isSent)
        return;
    m_desk->jobs().disconnect(this);
    // After the lines that are still being printed.
    whenDone(this, m_desk->repository().changedSince(-1), [this](const auto &) {
        output().note(
            tr("%1 done, %2 not done").arg(QString::number(m_done), QString::number(m_notDone)));
        Q_EMIT finished(m_notDone > 0 ? ExitFailed : ExitDone);
    });
}

void BatchCommand::interrupt()
{
    output().note(tr("%n request(s) are not done. Run the same command again to go on; nothing is "
                     "sent twice.",
                     nullptr, static_cast<int>(m_open.size())));
    Command::interrupt();
}

} // namespace peregrine::cli
