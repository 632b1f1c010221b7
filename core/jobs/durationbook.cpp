#include "core/jobs/durationbook.h"

#include <algorithm>
#include <utility>

namespace peregrine {

namespace {

using std::chrono::milliseconds;

std::optional<milliseconds> medianOf(const QList<PastRun> &runs)
{
    if (runs.size() < DurationBook::fewestRuns)
        return std::nullopt;
    QList<milliseconds> times;
    for (const PastRun &run : runs)
        times.append(run.duration);
    std::sort(times.begin(), times.end());
    return times.at(times.size() / 2);
}

} // namespace

void DurationBook::learnFrom(const QList<Job> &jobs)
{
    QList<PastRun> runs;
    for (const Job &job : jobs) {
        if (const auto run = pastRunOf(job))
            runs.append(*run);
    }
    learn(runs);
}

void DurationBook::learn(const QList<PastRun> &runs)
{
    QSet<std::pair<QString, QString>> touched;
    for (const PastRun &run : runs) {
        const std::pair key(run.server, run.endpoint.toString());
        QList<PastRun> &known = m_models[key].runs;
        const auto place =
            std::lower_bound(known.begin(), known.end(), run,
                             [](const PastRun &a, const PastRun &b) { return a.job < b.job; });
        const bool tooOld = known.size() >= mostRuns && place == known.begin();
        if (tooOld || (place != known.end() && place->job == run.job))
            continue;
        known.insert(place, run);
        if (known.size() > mostRuns)
            known.removeFirst();
        touched.insert(key);
    }
    bool isAnother = false;
    for (const auto &key : std::as_const(touched)) {
        Model &model = m_models[key];
        const auto median = medianOf(model.runs);
        isAnother = isAnother || median != model.median;
        model.median = median;
    }
    if (isAnother)
        Q_EMIT changed();
}

std::optional<milliseconds> DurationBook::usual(const QString &server,
                                                const EndpointId &endpoint) const
{
    const auto model = m_models.constFind({server, endpoint.toString()});
    return model == m_models.cend() ? std::nullopt : model->median;
}

} // namespace peregrine
