#include "core/localserver/models/modelregistry.h"

#include "core/base/json.h"
#include "core/localserver/models/animatemodel.h"
#include "core/localserver/models/describemodel.h"
#include "core/localserver/models/paintmodel.h"
#include "core/localserver/models/paintovermodel.h"
#include "core/localserver/models/sketchmodel.h"
#include "core/localserver/models/speakmodel.h"

#include <QFile>

#include <algorithm>

// A static library's resources are dropped by the linker unless they are named; outside of any
// namespace, as Qt asks.
static void initLocalModelResources()
{
    Q_INIT_RESOURCE(localmodels);
}

namespace peregrine::localserver {

namespace {

QJsonObject readResource(const QString &name)
{
    QFile file(QStringLiteral(":/localserver/models/") + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("The resource %s is missing.", qUtf8Printable(name));
    const Expected<QJsonValue, QString> json = parseJson(file.readAll());
    if (!json)
        qFatal("The resource %s is broken: %s.", qUtf8Printable(name),
               qUtf8Printable(json.error()));
    return json->toObject();
}

} // namespace

ModelRegistry::ModelRegistry(const QString &schemasFolder)
{
    initLocalModelResources();
    const QJsonObject shared = readResource(QStringLiteral("shared.json"));
    add<PaintModel>(QStringLiteral("paint.json"), shared);
    add<PaintOverModel>(QStringLiteral("paint-image-to-image.json"), shared);
    add<AnimateModel>(QStringLiteral("animate.json"), shared);
    add<SpeakModel>(QStringLiteral("speak.json"), shared);
    add<DescribeModel>(QStringLiteral("describe.json"), shared);
    add<SketchModel>(QStringLiteral("sketch.json"), shared);
    if (!schemasFolder.isEmpty())
        m_emulated = std::make_unique<EmulatedModels>(schemasFolder);
}

ModelRegistry::~ModelRegistry() = default;

template <typename Model>
void ModelRegistry::add(const QString &resource, const QJsonObject &shared)
{
    const std::optional<ModelCard> card = ModelCard::fromJson(readResource(resource), shared);
    if (!card)
        qFatal("The resource %s is not a model.", qUtf8Printable(resource));
    m_models.push_back(std::make_unique<Model>(*card));
}

std::vector<const LocalModel *> ModelRegistry::models() const
{
    std::vector<const LocalModel *> all;
    for (const auto &model : m_models)
        all.push_back(model.get());
    if (m_emulated) {
        for (const auto &model : m_emulated->models())
            all.push_back(model.get());
    }
    return all;
}

const LocalModel *ModelRegistry::find(const QString &endpoint) const
{
    const auto found =
        std::find_if(m_models.cbegin(), m_models.cend(),
                     [&endpoint](const auto &model) { return model->card().endpoint == endpoint; });
    if (found != m_models.cend())
        return found->get();
    return m_emulated ? m_emulated->find(endpoint) : nullptr;
}

bool ModelRegistry::hasApplication(const QString &application) const
{
    return std::any_of(m_models.cbegin(), m_models.cend(),
                       [&application](const auto &model) {
                           return model->card().application() == application;
                       })
        || (m_emulated && m_emulated->hasApplication(application));
}

} // namespace peregrine::localserver
