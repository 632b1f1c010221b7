#pragma once

#include "core/prompts/wildcardtemplate.h"

#include <QHash>
#include <QMap>
#include <QString>
#include <QStringList>

namespace peregrine {

/// What a wildcards folder holds: lists of options, one option a line. A value; copies are cheap
/// and may be used in any thread.
class WildcardLists
{
public:
    static constexpr qint64 maxFileBytes = 4LL * 1024 * 1024;
    static constexpr qint64 maxAllBytes = 32LL * 1024 * 1024;
    static constexpr qsizetype maxFiles = 2000;
    static constexpr int maxFolderDepth = 8;

    struct List
    {
        QList<WildcardOption> options;
        double weights = 0;
        /// Different texts that can come of it, at most wildcardCountLimit.
        quint64 count = 1;
    };

    /// Reads the .txt files of the folder and its subfolders: UTF-8, one option a line, empty lines
    /// and those that begin with # left out. colours/warm.txt is the list "colours/warm", whatever
    /// its case; a space in a file's name is an underscore in the list's. Links that lead out of
    /// the folder are not followed; what is too large is left out, with a word in problems(). A
    /// folder that is not there has no lists. Blocks.
    [[nodiscard]] static WildcardLists read(const QString &folder);
    /// From the lists' names and the files' texts.
    [[nodiscard]] static WildcardLists fromTexts(const QMap<QString, QString> &texts);

    /// Null for an unknown name.
    [[nodiscard]] const List *find(const QString &name) const;
    /// As they are written between the underscores, sorted.
    [[nodiscard]] const QStringList &names() const { return m_names; }
    /// What could not be read, in sentences for people.
    [[nodiscard]] const QStringList &problems() const { return m_problems; }

private:
    void add(const QString &name, const QString &text);
    void countAll();

    QHash<QString, List> m_lists;
    QStringList m_names;
    QStringList m_problems;
};

/// No count is greater: people need not know how many more.
inline constexpr quint64 wildcardCountLimit = 1'000'000'000'000ULL;

/// How many different texts can come of it, as far as the options themselves are different; options
/// that are never taken do not count. At most wildcardCountLimit.
[[nodiscard]] quint64 wildcardCount(const WildcardTemplate &text, const WildcardLists &lists);
/// Lists that the text names and that are not there, each once.
[[nodiscard]] QStringList unknownLists(const WildcardTemplate &text, const WildcardLists &lists);

} // namespace peregrine
