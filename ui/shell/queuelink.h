#pragma once

#include "core/base/ids.h"
#include "core/jobs/durationbook.h"

#include <QList>
#include <QObject>

namespace peregrine {

class AssetRepository;
class JobManager;
class QueuePanel;
class Settings;
class Thumbnailer;

/// What the queue panel needs besides the jobs: how long models usually run, pictures of past
/// results, and how the user has arranged it.
class QueueLink : public QObject
{
    Q_OBJECT

public:
    struct Means
    {
        JobManager &jobs;
        AssetRepository &assets;
        Thumbnailer &thumbnails;
        Settings &settings;
    };

    /// All must outlive it.
    QueueLink(const Means &means, QueuePanel &queue, QObject *parent);

private:
    void showThumbnails(const QList<JobId> &ids);

    Means m_means;
    QueuePanel &m_queue;
    DurationBook m_durations;
};

} // namespace peregrine
