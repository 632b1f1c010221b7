#pragma once

#include "core/localserver/emulation/emulationrequest.h"
#include "core/localserver/emulation/mediaworkshop.h"
#include "core/localserver/emulation/valuemaker.h"
#include "core/localserver/models/modelcard.h"
#include "core/localserver/models/schemaresolver.h"

#include <QJsonObject>
#include <QJsonValue>

#include <optional>

namespace peregrine::localserver {

/// Makes an output that an output schema describes. Optional members are there too, but for those
/// the input turned off (output_mask: false), errors and debugging. Schemas that say nothing get
/// what their endpoint's category usually answers.
class OutputGenerator
{
public:
    /// All must outlive the generator.
    OutputGenerator(const ModelSchemas &schemas, const EmulationRequest &request,
                    MediaWorkshop &workshop);

    /// Nothing when the workshop could not make a file, or was stopped.
    [[nodiscard]] std::optional<QJsonValue> generate();

private:
    using Place = ValueMaker::Place;

    [[nodiscard]] QJsonValue value(const QJsonObject &schema, const Place &place);
    [[nodiscard]] QJsonValue alternative(const QJsonObject &resolved, const Place &place);
    [[nodiscard]] QJsonValue file(const QJsonObject &resolved, const Place &place);
    [[nodiscard]] QJsonValue object(const QJsonObject &resolved, const Place &place);
    [[nodiscard]] QJsonValue freeObject(const QJsonObject &resolved, const Place &place);
    [[nodiscard]] QJsonValue list(const QJsonObject &resolved, const Place &place);
    [[nodiscard]] QJsonValue anything(const QJsonObject &resolved, const Place &place);
    [[nodiscard]] QJsonValue medium(const Place &place);
    /// The usual output of the category.
    [[nodiscard]] QJsonValue usualOutput();
    [[nodiscard]] bool isLeftOut(const QString &name) const;

    const SchemaResolver m_schemas;
    QString m_root;
    const EmulationRequest &m_request;
    MediaWorkshop &m_workshop;
    ValueMaker m_values;
};

} // namespace peregrine::localserver
