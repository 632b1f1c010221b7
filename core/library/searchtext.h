#pragma once

#include <QString>
#include <QStringList>

namespace peregrine {

/// Text in the form in which it is searched: letters that differ in case or in Unicode's ways of
/// writing the same letter become equal.
[[nodiscard]] QString foldedForSearch(const QString &text);

/// The folded words of what a person typed.
[[nodiscard]] QStringList searchWords(const QString &typed);

} // namespace peregrine
