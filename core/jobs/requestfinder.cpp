#include "core/jobs/requestfinder.h"

#include <QLocale>

#include <algorithm>
#include <utility>

namespace peregrine {

namespace {

/// Clocks of two machines differ.
constexpr qint64 clockSlackSeconds = 120;
/// A submit that took longer than this was not the one.
constexpr qint64 windowSeconds = 3600;
constexpr int maxPages = 20;

} // namespace

RequestFinder::RequestFinder(PlatformService &platform, const Job &job, QSet<RequestId> taken,
                             QObject *parent)
    : QObject(parent)
    , m_platform(platform)
    , m_input(job.input)
    , m_submittedAt(job.submittedAt.isValid() ? job.submittedAt : job.createdAt)
    , m_taken(std::move(taken))
{
    m_query.endpoint = job.endpoint;
    m_query.start = m_submittedAt.addSecs(-clockSlackSeconds);
    m_query.withPayloads = true;
    askPage();
}

RequestFinder::~RequestFinder()
{
    if (m_call) {
        m_call->disconnect(this);
        m_call->cancel();
    }
}

void RequestFinder::askPage()
{
    ++m_pages;
    FalCall<RequestsPage> *call = m_platform.requestsByEndpoint(m_query);
    m_call = call;
    connect(call, &FalReply::succeeded, this, [this, call] { take(call->value()); });
    connect(call, &FalReply::failed, this, [this](Error error) {
        error.message = tr("The account's requests could not be listed: %1").arg(error.message);
        Q_EMIT failed(error);
    });
}

void RequestFinder::take(const RequestsPage &page)
{
    for (const RequestRecord &record : page.items) {
        if (isOurs(record))
            m_candidates.append(record);
    }
    if (page.hasMore && page.nextCursor != m_query.cursor && m_pages < maxPages) {
        m_query.cursor = page.nextCursor;
        askPage();
    } else {
        conclude();
    }
}

bool RequestFinder::isOurs(const RequestRecord &record) const
{
    if (m_taken.contains(record.request) || !record.input.isObject())
        return false;
    if (record.sentAt.isValid()) {
        const qint64 seconds = m_submittedAt.secsTo(record.sentAt);
        if (seconds < -clockSlackSeconds || seconds > windowSeconds)
            return false;
    }
    // The server may have filled in defaults; what we sent has to be there unchanged.
    const QJsonObject theirs = record.input.toObject();
    for (auto it = m_input.constBegin(); it != m_input.constEnd(); ++it) {
        if (theirs.value(it.key()) != it.value())
            return false;
    }
    return true;
}

void RequestFinder::conclude()
{
    if (m_candidates.isEmpty()) {
        Error error;
        error.kind = Error::Kind::NotFound;
        error.message =
            tr("Among the account's requests since %1 there is none with these inputs. One that "
               "still waits or runs may not be listed yet: ask again later.")
                .arg(QLocale().toString(m_submittedAt.toLocalTime(), QLocale::ShortFormat));
        Q_EMIT failed(error);
        return;
    }
    const auto distance = [this](const RequestRecord &record) {
        return qAbs(m_submittedAt.msecsTo(record.sentAt));
    };
    const auto nearest =
        std::min_element(m_candidates.cbegin(), m_candidates.cend(),
                         [&distance](const RequestRecord &a, const RequestRecord &b) {
                             return distance(a) < distance(b);
                         });
    Q_EMIT found(nearest->request);
}

} // namespace peregrine
