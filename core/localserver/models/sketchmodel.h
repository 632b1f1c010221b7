#pragma once

#include "core/localserver/models/localmodel.h"
#include "core/localserver/studio/sketchpainter.h"

namespace peregrine::localserver {

/// local/sketch: a drawing and a prompt to a painted picture, one at a time or while one draws.
class SketchModel final : public LocalModel, public RealtimeModel
{
public:
    using LocalModel::LocalModel;

    [[nodiscard]] std::optional<ModelAnswer> run(const QJsonObject &input,
                                                 RunContext &context) const override;
    [[nodiscard]] QImage thumbnail(const std::stop_token &stop) const override;
    [[nodiscard]] const RealtimeModel *realtime() const override { return this; }
    [[nodiscard]] Expected<QCborMap, ModelAnswer>
    answer(const RealtimeRequest &request, const std::stop_token &stop) const override;

private:
    studio::SketchPainter m_painter;
};

} // namespace peregrine::localserver
