#include "core/library/queryfilterreader.h"

#include "core/base/mediakind.h"
#include "core/library/queryrange.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace peregrine {

namespace {

using Field = LibraryFilter::Field;

struct NamedField
{
    const char *name;
    Field field;
};

constexpr std::array<NamedField, 7> wordFields{{{"prompt", Field::Prompt},
                                                {"negative", Field::Negative},
                                                {"note", Field::Note},
                                                {"file", Field::File},
                                                {"model", Field::Model},
                                                {"tag", Field::Tag},
                                                {"in", Field::Collection}}};
constexpr std::array<NamedField, 4> idFields{
    {{"like", Field::Like}, {"batch", Field::Batch}, {"job", Field::Job}, {"id", Field::Id}}};
constexpr std::array<NamedField, 7> numberFields{{{"rating", Field::Rating},
                                                  {"seed", Field::Seed},
                                                  {"size", Field::Side},
                                                  {"width", Field::Width},
                                                  {"height", Field::Height},
                                                  {"bytes", Field::Bytes},
                                                  {"duration", Field::Duration}}};

template <size_t N>
std::optional<Field> fieldIn(const std::array<NamedField, N> &fields, const QString &name)
{
    for (const NamedField &named : fields) {
        if (name == QLatin1String(named.name))
            return named.field;
    }
    return std::nullopt;
}

QStringList kinds()
{
    QStringList names;
    for (const MediaKind kind : {MediaKind::Image, MediaKind::Video, MediaKind::Audio,
                                 MediaKind::Text, MediaKind::Model3d, MediaKind::Other})
        names.append(mediaKindName(kind));
    return names;
}

QStringList colors()
{
    QStringList names;
    for (const ColorLabel label :
         {ColorLabel::Red, ColorLabel::Orange, ColorLabel::Yellow, ColorLabel::Green,
          ColorLabel::Blue, ColorLabel::Purple, ColorLabel::None})
        names.append(colorLabelName(label));
    return names;
}

QStringList shapes()
{
    return {QStringLiteral("landscape"), QStringLiteral("portrait"), QStringLiteral("square")};
}

QueryNumber readerOf(Field field)
{
    switch (field) {
    case Field::Bytes:
        return readBytes;
    case Field::Duration:
        return readSeconds;
    default:
        return readWholeNumber;
    }
}

QString exampleOf(Field field)
{
    switch (field) {
    case Field::Rating:
        return QStringLiteral("rating:>=3");
    case Field::Seed:
        return QStringLiteral("seed:42");
    case Field::Bytes:
        return QStringLiteral("bytes:>2MB");
    case Field::Duration:
        return QStringLiteral("duration:<10s");
    case Field::Width:
        return QStringLiteral("width:1024");
    case Field::Height:
        return QStringLiteral("height:>=720");
    default:
        return QStringLiteral("size:>1024");
    }
}

} // namespace

QueryFilterReader::QueryFilterReader(const QDate &today)
    : m_today(today)
{ }

QStringList QueryFilterReader::names()
{
    QStringList names{
        QStringLiteral("model"),  QStringLiteral("rating"), QStringLiteral("type"),
        QStringLiteral("tag"),    QStringLiteral("is"),     QStringLiteral("label"),
        QStringLiteral("in"),     QStringLiteral("from"),   QStringLiteral("to"),
        QStringLiteral("date"),   QStringLiteral("seed"),   QStringLiteral("size"),
        QStringLiteral("shape"),  QStringLiteral("prompt"), QStringLiteral("negative"),
        QStringLiteral("note"),   QStringLiteral("file"),   QStringLiteral("width"),
        QStringLiteral("height"), QStringLiteral("bytes"),  QStringLiteral("duration"),
        QStringLiteral("sort")};
    for (const NamedField &named : idFields)
        names.append(QLatin1String(named.name));
    return names;
}

void QueryFilterReader::read(const QueryToken &token, ParsedLibraryQuery &parsed) const
{
    const auto complain = [&token, &parsed](const QString &message) {
        parsed.problems.append({token.at, token.length, message});
    };
    if (token.open)
        complain(tr("A quotation mark is missing at the end."));
    if (token.name == QLatin1String("sort")) {
        const qsizetype order = libraryOrderNames().indexOf(token.word().toLower());
        if (order >= 0)
            parsed.query.order = static_cast<LibraryOrder>(order);
        else
            complain(
                tr("sort: takes one of %1.").arg(libraryOrderNames().join(QStringLiteral(", "))));
        return;
    }
    Outcome outcome = filterOf(token);
    if (!outcome.problem.isEmpty())
        complain(outcome.problem);
    if (!outcome.filter)
        return;
    outcome.filter->negated = token.negated;
    parsed.query.filters.append(*outcome.filter);
}

