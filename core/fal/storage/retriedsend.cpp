#include "core/fal/storage/retriedsend.h"

#include "core/fal/storage/filesender.h"

#include <algorithm>
#include <utility>

namespace peregrine {

namespace {

using namespace std::chrono_literals;

/// fal's JavaScript client sends a part three times without a pause, and a whole file once.
RetryPolicy policy()
{
    RetryPolicy policy;
    policy.retries = 3;
    policy.firstDelay = 500ms;
    return policy;
}

bool isWorthRepeating(const Error &error)
{
    if (error.kind == Error::Kind::Storage || error.kind == Error::Kind::Malformed)
        return false;
    const int status = error.httpStatus;
    return status == 0 || status == 408 || status == 429 || status >= 500;
}

} // namespace

RetriedSend::RetriedSend(FalTransport &transport, FileSender &sender, const SendRequest &request,
                         std::function<void(const Outcome &)> done, QObject *owner)
    : QObject(owner)
    , m_transport(transport)
    , m_sender(sender)
    , m_request(request)
    , m_done(std::move(done))
{
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &RetriedSend::attempt);
    attempt();
}

void RetriedSend::attempt()
{
    ++m_attempts;
    m_sending = m_sender.send(m_request, this,
                              [this](const FileSending::Outcome &outcome) { conclude(outcome); });
    connect(m_sending, &FileSending::progressed, this, &RetriedSend::progressed);
}

Error RetriedSend::refusal(FalAnswer answer) const
{
    if (answer.status / 100 == 3) {
        return Error::malformed(tr("%1 redirected to another address, which was not followed.")
                                    .arg(m_request.url.host()));
    }
    // No error may repeat what a request was allowed with.
    m_transport.hideKey(answer.body);
    for (const auto &[name, value] : m_request.headers) {
        if (name == "Authorization")
            answer.body.replace(value.mid(value.indexOf(' ') + 1), "[token]");
    }
    return errorOf(answer);
}

void RetriedSend::conclude(const Outcome &outcome)
{
    const bool isAnswer = outcome.hasValue();
    if (isAnswer && outcome->status / 100 == 2) {
        m_done(outcome);
        return;
    }
    const Error error = isAnswer ? refusal(*outcome) : outcome.error();
    const RetryPolicy retry = policy();
    if (!isWorthRepeating(error) || m_attempts > retry.retries) {
        m_done(Unexpected{error});
        return;
    }
    using std::chrono::milliseconds;
    const milliseconds asked =
        std::min(milliseconds(error.retryAfterSeconds * 1000LL), retry.maxDelay);
    m_pause.start(std::max(asked, m_transport.retryDelay(retry, m_attempts - 1)));
}

} // namespace peregrine
