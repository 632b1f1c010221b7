#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QCborValue>
#include <QString>

namespace peregrine::localserver {

/// Reads one MessagePack value; the error says what is wrong, for people. Depth and number of
/// elements are bounded, so that a small message cannot take much memory. Extensions (dates, in
/// what fal's JavaScript client sends) become their bytes.
[[nodiscard]] Expected<QCborValue, QString> fromMsgpack(const QByteArray &message);

/// Writes a value as MessagePack: byte arrays as bin, whole numbers as integers, others as float64.
[[nodiscard]] QByteArray toMsgpack(const QCborValue &value);

} // namespace peregrine::localserver
