#include "core/code/textfault.h"

#include <algorithm>

namespace peregrine {

LineColumn LineColumn::of(const QString &text, qsizetype offset)
{
    const qsizetype end = std::clamp<qsizetype>(offset, 0, text.size());
    const QStringView before = QStringView(text).left(end);
    return {before.count(u'\n') + 1, end - before.lastIndexOf(u'\n')};
}

} // namespace peregrine
