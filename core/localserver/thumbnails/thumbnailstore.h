#pragma once

#include "core/localserver/models/modelregistry.h"

#include <QByteArray>
#include <QCache>
#include <QHash>
#include <QString>
#include <QThreadPool>

#include <functional>
#include <mutex>
#include <stop_token>
#include <vector>

namespace peregrine::localserver {

/// The pictures of the catalogue as JPEG files. Painted when they are first asked for, in threads
/// of its own so that a queue full of runs does not hold up the list; kept in memory within a
/// bound. Safe from any thread.
class ThumbnailStore
{
public:
    /// The file; empty when it could not be made.
    using Ready = std::function<void(const QByteArray &jpeg)>;

    static constexpr qsizetype maximumBytes = 16 * 1024 * 1024;

    explicit ThumbnailStore(int threads);
    ThumbnailStore(const ThumbnailStore &) = delete;
    ThumbnailStore &operator=(const ThumbnailStore &) = delete;
    /// Drops what nobody has begun to paint and waits for the rest.
    ~ThumbnailStore();

    /// ready runs at once where the picture is there, else on a thread of the store, and not at all
    /// when the store goes first. The model must outlive the store.
    void fetch(const LocalModel &model, Ready ready);

private:
    void make(const LocalModel &model);
    [[nodiscard]] QByteArray paint(const LocalModel &model) const;

    std::mutex m_mutex;
    QCache<QString, QByteArray> m_kept;
    /// Who waits for a picture that is being painted.
    QHash<QString, std::vector<Ready>> m_waiting;
    std::stop_source m_stop;
    QThreadPool m_pool;
};

} // namespace peregrine::localserver
