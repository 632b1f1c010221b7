#pragma once

#include "core/localserver/models/localmodel.h"

namespace peregrine::localserver {

/// local/paint: text to image.
class PaintModel final : public LocalModel
{
public:
    using LocalModel::LocalModel;

    [[nodiscard]] std::optional<ModelAnswer> run(const QJsonObject &input,
                                                 RunContext &context) const override;
    [[nodiscard]] QImage thumbnail(const std::stop_token &stop) const override;
};

} // namespace peregrine::localserver
