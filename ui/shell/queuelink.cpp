#include "ui/shell/queuelink.h"

#include "core/base/async.h"
#include "core/jobs/jobmanager.h"
#include "core/library/assetrepository.h"
#include "core/media/thumbnailer.h"
#include "core/settings/settingkeys.h"
#include "core/settings/settings.h"
#include "ui/queue/queuepanel.h"

#include <QPixmap>

namespace peregrine {

QueueLink::QueueLink(const Means &means, QueuePanel &queue, QObject *parent)
    : QObject(parent)
    , m_means(means)
    , m_queue(queue)
{
    // The library knows the past, also of jobs that are not listed any more; those that end come
    // along later.
    connect(&means.jobs, &JobManager::resumed, &means.jobs, &JobManager::loadPastRuns);
    connect(&means.jobs, &JobManager::pastRunsLoaded, &m_durations, &DurationBook::learn);
    const auto learn = [this](const Job &job) { m_durations.learnFrom({job}); };
    connect(&means.jobs, &JobManager::jobEnded, &m_durations, learn);
    connect(&means.jobs, &JobManager::jobEndedElsewhere, &m_durations, learn);
    m_durations.learnFrom(means.jobs.jobs());
    queue.setDurations(m_durations);
    connect(&queue, &QueuePanel::thumbnailsWanted, this, &QueueLink::showThumbnails);
    queue.restoreState(means.settings.get(settings::queueView));
    connect(&queue, &QueuePanel::stateChanged, this,
            [this] { m_means.settings.set(settings::queueView, m_queue.saveState()); });
}

void QueueLink::showThumbnails(const QList<JobId> &ids)
{
    for (const JobId &id : ids) {
        whenDone(this, m_means.assets.ofJob(id),
                 [this, id](const Expected<QList<Asset>, Error> &assets) {
                     if (!assets || assets->isEmpty())
                         return;
                     const Asset &first = assets->constFirst();
                     whenDone(this, m_means.thumbnails.thumbnail(first.path, first.kind),
                              [this, id](const LoadedImage &image) {
                                  if (image)
                                      m_queue.setThumbnail(id, QPixmap::fromImage(*image));
                              });
                 });
    }
}

} // namespace peregrine
