#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/result.h"
#include "core/localserver/queue/completionlistener.h"

#include <QDateTime>
#include <QFile>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <memory>
#include <mutex>

namespace peregrine::localserver {

/// One line of the history: a request that ended. Inputs and outputs are not in it.
struct PastRequest
{
    QString id;
    QString endpoint;
    /// UTC, like all times here.
    QDateTime sent;
    /// Not valid when it ended before it began.
    QDateTime started;
    QDateTime ended;
    /// HTTP.
    int status = 0;
    /// How much of the model's unit was made; 0 for what failed.
    double units = 0;
    QJsonObject tags;

    /// Of the run; 0 when there was none.
    [[nodiscard]] double seconds() const;
    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static std::optional<PastRequest> fromJson(const QJsonObject &json);
};

/// What has run here, direct runs too: what usage and request lists of the platform API are made
/// from. A line of JSON each in a file, the newest last; the oldest are forgotten. Safe from any
/// thread.
class RequestHistory : public CompletionListener
{
public:
    RequestHistory(const QString &folder, std::shared_ptr<const Clock> clock);

    /// Reads what is there. Only once, before the first completed().
    [[nodiscard]] Expected<Done, Error> open();
    void completed(const StoredRequest &request) override;
    /// In the order in which they ended.
    [[nodiscard]] QList<PastRequest> all() const;

private:
    [[nodiscard]] bool rewrite();
    void forgetOldest();

    std::shared_ptr<const Clock> m_clock;
    mutable std::mutex m_mutex;
    QFile m_file;
    QList<PastRequest> m_past;
};

} // namespace peregrine::localserver
