#include "ui/form/fieldsearch.h"

#include <QStringList>

#include <algorithm>

namespace peregrine {

namespace {

bool holds(const FieldSpec &spec, const QString &word)
{
    return spec.title.contains(word, Qt::CaseInsensitive)
        || spec.name.contains(word, Qt::CaseInsensitive)
        || spec.help.contains(word, Qt::CaseInsensitive)
        || std::any_of(spec.children.begin(), spec.children.end(),
                       [&word](const FieldSpec &child) { return holds(child, word); });
}

} // namespace

bool matchesWords(const FieldSpec &spec, const QString &words)
{
    const QStringList each = words.simplified().split(u' ', Qt::SkipEmptyParts);
    return std::all_of(each.begin(), each.end(),
                       [&spec](const QString &word) { return holds(spec, word); });
}

} // namespace peregrine
