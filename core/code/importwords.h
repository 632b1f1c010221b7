#pragma once

#include "core/code/literalreader.h"

#include <QJsonValue>
#include <QString>
#include <QStringList>

#include <functional>

namespace peregrine {

/// "/loras/0/path" as people write it: "loras[0].path".
[[nodiscard]] QString pathWords(const QString &pointer);

/// What was left out because it is no literal, as lines for people.
[[nodiscard]] QStringList unusedExpressions(const QList<LiteralReader::Unread> &unread,
                                            const QString &below = {});

/// The value without those texts that `drop` picks; each is told in `unused`.
[[nodiscard]] QJsonValue withoutTexts(const QJsonValue &value, const QString &pointer,
                                      QStringList &unused,
                                      const std::function<bool(const QString &)> &drop);

} // namespace peregrine
