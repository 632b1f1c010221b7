#pragma once

#include "core/base/clock.h"
#include "core/http/httpmessage.h"
#include "core/localserver/models/modelregistry.h"
#include "core/localserver/queue/requesthistory.h"

#include <memory>

namespace peregrine::localserver {

/// What ran here, in the shapes of the platform API's usage, analytics and billing: real counts and
/// durations, and a cost of nothing.
class UsageReports
{
public:
    UsageReports(const RequestHistory &history, const ModelRegistry &models,
                 std::shared_ptr<const Clock> clock);

    [[nodiscard]] HttpResponse usage(const HttpRequest &request) const;
    [[nodiscard]] HttpResponse analytics(const HttpRequest &request) const;
    [[nodiscard]] HttpResponse billingEvents(const HttpRequest &request) const;

private:
    /// Results of some requests, as a report shows them.
    using Summarize = QJsonArray (UsageReports::*)(const QList<PastRequest> &) const;

    [[nodiscard]] HttpResponse report(const HttpRequest &request, Summarize summarize) const;
    [[nodiscard]] QJsonArray usageOf(const QList<PastRequest> &requests) const;
    [[nodiscard]] QJsonArray analyticsOf(const QList<PastRequest> &requests) const;
    [[nodiscard]] QString unitOf(const QString &endpoint) const;

    const RequestHistory &m_history;
    const ModelRegistry &m_models;
    std::shared_ptr<const Clock> m_clock;
};

} // namespace peregrine::localserver
