#pragma once

#include "core/fal/falreply.h"

#include <QTimer>
#include <qt6keychain/keychain.h>

#include <chrono>
#include <functional>
#include <utility>

namespace peregrine {

/// One job of QtKeychain as a reply. The job is never deleted from here: its backend calls it back
/// by a bare pointer, however late, and it deletes itself then.
template <typename T> class KeychainCall final : public FalCall<T>
{
public:
    struct Reading
    {
        /// The value of a job that worked.
        std::function<T(QKeychain::Job &)> value;
        /// The value when there is no such entry.
        T absent;
        /// The words for what went wrong.
        std::function<Error(const QKeychain::Job &)> problem;
        /// ... and for no answer in time.
        Error silence;
    };

    KeychainCall(QKeychain::Job *job, Reading reading, std::chrono::milliseconds patience,
                 QObject *parent)
        : FalCall<T>(parent)
        , m_reading(std::move(reading))
    {
        QObject::connect(job, &QKeychain::Job::finished, this,
                         [this](QKeychain::Job *done) { conclude(*done); });
        QObject::connect(&m_patience, &QTimer::timeout, this,
                         [this] { this->fail(m_reading.silence); });
        m_patience.setSingleShot(true);
        m_patience.start(patience);
        job->setAutoDelete(true);
        job->start();
    }

protected:
    void stop() override { m_patience.stop(); }

private:
    void conclude(QKeychain::Job &job)
    {
        if (job.error() == QKeychain::NoError)
            this->succeedWith(m_reading.value(job));
        else if (job.error() == QKeychain::EntryNotFound)
            this->succeedWith(m_reading.absent);
        else
            this->fail(m_reading.problem(job));
    }

    Reading m_reading;
    QTimer m_patience;
};

} // namespace peregrine
