#include "core/code/changedinput.h"

#include "core/base/json.h"

#include <algorithm>

namespace peregrine {

FormValues changedInput(const FieldSpec &schema, const FormValues &values)
{
    FormValues changed = values;
    for (const FieldSpec &field : schema.children) {
        const QString pointer = jsonPointer({field.name});
        const bool hasFile = std::any_of(
            values.files.cbegin(), values.files.cend(), [&pointer](const FileInput &file) {
                return file.pointer == pointer || file.pointer.startsWith(pointer + u'/');
            });
        const bool isDefault = !field.defaultValue.isUndefined()
            && values.input.value(field.name) == field.defaultValue;
        if (isDefault && !field.required && !hasFile)
            changed.input.remove(field.name);
    }
    return changed;
}

QStringList orderedNames(const FieldSpec *schema, const QJsonObject &object)
{
    QStringList names;
    if (schema) {
        for (const FieldSpec &field : schema->children) {
            if (object.contains(field.name))
                names.append(field.name);
        }
    }
    for (const QString &name : object.keys()) {
        if (!names.contains(name))
            names.append(name);
    }
    return names;
}

} // namespace peregrine
