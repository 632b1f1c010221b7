#pragma once

#include "core/base/result.h"
#include "core/schema/fieldspec.h"

#include <QJsonValue>
#include <QString>
#include <QStringList>

namespace peregrine {

/// What a person means by a text for a field: a number, a choice by its name, on or off, "1024x768"
/// for a size, JSON for what has parts. The error is a sentence that says what the field takes.
[[nodiscard]] Expected<QJsonValue, QString> valueOfText(const FieldSpec &spec, const QString &text);

/// A value in a few words, for labels: one line of at most 80 characters.
[[nodiscard]] QString labelOfValue(const QJsonValue &value);

/// The text of a value that valueOfText() reads as that value again.
[[nodiscard]] QString textOfValue(const QJsonValue &value);

/// The single values of what was typed: one a line; numbers also between commas, semicolons and
/// spaces. Empty ones are left out.
[[nodiscard]] QStringList splitValues(const FieldSpec &spec, const QString &text);

} // namespace peregrine
