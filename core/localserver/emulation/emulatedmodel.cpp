#include "core/localserver/emulation/emulatedmodel.h"

#include "core/localserver/emulation/emulationrequest.h"
#include "core/localserver/emulation/mediaworkshop.h"
#include "core/localserver/emulation/outputgenerator.h"

#include <utility>

namespace peregrine::localserver {

EmulatedModel::EmulatedModel(ModelCard card, const DocumentFolder &folder, QString file,
                             const EmulationLimits &limits)
    : LocalModel(std::move(card))
    , m_folder(folder)
    , m_file(std::move(file))
    , m_limits(limits)
{ }

ModelSchemas EmulatedModel::schemas() const
{
    const Expected<EndpointDocument, QString> document = m_folder.read(m_file);
    return document ? document->schemas : ModelSchemas();
}

QJsonObject EmulatedModel::openApi(const QString &base) const
{
    const Expected<EndpointDocument, QString> document = m_folder.read(m_file);
    return document ? document->served(base) : QJsonObject();
}

QString EmulatedModel::notice() const
{
    return QStringLiteral("local emulation of %1: made by procedure from its schema, not the work "
                          "of the model")
        .arg(card().endpoint);
}

std::optional<ModelAnswer> EmulatedModel::run(const QJsonObject &input, RunContext &context) const
{
    const Expected<EndpointDocument, QString> document = m_folder.read(m_file);
    if (!document) {
        return ModelAnswer::failure(
            500,
            QStringLiteral("The endpoint's document cannot be read any more: %1.")
                .arg(document.error()),
            QStringLiteral("internal_error"));
    }
    const EmulationRequest request =
        EmulationRequest::read(card().endpoint, document->category, input, m_limits);
    MediaWorkshop workshop(request, m_limits, context);
    OutputGenerator generator(document->schemas, request, workshop);
    const std::optional<QJsonValue> output = generator.generate();
    if (workshop.failure())
        return workshop.failure();
    if (!output || context.stopped())
        return std::nullopt;
    ModelAnswer answer;
    answer.body = *output;
    return answer;
}

} // namespace peregrine::localserver
