#pragma once

#include "core/localserver/models/localmodel.h"

namespace peregrine::localserver {

/// local/speak: text to speech.
class SpeakModel final : public LocalModel
{
public:
    /// Adds the names of the voices to the card's schema.
    explicit SpeakModel(ModelCard card);

    [[nodiscard]] std::optional<ModelAnswer> run(const QJsonObject &input,
                                                 RunContext &context) const override;
    [[nodiscard]] QImage thumbnail(const std::stop_token &stop) const override;
};

} // namespace peregrine::localserver
