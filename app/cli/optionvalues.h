#pragma once

#include "app/cli/commandline.h"

class QCommandLineParser;

namespace peregrine::cli {

/// A misuse of the program, with where to read how it is used.
[[nodiscard]] Error usageError(const QString &message);

/// Takes the values of all options that are set; the error says which one is wrong.
[[nodiscard]] Expected<Done, Error> readOptionValues(const QCommandLineParser &parser,
                                                     CommandLine &line);

} // namespace peregrine::cli
