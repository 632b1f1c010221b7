#include "core/localserver/emulation/emulatedmodels.h"

#include "core/base/logging.h"
#include "core/localserver/emulation/emulatedmodel.h"

#include <algorithm>

namespace peregrine::localserver {

EmulatedModels::EmulatedModels(const QString &folder, const EmulationLimits &limits)
    : m_folder(folder)
    , m_limits(limits)
    , m_reader([this](const std::stop_token &stop) { read(stop); })
{ }

EmulatedModels::~EmulatedModels() = default;

const std::vector<std::unique_ptr<LocalModel>> &EmulatedModels::models() const
{
    waitUntilRead();
    return m_models;
}

const LocalModel *EmulatedModels::find(const QString &endpoint) const
{
    waitUntilRead();
    return m_byEndpoint.value(endpoint);
}

bool EmulatedModels::hasApplication(const QString &application) const
{
    waitUntilRead();
    return m_applications.contains(application);
}

void EmulatedModels::read(const std::stop_token &stop)
{
    const QStringList files = m_folder.files();
    std::vector<std::unique_ptr<LocalModel>> models;
    QHash<QString, const LocalModel *> byEndpoint;
    QSet<QString> applications;
    for (const QString &file : files) {
        if (stop.stop_requested())
            break;
        const QString name = file.mid(m_folder.path().size() + 1);
        const Expected<EndpointDocument, QString> document = m_folder.read(file);
        if (!document) {
            qCInfo(lcLocalServer).noquote()
                << "Not emulated:" << name << "is left out," << document.error();
            continue;
        }
        if (byEndpoint.contains(document->endpoint)
            || document->endpoint.startsWith(QLatin1String("local/"))) {
            qCInfo(lcLocalServer).noquote()
                << "Not emulated:" << name << "is left out, the endpoint" << document->endpoint
                << "is there already";
            continue;
        }
        models.push_back(
            std::make_unique<EmulatedModel>(document->card(), m_folder, file, m_limits));
        byEndpoint.insert(document->endpoint, models.back().get());
        applications.insert(models.back()->card().application());
    }
    std::sort(models.begin(), models.end(),
              [](const auto &a, const auto &b) { return a->card().endpoint < b->card().endpoint; });
    qCInfo(lcLocalServer) << "The local server emulates" << models.size() << "endpoints";
    {
        const std::scoped_lock lock(m_mutex);
        m_models = std::move(models);
        m_byEndpoint = std::move(byEndpoint);
        m_applications = std::move(applications);
        m_read = true;
    }
    m_changed.notify_all();
}

void EmulatedModels::waitUntilRead() const
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_read; });
}

} // namespace peregrine::localserver
