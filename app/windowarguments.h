#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/fal/endpointid.h"

#include <QString>
#include <QStringList>

namespace peregrine {

/// What the words after `peregrine` ask for.
struct WindowArguments
{
    /// "fal", "local" or a base URL; empty: the last choice.
    QString server;
    QString dataDir;
    /// Empty: the last one.
    EndpointId endpoint;
    /// Absolute paths of presets to add.
    QStringList files;
    bool help = false;
    bool version = false;

    [[nodiscard]] static Expected<WindowArguments, Error> parse(const QStringList &arguments);
    [[nodiscard]] static QString helpText();
    /// As words that parse() reads, for the program that is open already; without the data folder,
    /// which they have in common.
    [[nodiscard]] QStringList toList() const;
};

} // namespace peregrine
