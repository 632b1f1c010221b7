#pragma once

#include "core/prompts/promptkind.h"
#include "core/schema/fieldspec.h"

#include <QJsonObject>
#include <QList>
#include <QString>

namespace peregrine {

/// A prompt in an input.
struct PromptText
{
    /// JSON pointer into the input.
    QString pointer;
    PromptKind kind = PromptKind::Prompt;
    QString text;

    friend bool operator==(const PromptText &, const PromptText &) = default;
};

/// The prompts of an input wherever they are in it, those without words left out. `root` is the
/// spec of the whole input.
[[nodiscard]] QList<PromptText> promptTexts(const FieldSpec &root, const QJsonObject &input);

} // namespace peregrine
