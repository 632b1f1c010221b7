#include "core/library/libraryquerycompletion.h"

#include "core/base/mediakind.h"
#include "core/base/textmatch.h"
#include "core/library/libraryquery.h"
#include "core/library/querytoken.h"

#include <QCoreApplication>

#include <algorithm>

namespace peregrine {

namespace {

struct Candidate
{
    QString value;
    QString description;
};

QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("peregrine::LibraryQuery", text, nullptr, n);
}

QString resultCount(int assets)
{
    return tr(QT_TRANSLATE_N_NOOP("peregrine::LibraryQuery", "%n result(s)"), assets);
}

QString filterDescription(const QString &name)
{
    static const QHash<QString, const char *> texts{
        {QStringLiteral("model"),
         QT_TRANSLATE_NOOP("peregrine::LibraryQuery", "Part of a model's name")},
        {QStringLiteral("rating"),
         QT_TRANSLATE_NOOP("peregrine::LibraryQuery", "Stars, as in rating:>=3")},
        {QStringLiteral("type"),
         QT_TRANSLATE_NOOP("peregrine::LibraryQuery", "Pictures, videos, sounds, ...")},
        {QStringLiteral("tag"), QT_TRANSLATE_NOOP("peregrine::LibraryQuery", "A tag")},
        {QStringLiteral("is"),
         QT_TRANSLATE_NOOP("peregrine::LibraryQuery", "Starred, rejected, missing, ...")},
        {QStringLiteral("label"), QT_TRANSLATE_NOOP("peregrine::LibraryQuery", "A color label")},
        {QStringLiteral("in"), QT_TRANSLATE_NOOP("peregrine::LibraryQuery", "A collection")},
        {QStringLiteral("from"),
         QT_TRANSLATE_NOOP("peregrine::LibraryQuery", "That day and later, as in from:2026-11-01")},
        {QStringLiteral("to"),
         QT_TRANSLATE_NOOP("peregrine::LibraryQuery", "That day and earlier")},
        {QStringLiteral("date"),
         QT_TRANSLATE_NOOP("peregrine::LibraryQuery", "A day, month or year, as in date:2026-11")},
        {QStringLiteral("seed"), QT_TRANSLATE_NOOP("peregrine::LibraryQuery", "A seed")},
        {QStringLiteral("size"),
         QT_TRANSLATE_NOOP("peregrine::LibraryQuery",
                           "The longer side in pixels, as in size:>1024")},
        {QStringLiteral("shape"),
         QT_TRANSLATE_NOOP("peregrine::LibraryQuery", "Landscape, portrait or square")},
        {QStringLiteral("prompt"), QT_TRANSLATE_NOOP("peregrine::LibraryQuery", "Only in prompts")},
        {QStringLiteral("negative"),
         QT_TRANSLATE_NOOP("peregrine::LibraryQuery", "Only in negative prompts")},
        {QStringLiteral("note"), QT_TRANSLATE_NOOP("peregrine::LibraryQuery", "Only in notes")},
        {QStringLiteral("file"),
         QT_TRANSLATE_NOOP("peregrine::LibraryQuery", "Only in file names")},
        {QStringLiteral("width"), QT_TRANSLATE_NOOP("peregrine::LibraryQuery", "Pixels")},
        {QStringLiteral("height"), QT_TRANSLATE_NOOP("peregrine::LibraryQuery", "Pixels")},
        {QStringLiteral("bytes"),
         QT_TRANSLATE_NOOP("peregrine::LibraryQuery", "The file's size, as in bytes:>2MB")},
        {QStringLiteral("duration"),
         QT_TRANSLATE_NOOP("peregrine::LibraryQuery", "As in duration:<10s")},
        {QStringLiteral("sort"), QT_TRANSLATE_NOOP("peregrine::LibraryQuery", "The order")},
        {QStringLiteral("like"),
         QT_TRANSLATE_NOOP("peregrine::LibraryQuery",
                           "Pictures that look like a result, by its id")},
        {QStringLiteral("batch"),
         QT_TRANSLATE_NOOP("peregrine::LibraryQuery", "A batch, by its id")},
        {QStringLiteral("job"), QT_TRANSLATE_NOOP("peregrine::LibraryQuery", "A job, by its id")},
        {QStringLiteral("id"),
         QT_TRANSLATE_NOOP("peregrine::LibraryQuery", "A result, by its id")}};
    const char *text = texts.value(name);
    return text ? tr(text) : QString();
}

QList<Candidate> plain(const QStringList &values)
{
    QList<Candidate> candidates;
    for (const QString &value : values)
        candidates.append({value, {}});
    return candidates;
}

QList<Candidate> named(const QList<LibraryFacts::Named> &list)
{
    QList<Candidate> candidates;
    for (const LibraryFacts::Named &one : list)
        candidates.append({one.name, one.assets >= 0 ? resultCount(one.assets) : QString()});
    return candidates;
}

QList<Candidate> valuesOf(const QString &name, const LibraryFacts &facts)
{
    if (name == QLatin1String("model")) {
        QList<Candidate> candidates;
        for (const LibraryFacts::Model &model : facts.models)
            candidates.append({model.endpoint, resultCount(model.assets)});
        return candidates;
    }
    if (name == QLatin1String("tag"))
        return named(facts.tags);
    if (name == QLatin1String("in"))
        return named(facts.collections);
    if (name == QLatin1String("is"))
        return plain(libraryStates());
    if (name == QLatin1String("sort"))
        return plain(libraryOrderNames());
    if (name == QLatin1String("shape"))
        return plain(
            {QStringLiteral("landscape"), QStringLiteral("portrait"), QStringLiteral("square")});
    if (name == QLatin1String("rating"))
        return plain({QStringLiteral(">=3"), QStringLiteral(">=4"), QStringLiteral("5"),
                      QStringLiteral("0")});
    if (name == QLatin1String("label")) {
        QStringList labels;
        for (int label = int(ColorLabel::Red); label <= int(ColorLabel::Purple); ++label)
            labels.append(colorLabelName(static_cast<ColorLabel>(label)));
        return plain(labels + QStringList{colorLabelName(ColorLabel::None)});
    }
    if (name == QLatin1String("type")) {
        QStringList kinds;
        for (const MediaKind kind : {MediaKind::Image, MediaKind::Video, MediaKind::Audio,
                                     MediaKind::Text, MediaKind::Model3d, MediaKind::Other})
            kinds.append(mediaKindName(kind));
        return plain(kinds);
    }
    if (name == QLatin1String("from") || name == QLatin1String("to")
        || name == QLatin1String("date"))
        return plain({QStringLiteral("today"), QStringLiteral("yesterday"), QStringLiteral("7d"),
                      QStringLiteral("1m")});
    return {};
}

QString quoted(const QString &value)
{
    const bool needs = std::any_of(value.begin(), value.end(), [](QChar character) {
        return character.isSpace() || character == u',';
    });
    return needs ? u'"' + value + u'"' : value;
}

/// Best matches first; what fits equally stays in its order.
QList<Candidate> matching(const QList<Candidate> &candidates, const QString &typed)
{
    const QString folded = foldedForMatch(typed);
    QList<std::pair<int, Candidate>> scored;
    for (const Candidate &candidate : candidates) {
        const int score =
            folded.isEmpty() ? 1 : matchExactly(folded, foldedForMatch(candidate.value));
        if (score > NoMatch && candidate.value != typed)
            scored.append({score, candidate});
    }
    std::stable_sort(scored.begin(), scored.end(),
                     [](const auto &a, const auto &b) { return a.first > b.first; });
    QList<Candidate> best;
    for (const auto &[score, candidate] : std::as_const(scored))
        best.append(candidate);
    return best;
}

/// The token that the cursor is in or right behind.
std::optional<QueryToken> tokenAt(const QString &text, qsizetype cursor)
{
    const QList<QueryToken> tokens = queryTokens(text.left(cursor));
    if (tokens.isEmpty() || tokens.constLast().at + tokens.constLast().length < cursor)
        return std::nullopt;
    return tokens.constLast();
}

/// How far what is typed at the cursor goes on behind it.
qsizetype restOfWord(const QString &text, qsizetype cursor)
{
    qsizetype end = cursor;
    while (end < text.size() && !text.at(end).isSpace() && text.at(end) != u',')
        ++end;
    return end - cursor;
}

} // namespace

