#pragma once

#include "core/localserver/models/localmodel.h"

namespace peregrine::localserver {

/// local/animate: text to a short film.
class AnimateModel final : public LocalModel
{
public:
    using LocalModel::LocalModel;

    [[nodiscard]] std::optional<ModelAnswer> run(const QJsonObject &input,
                                                 RunContext &context) const override;
    [[nodiscard]] QImage thumbnail(const std::stop_token &stop) const override;
};

} // namespace peregrine::localserver
