#include "core/library/searchabletext.h"

#include "core/base/textmatch.h"

namespace peregrine {

QString searchableText(const QString &text)
{
    QString folded = foldedForMatch(text.simplified());
    folded.remove(QChar::Null);
    // Half a surrogate pair would take what follows, a quotation mark maybe, for its other half.
    folded = QString::fromUtf8(folded.toUtf8());
    return folded.isNull() ? QStringLiteral("") : folded;
}

} // namespace peregrine