QList<QueryCompletion> completeLibraryQuery(const QString &text, qsizetype cursor,
                                            const LibraryFacts &facts, int limit)
{
    cursor = std::clamp<qsizetype>(cursor, 0, text.size());
    const auto token = tokenAt(text, cursor);
    QList<QueryCompletion> completions;
    if (!token || token->name.isEmpty()) {
        const QString typed = token ? token->word() : QString();
        const qsizetype at = cursor - typed.size();
        QList<Candidate> filters;
        const QStringList names = libraryFilterNames();
        for (const QString &name : names)
            filters.append({name + u':', filterDescription(name)});
        if (token && (token->open || text.mid(at, typed.size()) != typed))
            return {};
        const QList<Candidate> found = matching(filters, typed);
        for (const Candidate &candidate : found) {
            if (completions.size() < limit)
                completions.append({candidate.value, candidate.description, at, typed.size()});
        }
        return completions;
    }
    const QString typed = token->values.constLast();
    // With the quotation mark before it, when there is one.
    qsizetype at = cursor - typed.size();
    if (token->open)
        --at;
    if (at < token->at)
        return {};
    const qsizetype length = cursor - at + (token->open ? 0 : restOfWord(text, cursor));
    const QList<Candidate> found = matching(valuesOf(token->name, facts), typed);
    for (const Candidate &candidate : found) {
        if (completions.size() < limit)
            completions.append({quoted(candidate.value), candidate.description, at, length});
    }
    return completions;
}

} // namespace peregrine
