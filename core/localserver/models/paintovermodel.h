#pragma once

#include "core/localserver/models/localmodel.h"

namespace peregrine::localserver {

/// local/paint/image-to-image: paints over a picture, as far as its strength says.
class PaintOverModel final : public LocalModel
{
public:
    using LocalModel::LocalModel;

    [[nodiscard]] std::optional<ModelAnswer> run(const QJsonObject &input,
                                                 RunContext &context) const override;
    [[nodiscard]] QImage thumbnail(const std::stop_token &stop) const override;
};

} // namespace peregrine::localserver
