#pragma once

#include "core/localserver/drawingslots.h"
#include "core/localserver/storage/filestore.h"

#include <QImage>
#include <QJsonObject>
#include <QString>

#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>

namespace peregrine::localserver {

/// What a model has at hand while it works on one request. Used by one thread.
class RunContext
{
public:
    using Log = std::function<void(const QString &message)>;
    /// Hears what there is of the output before it is whole.
    using Partial = std::function<void(const QJsonObject &output)>;

    RunContext(FileStore &files, DrawingSlots::Hold &slot, std::stop_token stop,
               std::chrono::milliseconds minimumRun, Log log, Partial partial = {},
               ObjectLifecycle outputs = {});

    /// Where inputs may be.
    [[nodiscard]] const FileStore &files() const { return m_files; }
    /// Keeps a file of the output, for as long and for whom the request asked.
    [[nodiscard]] Expected<StoredFile, Error>
    keep(const QByteArray &bytes, const QByteArray &contentType, const QString &name);
    void log(const QString &message) { m_log(message); }
    /// Whether somebody reads partial outputs; else they need not be made.
    [[nodiscard]] bool wantsPartials() const { return m_partial != nullptr; }
    void partial(const QJsonObject &output);
    [[nodiscard]] bool stopped() const { return m_stop.stop_requested(); }

    /// A model that makes several things announces which one it is at, so that a minimum time is
    /// spread over all of them.
    void beginPart(int part, int of);
    /// Writes "step 3/28" to the log. False when the work has to stop.
    [[nodiscard]] bool step(int step, int of, const QString &what);
    /// Waits until the minimum time is over. False when the work has to stop.
    [[nodiscard]] bool finish();

private:
    [[nodiscard]] bool waitFor(double share);

    FileStore &m_files;
    DrawingSlots::Hold &m_slot;
    std::stop_token m_stop;
    std::chrono::steady_clock::time_point m_started = std::chrono::steady_clock::now();
    std::chrono::milliseconds m_minimumRun;
    Log m_log;
    Partial m_partial;
    ObjectLifecycle m_outputs;
    int m_part = 0;
    int m_parts = 1;
};

} // namespace peregrine::localserver
