#pragma once

#include <QList>
#include <QString>

namespace peregrine {

/// A prompt as it was written, before its wildcards were decided.
struct PromptTemplate
{
    /// JSON pointer into the input.
    QString pointer;
    QString text;

    friend bool operator==(const PromptTemplate &, const PromptTemplate &) = default;
};

/// How a job's prompts came about: its input holds what was sent.
struct PromptOrigin
{
    /// Only of prompts with wildcards.
    QList<PromptTemplate> templates;
    /// With the same lists it makes the same choices again.
    quint32 seed = 0;

    friend bool operator==(const PromptOrigin &, const PromptOrigin &) = default;
};

} // namespace peregrine
