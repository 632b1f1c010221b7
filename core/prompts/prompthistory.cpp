#include "core/prompts/prompthistory.h"

#include "core/base/async.h"
#include "core/prompts/promptrepository.h"

#include <algorithm>

namespace peregrine {

namespace {

constexpr qsizetype mostWords = 32;

QString folded(const QString &text)
{
    return text.normalized(QString::NormalizationForm_KC).toCaseFolded();
}

} // namespace

PromptHistory::PromptHistory(PromptRepository &repository, const Clock &clock, int most,
                             QObject *parent)
    : QObject(parent)
    , m_repository(repository)
    , m_clock(clock)
    , m_most(most)
{ }

PromptHistory::Entry PromptHistory::entryOf(const RememberedPrompt &prompt)
{
    return {prompt, folded(prompt.text)};
}

void PromptHistory::load()
{
    whenDone(this, m_repository.newest(m_most),
             [this](const Expected<QList<RememberedPrompt>, Error> &kept) {
                 if (!kept) {
                     Q_EMIT failed(kept.error());
                     return;
                 }
                 QHash<PromptKind, QSet<QString>> known;
                 for (auto it = m_entries.cbegin(); it != m_entries.cend(); ++it) {
                     for (const Entry &entry : *it)
                         known[it.key()].insert(entry.prompt.text);
                 }
                 for (const RememberedPrompt &prompt : *kept) {
                     QList<Entry> &entries = m_entries[prompt.kind];
                     if (entries.size() < m_most && !known[prompt.kind].contains(prompt.text))
                         entries.append(entryOf(prompt));
                 }
                 Q_EMIT changed();
             });
}

void PromptHistory::add(const QList<PromptText> &prompts, const QString &endpoint)
{
    bool isNew = false;
    // The first prompt of an input is its main one: it ends up in front.
    for (auto it = prompts.crbegin(); it != prompts.crend(); ++it) {
        const QString text = it->text.trimmed();
        if (text.isEmpty() || text.size() > maxLength)
            continue;
        RememberedPrompt prompt{it->kind, text, endpoint, m_clock.now(), 1};
        QList<Entry> &entries = m_entries[it->kind];
        const auto same = std::find_if(entries.begin(), entries.end(), [&](const Entry &entry) {
            return entry.prompt.text == text;
        });
        if (same != entries.end()) {
            prompt.uses = same->prompt.uses + 1;
            entries.erase(same);
        }
        entries.prepend(entryOf(prompt));
        if (entries.size() > m_most)
            entries.resize(m_most);
        isNew = true;
        whenDone(this, m_repository.remember(prompt, m_most),
                 [this](const PromptRepository::Saved &saved) {
                     if (!saved)
                         Q_EMIT failed(saved.error());
                 });
    }
    if (isNew)
        Q_EMIT changed();
}

void PromptHistory::forget(PromptKind kind, const QString &text)
{
    const auto gone =
        m_entries[kind].removeIf([&text](const Entry &entry) { return entry.prompt.text == text; });
    if (gone == 0)
        return;
    whenDone(this, m_repository.forget(kind, text), [this](const PromptRepository::Saved &saved) {
        if (!saved)
            Q_EMIT failed(saved.error());
    });
    Q_EMIT changed();
}

QList<RememberedPrompt> PromptHistory::prompts(PromptKind kind) const
{
    return search(kind, {}, m_most);
}

QList<RememberedPrompt> PromptHistory::search(PromptKind kind, const QString &words,
                                              qsizetype limit) const
{
    const QStringList wanted =
        folded(words).simplified().split(u' ', Qt::SkipEmptyParts).mid(0, mostWords);
    QList<RememberedPrompt> found;
    const QList<Entry> entries = m_entries.value(kind);
    for (const Entry &entry : entries) {
        if (found.size() >= limit)
            break;
        if (std::all_of(wanted.cbegin(), wanted.cend(),
                        [&entry](const QString &word) { return entry.folded.contains(word); }))
            found.append(entry.prompt);
    }
    return found;
}

} // namespace peregrine
