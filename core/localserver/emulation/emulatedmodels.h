#pragma once

#include "core/localserver/emulation/documentfolder.h"
#include "core/localserver/emulation/emulationlimits.h"
#include "core/localserver/models/localmodel.h"

#include <QHash>
#include <QSet>
#include <QString>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace peregrine::localserver {

/// One emulated model for each OpenAPI document of a folder. A thread of its own looks through the
/// documents from the start on (484 of them take a quarter of a second); whoever asks before it is
/// done waits for it. Broken documents, and endpoints that are there twice, are told to the log and
/// left out. Safe from any thread.
class EmulatedModels
{
public:
    explicit EmulatedModels(const QString &folder, const EmulationLimits &limits = {});
    EmulatedModels(const EmulatedModels &) = delete;
    EmulatedModels &operator=(const EmulatedModels &) = delete;
    /// Gives up reading.
    ~EmulatedModels();

    /// By their endpoint ids.
    [[nodiscard]] const std::vector<std::unique_ptr<LocalModel>> &models() const;
    /// By the full endpoint id; null when there is none.
    [[nodiscard]] const LocalModel *find(const QString &endpoint) const;
    /// Whether a model belongs to an owner/alias.
    [[nodiscard]] bool hasApplication(const QString &application) const;

private:
    void read(const std::stop_token &stop);
    void waitUntilRead() const;

    DocumentFolder m_folder;
    EmulationLimits m_limits;
    mutable std::mutex m_mutex;
    mutable std::condition_variable m_changed;
    bool m_read = false;
    // Not changed any more once m_read is set.
    std::vector<std::unique_ptr<LocalModel>> m_models;
    QHash<QString, const LocalModel *> m_byEndpoint;
    QSet<QString> m_applications;
    std::jthread m_reader;
};

} // namespace peregrine::localserver
