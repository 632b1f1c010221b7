#include "core/library/libraryquery.h"

#include "core/library/queryfilterreader.h"
#include "core/library/querytoken.h"

#include <QCoreApplication>

#include <array>

namespace peregrine {

namespace {

/// More conditions than this narrow nothing down any further, and SQLite limits its expressions.
constexpr qsizetype maxFilters = 32;
/// A search is typed; what is longer was pasted by mistake.
constexpr qsizetype maxText = 4000;

struct NamedLabel
{
    const char *name;
    ColorLabel label;
};
constexpr std::array<NamedLabel, 7> labels{{{"none", ColorLabel::None},
                                            {"red", ColorLabel::Red},
                                            {"orange", ColorLabel::Orange},
                                            {"yellow", ColorLabel::Yellow},
                                            {"green", ColorLabel::Green},
                                            {"blue", ColorLabel::Blue},
                                            {"purple", ColorLabel::Purple}}};

} // namespace

ParsedLibraryQuery parseLibraryQuery(const QString &text, const QDate &today)
{
    ParsedLibraryQuery parsed;
    QueryFilterReader reader(today);
    const QList<QueryToken> tokens = queryTokens(text.left(maxText));
    for (const QueryToken &token : tokens) {
        if (parsed.query.filters.size() >= maxFilters) {
            parsed.problems.append(
                {token.at, text.size() - token.at,
                 QCoreApplication::translate("peregrine::LibraryQuery",
                                             "A search takes %n words and filters; what comes "
                                             "after them is not looked at.",
                                             nullptr, int(maxFilters))});
            break;
        }
        reader.read(token, parsed);
    }
    return parsed;
}

QStringList libraryFilterNames()
{
    return QueryFilterReader::names();
}

QStringList libraryStates()
{
    return {QStringLiteral("starred"),  QStringLiteral("rejected"), QStringLiteral("rated"),
            QStringLiteral("labelled"), QStringLiteral("tagged"),   QStringLiteral("noted"),
            QStringLiteral("missing"),  QStringLiteral("imported"), QStringLiteral("duplicate"),
            QStringLiteral("copy"),     QStringLiteral("source"),   QStringLiteral("derived")};
}

QStringList libraryOrderNames()
{
    return {QStringLiteral("newest"),  QStringLiteral("oldest"),   QStringLiteral("rating"),
            QStringLiteral("largest"), QStringLiteral("smallest"), QStringLiteral("longest"),
            QStringLiteral("name")};
}

QString colorLabelName(ColorLabel label)
{
    for (const NamedLabel &named : labels) {
        if (named.label == label)
            return QLatin1String(named.name);
    }
    return QStringLiteral("none");
}

std::optional<ColorLabel> colorLabelFromName(const QString &name)
{
    for (const NamedLabel &named : labels) {
        if (name == QLatin1String(named.name))
            return named.label;
    }
    return std::nullopt;
}

} // namespace peregrine
