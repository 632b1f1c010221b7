#pragma once

#include "core/prompts/promptrepository.h"

namespace peregrine {

class Store;

/// Sent prompts in the library's database.
class SqlPromptRepository final : public PromptRepository
{
public:
    /// The store must outlive it.
    explicit SqlPromptRepository(Store &store);

    QFuture<Expected<QList<RememberedPrompt>, Error>> newest(int limit) override;
    QFuture<Saved> remember(const RememberedPrompt &prompt, int most) override;
    QFuture<Saved> forget(PromptKind kind, const QString &text) override;

private:
    Store &m_store;
};

} // namespace peregrine
