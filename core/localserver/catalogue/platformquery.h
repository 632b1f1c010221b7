#pragma once

#include "core/base/result.h"
#include "core/http/httpmessage.h"

#include <QDateTime>
#include <QString>
#include <QStringList>
#include <QTimeZone>

namespace peregrine::localserver {

/// The query parameters that many calls of api.fal.ai share. What is wrong is answered with 400.
struct PlatformQuery
{
    static constexpr qsizetype maximumEndpointIds = 50;

    /// endpoint_id, repeated; empty: not asked for.
    QStringList endpoints;
    /// expand, repeated.
    QStringList expand;
    qsizetype limit = 50;
    /// What next_cursor was made from; empty on the first page.
    QString cursor;

    [[nodiscard]] static Expected<PlatformQuery, HttpResponse> read(const HttpTarget &target);

    [[nodiscard]] bool wants(const QString &endpoint) const
    {
        return endpoints.isEmpty() || endpoints.contains(endpoint);
    }
    [[nodiscard]] bool expands(const QString &name) const { return expand.contains(name); }
};

/// start, end and timezone: the last 24 hours where nothing is said.
struct PlatformRange
{
    /// UTC; the end is not part of it.
    QDateTime start;
    QDateTime end;
    /// Of days, weeks and months.
    QTimeZone zone = QTimeZone::utc();

    [[nodiscard]] static Expected<PlatformRange, HttpResponse> read(const HttpTarget &target,
                                                                    const QDateTime &now);
    [[nodiscard]] bool contains(const QDateTime &time) const { return time >= start && time < end; }
};

/// A cursor that says nothing to the client.
[[nodiscard]] QString cursorOf(const QString &mark);

} // namespace peregrine::localserver
