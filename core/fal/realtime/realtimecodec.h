#pragma once

#include "core/base/result.h"
#include "core/fal/realtime/realtimeframe.h"

#include <QCborValue>
#include <QJsonValue>
#include <QString>

namespace peregrine {

/// What fal's clients send: MessagePack in a binary frame; a byte array is taken as encoded
/// already.
[[nodiscard]] Expected<RealtimeFrame, QString> encodeMessage(const QCborValue &message);
/// JSON in a text frame, for apps that document it (RealtimeOptions::encodeMessage). Bytes become
/// data URIs, which is how fal's models take files in JSON.
[[nodiscard]] Expected<RealtimeFrame, QString> jsonEncodeMessage(const QCborValue &message);
/// JSON from a text frame, MessagePack from a binary one. The error is for people.
[[nodiscard]] Expected<QCborValue, QString> decodeMessage(const RealtimeFrame &frame);

/// A message as JSON: bytes become data URIs of the content_type beside them, dates texts; whole
/// numbers stay whole.
[[nodiscard]] QJsonValue realtimeJson(const QCborValue &message);

} // namespace peregrine
