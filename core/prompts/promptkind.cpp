#include "core/prompts/promptkind.h"

namespace peregrine {

std::optional<PromptKind> promptKindOf(FieldMeaning meaning)
{
    switch (meaning) {
    case FieldMeaning::Prompt:
    case FieldMeaning::Script:
        return PromptKind::Prompt;
    case FieldMeaning::NegativePrompt:
        return PromptKind::Negative;
    default:
        return std::nullopt;
    }
}

QString promptKindName(PromptKind kind)
{
    return kind == PromptKind::Negative ? QStringLiteral("negative") : QStringLiteral("prompt");
}

std::optional<PromptKind> promptKindFromName(const QString &name)
{
    for (const PromptKind kind : {PromptKind::Prompt, PromptKind::Negative}) {
        if (promptKindName(kind) == name)
            return kind;
    }
    return std::nullopt;
}

} // namespace peregrine
