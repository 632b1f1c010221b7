#pragma once

#include "core/base/result.h"
#include "core/code/textfault.h"

#include <QList>
#include <QString>

namespace peregrine {

/// A word of a shell's command.
struct ShellWord
{
    QString text;
    /// Where it begins in the script.
    qsizetype offset = 0;
    /// A variable or a command's output is a part of it; it stands there as it was written.
    bool expands = false;
};

/// Splits one command of a POSIX shell, from `at` to its end (a line end without a backslash before
/// it, ; | & or an unopened parenthesis), into words: quotes of all kinds ($'...' too), escapes,
/// continued lines, comments. Nothing is expanded or run. The number of words is bounded.
[[nodiscard]] Expected<QList<ShellWord>, TextFault> shellWords(const QString &script, qsizetype at);

} // namespace peregrine
