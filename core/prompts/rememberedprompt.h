#pragma once

#include "core/prompts/promptkind.h"

#include <QDateTime>
#include <QMetaType>
#include <QString>

namespace peregrine {

/// A prompt that was sent, as it was written: with its wildcards.
struct RememberedPrompt
{
    PromptKind kind = PromptKind::Prompt;
    QString text;
    /// The model it was sent to last.
    QString endpoint;
    QDateTime usedAt;
    int uses = 1;

    friend bool operator==(const RememberedPrompt &, const RememberedPrompt &) = default;
};

} // namespace peregrine

Q_DECLARE_METATYPE(peregrine::RememberedPrompt)
