#pragma once

#include "app/cli/batchfile.h"
#include "app/cli/command.h"
#include "core/jobs/job.h"

#include <QHash>
#include <QSet>

#include <memory>

namespace peregrine::cli {

class JobDesk;

/// peregrine-cli batch FILE.jsonl: sends the requests of a file, some at a time, and follows them.
/// The library keeps how far it is: run again with the same file it goes on where it was, whatever
/// ended it, and sends nothing a second time.
class BatchCommand final : public Command
{
    Q_OBJECT

public:
    struct Options
    {
        /// A path, or "-" for standard input.
        QString file;
        /// For lines without one.
        EndpointId endpoint;
        /// Requests under way at once; 0: as the profile has it.
        int concurrency = 0;
        /// Jobs that have failed or were cancelled are sent once more.
        bool retryFailed = false;
    };

    BatchCommand(Context context, Options options);
    ~BatchCommand() override;
    void start() override;
    void interrupt() override;

private:
    [[nodiscard]] Expected<QByteArray, Error> readFile() const;
    void goOn();
    void tell(const QList<Job> &jobs);
    void print(const Job &job);
    void endWhenAllEnded();

    Options m_options;
    BatchId m_batch;
    QList<BatchLine> m_lines;
    std::unique_ptr<JobDesk> m_desk;
    /// Of the batch, by line.
    QHash<JobId, int> m_numbers;
    QSet<JobId> m_open;
    int m_done = 0;
    int m_notDone = 0;
    bool m_isSent = false;
};

} // namespace peregrine::cli
