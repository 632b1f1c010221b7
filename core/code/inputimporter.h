#pragma once

#include "core/base/result.h"
#include "core/code/importedinput.h"

#include <QByteArray>

namespace peregrine {

/// Recognises and reads a model's input: JSON, alone or as {"input": ...}; a receipt of ours; a
/// curl command; a call of fal's JavaScript or Python client; a picture that has its receipt beside
/// it or its parameters in its text. Addresses stay as they are, a path in a text never becomes a
/// file of this machine: what comes from elsewhere must not choose what is uploaded. Texts are
/// bounded.
class InputImporter
{
public:
    /// The largest text that is read, in bytes.
    static constexpr qint64 maximumBytes = 16 * 1024 * 1024;

    [[nodiscard]] static Expected<ImportedInput, ImportFault> fromText(const QString &text);
    /// By what the file holds. Blocking: reads the file.
    [[nodiscard]] static Expected<ImportedInput, ImportFault> fromFile(const QString &path);

    /// A quick look, for deciding what a paste is: whether it is worth to call fromText().
    [[nodiscard]] static bool looksLikeInput(const QString &text);
};

} // namespace peregrine
