#pragma once

#include "core/schema/fieldspec.h"
#include "core/schema/formvalues.h"

#include <QJsonValue>
#include <QList>

namespace peregrine {

/// What a field of one model holds, on its way to a field of another.
struct CarriedField
{
    QString name;
    FieldMeaning meaning = FieldMeaning::None;
    QJsonValue value;
    /// Pointers relative to the field.
    QList<FileInput> files;
};

/// The fields of the first level in which two fillings of one form differ, as they are in now.
[[nodiscard]] QList<CarriedField> differingFields(const FieldSpec &root, const FormValues &before,
                                                  const FormValues &now);

/// start with what fits of another model's fields: the same name first, then the same meaning (one
/// file goes into a list of files and the first of a list into a single field). A field whose own
/// rules do not admit the value keeps what it has. A size becomes the aspect ratio, or the preset
/// of another name, of the same shape.
[[nodiscard]] FormValues withCarried(FormValues start, const FieldSpec &root,
                                     const QList<CarriedField> &carried);

} // namespace peregrine
