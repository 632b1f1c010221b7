#pragma once

#include "core/code/textfault.h"
#include "core/fal/endpointid.h"

#include <QJsonObject>
#include <QMetaType>
#include <QString>
#include <QStringList>

namespace peregrine {

/// A model's input found in a text or a file.
struct ImportedInput
{
    enum class Source { Json, Receipt, Curl, JavaScript, Python, Picture };

    Source source = Source::Json;
    /// Empty where the source does not say.
    EndpointId endpoint;
    QJsonObject input;
    /// What could not be used, each as it was written: "image_url: uploaded". Never a credential.
    QStringList unused;
};

/// Why there is none, and where in the text: line and column from 1, 0 when it is about the whole.
struct ImportFault
{
    QString message;
    qsizetype line = 0;
    qsizetype column = 0;

    /// The message, with the place where there is one.
    [[nodiscard]] QString sentence() const;
    [[nodiscard]] static ImportFault at(const QString &text, const TextFault &fault);
};

} // namespace peregrine

Q_DECLARE_METATYPE(peregrine::ImportedInput)