QueryFilterReader::Outcome QueryFilterReader::filterOf(const QueryToken &token) const
{
    if (token.name.isEmpty())
        return token.word().trimmed().isEmpty() ? Outcome() : words(Field::Text, {token.word()});
    if (const auto field = fieldIn(wordFields, token.name))
        return words(*field, token.values);
    if (const auto field = fieldIn(idFields, token.name))
        return words(*field, token.values);
    if (const auto field = fieldIn(numberFields, token.name))
        return numbers(token, *field, exampleOf(*field));
    if (token.name == QLatin1String("type"))
        return choice(token, Field::Kind, kinds());
    if (token.name == QLatin1String("label"))
        return choice(token, Field::Label, colors());
    if (token.name == QLatin1String("is"))
        return choice(token, Field::Is, libraryStates());
    if (token.name == QLatin1String("shape"))
        return choice(token, Field::Shape, shapes());
    if (token.name == QLatin1String("from") || token.name == QLatin1String("to")
        || token.name == QLatin1String("date"))
        return dates(token);
    Outcome outcome = words(Field::Text, {token.name + u':' + token.word()});
    outcome.problem = tr("There is no filter \"%1\"; it is looked for as a word.").arg(token.name);
    return outcome;
}

QueryFilterReader::Outcome QueryFilterReader::words(Field field, const QStringList &values)
{
    LibraryFilter filter;
    filter.field = field;
    for (const QString &value : values) {
        if (!value.trimmed().isEmpty())
            filter.texts.append(value.trimmed());
    }
    // While "model:" is typed, it filters nothing yet.
    return filter.texts.isEmpty() ? Outcome() : Outcome{filter, {}};
}

QueryFilterReader::Outcome QueryFilterReader::choice(const QueryToken &token, Field field,
                                                     const QStringList &choices)
{
    Outcome outcome = words(field, token.values);
    if (!outcome.filter)
        return outcome;
    QStringList known;
    for (const QString &text : std::as_const(outcome.filter->texts)) {
        if (choices.contains(text, Qt::CaseInsensitive))
            known.append(text.toLower());
        else
            outcome.problem =
                tr("%1: takes one of %2.").arg(token.name, choices.join(QStringLiteral(", ")));
    }
    outcome.filter->texts = known;
    if (known.isEmpty())
        outcome.filter.reset();
    return outcome;
}

QueryFilterReader::Outcome QueryFilterReader::numbers(const QueryToken &token, Field field,
                                                      const QString &example)
{
    const QString text = token.word();
    if (text.isEmpty())
        return {};
    // A file's size is meant where there is a unit, the picture's where there is none.
    static const QRegularExpression unit(QStringLiteral("[0-9]\\s*[kmgt]?i?b$"),
                                         QRegularExpression::CaseInsensitiveOption);
    const bool isBytes = field == Field::Side && unit.match(text).hasMatch();
    LibraryFilter filter;
    filter.field = isBytes ? Field::Bytes : field;
    const auto range = readQueryRange(text, readerOf(filter.field));
    if (!range)
        return {{}, tr("%1: takes a number, as in %2.").arg(token.name, example)};
    filter.least = range->least;
    filter.most = range->most;
    return {filter, {}};
}

QueryFilterReader::Outcome QueryFilterReader::dates(const QueryToken &token) const
{
    const QString text = token.word();
    if (text.isEmpty())
        return {};
    const auto range =
        readQueryRange(text, [this](const QString &day) { return readDay(day, m_today); });
    if (!range)
        return {{},
                tr("%1: takes a day, a month or a year, as in %1:2026-11-01, or today, "
                   "yesterday, 7d.")
                    .arg(token.name)};
    LibraryFilter filter;
    filter.field = Field::Created;
    if (token.name != QLatin1String("to"))
        filter.least = range->least;
    if (token.name != QLatin1String("from"))
        filter.most = range->most;
    return {filter, {}};
}

} // namespace peregrine
