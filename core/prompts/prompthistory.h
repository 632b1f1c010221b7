#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/prompts/prompttexts.h"
#include "core/prompts/rememberedprompt.h"

#include <QHash>
#include <QList>
#include <QObject>
#include <QStringList>

namespace peregrine {

class PromptRepository;

/// Every prompt that was sent, newest first, each once. All of them are in memory, so that walking
/// and searching take no time; the repository keeps them.
class PromptHistory : public QObject
{
    Q_OBJECT

public:
    /// Of each kind.
    static constexpr int maxPrompts = 3000;
    /// Longer ones are not remembered: they are documents, not prompts.
    static constexpr qsizetype maxLength = 32'000;

    /// Both must outlive it. Nothing is read before load().
    PromptHistory(PromptRepository &repository, const Clock &clock, int most = maxPrompts,
                  QObject *parent = nullptr);

    /// Reads what was kept; prompts added meanwhile stay in front.
    void load();
    /// Of one run.
    void add(const QList<PromptText> &prompts, const QString &endpoint);
    void forget(PromptKind kind, const QString &text);

    [[nodiscard]] QList<RememberedPrompt> prompts(PromptKind kind) const;
    /// Those that have all the words, in any case and order; newest first. No words: all.
    [[nodiscard]] QList<RememberedPrompt> search(PromptKind kind, const QString &words,
                                                 qsizetype limit) const;

Q_SIGNALS:
    void changed();
    void failed(const peregrine::Error &error);

private:
    struct Entry
    {
        RememberedPrompt prompt;
        /// For search.
        QString folded;
    };

    [[nodiscard]] static Entry entryOf(const RememberedPrompt &prompt);

    PromptRepository &m_repository;
    const Clock &m_clock;
    const int m_most;
    QHash<PromptKind, QList<Entry>> m_entries;
};

} // namespace peregrine
