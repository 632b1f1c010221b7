#pragma once

#include "core/localserver/emulation/documentfolder.h"
#include "core/localserver/emulation/emulationlimits.h"
#include "core/localserver/models/localmodel.h"

namespace peregrine::localserver {

/// An endpoint of fal played from its schema: answers what the output schema describes, with
/// pictures, films, sounds, words and shapes made by procedure from the input and its seed. Equal
/// inputs with equal seeds give equal outputs, but for times and ids of files.
class EmulatedModel final : public LocalModel
{
public:
    /// The folder must outlive the model; file is the document's in it.
    EmulatedModel(ModelCard card, const DocumentFolder &folder, QString file,
                  const EmulationLimits &limits);

    [[nodiscard]] ModelSchemas schemas() const override;
    [[nodiscard]] QJsonObject openApi(const QString &base) const override;
    [[nodiscard]] QString notice() const override;
    [[nodiscard]] std::optional<ModelAnswer> run(const QJsonObject &input,
                                                 RunContext &context) const override;

private:
    const DocumentFolder &m_folder;
    QString m_file;
    EmulationLimits m_limits;
};

} // namespace peregrine::localserver
