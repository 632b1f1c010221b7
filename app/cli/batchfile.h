#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/fal/endpointid.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>

namespace peregrine::cli {

/// One request of a batch.
struct BatchLine
{
    /// In the file, from 1.
    int number = 0;
    EndpointId endpoint;
    QJsonObject input;
};

/// Requests as JSON lines: each {"input": {...}} with an "endpoint" of its own where it has one, or
/// the input alone. Empty lines are passed over. The error names the line.
[[nodiscard]] Expected<QList<BatchLine>, Error> readBatchFile(const QByteArray &bytes,
                                                              const EndpointId &endpoint);

inline constexpr qsizetype maxBatchLines = 10'000;
inline constexpr qint64 maxBatchBytes = 64LL * 1024 * 1024;

} // namespace peregrine::cli
