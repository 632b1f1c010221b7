#include "core/library/searchtext.h"

namespace peregrine {

namespace {

/// More words than this narrow nothing down any further, and SQLite limits its expressions.
constexpr qsizetype maxWords = 32;

} // namespace

QString foldedForSearch(const QString &text)
{
    return text.normalized(QString::NormalizationForm_KC).toCaseFolded();
}

QStringList searchWords(const QString &typed)
{
    return foldedForSearch(typed).simplified().split(u' ', Qt::SkipEmptyParts).mid(0, maxWords);
}

} // namespace peregrine
