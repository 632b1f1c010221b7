#pragma once

#include "core/schema/fieldspec.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QList>
#include <QString>

namespace peregrine {

/// A field of a filled form that a batch can vary.
struct VariableField
{
    /// JSON pointer into the input.
    QString pointer;
    /// The path of titles: "LoRAs 1 › Scale".
    QString title;
    FieldSpec spec;
    /// What it holds now; undefined when it is unset.
    QJsonValue value;
    bool important = false;
};

/// All that can be varied of the input, in the form's order: every field that people may edit, the
/// members of objects, and those of a list's entries that are there. Bounded.
[[nodiscard]] QList<VariableField> variableFields(const FieldSpec &root, const QJsonObject &input);

} // namespace peregrine
