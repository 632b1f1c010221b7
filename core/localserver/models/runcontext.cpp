#include "core/localserver/models/runcontext.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <utility>

namespace peregrine::localserver {

RunContext::RunContext(FileStore &files, DrawingSlots::Hold &slot, std::stop_token stop,
                       std::chrono::milliseconds minimumRun, Log log, Partial partial,
                       ObjectLifecycle outputs)
    : m_files(files)
    , m_slot(slot)
    , m_stop(std::move(stop))
    , m_minimumRun(minimumRun)
    , m_log(std::move(log))
    , m_partial(std::move(partial))
    , m_outputs(std::move(outputs))
{ }

Expected<StoredFile, Error> RunContext::keep(const QByteArray &bytes, const QByteArray &contentType,
                                             const QString &name)
{
    return m_files.add(bytes, {contentType, name, m_outputs});
}

void RunContext::partial(const QJsonObject &output)
{
    if (m_partial)
        m_partial(output);
}

void RunContext::beginPart(int part, int of)
{
    m_part = part;
    m_parts = std::max(1, of);
}

bool RunContext::step(int step, int of, const QString &what)
{
    QString message = QStringLiteral("step %1/%2").arg(step).arg(of);
    if (m_parts > 1)
        message = QStringLiteral("image %1/%2, ").arg(m_part + 1).arg(m_parts) + message;
    if (!what.isEmpty())
        message += QLatin1String(": ") + what;
    m_log(message);
    return waitFor((m_part + static_cast<double>(step) / std::max(1, of)) / m_parts);
}

bool RunContext::finish()
{
    return waitFor(1.0);
}

bool RunContext::waitFor(double share)
{
    const auto until = m_started
        + std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                           m_minimumRun * std::clamp(share, 0.0, 1.0));
    if (std::chrono::steady_clock::now() >= until)
        return !m_stop.stop_requested();
    // Who waits does not draw: the slot is for others meanwhile.
    m_slot.release();
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait_until(lock, m_stop, until, [] { return false; });
    return m_slot.acquire(m_stop);
}

} // namespace peregrine::localserver
