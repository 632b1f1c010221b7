#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/prompts/rememberedprompt.h"

#include <QFuture>
#include <QList>

namespace peregrine {

/// Where sent prompts are kept. Calls return at once and take effect in the order they are made.
class PromptRepository
{
public:
    using Saved = Expected<Done, Error>;

    PromptRepository() = default;
    PromptRepository(const PromptRepository &) = delete;
    PromptRepository &operator=(const PromptRepository &) = delete;
    virtual ~PromptRepository();

    /// Newest first, of each kind at most `limit`.
    virtual QFuture<Expected<QList<RememberedPrompt>, Error>> newest(int limit) = 0;
    /// Kind and text are what makes it the same prompt: one that is there already is moved to the
    /// front. Only `most` of the kind are kept.
    virtual QFuture<Saved> remember(const RememberedPrompt &prompt, int most) = 0;
    virtual QFuture<Saved> forget(PromptKind kind, const QString &text) = 0;
};

} // namespace peregrine
