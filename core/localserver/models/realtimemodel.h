#pragma once

#include "core/base/result.h"
#include "core/localserver/models/modelanswer.h"

#include <QCborMap>

#include <stop_token>

namespace peregrine::localserver {

/// What one message of a realtime connection asks for.
struct RealtimeRequest
{
    QCborMap input;
    /// Whether the answer may hold bytes; else pictures have to be data URIs.
    bool binary = true;
};

/// A model that answers the messages of a realtime connection, one output for each. answer() may be
/// called by several threads at once.
class RealtimeModel
{
public:
    RealtimeModel() = default;
    RealtimeModel(const RealtimeModel &) = delete;
    RealtimeModel &operator=(const RealtimeModel &) = delete;
    virtual ~RealtimeModel() = default;

    /// The output, or the model's error. When stop was asked for, nobody reads either.
    [[nodiscard]] virtual Expected<QCborMap, ModelAnswer>
    answer(const RealtimeRequest &request, const std::stop_token &stop) const = 0;
};

} // namespace peregrine::localserver
