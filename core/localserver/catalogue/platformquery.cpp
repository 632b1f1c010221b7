#include "core/localserver/catalogue/platformquery.h"

#include "core/localserver/catalogue/platformanswers.h"

#include <algorithm>

namespace peregrine::localserver {

namespace {

constexpr qsizetype maximumPage = 100;
constexpr qsizetype maximumCursor = 512;
constexpr qint64 daySeconds = 24LL * 3600;
constexpr auto encoding = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

/// ISO 8601, a day or a time; without an offset it is in the zone. Not valid when it is neither.
QDateTime timeIn(const QString &text, const QTimeZone &zone)
{
    // Qt would read the day out of a longer text, too.
    constexpr qsizetype dayLength = 10;
    if (text.size() == dayLength)
        return QDate::fromString(text, Qt::ISODate).startOfDay(zone).toUTC();
    QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (time.isValid() && time.timeSpec() == Qt::LocalTime)
        time.setTimeZone(zone);
    return time.toUTC();
}

} // namespace

Expected<PlatformQuery, HttpResponse> PlatformQuery::read(const HttpTarget &target)
{
    PlatformQuery query;
    query.endpoints = target.queryValues(QStringLiteral("endpoint_id"));
    if (query.endpoints.size() > maximumEndpointIds)
        return Unexpected{platformInvalid(QStringLiteral("At most 50 endpoint_id are allowed."))};
    query.expand = target.queryValues(QStringLiteral("expand"));
    if (const QString text = target.queryValue(QStringLiteral("limit")); !text.isNull()) {
        bool ok = false;
        query.limit = std::min<qsizetype>(text.toInt(&ok), maximumPage);
        if (!ok || query.limit < 1) {
            return Unexpected{
                platformInvalid(QStringLiteral("limit must be a whole number above 0."))};
        }
    }
    const QByteArray cursor = target.queryValue(QStringLiteral("cursor")).toLatin1();
    const auto mark = QByteArray::fromBase64Encoding(
        cursor, QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!mark || cursor.size() > maximumCursor)
        return Unexpected{platformInvalid(QStringLiteral("The cursor is not valid."))};
    query.cursor = QString::fromUtf8(*mark);
    return query;
}

Expected<PlatformRange, HttpResponse> PlatformRange::read(const HttpTarget &target,
                                                          const QDateTime &now)
{
    PlatformRange range;
    if (const QString zone = target.queryValue(QStringLiteral("timezone")); !zone.isEmpty()) {
        range.zone = QTimeZone(zone.toUtf8());
        if (!range.zone.isValid())
            return Unexpected{platformInvalid(QStringLiteral("The timezone is unknown."))};
    }
    const QString start = target.queryValue(QStringLiteral("start"));
    const QString end = target.queryValue(QStringLiteral("end"));
    // What ends in this very moment is meant too.
    range.end = end.isEmpty() ? now.addSecs(1) : timeIn(end, range.zone);
    range.start = start.isEmpty() ? range.end.addSecs(-daySeconds) : timeIn(start, range.zone);
    if (!range.start.isValid() || !range.end.isValid()) {
        return Unexpected{
            platformInvalid(QStringLiteral("start and end must be dates or times of ISO 8601."))};
    }
    if (range.start >= range.end)
        return Unexpected{platformInvalid(QStringLiteral("start must come before end."))};
    return range;
}

QString cursorOf(const QString &mark)
{
    return QString::fromLatin1(mark.toUtf8().toBase64(encoding));
}

} // namespace peregrine::localserver
